import { action, type FindSubject } from '../../../core/actions/action.ts';
import { done, type Handlers, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import type { Context } from '../../../core/context.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { questionsPage } from '../messages/asked.ts';
import { pulseForm, pulseThanks } from '../messages/pulse.ts';
import { findPack } from '../packs/packs.ts';
import type { ReplyRefusal } from '../replies.ts';
import { levelsOf } from '../use-cases/levels.ts';
import { invitedVoices } from '../use-cases/open-round.ts';
import { seatHolder } from '../use-cases/seat.ts';
import { pulseSubject, roundSubject } from './subjects.ts';

/** Who is in one circle only is known without the round, and most are: their replies save a question to the database. */
const roundToAnswer: FindSubject<Round | null> = async (context, asker, id) =>
  asker.alone !== null && asker.alone.accountSince === null
    ? { person: asker.alone, subject: null }
    : roundSubject(context, asker, id);

export const pulseHandlers = {
  'pulse.questions': action({
    by: 'reader',
    subject: pulseSubject,
    run: async (context, { subject: pulse, person: { circle, reader } }) => {
      const { store, clock } = context;
      const voices = invitedVoices(context, circle, await memberTable.list(store, circle.id), clock.now());
      const levels = await levelsOf(store, circle, pulse.questions, voices);
      return shown(questionsPage({ ...pulse, levels }, reader));
    },
  }),
  /** The same form for everybody, whether or not they have answered. */
  'pulse.show': action({
    by: 'member',
    subject: roundSubject,
    run: async (context, { subject: round, person, interaction: { actor } }) => {
      const over = round.state !== 'open' || round.closesAt <= context.clock.now();
      if (over) return refused('closed', person.reader);
      const { store } = context;
      const holder = await seatHolder(store, person, actor, round);
      if (holder === null || (await roundTable.seat(store, round.id, holder)) === null)
        return refused('not-invited', person.reader);
      context.cover.formShown(round);
      return shown(await formOf(context, round, person));
    },
  }),

  'pulse.answer': action({
    by: 'member',
    subject: roundToAnswer,
    run: async (context, { subject: round, person, asker, interaction }) => {
      const { circle, reader } = person;
      const { actor, inputs } = interaction;
      const roundId = interaction.action.subject;
      const { store } = context;
      const holder = round === null ? person.member.id : await seatHolder(store, person, actor, round);
      if (holder === null) return refused('not-invited', reader);
      const member = { id: holder, circleId: circle.id };
      const counted = await context.replies.submit({ member, roundId, inputs });
      if (counted.ok) return done(pulseThanks(round, reader));
      const code = counted.code === 'no-such-round' ? 'not-found' : counted.code;
      if (!MENDABLE.has(counted.code)) return refused(code, reader);
      const found = await roundSubject(context, asker, roundId);
      if (found === null) return refused('not-found', asker.anywhere.reader);
      const question = counted.details?.question;
      const form = await formOf(context, found.subject, person);
      return refusedAt(code, reader, form, question === undefined ? null : String(question));
    },
  }),
} satisfies Partial<Handlers>;

/** Refusals after which the same form may be sent again. */
const MENDABLE: ReadonlySet<ReplyRefusal> = new Set([
  'unknown-question',
  'not-a-choice',
  'one-choice-only',
  'comment-too-long',
  'nothing-answered',
]);

async function formOf(context: Context, round: Round, { circle, reader }: Person) {
  const pulse = await pulseTable.find(context.store, round.pulseId);
  const pack = pulse === null || pulse.packId === null ? undefined : findPack(pulse.packId);
  const signpost = await circleSignpost(context, circle);
  const trust = await circleTrust(context, circle);
  return pulseForm({ circle: circle.name, round, credit: pack?.credit ?? null, signpost, trust }, reader);
}
