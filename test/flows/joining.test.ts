import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatPerson } from '../../src/core/chat-person.ts';
import type { Circle, Identity, PlatformName } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { reachableAt } from '../../src/core/outbox/targets.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { personJoined, personLeft } from '../../src/features/membership/use-cases/joining/joining.ts';
import {
  awayByStatus,
  personDeactivated,
  personReactivated,
} from '../../src/features/membership/use-cases/joining/presence.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { readRoll, situationOf } from '../../src/features/turns/use-cases/situation.ts';
import type { Row } from '../support/app-records.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser } from '../support/test-users.ts';

const CHANNEL: Identity = { platform: 'slack', externalId: 'T01TEST/C01WARD7' };
const slack = (id: string): Identity => ({ platform: 'slack', externalId: `T01TEST/${id}` });
const ASHA: ChatPerson = { identity: slack('U77ASHA'), name: 'Asha Rao', kind: 'guest' };

describe.each(FLOW_BACKENDS)('people who come and go, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const { stringify } = JSON;
  const joinings = () => app.records.table('joinings');
  const letters = async (kind: string): Promise<readonly Row[]> =>
    (await app.records.table('deliveries')).filter((row) => row.kind === kind);
  const members = () => memberTable.list(app.context.store, circle.id);
  const nextMeeting = async () => {
    const [series] = await meetingTable.series(app.context.store, circle.id);
    const [meeting] = await meetingTable.planned(app.context.store, series?.id ?? '');
    if (meeting === undefined) throw new Error('nothing is planned');
    return meeting;
  };
  const openJoining = async () => String((await joinings()).find(({ state }) => state === 'open')?.id);

  test('whoever joins the channel is welcomed once and proposed once, and is no member', async () => {
    const { context } = app;
    await Promise.all([personJoined(context, CHANNEL, ASHA), personJoined(context, CHANNEL, ASHA)]);
    await personJoined(context, CHANNEL, ASHA);
    await personJoined(context, slack('C99OTHER'), ASHA);
    await app.settle();
    expect(await joinings()).toMatchObject([
      { what: 'join', kind: 'guest', state: 'open', name: 'Asha Rao' },
    ]);
    // Slack is not set up here: the welcome waits for it, in the place of that very person.
    expect(await letters('channel-welcome')).toMatchObject([
      { person: 'slack/T01TEST/U77ASHA', member_id: null, channel: null, state: 'waiting' },
    ]);
    expect((await letters('joining-proposed')).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await members()).toHaveLength(12);
    expect((await named(people, 'Amina').open('/')).text).toContain(
      'Asha Rao (a guest) has joined the channel',
    );
    expect((await named(people, 'Bex').open('/')).text).not.toContain('Asha');
    // A member who joins the channel is welcome already.
    const bex = { identity: slack('U02BEX'), name: 'Bex Turner', kind: 'member' } as const;
    await personJoined(context, CHANNEL, bex);
    expect(await joinings()).toHaveLength(1);
  });

  test('the welcome is posted to that person, in plain words, with nothing to press', async () => {
    const posted: string[] = [];
    const { platforms } = app.context;
    const web = platforms.get('web');
    if (web === undefined || !(platforms instanceof Map)) throw new Error('no web');
    platforms.set('slack', {
      ...web,
      name: 'slack',
      post: async (place: unknown, message: unknown) => {
        posted.push(stringify({ place, message }));
        return { outcome: 'posted', ref: { platform: 'slack', value: '1' } };
      },
    });
    await app.settle();
    platforms.delete('slack');
    const welcomes = posted.filter((each) => each.includes('Welcome to the channel'));
    expect(welcomes).toHaveLength(1);
    expect(welcomes[0]).toContain('"externalId":"T01TEST/U77ASHA"');
    for (const words of [
      'You are a guest here.',
      'never stored with your name',
      'Gwen Abara',
      'is on Thursday',
    ]) {
      expect(welcomes[0]).toContain(words);
    }
    expect(welcomes[0]).not.toMatch(/"kind":"(actions|link)"/);
  });

  /** The second key, by a steward of the other voice. */
  const agree = async (who: string) => {
    for (const { id } of await proposalTable.open(app.context.store, circle.id)) {
      const yes = await named(people, who).send(`/approval-yes/${id}`, {});
      expect(yes.status, yes.text).toBe(200);
    }
  };

  test('only stewards decide, each once, with a voice; after two keys the person is a member', async () => {
    const id = await openJoining();
    expect((await named(people, 'Bex').open(`/joining/${id}`)).status).toBe(404);
    expect((await named(people, 'Bex').send(`/joining/${id}`, { voice: 'staff' })).status).toBe(404);
    const amina = named(people, 'Amina');
    expect((await amina.open(`/joining/${id}`)).text).toContain('Which voice do they speak for?');
    expect((await amina.send(`/joining/${id}`, {})).status).toBe(422);
    expect(await members()).toHaveLength(12);
    const asked = await amina.send(`/joining/${id}`, { voice: 'reps' });
    expect(asked.text).toContain('once a steward of another voice says yes too');
    expect((await named(people, 'Gwen').send(`/joining/${id}`, { voice: 'staff' })).status).toBe(409);
    expect((await members()).map(({ name }) => name)).not.toContain('Asha Rao');
    await agree('Gwen');
    const added = (await members()).filter(({ name }) => name === 'Asha Rao');
    expect(added).toMatchObject([{ steward: false, chairs: 'yes', identities: [ASHA.identity] }]);
  });

  test('leaving is proposed, and taken back by coming back; a yes frees their turns', async () => {
    const { context } = app;
    const ewan = named(people, 'Ewan');
    const gone = { identity: slack('U05EWAN') };
    await personLeft(context, CHANNEL, gone);
    await personJoined(context, CHANNEL, { ...gone, name: 'Ewan Grant', kind: 'member' });
    expect((await joinings()).filter(({ what }) => what === 'leave')).toMatchObject([{ state: 'withdrawn' }]);

    const meeting = await nextMeeting();
    if (meeting.turn === null) throw new Error('not drawn');
    await meetingTable.save(context.store, {
      ...meeting,
      chairId: ewan.member.id,
      asking: null,
      turn: { ...meeting.turn, chair: ewan.member.id },
    });
    await personLeft(context, CHANNEL, gone);
    expect(await members()).toHaveLength(13);
    const id = await openJoining();
    const amina = named(people, 'Amina');
    expect((await amina.open(`/joining/${id}`)).text).toContain('Ewan Grant has left the channel');
    expect((await amina.send(`/joining/${id}`, {})).status).toBe(200);
    expect((await members()).map(({ name }) => name)).toContain('Ewan Grant');
    await agree('Gwen');
    expect((await members()).map(({ name }) => name)).not.toContain('Ewan Grant');
    const after = await nextMeeting();
    expect(after.chairId).toBeNull();
    expect(after.asking?.turn?.chair).not.toBe(ewan.member.id);
    expect(after.asking?.turn).not.toBeNull();

    // Back again: the same member, who finds their place.
    await personJoined(context, CHANNEL, { ...gone, name: 'Ewan G', kind: 'member' });
    await amina.send(`/joining/${await openJoining()}`, { voice: 'staff' });
    await agree('Gwen');
    expect((await members()).find(({ id: each }) => each === ewan.member.id)).toMatchObject({
      name: 'Ewan Grant',
    });
  });

  test('the last steward of a voice does not leave by way of the channel', async () => {
    await personLeft(app.context, CHANNEL, { identity: slack('U01AMINA') });
    const id = await openJoining();
    const answer = await named(people, 'Gwen').send(`/joining/${id}`, {});
    expect([answer.status, answer.text]).toEqual([
      409,
      expect.stringContaining('the last steward of their voice'),
    ]);
    expect(await openJoining()).toBe(id);
    expect((await named(people, 'Amina').send(`/joining-no/${id}`, {})).status).toBe(200);
  });

  test('a deactivated account is left in peace, and what would go there waits', async () => {
    const { context } = app;
    const chidi = slack('U03CHIDI');
    const before = await memberTable.findByIdentity(context.store, chidi);
    await personDeactivated(context, chidi);
    const [resting] = await memberTable.findByIdentity(context.store, chidi);
    expect(resting?.member.chairs).toBe('resting');
    expect(resting?.member.identities).toEqual(
      before[0]?.member.identities.filter(({ platform }) => platform !== 'slack'),
    );
    await personReactivated(context, chidi);
    const [back] = await memberTable.findByIdentity(context.store, chidi);
    expect(back?.member).toMatchObject({ chairs: 'resting', identities: before[0]?.member.identities });
  });

  test('a status counts as away only where allowed, and only beyond the start of the meeting', async () => {
    const { context } = app;
    const bex = named(people, 'Bex');
    const statuses = () => memberTable.awayStatuses(context.store, circle.id);
    const meeting = await nextMeeting();
    await awayByStatus(context, slack('U02BEX'), meeting.startsAt + HOUR);
    expect([...(await statuses())]).toEqual([]);
    expect((await bex.send('/me', { 'away-from-status': 'yes' })).status).toBe(200);
    await awayByStatus(context, slack('U02BEX'), meeting.startsAt + HOUR);
    await awayByStatus(context, slack('U02BEX'), meeting.startsAt + 2 * HOUR);
    expect([...(await statuses())]).toEqual([[bex.member.id, meeting.startsAt + 2 * HOUR]]);
    expect((await bex.open('/me')).text).toContain('Your status says that you are away until');
    const isAway = async () => {
      const [series] = await meetingTable.series(context.store, circle.id);
      if (series === undefined) throw new Error('no series');
      const roll = await readRoll(context.store, circle, series);
      return situationOf(roll, meeting).away.has(bex.member.id);
    };
    expect(await isAway()).toBe(true);
    await awayByStatus(context, slack('U02BEX'), meeting.startsAt);
    expect(await isAway()).toBe(false);
    await awayByStatus(context, slack('U02BEX'), null);
    expect([...(await statuses())]).toEqual([]);
    await awayByStatus(context, slack('U02BEX'), meeting.startsAt + HOUR);
    await bex.send('/me', { 'away-from-status': 'no' });
    expect([...(await statuses())]).toEqual([]);
  });

  test('a member is told first where they wish, and elsewhere where that is not set up', () => {
    const [web] = [app.context.platforms.get('web')];
    if (web === undefined) throw new Error('no web');
    const both = new Map([['slack', { ...web, name: 'slack' as const }] as const, ['web', web] as const]);
    const member = named(people, 'Farah').member;
    const identities = [slack('U06FARAH'), { platform: 'web', externalId: 'w1' } as const];
    const reached = (reachOn: 'web' | 'teams' | null, platforms: ReadonlyMap<PlatformName, Chat>) =>
      reachableAt(platforms, { identities, preferences: { ...member.preferences, reachOn } })?.identity
        .platform;
    expect([reached(null, both), reached('web', both), reached('teams', both)]).toEqual([
      'slack',
      'web',
      'slack',
    ]);
    expect(reached('web', new Map([['slack', { ...web, name: 'slack' as const }]]))).toBe('slack');
  });

  test('reminders and the first place to be told are as each person wishes', async () => {
    const { context } = app;
    const kasia = named(people, 'Kasia');
    const page = await kasia.open('/me');
    expect(page.text).toContain('Shall we remind you?');
    expect((await kasia.send('/me', { 'reach-on': 'slack' })).status).toBe(422);
    expect((await kasia.send('/me', { reminders: 'no', 'reach-on': 'web' })).status).toBe(200);
    await app.passTo(app.clock.now() + 3 * DAY);
    const mine = (await letters('pulse-reminder')).filter((row) => row.member_id === kasia.member.id);
    expect(mine).toMatchObject([{ state: 'dropped', note: 'not-wanted' }]);

    // From a chat platform the way to the web pages comes with it, and only there.
    const reply = await interactionHandler(context)({
      requestId: 'r1',
      platform: 'slack',
      actor: slack('U06FARAH'),
      action: { name: 'me.save', subject: '' },
      inputs: { 'reach-on': ['web'] },
    });
    expect(stringify(reply)).toMatch(/web pages","url":"http:\/\/[^"]*\/in#[\w-]{22}"/);
    expect(stringify(await kasia.open('/me'))).not.toContain('/in#');
  });

  test('nothing went wrong', () => {
    expect(app.log).toEqual([]);
  });
});
