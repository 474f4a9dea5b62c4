import {
  done,
  type Handler,
  type Handlers,
  only,
  refused,
  refusedAt,
  shown,
} from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Result } from '../../../core/result.ts';
import {
  besideAnswered,
  TAKE_OVER_INPUTS,
  takeOverAgreed,
  takeOverAsked,
  takeOverForm,
  takeOverRefused,
  takeOverUndone,
} from '../messages/take-over.ts';
import type { Meeting } from '../rules/meeting.ts';
import type { TakeOverRefusal } from '../rules/taking-over.ts';
import { answerOffer } from '../use-cases/chair-offers.ts';
import { agreeTakeOver, askTakeOver, refuseTakeOver, undoHandOver } from '../use-cases/take-over.ts';
import { takeOverView } from '../use-cases/take-over-view.ts';
import { turnView } from '../use-cases/turn-view.ts';
import { findMeeting } from './turn.ts';

type TakeOverActions =
  | 'turn.swap-form'
  | 'turn.swap-ask'
  | 'turn.swap-agree'
  | 'turn.swap-refuse'
  | 'turn.hand-over'
  | 'turn.undo'
  | 'turn.co-accept'
  | 'turn.co-decline';

/** `subject` is the meeting. */
export const takeOverHandlers: Handlers<TakeOverActions> = {
  'turn.swap-form': async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const form = await formFor(context, found.person, found.meeting);
    return form === null ? refused('not-your-turn', found.person.reader) : shown(form);
  },
  'turn.swap-ask': ask,
  'turn.hand-over': ask,
  'turn.swap-agree': deciding(agreeTakeOver, async (context, { circle, reader }, meeting) =>
    takeOverAgreed(await turnView(context.store.tables, circle, meeting), reader),
  ),
  'turn.swap-refuse': deciding(refuseTakeOver, async (_context, { reader }) => takeOverRefused(reader)),
  'turn.undo': deciding(undoHandOver, async (context, { circle, reader }, meeting) =>
    takeOverUndone(await turnView(context.store.tables, circle, meeting), reader),
  ),
  'turn.co-accept': answering(true),
  'turn.co-decline': answering(false),
};

async function ask(context: Context, asker: Asker, interaction: Interaction): Promise<Reply> {
  const found = await findMeeting(context, asker, interaction.action.subject);
  if ('reply' in found) return found.reply;
  const { meeting, person } = found;
  const to = only(interaction, TAKE_OVER_INPUTS.to);
  const asked = await askTakeOver(context, person.member, meeting.id, to);
  if (asked.ok) {
    const other = await context.store.tables.members.find(to);
    return done(takeOverAsked(other?.name ?? '', person.reader));
  }
  const form = asked.code === 'no-such-member' ? await formFor(context, person, meeting) : null;
  if (form === null) return refused(asFailure(asked.code), person.reader);
  return refusedAt('no-choice', person.reader, form, TAKE_OVER_INPUTS.to);
}

function deciding(
  decide: (context: Context, member: Member, meetingId: string) => Promise<Result<Meeting, TakeOverRefusal>>,
  say: (context: Context, person: Person, meeting: Meeting) => Promise<Message>,
): Handler {
  return async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { person } = found;
    const decided = await decide(context, person.member, action.subject);
    if (!decided.ok) return refused(asFailure(decided.code), person.reader);
    return done(await say(context, person, decided.value));
  };
}

function answering(accept: boolean): Handler {
  return async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { person } = found;
    const answered = await answerOffer(context, person.member, action.subject, accept);
    return answered ? done(besideAnswered(accept, person.reader)) : refused('not-your-turn', person.reader);
  };
}

async function formFor(context: Context, person: Person, meeting: Meeting): Promise<Message | null> {
  const { circle, member, reader } = person;
  const { ask } = await takeOverView(context, circle, meeting, member);
  if (ask === null) return null;
  const members = await context.store.tables.members.list(circle.id);
  const people = members
    .filter(({ id }) => id !== meeting.chairId)
    .map(({ id, name, voice }) => ({
      id,
      name,
      voiceName: circle.voices.find((each) => each.id === voice)?.name ?? voice,
    }));
  const view = await turnView(context.store.tables, circle, meeting);
  return takeOverForm({ ...view, ask, people }, reader);
}

function asFailure(code: TakeOverRefusal) {
  switch (code) {
    case 'meeting-over':
      return 'turn-over';
    case 'no-such-member':
      return 'no-choice';
    case 'not-allowed':
    case 'not-your-turn':
    case 'not-the-day':
    case 'request-over':
    case 'nothing-to-undo':
      return code;
  }
}
