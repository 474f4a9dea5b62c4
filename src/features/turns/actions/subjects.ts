import { type ActionDeclaration, action, inCircle } from '../../../core/actions/action.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Meeting, MeetingSeries } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';

const meetingSubject = inCircle((tx, id) => meetingTable.find(tx, id));

/** A series that has ended can be neither shown nor changed. */
export async function findRunning(tx: Tx, id: string): Promise<MeetingSeries | null> {
  const series = await meetingTable.findSeries(tx, id);
  return series?.endedAt === null ? series : null;
}

/** Whatever a member does with a meeting: who chairs it or is asked to, only its rules can say. */
export function aboutMeeting(
  run: ActionDeclaration<Meeting>['run'],
  by: ActionDeclaration<Meeting>['by'] = 'member',
) {
  return action({ by, subject: meetingSubject, run });
}
