import { done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Reply } from '../../../core/ports/interaction.ts';
import { type TurnPageView, turnAccepted, turnDeclined, turnPage } from '../messages/turn.ts';
import { askEndsAt, askedMember } from '../rules/asks.ts';
import type { Meeting } from '../rules/meeting.ts';
import { acceptTurn, declineTurn, type TurnAnswerRefusal } from '../use-cases/answer.ts';
import { putAwayOffer } from '../use-cases/supersede.ts';
import { takeOverView } from '../use-cases/take-over-view.ts';
import { turnView } from '../use-cases/turn-view.ts';

export const turnHandlers: Handlers<'turn.show' | 'turn.accept' | 'turn.decline'> = {
  'turn.show': async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { meeting, person } = found;
    const view = await turnView(context.store.tables, person.circle, meeting);
    const mine = whatIsTheirs(context, meeting, person.member);
    // Who is asked is told why they are; until somebody has said yes, others have nobody to ask about.
    const turn = mine === null || mine === 'chairs' ? meeting.turn : (meeting.asking?.turn ?? null);
    const why = turn === null ? null : { turn, voices: person.circle.voices };
    const takeOver = await takeOverView(context, person.circle, meeting, person.member);
    return shown(turnPage({ ...view, mine, why, takeOver }, person.reader));
  },
  'turn.accept': async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { person } = found;
    const accepted = await acceptTurn(context, person.member, action.subject);
    if (!accepted.ok) return refused(asFailure(accepted.code), person.reader);
    const view = await turnView(context.store.tables, person.circle, accepted.value);
    return done(turnAccepted(view, person.reader));
  },
  'turn.decline': async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { person } = found;
    const declined = await declineTurn(context, person.member, action.subject);
    if (!declined.ok) return refused(asFailure(declined.code), person.reader);
    await putAwayOffer(context, declined.value, person.member.id);
    return done(turnDeclined(person.reader));
  },
};

/** The meeting that an action names, and who the asker is in its circle; or the refusal. */
export async function findMeeting(
  context: Context,
  asker: Asker,
  meetingId: string,
): Promise<{ readonly meeting: Meeting; readonly person: Person } | { readonly reply: Reply }> {
  const meeting = await context.store.tables.meetings.find(meetingId);
  const person = meeting === null ? null : asker.in(meeting.circleId);
  if (meeting === null || person === null) return { reply: refused('not-found', asker.anywhere.reader) };
  return { meeting, person };
}

function whatIsTheirs(context: Context, meeting: Meeting, member: Member): TurnPageView['mine'] {
  if (meeting.state !== 'planned' || meeting.startsAt <= context.clock.now()) return null;
  if (meeting.chairId === member.id) return 'chairs';
  const until = askEndsAt(meeting);
  if (until === null || meeting.asking === null || askedMember(meeting) !== member.id) return null;
  return { until, refused: meeting.asking.refused };
}

function asFailure(code: TurnAnswerRefusal) {
  switch (code) {
    case 'no-such-meeting':
      return 'not-found';
    case 'meeting-over':
      return 'turn-over';
    case 'not-your-turn':
      return code;
  }
}
