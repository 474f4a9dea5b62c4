import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import { type Asker, type Person, personFor } from '../../core/actions/person.ts';
import { isSteward } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Interaction, Reply } from '../../core/ports/interaction.ts';
import type { Message } from '../../core/ports/message.ts';
import { isWithdrawalReason, readRef } from '../digests/rules/withdrawal.ts';
import { makeChanges } from '../governance/actions/settings.ts';
import type { TakingWords } from '../governance/rules/change.ts';
import { WITHDRAW_INPUTS, type WordsFormView, wordsFlaggedThanks, wordsForm } from './messages.ts';
import { flagWords } from './use-cases/flag.ts';
import { wordsToReview } from './use-cases/review.ts';
import { type StandingWords, standing, wordsOfDigest, wordsOfPromises } from './use-cases/standing.ts';

type WordsActions = 'words.form' | 'words.flag' | 'words.withdraw' | 'words.review' | 'words.hold';

export const withdrawingHandlers: Handlers<WordsActions> = {
  'words.form': async (context, asker, { action }) => {
    const found = await findWords(context, asker, action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    return shown(formOf(found));
  },
  /** Everybody is thanked alike, whoever asked before. Nothing of who asks goes on from here. */
  'words.flag': async (context, asker, interaction) => {
    const found = await findWords(context, asker, interaction.action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { circle, reader } = found.person;
    const refs = chosenIn(interaction, found.items);
    if (refs.length === 0) return refusedAt('no-choice', reader, formOf(found), WITHDRAW_INPUTS.words);
    await flagWords(context, circle, refs);
    return done(wordsFlaggedThanks(reader));
  },
  'words.withdraw': async (context, asker, interaction) => {
    const found = await findWords(context, asker, interaction.action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    if (!isSteward(found.person.member)) return refused('not-a-steward', found.person.reader);
    return ask(context, found, interaction, 'withdraw-words');
  },
  'words.review': async (context, asker, { action }) => {
    const found = await findWaiting(context, asker, action.subject);
    return typeof found === 'string' ? refused(found, asker.anywhere.reader) : shown(formOf(found));
  },
  'words.hold': async (context, asker, interaction) => {
    const found = await findWaiting(context, asker, interaction.action.subject);
    if (typeof found === 'string') return refused(found, asker.anywhere.reader);
    if (found.items.length === 0) return refused('words-gone', found.person.reader);
    return ask(context, found, interaction, 'hold-words');
  },
};

interface Found {
  readonly person: Person;
  readonly subject: string;
  readonly items: readonly StandingWords[];
  readonly asks: WordsFormView['asks'];
}

/** Asks a steward of another voice to let the chosen words go. */
async function ask(
  context: Context,
  found: Found,
  interaction: Interaction,
  kind: TakingWords['kind'],
): Promise<Reply> {
  const { person, items } = found;
  const refs = chosenIn(interaction, items);
  if (refs.length === 0) return refusedAt('no-choice', person.reader, formOf(found), WITHDRAW_INPUTS.words);
  const why = only(interaction, WITHDRAW_INPUTS.why);
  if (!isWithdrawalReason(why))
    return refusedAt('no-choice', person.reader, formOf(found), WITHDRAW_INPUTS.why);
  return makeChanges(context, person, [{ kind, refs, why }], { form: formOf(found) });
}

/** What the next digest of a circle would show, from the fixed minute before it. */
async function findWaiting(
  context: Context,
  asker: Asker,
  subject: string,
): Promise<Found | 'not-found' | 'not-a-steward'> {
  const person = personFor(asker, subject);
  if (person === null) return 'not-found';
  const { circle, member } = person;
  if (!isSteward(member)) return 'not-a-steward';
  return { person, subject: circle.id, items: await wordsToReview(context, circle, member), asks: 'hold' };
}

/** By a digest, by a circle (its promises), or by one text, in whichever circle of the person's it stands. */
async function findWords(context: Context, asker: Asker, subject: string): Promise<Found | null> {
  const { tables } = context.store;
  const ref = readRef(subject);
  if (ref !== null) {
    for (const person of asker.everywhere) {
      const items = await standing(tables, person.circle, [subject]);
      if (items.length > 0) return foundIn(person, subject, items);
    }
    return null;
  }
  const row = await tables.digests.findById(subject);
  const person = row === null ? asker.in(subject) : asker.in(row.circleId);
  if (person === null) return null;
  const items =
    row === null ? await wordsOfPromises(tables, person.circle.id) : await wordsOfDigest(tables, row);
  return foundIn(person, subject, items);
}

function foundIn(person: Person, subject: string, items: readonly StandingWords[]): Found {
  return { person, subject, items, asks: isSteward(person.member) ? 'withdraw' : 'flag' };
}

function formOf({ person, subject, items, asks }: Found): Message {
  return wordsForm({ subject, circle: person.circle.name, items, asks }, person.reader);
}

/** Of what was ticked, what the form offered. */
function chosenIn({ inputs }: Interaction, items: readonly StandingWords[]): readonly string[] {
  const ticked = new Set(inputs[WITHDRAW_INPUTS.words] ?? []);
  return items.map(({ ref }) => ref).filter((ref) => ticked.has(ref));
}
