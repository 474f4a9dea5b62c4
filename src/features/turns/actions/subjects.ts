import { type ActionDeclaration, action, inCircle } from '../../../core/actions/action.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';

const meetingSubject = inCircle((tx, id) => meetingTable.find(tx, id));

/** Whatever a member does with a meeting: who chairs it or is asked to, only its rules can say. */
export function aboutMeeting(
  run: ActionDeclaration<Meeting>['run'],
  by: ActionDeclaration<Meeting>['by'] = 'member',
) {
  return action({ by, subject: meetingSubject, run });
}
