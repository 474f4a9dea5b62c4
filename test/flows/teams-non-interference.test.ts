import { beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import {
  ALL_ON_TEAMS,
  answer,
  letterFor,
  NAMES,
  type Name,
  OPEN,
  PEOPLE,
  shownBy,
  startTogether,
} from '../support/app-on-teams.ts';
import type { Row } from '../support/app-records.ts';
import { releaseOf } from '../support/app-tally.ts';
import type { Pressed, Teams } from '../support/teams/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { type Given, openRound, testUser } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const WEDNESDAY_12 = MONDAY + 2 * DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WITH_COMMENTS = ALL_ON_TEAMS.replace('open-for: 48 hours', 'open-for: 48 hours\n  comments: yes');
const WATCHED: Name = 'Chidi Okafor';

interface Sight {
  /** Everything that Teams was sent or answered, in no order: workers send several at once. */
  readonly teams: readonly string[];
  readonly rows: Readonly<Record<string, readonly string[]>>;
  readonly log: readonly unknown[];
}

interface Run {
  /** What stood on the screen after the watched person's answer. */
  readonly reply: unknown;
  readonly whileOpen: Sight;
  readonly afterDigest: Sight;
  readonly expected: RoundRelease;
}

/**
 * One round in Teams. Everybody can be written to: what is told of whom we cannot reach is made beside other work, and takes
 * its ids from the app in another order in each run. The same in every run but for what the watched person says.
 */
async function run(watchedGives: Given | null): Promise<Run> {
  const { teams, app, circle, dealFor } = await startTogether(WITH_COMMENTS, true);
  try {
    await app.passTo(TUESDAY_10);
    const round = await openRound(app, circle);
    dealFor('answers');
    const members = await memberTable.list(app.context.store, circle.id);
    const joe = members.find(({ name }) => name === 'Joe Brady');
    const joesPages = joe === undefined ? undefined : await testUser(app, joe);
    const counted = [];
    /** Place in the journal of what the watched person alone was answered. */
    let own = 0;
    let reply: unknown = null;
    for (const [index, { name, voice }] of members.entries()) {
      const gives = name === WATCHED ? watchedGives : givenBy(index);
      if (gives !== null) counted.push({ voice, given: gives });
      if (name === 'Joe Brady') {
        expect((await joesPages?.answer(round, gives ?? {}))?.status).toBe(200);
        continue;
      }
      const who = teams.user(PEOPLE[name as Name]);
      const letter = letterFor(teams, name as Name);
      if (name !== WATCHED || gives !== null) {
        const pressed = await answer(who, letter, inputsOf(gives ?? {}));
        if (name === WATCHED) {
          own = orderOf(pressed);
          reply = shownBy(pressed).cards;
        }
      } else {
        // Looks at the form twice: every request of anybody's takes one of the numbers that the app deals out.
        await who.press(letter, OPEN[0]);
        who.reload();
        own = orderOf(await who.press(letter, OPEN[0]));
      }
      who.reload();
    }
    dealFor('rest of the round');
    await app.passTo(WEDNESDAY_12);
    for (const name of NAMES) {
      const who = teams.user(PEOPLE[name]);
      for (const word of ['pulse', 'digest']) {
        const before = who.direct().length;
        if (name === 'Hasan Ali') continue;
        await who.say(word);
        await teams.until(() => who.direct().length > before);
      }
    }
    const sight = () => look(app, teams, own);
    const whileOpen = await sight();
    await app.passTo(FRIDAY_16);
    const reader = teams.user(PEOPLE['Gwen Abara']);
    const notice = reader.direct().findLast(({ buttons }) => buttons.includes('Read the digest'));
    if (notice === undefined) throw new Error('no notice of the digest');
    await reader.press(notice, 'Read the digest');
    return { reply, whileOpen, afterDigest: await sight(), expected: releaseOf(round, counted) };
  } finally {
    await app.stop();
    await teams.stop();
  }
}

/** Where the journal has the words that answered a press: one before the delivery itself. */
function orderOf(pressed: Pressed): number {
  if (pressed.outcome !== 'card') throw new Error(`answered by ${pressed.outcome}`);
  return pressed.delivery.order - 1;
}

/** Nine comments with that of the watched person: too few to show any. */
function givenBy(index: number): Given {
  const scores = { voice: index % 2 === 0 ? '3' : '4', trust: '3' };
  return index > 8 ? scores : { ...scores, 'anything-else': `Words of ${index}.` };
}

function inputsOf(given: Given): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([question, value]) => [
      `${question === 'anything-else' ? 'text' : 'one'}.${question}`,
      String(value),
    ]),
  );
}

async function look(app: TestApp, teams: Teams, own: number): Promise<Sight> {
  // Teams knows us and our chats by other ids in every run.
  const chats = NAMES.map((name) => [teams.personalChatOf(PEOPLE[name]), name] as const);
  const withoutChance = (text: string) =>
    [...chats, [teams.appId, 'our app'] as const].reduce(
      (told, [id, name]) => told.replaceAll(id, name),
      text,
    );
  const rows: Record<string, readonly string[]> = {};
  for (const table of await app.records.tables()) {
    rows[table] = (await app.records.table(table)).map((row) => withoutChance(comparable(row))).sort();
  }
  const sent = teams
    .everything()
    .filter(({ method, order }) => method !== 'answer' || order !== own)
    .map(({ method, outcome, args, violations }) => {
      // Teams names messages by its own clock: which one is edited, its words tell.
      const told = method === 'updateActivity' ? { ...args, id: null } : args;
      return withoutChance(JSON.stringify({ method, outcome, args: told, violations }));
    });
  return { teams: sent.sort(), rows, log: [...app.log] };
}

/**
 * Without what is sealed, and what Teams, this machine or the order of workers chose: ids of messages, positions, and the
 * part of a second that a letter's lane is booked to, which says how many letters to others were taken before it.
 */
function comparable({ sealed: _, salt: __, ref: ___, position: ____, nonce: _____, ...row }: Row): string {
  const { booked_until: booked, ...rest } = row;
  return JSON.stringify(booked === undefined ? rest : { ...rest, bookedUntil: String(booked).slice(0, 16) });
}

let usual: Run;
let changed: Run;
let silent: Run;

beforeAll(async () => {
  usual = await run({ voice: '4', trust: '3', 'anything-else': 'Words of mine.' });
  changed = await run({ voice: '5', trust: '4', 'anything-else': 'Quite another thing, said at length.' });
  silent = await run(null);
}, 600_000);

test('the example is a fair one', () => {
  expect(changed.expected).toEqual(usual.expected);
  expect(silent.expected).toEqual(usual.expected);
  expect(usual.whileOpen.rows.seals).toHaveLength(1);
  expect(usual.whileOpen.rows.conversations?.length).toBeGreaterThan(11);
  const posts = usual.whileOpen.teams.filter((each) => each.includes('"sendToConversation"'));
  expect(posts.length).toBeGreaterThan(50);
  const answers = usual.whileOpen.teams.filter((each) => each.includes('"answer"'));
  expect(answers.length).toBeGreaterThan(20);
  expect(usual.afterDigest.teams.length).toBeGreaterThan(usual.whileOpen.teams.length + 3);
});

test('the reply does not depend on what was said', () => {
  expect(JSON.stringify(usual.reply)).toContain('Thank you. Your answer has been counted.');
  expect(changed.reply).toEqual(usual.reply);
  expect(silent.reply).toBeNull();
});

test('while the round is open, nothing that Teams gets, no row and no line depends on an answer, or on whether there was one', () => {
  expect(changed.whileOpen).toEqual(usual.whileOpen);
  expect(silent.whileOpen).toEqual(usual.whileOpen);
});

test('once the digest is out, nothing does but what the ledger releases', () => {
  expect(changed.afterDigest).toEqual(usual.afterDigest);
  expect(silent.afterDigest).toEqual(usual.afterDigest);
});
