import type { Round } from '../../domain/pulse.ts';
import { pulseForm, pulseThanks } from '../../messages/pulse.ts';
import type { Reply } from '../../ports/interaction.ts';
import type { Context } from '../context.ts';
import { answerRound, type ReplyRefusal } from '../pulses/answer.ts';
import { done, type Handlers, refused, refusedAt, shown } from './handler.ts';
import type { Asker, Person } from './person.ts';

export const pulseHandlers: Handlers<'pulse.show' | 'pulse.answer'> = {
  /** The same form for everybody, whether or not they have answered. */
  'pulse.show': async (context, asker, { action }) => {
    const found = await findRound(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { round, person } = found;
    const over = round.state !== 'open' || round.closesAt <= context.clock.now();
    if (over) return refused('closed', person.reader);
    const seat = await context.store.tables.rounds.seat(round.id, person.member.id);
    if (seat === null) return refused('not-invited', person.reader);
    return shown(formOf(round, person));
  },

  'pulse.answer': async (context, asker, { action, inputs }) => {
    const found = await findRound(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { round, person } = found;
    const counted = await answerRound(context, person.member, round.id, inputs);
    if (counted.ok) return done(pulseThanks(person.reader));
    const code = counted.code === 'no-such-round' ? 'not-found' : counted.code;
    if (!MENDABLE.has(counted.code)) return refused(code, person.reader);
    const question = counted.details?.question;
    return refusedAt(
      code,
      person.reader,
      formOf(round, person),
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

function formOf(round: Round, { circle, reader }: Person) {
  return pulseForm({ circle: circle.name, round }, reader);
}
