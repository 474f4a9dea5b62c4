import { action, circleSubject, type FindSubject, type Found } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { isSteward } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Interaction, Reply } from '../../core/ports/interaction.ts';
import type { Message } from '../../core/ports/message.ts';
import { isWithdrawalReason, readRef } from '../digests/rules/withdrawal.ts';
import { digestTable } from '../digests/tables.ts';
import { makeChanges } from '../governance/actions/settings.ts';
import type { TakingWords } from '../governance/rules/change.ts';
import { WITHDRAW_INPUTS, type WordsFormView, wordsFlaggedThanks, wordsForm } from './messages.ts';
import { flagWords } from './use-cases/flag.ts';
import { wordsToReview } from './use-cases/review.ts';
import { type StandingWords, standing, wordsOfDigest, wordsOfPromises } from './use-cases/standing.ts';

interface WordsToChoose {
  /** By what the form names them. */
  readonly id: string;
  readonly items: readonly StandingWords[];
  readonly asks: WordsFormView['asks'];
}

/** By a digest, by a circle (its promises), or by one text, in whichever circle of the person's it stands. */
const wordsSubject: FindSubject<WordsToChoose> = async ({ store }, asker, id) => {
  if (readRef(id) !== null) {
    for (const person of asker.everywhere) {
      const items = await standing(store, person.circle, [id]);
      if (items.length > 0) return foundIn(person, id, items);
    }
    return null;
  }
  const row = await digestTable.findById(store, id);
  const person = asker.in(row?.circleId ?? id);
  if (person === null) return null;
  const items =
    row === null ? await wordsOfPromises(store, person.circle.id) : await wordsOfDigest(store, row);
  return foundIn(person, id, items);
};

export const withdrawingHandlers = {
  'words.form': action({
    by: 'reader',
    subject: wordsSubject,
    missing: 'words-gone',
    run: async (_context, found) => shown(formOf(found)),
  }),
  /** Everybody is thanked alike, whoever asked before. Nothing of who asks goes on from here. */
  'words.flag': action({
    by: 'reader',
    subject: wordsSubject,
    missing: 'words-gone',
    run: async (context, found) => {
      const { circle, reader } = found.person;
      const refs = chosenIn(found.interaction, found.subject.items);
      if (refs.length === 0) return refusedAt('no-choice', reader, formOf(found), WITHDRAW_INPUTS.words);
      await flagWords(context, circle, refs);
      return done(wordsFlaggedThanks(reader));
    },
  }),
  'words.withdraw': action({
    by: 'steward',
    subject: wordsSubject,
    missing: 'words-gone',
    run: (context, found) => ask(context, found, found.interaction, 'withdraw-words'),
  }),
  'words.review': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person }) => shown(formOf(await waitingFor(context, person))),
  }),
  'words.hold': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person, interaction }) => {
      const found = await waitingFor(context, person);
      if (found.subject.items.length === 0) return refused('words-gone', person.reader);
      return ask(context, found, interaction, 'hold-words');
    },
  }),
} satisfies Partial<Handlers>;

/** Asks a steward of another voice to let the chosen words go. */
async function ask(
  context: Context,
  found: Found<WordsToChoose>,
  interaction: Interaction,
  kind: TakingWords['kind'],
): Promise<Reply> {
  const { person, subject } = found;
  const refs = chosenIn(interaction, subject.items);
  if (refs.length === 0) return refusedAt('no-choice', person.reader, formOf(found), WITHDRAW_INPUTS.words);
  const why = only(interaction, WITHDRAW_INPUTS.why);
  if (!isWithdrawalReason(why))
    return refusedAt('no-choice', person.reader, formOf(found), WITHDRAW_INPUTS.why);
  return makeChanges(context, person, [{ kind, refs, why }], { form: formOf(found) });
}

/** What the next digest of a circle would show, from the fixed minute before it. */
async function waitingFor(context: Context, person: Person): Promise<Found<WordsToChoose>> {
  const { circle, member } = person;
  const items = await wordsToReview(context, circle, member);
  return { person, subject: { id: circle.id, items, asks: 'hold' } };
}

function foundIn(person: Person, id: string, items: readonly StandingWords[]): Found<WordsToChoose> {
  return { person, subject: { id, items, asks: isSteward(person.member) ? 'withdraw' : 'flag' } };
}

function formOf({ person, subject: { id, items, asks } }: Found<WordsToChoose>): Message {
  return wordsForm({ subject: id, circle: person.circle.name, items, asks }, person.reader);
}

/** Of what was ticked, what the form offered. */
function chosenIn({ inputs }: Interaction, items: readonly StandingWords[]): readonly string[] {
  const ticked = new Set(inputs[WITHDRAW_INPUTS.words] ?? []);
  return items.map(({ ref }) => ref).filter((ref) => ticked.has(ref));
}
