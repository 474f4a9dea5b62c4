import { done, type Handlers, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import type { Identity } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Reply } from '../../../core/ports/interaction.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { pulseForm, pulseThanks } from '../messages/pulse.ts';
import { findPack } from '../packs/packs.ts';
import type { Answering, ReplyRefusal } from '../replies.ts';
import { seatHolder } from '../use-cases/seat.ts';

export const pulseHandlers: Handlers<'pulse.show' | 'pulse.answer'> = {
  /** The same form for everybody, whether or not they have answered. */
  'pulse.show': async (context, asker, { action, actor }) => {
    const found = await findRound(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { round, person } = found;
    const over = round.state !== 'open' || round.closesAt <= context.clock.now();
    if (over) return refused('closed', person.reader);
    const { tables } = context.store;
    const holder = await seatHolder(tables, person, actor, round);
    if (holder === null || (await tables.rounds.seat(round.id, holder)) === null)
      return refused('not-invited', person.reader);
    context.cover.formShown(round);
    return shown(await formOf(context, round, person));
  },

  'pulse.answer': async (context, asker, { action, actor, inputs }) => {
    const answering = await whoAnswers(context, asker, action.subject, actor);
    if ('reply' in answering) return answering.reply;
    const { person, member } = answering;
    const counted = await context.replies.submit({ member, roundId: action.subject, inputs });
    if (counted.ok) return done(pulseThanks(person.reader));
    const code = counted.code === 'no-such-round' ? 'not-found' : counted.code;
    if (!MENDABLE.has(counted.code)) return refused(code, person.reader);
    const found = await findRound(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const question = counted.details?.question;
    return refusedAt(
      code,
      person.reader,
      await formOf(context, found.round, person),
      question === undefined ? null : String(question),
    );
  },
};

/** Refusals after which the same form may be sent again. */
const MENDABLE: ReadonlySet<ReplyRefusal> = new Set([
  'unknown-question',
  'not-a-choice',
  'one-choice-only',
  'comment-too-long',
  'nothing-answered',
]);

/** Who is in one circle only is known without the round, and most are: their replies save a question to the database. */
async function whoAnswers(
  context: Context,
  asker: Asker,
  roundId: string,
  actor: Identity,
): Promise<{ readonly person: Person; readonly member: Answering['member'] } | { readonly reply: Reply }> {
  if (asker.alone !== null && asker.alone.accountSince === null) {
    return { person: asker.alone, member: asker.alone.member };
  }
  const found = await findRound(context, asker, roundId);
  if ('reply' in found) return found;
  const { person, round } = found;
  const holder = await seatHolder(context.store.tables, person, actor, round);
  if (holder === null) return { reply: refused('not-invited', person.reader) };
  return { person, member: { id: holder, circleId: person.circle.id } };
}

async function findRound(
  context: Context,
  asker: Asker,
  roundId: string,
): Promise<{ readonly round: Round; readonly person: Person } | { readonly reply: Reply }> {
  const round = await context.store.tables.rounds.find(roundId);
  const person = round === null ? null : asker.in(round.circleId);
  if (round === null || person === null) return { reply: refused('not-found', asker.anywhere.reader) };
  return { round, person };
}

async function formOf(context: Context, round: Round, { circle, reader }: Person) {
  const pulse = await context.store.tables.pulses.find(round.pulseId);
  const pack = pulse === null || pulse.packId === null ? undefined : findPack(pulse.packId);
  const signpost = await circleSignpost(context, circle);
  const trust = await circleTrust(context, circle);
  return pulseForm({ circle: circle.name, round, credit: pack?.credit ?? null, signpost, trust }, reader);
}
