import { isSteward } from '../../domain/governance/keys.ts';
import { isWithdrawalReason, readRef } from '../../domain/withdrawal.ts';
import { WITHDRAW_INPUTS, wordsFlaggedThanks, wordsForm } from '../../messages/withdrawing.ts';
import type { Interaction } from '../../ports/interaction.ts';
import type { Message } from '../../ports/message.ts';
import type { Context } from '../context.ts';
import { flagWords } from '../words/flag.ts';
import { type StandingWords, standing, wordsOfDigest, wordsOfPromises } from '../words/standing.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from './handler.ts';
import type { Asker, Person } from './person.ts';
import { makeChanges } from './settings.ts';

export const withdrawingHandlers: Handlers<'words.form' | 'words.flag' | 'words.withdraw'> = {
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
    const { member, reader } = found.person;
    if (!isSteward(member)) return refused('not-a-steward', reader);
    const refs = chosenIn(interaction, found.items);
    if (refs.length === 0) return refusedAt('no-choice', reader, formOf(found), WITHDRAW_INPUTS.words);
    const why = only(interaction, WITHDRAW_INPUTS.why);
    if (!isWithdrawalReason(why)) return refusedAt('no-choice', reader, formOf(found), WITHDRAW_INPUTS.why);
    return makeChanges(context, found.person, [{ kind: 'withdraw-words', refs, why }], {
      form: formOf(found),
    });
  },
};

interface Found {
  readonly person: Person;
  readonly subject: string;
  readonly items: readonly StandingWords[];
}

/** By a digest, by a circle (its promises), or by one text, in whichever circle of the person's it stands. */
async function findWords(context: Context, asker: Asker, subject: string): Promise<Found | null> {
  const { tables } = context.store;
  const ref = readRef(subject);
  if (ref !== null) {
    for (const person of asker.everywhere) {
      const items = await standing(tables, person.circle, [subject]);
      if (items.length > 0) return { person, subject, items };
    }
    return null;
  }
  const row = await tables.digests.findById(subject);
  const person = row === null ? asker.in(subject) : asker.in(row.circleId);
  if (person === null) return null;
  const items =
    row === null ? await wordsOfPromises(tables, person.circle.id) : await wordsOfDigest(tables, row);
  return { person, subject, items };
}

function formOf({ person, subject, items }: Found): Message {
  const { circle, member, reader } = person;
  return wordsForm({ subject, circle: circle.name, items, mayWithdraw: isSteward(member) }, reader);
}

/** Of what was ticked, what the form offered. */
function chosenIn({ inputs }: Interaction, items: readonly StandingWords[]): readonly string[] {
  const ticked = new Set(inputs[WITHDRAW_INPUTS.words] ?? []);
  return items.map(({ ref }) => ref).filter((ref) => ticked.has(ref));
}
