import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { STAFF, startTogether, TEAM, WARD } from '../support/app-on-slack.ts';
import type { SeenMessage, Slack } from '../support/slack/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { testUser } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const CHANNEL = `slack/${TEAM}/${WARD}`;

describe('what Slack refuses leads to the right thing', () => {
  let slack: Slack;
  let app: TestApp;
  let circle: Circle;

  beforeEach(async () => {
    ({ slack, app, circle } = await startTogether());
    const gwen = (await memberTable.list(app.context.store, circle.id)).find(
      ({ name }) => name === 'Gwen Abara',
    );
    if (gwen === undefined) throw new Error('the second steward is not there');
    // She is not in this Slack: she has a page of her own.
    await testUser(app, gwen);
    await app.settle();
  });
  afterEach(async () => {
    await app?.stop();
    await slack?.stop();
  });

  const letters = async (kind: string) =>
    (await app.records.table('deliveries')).filter((row) => row.kind === kind);
  const told = (id: string, words: string): readonly SeenMessage[] =>
    slack
      .user(TEAM, id)
      .direct()
      .filter((each) => each.words.includes(words));
  const digestsInChannel = () =>
    slack.messagesIn(WARD).filter(({ words }) => words.includes('not enough answers this week'));

  test('a channel without the bot: each member is told, a steward once, and the channel when it is back', async () => {
    slack.chatApp.removesBot(WARD);
    await app.passTo(FRIDAY_15);
    expect(digestsInChannel()).toEqual([]);
    // What was refused is sent on by jobs of its own, which may still be under way, or wait for a minute.
    const digests = async () => {
      await app.passTo(app.clock.now() + MINUTE);
      return Object.values(STAFF).map((id) => [id, told(id, 'digest').length]);
    };
    await expect.poll(digests, { timeout: 50_000 }).toEqual(Object.values(STAFF).map((id) => [id, 1]));
    const [steward, ...others] = Object.values(STAFF).filter(
      (id) => told(id, `I cannot post in the Slack channel ${WARD}`).length > 0,
    );
    expect(steward).toBe(STAFF.Amina);
    expect(others).toEqual([]);
    expect(told(STAFF.Amina, 'write: /invite @Roundtable')).toHaveLength(1);

    await app.passTo(FRIDAY_15 + 3 * DAY);
    const refused = slack.everything().filter(({ outcome }) => outcome === 'not_in_channel');
    expect(refused.length).toBeGreaterThan(2);
    expect(refused.length).toBeLessThan(20);
    expect(told(STAFF.Amina, 'write: /invite @Roundtable')).toHaveLength(1);

    await slack.chatApp.joins(slack.botUserOf(TEAM), WARD);
    // What waited for the channel goes out one after another, at Slack's pace.
    const inChannel = async () => {
      await app.passTo(app.clock.now() + MINUTE);
      return digestsInChannel().length;
    };
    await expect.poll(inChannel, { timeout: 50_000 }).toBe(1);
    await app.settle();
    expect(digestsInChannel()).toHaveLength(1);
    for (const id of Object.values(STAFF)) expect([id, told(id, 'digest').length]).toEqual([id, 1]);
  });

  test('a channel that stays closed is given up in the end', async () => {
    slack.chatApp.archives(WARD);
    await app.passTo(FRIDAY_15 + WEEK - HOUR);
    const rows = (await letters('digest')).filter(({ channel }) => channel === CHANNEL);
    expect(rows.map(({ state, note }) => [state, note])).toEqual([['failed', 'is_archived']]);
    expect(told(STAFF.Amina, 'It is in the archive.')).toHaveLength(1);
    expect((await app.ask({ name: 'doctor' })).out).toContain(
      `MEND  Slack does not let us post in ${TEAM}/${WARD}: it is archived.`,
    );
  });

  test('another channel that the steward has chosen ends the attempts in the old one', async () => {
    slack.chatApp.removesBot(WARD);
    await app.passTo(FRIDAY_15);
    await app.context.store.transact((tx) => circleTable.saveChannels(tx, circle.id, []));
    const before = slack.everything().length;
    await app.passTo(FRIDAY_15 + 3 * DAY);
    const rows = (await letters('digest')).filter(({ channel }) => channel === CHANNEL);
    expect(rows.map(({ state, note }) => [state, note])).toEqual([['dropped', 'no-longer-linked']]);
    const posts = slack.everything().slice(before);
    expect(posts.filter(({ args }) => args.channel === WARD)).toEqual([]);
  });

  test('somebody whose account is closed: a steward is told once', async () => {
    await app.passTo(TUESDAY_10 - HOUR);
    // Whoever is written to first: their account was closed, and no event told us.
    slack.fails('chat.postMessage', { error: 'user_disabled' });
    await app.passTo(TUESDAY_10);
    const failed = (await letters('pulse-invitation')).filter(({ state }) => state === 'failed');
    expect(failed.map(({ note }) => note)).toEqual(['user_disabled']);
    const closed = await memberTable.find(app.context.store, String(failed[0]?.member_id));
    const about = await letters('member-unreachable');
    const stewards = (await memberTable.list(app.context.store, circle.id)).filter(
      ({ steward, id }) => steward && id !== closed?.id,
    );
    expect(about.map(({ member_id, state }) => [member_id, state]).sort()).toEqual(
      stewards.map(({ id }) => [id, 'sent']).sort(),
    );
  });

  test('a token that is revoked parks everything; a steward with a page is told there, and doctor says so', async () => {
    await app.passTo(TUESDAY_10 - HOUR);
    slack.chatApp.revokes(slack.botToken);
    await app.passTo(TUESDAY_10 + HOUR);
    const parked = (await letters('pulse-invitation')).filter(({ state }) => state === 'due');
    // Whose try it was that Slack refused, its next one has learnt too.
    for (const { note } of parked) expect(['shut-out', 'token_revoked']).toContain(note);
    expect(parked).toHaveLength(6);
    expect((await letters('platform-shut-out')).map(({ state }) => state)).toEqual(['sent']);
    const calls = slack.everything().filter(({ outcome }) => outcome === 'token_revoked');
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThan(20);
    const { code, out } = await app.ask({ name: 'doctor' });
    expect(code).toBe(1);
    expect(out).toContain(`MEND  Slack does not let us into ${TEAM}: token_revoked.`);
  });

  test('doctor asks Slack about token, rights and channels', async () => {
    expect((await app.ask({ name: 'doctor' })).out).toContain(`ok    Slack lets us post in ${TEAM}/${WARD}.`);
    slack.chatApp.removesBot(WARD);
    slack.chatApp.grants(slack.botToken, ['chat:write', 'im:write', 'channels:read', 'commands']);
    const { out } = await app.ask({ name: 'doctor' });
    expect(out).toContain(`MEND  Slack gives us too few rights in ${TEAM}: groups:read, users:read missing.`);
    expect(out).toContain(`MEND  Slack does not let us post in ${TEAM}/${WARD}: we are not in it.`);
    expect(out).toContain('Open the channel and write /invite @Roundtable.');
  });
});
