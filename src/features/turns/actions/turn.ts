import { done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import { isReader, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { type TurnPageView, turnAccepted, turnDeclined, turnPage } from '../messages/turn.ts';
import { askEndsAt, askedMember } from '../rules/asks.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { acceptTurn, declineTurn, type TurnAnswerRefusal } from '../use-cases/answer.ts';
import { isAhead } from '../use-cases/situation.ts';
import { takeOverView } from '../use-cases/take-over-view.ts';
import { turnView } from '../use-cases/turn-view.ts';
import { aboutMeeting } from './subjects.ts';

export const turnHandlers = {
  'turn.show': aboutMeeting(async (context, { subject: meeting, person: { circle, member, reader } }) => {
    const view = await turnView(context.store, circle, meeting);
    const mine = whatIsTheirs(context, meeting, member);
    // Who is asked is told why they are; until somebody has said yes, others have nobody to ask about.
    const turn = mine === null || mine === 'chairs' ? meeting.turn : (meeting.asking?.turn ?? null);
    // Who was noted as chair afterwards was not drawn.
    const noted = meeting.state === 'held' && (await isNoted(context, meeting));
    const why = turn === null || noted ? null : { turn, voices: circle.voices };
    const takeOver = await takeOverView(context, circle, meeting, member);
    const mayBe = isSteward(member) && isAhead(context, meeting) ? 'may-be' : null;
    const off = meeting.state === 'cancelled' ? await howItEnded(context, meeting) : mayBe;
    return shown(turnPage({ ...view, mine, why, takeOver, off }, reader));
  }, 'reader'),
  'turn.accept': aboutMeeting(async (context, { subject: meeting, person: { circle, member, reader } }) => {
    const accepted = await acceptTurn(context, member, meeting.id);
    if (!accepted.ok) return refused(asFailure(accepted.code), reader);
    const view = await turnView(context.store, circle, accepted.value);
    return done(turnAccepted(view, reader));
  }),
  'turn.decline': aboutMeeting(async (context, { subject: meeting, person: { member, reader } }) => {
    const declined = await declineTurn(context, member, meeting.id);
    if (!declined.ok) return refused(asFailure(declined.code), reader);
    if (await stoodDown(context, meeting, member)) return done(turnDeclined(reader, null, true));
    return done(turnDeclined(reader, askedMember(declined.value) === member.id ? meeting.id : null));
  }),
} satisfies Partial<Handlers>;

async function stoodDown({ store }: Context, { id }: Meeting, member: Member): Promise<boolean> {
  const events = await meetingTable.events(store, id);
  return events.some(({ what, memberId }) => what === 'declined' && memberId === member.id);
}

async function isNoted({ store }: Context, { id }: Meeting): Promise<boolean> {
  return (await meetingTable.events(store, id)).some(({ what }) => what === 'chair-noted');
}

async function howItEnded({ store }: Context, { id }: Meeting): Promise<'called-off' | 'not-held'> {
  const events = await meetingTable.events(store, id);
  return events.some(({ what }) => what === 'cancelled') ? 'called-off' : 'not-held';
}

function whatIsTheirs(context: Context, meeting: Meeting, member: Member): TurnPageView['mine'] {
  // A turn they were asked for before they became a reader.
  if (isReader(member)) return null;
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
