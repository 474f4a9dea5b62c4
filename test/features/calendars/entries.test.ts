import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { cancelMeeting } from '../../../src/features/meetings/use-cases/cancel.ts';
import { moveMeeting } from '../../../src/features/meetings/use-cases/move.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { agreeTakeOver, askTakeOver } from '../../../src/features/turns/use-cases/take-over.ts';
import { scriptedMail } from '../../core/scripted-platform.ts';
import { askedFor, chairedMeeting, meetingNow, plannedOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const mail = scriptedMail();
let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore({ mail });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 3 });
  for (const name of ['Staff1', 'Staff2', 'Rep1', 'Rep2', 'Rep3'])
    await addressTable.save(core.context.store, ours.who(name).personId, 'mail', `${name}@example.org`);
  await core.settle();
  mail.posts.length = 0;
});

/** What a letter of an entry waits for others, and the sweep before and after. */
async function minutes(): Promise<void> {
  for (let minute = 0; minute < 4; minute += 1) {
    await core.settle();
    core.clock.moveTo(core.clock.now() + MINUTE);
  }
  await core.settle();
}
/** What calendars were sent since it was last looked at. */
async function sent() {
  await minutes();
  const posts = mail.posts.splice(0);
  return posts.flatMap(([place, message]) => {
    const entry = message.envelope?.entry;
    if (entry === undefined) return [];
    const { stands, event } = entry;
    const words = plainText(message);
    return [
      {
        to: place.externalId.split('@')[0],
        stands,
        at: event.startsAt,
        sequence: event.sequence,
        uid: event.uid,
        event,
        words,
      },
    ];
  });
}
const other = (chair: Member) => ours.who(chair.name === 'Rep2' ? 'Rep3' : 'Rep2');
const chaired = async (): Promise<{ chair: Member; meeting: Meeting }> => {
  const found = await chairedMeeting(core, ours);
  expect(await sent()).toMatchObject([{ to: found.chair.name, stands: true, sequence: 0 }]);
  return found;
};

test('nothing goes to a calendar before a yes; after it one mail brings the turn, once', async () => {
  expect(await sent()).toEqual([]);
  const { chair, meeting } = await chairedMeeting(core, ours);
  const [only, ...more] = await sent();
  expect(more).toEqual([]);
  expect(only).toMatchObject({ to: chair.name, at: meeting.startsAt });
  expect(only?.words).toContain('This e-mail brings it to your calendar.');
  expect(only?.event.summary).toContain(ours.circle.name);
  expect(only?.event.description).toContain(`https://roundtable.test/chair/${meeting.id}`);
  core.clock.moveTo(core.clock.now() + HOUR);
  expect(await sent()).toEqual([]);
});

test('a meeting that is moved takes it out by the letter that asks again, and a second yes brings it at the new time', async () => {
  const { chair, meeting } = await chaired();
  const to = meeting.startsAt + 5 * HOUR;
  expect(await moveMeeting(core.context, ours.circle, ours.who('Staff1'), meeting, to)).toMatchObject({
    ok: true,
  });
  const [out, ...more] = await sent();
  expect(more).toEqual([]);
  expect(out).toMatchObject({ to: chair.name, stands: false, at: meeting.startsAt, sequence: 1 });
  expect(await acceptTurn(core.context, chair, meeting.id)).toMatchObject({ ok: true });
  expect(await sent()).toMatchObject([{ to: chair.name, stands: true, at: to, sequence: 2, uid: out?.uid }]);
});

test('who stands down has it taken out; who is asked next has nothing', async () => {
  const { chair, meeting } = await chaired();
  await declineTurn(core.context, chair, meeting.id);
  const [out, ...more] = await sent();
  expect(more).toEqual([]);
  expect(out).toMatchObject({ to: chair.name, stands: false, sequence: 1 });
  expect(out?.words).toContain('You do not chair');
});

test('a swap takes it from one calendar and brings it to the other', async () => {
  const { chair, meeting } = await chaired();
  const taker = other(chair);
  expect(await askTakeOver(core.context, chair, meeting.id, taker.id)).toMatchObject({ ok: true });
  expect(await sent()).toEqual([]);
  expect(await agreeTakeOver(core.context, taker, meeting.id)).toMatchObject({ ok: true });
  const both = await sent();
  expect(both.map(({ to, stands }) => [to, stands]).sort()).toEqual(
    [
      [chair.name, false],
      [taker.name, true],
    ].sort(),
  );
});

test('a meeting that is called off takes it out by the letter that says so, also where a server takes that a minute later', async () => {
  const { chair, meeting } = await chaired();
  const retryAt = core.clock.now() + MINUTE;
  for (let letter = 0; letter < 5; letter += 1)
    mail.answers.push({ outcome: 'later', retryAt, why: 'smtp-451' });
  await cancelMeeting(core.context, ours.circle, ours.who('Staff1'), meeting, 'Snow');
  const tries = await sent();
  expect(tries).toMatchObject([1, 2].map(() => ({ to: chair.name, stands: false, sequence: 1 })));
  for (const { words } of tries) expect(words).toContain('Snow');
});

test('who reads elsewhere first gets it by mail all the same; who has no address, or switched such letters off, does not', async () => {
  const { store } = core.context;
  const [next] = await plannedOf(core, ours);
  const asked = await askedFor(core, next);
  await memberTable.savePreferences(store, asked.id, { ...asked.preferences, reachOn: 'web' }, asked.chairs);
  await acceptTurn(core.context, asked, next.id);
  expect(await sent()).toMatchObject([{ to: asked.name, stands: true }]);
  await addressTable.saveStopped(store, asked.personId, 'mail', ['chairing']);
  await declineTurn(core.context, asked, next.id);
  expect(await sent()).toEqual([]);
  expect((await core.letters(ours.circle)).filter(({ kind }) => kind === 'turn-entry')).toHaveLength(1);
  await addressTable.saveStopped(store, asked.personId, 'mail', []);
  await addressTable.remove(store, asked.personId, 'mail');
  expect(await sent()).toEqual([]);
});

test('a mail that was not taken brings it with the next try, under the same sequence', async () => {
  const { chair } = await chairedMeeting(core, ours);
  mail.answers.push({ outcome: 'later', retryAt: core.clock.now() + 10 * MINUTE, why: 'smtp-451' });
  expect(await sent()).toMatchObject([{ to: chair.name, sequence: 0 }]);
  core.clock.moveTo(core.clock.now() + 10 * MINUTE);
  expect(await sent()).toMatchObject([{ to: chair.name, sequence: 0 }]);
  expect(await sent()).toEqual([]);
});

test('what was kept of it is gone a day after the meeting', async () => {
  const { meeting } = await chaired();
  const { store } = core.context;
  const rows = async () =>
    (await import('../../support/twins/rows.ts')).everyRow(store, ['calendar_entries']);
  const count = (await rows()).length;
  await core.passTo((await meetingNow(core, meeting)).endsAt + 2 * DAY);
  expect((await rows()).length).toBeLessThan(count);
});
