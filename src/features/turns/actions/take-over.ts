import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { calledIn } from '../../../core/called.ts';
import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Result } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import {
  sideRoleAnswered,
  TAKE_OVER_INPUTS,
  takeOverAgreed,
  takeOverAsked,
  takeOverForm,
  takeOverRefused,
} from '../messages/take-over.ts';
import type { Meeting } from '../rules/meeting.ts';
import type { TakeOverRefusal } from '../rules/taking-over.ts';
import { answerOffer } from '../use-cases/chair-offers.ts';
import { mayBeAsked } from '../use-cases/situation.ts';
import { agreeTakeOver, askTakeOver, refuseTakeOver, undoHandOver } from '../use-cases/take-over.ts';
import { takeOverView } from '../use-cases/take-over-view.ts';
import { turnView } from '../use-cases/turn-view.ts';
import { aboutMeeting } from './subjects.ts';

/** `subject` is the meeting. */
export const takeOverHandlers = {
  'turn.swap-form': aboutMeeting(async (context, { subject: meeting, person }) => {
    const form = await formFor(context, person, meeting);
    return form === null ? refused('not-your-turn', person.reader) : shown(form);
  }),
  'turn.swap-ask': asking(),
  'turn.hand-over': asking(),
  'turn.swap-agree': deciding(agreeTakeOver, agreed),
  'turn.swap-refuse': deciding(refuseTakeOver, async (_context, { reader }) => takeOverRefused(reader)),
  'turn.undo': deciding(undoHandOver, agreed),
  'turn.co-accept': answering(true),
  'turn.co-decline': answering(false),
} satisfies Partial<Handlers>;

function asking() {
  return aboutMeeting(async (context, { subject: meeting, person, interaction }) => {
    const { member, reader } = person;
    const to = only(interaction, TAKE_OVER_INPUTS.to);
    const asked = await askTakeOver(context, member, meeting.id, to);
    if (asked.ok) {
      const other = await memberTable.find(context.store, to);
      return done(takeOverAsked(other?.name ?? '', reader));
    }
    const form = asked.code === 'no-such-member' ? await formFor(context, person, meeting) : null;
    if (form === null) return refused(asFailure(asked.code), reader);
    return refusedAt('no-choice', reader, form, TAKE_OVER_INPUTS.to);
  });
}

function deciding(
  decide: (context: Context, member: Member, meetingId: string) => Promise<Result<Meeting, TakeOverRefusal>>,
  say: (context: Context, person: Person, meeting: Meeting) => Promise<Message>,
) {
  return aboutMeeting(async (context, { subject: { id }, person }) => {
    const decided = await decide(context, person.member, id);
    if (!decided.ok) return refused(asFailure(decided.code), person.reader);
    return done(await say(context, person, decided.value));
  });
}

async function agreed({ store }: Context, { circle, reader }: Person, meeting: Meeting): Promise<Message> {
  return takeOverAgreed(await turnView(store, circle, meeting), reader);
}

function answering(accept: boolean) {
  return aboutMeeting(async (context, { subject: { id }, person: { member, reader } }) => {
    const answered = await answerOffer(context, member, id, accept);
    return answered ? done(sideRoleAnswered(accept, reader)) : refused('not-your-turn', reader);
  });
}

async function formFor(context: Context, person: Person, meeting: Meeting): Promise<Message | null> {
  const { circle, member, reader } = person;
  const { ask } = await takeOverView(context, circle, meeting, member);
  if (ask === null) return null;
  const members = await memberTable.list(context.store, circle.id);
  const may = await mayBeAsked(context.store, circle, meeting);
  const { voiceOf } = await calledIn(context.store, circle);
  const people = members
    .filter(({ id }) => id !== meeting.chairId && may.has(id))
    .map((each) => ({ id: each.id, name: each.name, voiceName: voiceOf(each) }));
  const view = await turnView(context.store, circle, meeting);
  const capped = may.size < members.length;
  return takeOverForm({ ...view, ask, people, capped }, reader);
}

function asFailure(code: TakeOverRefusal) {
  switch (code) {
    case 'meeting-over':
      return 'turn-over';
    case 'no-such-member':
      return 'no-choice';
    case 'not-allowed':
    case 'not-your-turn':
    case 'request-over':
    case 'nothing-to-undo':
      return code;
  }
}
