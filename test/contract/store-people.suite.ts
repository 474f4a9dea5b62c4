import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Member } from '../../src/core/circle.ts';
import { DAY } from '../../src/core/instant.ts';
import { firstPreferences } from '../../src/core/preferences.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { linkTable } from '../../src/core/tables/links.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { buddyTable } from '../../src/features/buddies/tables.ts';
import { DECLARED } from '../../src/features/index.ts';
import { joiningTable } from '../../src/features/membership/tables.ts';
import type { Invitation } from '../../src/features/ways-in/rules/way-in.ts';
import { invitationTable } from '../../src/features/ways-in/tables.ts';
import type { OpenStore } from '../../src/store/store.ts';
import {
  AWKWARD_WORDS,
  digestSettings,
  START,
  seedCircle,
  someDelivery,
  someMember,
} from './store.fixtures.ts';

/** What every kind of store keeps of circles, members and people. */
export function peopleContract(opened: () => OpenStore): void {
  it('keeps circles, one of a name in an organisation', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    expect(await circleTable.find(store, circle.id)).toEqual(circle);
    expect(await circleTable.findByName(store, circle.organisation, circle.name)).toEqual(circle);
    expect(await circleTable.list(store)).toContainEqual(circle);
    expect(await circleTable.organisation(store, circle.organisation, randomUUID())).toBe(
      circle.organisationId,
    );
    expect(await circleTable.digestSettings(store, circle.id)).toEqual({
      ...digestSettings,
      reviewAt: START + 3 * DAY,
      reviewedWeek: null,
    });
    expect(await circleTable.reviewsDue(store, START + 3 * DAY - 1)).not.toContain(circle.id);
    expect(await circleTable.reviewsDue(store, START + 3 * DAY)).toContain(circle.id);
    await circleTable.setNextReview(store, circle.id, null);
    expect(await circleTable.reviewsDue(store, START + 400 * DAY)).not.toContain(circle.id);
    expect(await circleTable.digestsDue(store, START + 4 * DAY - 1)).not.toContain(circle.id);
    expect(await circleTable.digestsDue(store, START + 4 * DAY)).toContain(circle.id);
    expect(await circleTable.signpost(store, circle.id)).toBeNull();
    await circleTable.saveSignpost(store, circle.id, AWKWARD_WORDS);
    expect(await circleTable.signpost(store, circle.id)).toBe(AWKWARD_WORDS);
    await circleTable.saveSignpost(store, circle.id, null);
    expect(await circleTable.signpost(store, circle.id)).toBeNull();
    expect(await circleTable.outside(store, circle.id)).toBeNull();
    await circleTable.saveOutside(store, circle.id, AWKWARD_WORDS);
    expect(await circleTable.outside(store, circle.id)).toBe(AWKWARD_WORDS);
    await circleTable.setNextDigest(store, circle.id, null);
    expect(await circleTable.digestsDue(store, START + 400 * DAY)).not.toContain(circle.id);
    expect(await store.transact((tx) => circleTable.lock(tx, circle.id))).toEqual(circle);
    const twin = { ...circle, id: randomUUID() };
    await expect(circleTable.insert(store, twin, null)).rejects.toMatchObject({
      code: 'conflict',
      constraint: 'circles_name',
    });
    const quiet = { ...circle, id: randomUUID(), name: 'No digest' };
    await circleTable.insert(store, quiet, null);
    expect(await circleTable.digestSettings(store, quiet.id)).toBeNull();
    const waiting = { ...circle, id: randomUUID(), name: 'Waiting', setUpAt: null };
    await circleTable.insert(store, waiting, null);
    expect(await circleTable.find(store, waiting.id)).toEqual(waiting);
    await circleTable.markSetUp(store, waiting.id, START + 1);
    expect(await circleTable.find(store, waiting.id)).toEqual({ ...waiting, setUpAt: START + 1 });
  });

  it('knows whose a workspace is: from its circles, and for good once it was claimed', async () => {
    const store = opened();
    const id = () => `T${randomUUID().replaceAll('-', '').toUpperCase()}`;
    const [byChannel, byPerson, free] = [id(), id(), id()];
    const at = (workspace: string) => circleTable.organisationAt(store, { platform: 'slack', workspace });
    const theirs = await seedCircle(store);
    const owner = { id: theirs.organisationId, name: theirs.organisation };
    await circleTable.saveChannels(store, theirs.id, [{ platform: 'slack', externalId: `${byChannel}/C1` }]);
    const identities = [{ platform: 'slack', externalId: `${byPerson}/U1` }] as const;
    await memberTable.insert(store, someMember(theirs.id, { identities }));
    expect(await Promise.all([byChannel, byPerson, free, byChannel.slice(0, 5)].map(at))).toEqual([
      owner,
      owner,
      null,
      null,
    ]);
    const other = await seedCircle(store);
    const workspace = { platform: 'slack', workspace: free } as const;
    await circleTable.claimWorkspace(store, workspace, other.organisationId);
    await circleTable.claimWorkspace(store, workspace, other.organisationId);
    expect(await at(free)).toEqual({ id: other.organisationId, name: other.organisation });
    await expect(circleTable.claimWorkspace(store, workspace, theirs.organisationId)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('keeps members in the order they were entered, with as many accounts on a platform as they have', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const first = someMember(circle.id, { name: 'Zoe', leftAt: null });
    const second = someMember(circle.id, { name: 'Ann', identities: [] });
    const left = someMember(circle.id, { leftAt: START });
    for (const member of [first, second, left]) await memberTable.insert(store, member);
    expect(await memberTable.list(store, circle.id)).toEqual([first, second]);
    expect(await memberTable.find(store, left.id)).toEqual(left);
    expect(await memberTable.findByIdentity(store, { platform: 'web', externalId: left.id })).toEqual([]);

    const slack = { platform: 'slack', externalId: `T1/${randomUUID()}` } as const;
    const older = { platform: 'slack', externalId: `T1/old-${randomUUID()}` } as const;
    await personTable.addAccount(store, first.personId, older, null);
    await personTable.addAccount(store, first.personId, slack, START);
    const all = { ...first, identities: [older, slack, ...first.identities] };
    expect(await memberTable.findByIdentity(store, slack)).toEqual([{ member: all, circle, since: START }]);
    expect(await memberTable.findByIdentity(store, older)).toEqual([{ member: all, circle, since: null }]);
    expect(await personTable.ownerOf(store, circle.organisationId, slack)).toBe(first.personId);
    expect(await personTable.ownerOf(store, 'another', slack)).toBeNull();
    await expect(personTable.addAccount(store, second.personId, slack, null)).rejects.toMatchObject({
      code: 'conflict',
    });
    const impostor = someMember(circle.id, { identities: [slack] });
    await expect(memberTable.insert(store, impostor)).rejects.toMatchObject({ code: 'conflict' });
    expect(await memberTable.find(store, impostor.id)).toBeNull();
    expect(await personTable.find(store, impostor.personId)).toBeNull();
    const twice = someMember(circle.id, { personId: first.personId, identities: [] });
    await expect(memberTable.insert(store, twice)).rejects.toMatchObject({ constraint: 'members_once' });
    await personTable.removeAccount(store, circle.organisationId, older);
    const both = { ...first, identities: [slack, ...first.identities] };

    const preferences = { ...first.preferences, quietHours: null };
    await memberTable.savePreferences(store, first.id, preferences, 'resting');
    expect(await memberTable.find(store, first.id)).toEqual({ ...both, preferences, chairs: 'resting' });
  });

  it('keeps absences, removed only by their member', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const member = someMember(circle.id);
    await memberTable.insert(store, member);
    const absence = { id: randomUUID(), memberId: member.id, from: '2026-11-02', to: '2026-11-02' };
    await memberTable.addAbsence(store, absence);
    await memberTable.removeAbsence(store, absence.id, 'somebody else');
    expect(await memberTable.absences(store, circle.id)).toEqual([absence]);
    await memberTable.removeAbsence(store, absence.id, member.id);
    expect(await memberTable.absences(store, circle.id)).toEqual([]);
  });

  it('asks about a person once at a time, and settles it once', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const identity = { platform: 'slack', externalId: `T1/${circle.id}` } as const;
    const joining = (id: string) => ({
      id: `${circle.id}-${id}`,
      circleId: circle.id,
      what: 'join' as const,
      person: { identity, name: AWKWARD_WORDS, kind: 'stranger' as const },
      memberId: null,
      at: START,
      state: 'open' as const,
    });
    const first = joining('1');
    expect(await joiningTable.open(store, first)).toBe(true);
    expect(await joiningTable.open(store, joining('2'))).toBe(false);
    expect(await joiningTable.waiting(store, circle.id)).toEqual([first]);
    expect(await joiningTable.waitingFor(store, circle.id, identity)).toEqual(first);
    await joiningTable.close(store, first.id, 'dismissed');
    await joiningTable.close(store, first.id, 'accepted');
    expect(await joiningTable.find(store, first.id)).toEqual({ ...first, state: 'dismissed' });
    expect(await joiningTable.waitingFor(store, circle.id, identity)).toBeNull();
    expect(await joiningTable.open(store, joining('3'))).toBe(true);
    expect(await store.transact((tx) => joiningTable.lock(tx, joining('3').id))).toEqual(joining('3'));
  });

  it('hands out a code once, in time, and keeps one for each person', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const member = someMember(circle.id);
    await memberTable.insert(store, member);
    const shownTo = { platform: 'web', externalId: member.id } as const;
    const code = (hash: string) => ({ personId: member.personId, hash, shownTo, expiresAt: START + 1 });
    const [older, newer] = [`old ${circle.id}`, `new ${circle.id}`];
    await linkTable.showCode(store, code(older));
    await linkTable.showCode(store, code(newer));
    expect(await linkTable.takeCode(store, older, START)).toBeNull();
    expect(await linkTable.takeCode(store, newer, START + 1)).toBeNull();
    const taken = await Promise.all([
      linkTable.takeCode(store, newer, START),
      linkTable.takeCode(store, newer, START),
    ]);
    expect(taken.filter((each) => each !== null)).toEqual([code(newer)]);
    await linkTable.showCode(store, code(newer));
    await linkTable.forget(store, START + 1, START);
    expect(await linkTable.takeCode(store, newer, START)).toBeNull();
  });

  it('counts tries of an account within their time, together', async () => {
    const store = opened();
    const who = { platform: 'teams', externalId: randomUUID() } as const;
    const both = await Promise.all([
      linkTable.countTry(store, who, START, START - 10),
      linkTable.countTry(store, who, START, START - 10),
    ]);
    expect([...both].sort()).toEqual([1, 2]);
    expect(await linkTable.countTry(store, who, START + 9, START - 1)).toBe(3);
    expect(await linkTable.countTry(store, who, START + 10, START)).toBe(1);
    expect(await linkTable.countTry(store, who, START + 11, START + 1)).toBe(2);
    await linkTable.forgiveTries(store, who);
    expect(await linkTable.countTry(store, who, START + 12, START)).toBe(1);
    await linkTable.forget(store, START, START + 12);
    expect(await linkTable.countTry(store, who, START + 12, START)).toBe(1);
  });

  it('has one person in two circles, with one set of wishes, accounts and days away', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const other = { ...circle, id: randomUUID(), name: 'The other circle' };
    await circleTable.insert(store, other, null);
    const here = someMember(circle.id, { chairs: 'yes' });
    await memberTable.insert(store, here);
    const ignored = { preferences: firstPreferences('cy'), identities: [] };
    const there = someMember(other.id, { personId: here.personId, chairs: 'not-yet', ...ignored });
    await memberTable.insert(store, there);
    const { identities, preferences } = here;
    expect(await memberTable.find(store, there.id)).toEqual({ ...there, identities, preferences });
    const [account] = identities;
    if (account === undefined) throw new Error('no account');
    const inBoth = (await memberTable.findByIdentity(store, account)).map(({ member }) => member.id);
    expect(inBoth).toEqual([here.id, there.id]);
    const changed = { ...preferences, easyRead: false };
    const willing = async () => [
      (await memberTable.find(store, here.id))?.chairs,
      (await memberTable.find(store, there.id))?.chairs,
    ];
    await memberTable.savePreferences(store, there.id, changed, 'resting');
    expect([await willing(), (await memberTable.find(store, here.id))?.preferences]).toEqual([
      ['resting', 'resting'],
      changed,
    ]);
    await memberTable.savePreferences(store, here.id, changed, 'not-yet');
    expect(await willing()).toEqual(['not-yet', 'not-yet']);
    await memberTable.savePreferences(store, here.id, changed, 'yes');
    expect(await willing()).toEqual(['yes', 'not-yet']);

    await memberTable.addAbsence(store, {
      id: here.id,
      memberId: here.id,
      from: '2026-11-02',
      to: '2026-11-02',
    });
    await memberTable.setAwayStatus(store, there.id, START);
    for (const { id, circleId } of [here, there]) {
      expect((await memberTable.absences(store, circleId)).map(({ memberId }) => memberId)).toEqual([id]);
      expect([...(await memberTable.awayStatuses(store, circleId))]).toEqual([[id, START]]);
    }

    await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, here.id, START));
    expect(await memberTable.find(store, there.id)).toEqual({ ...there, identities, preferences: changed });
    const gone = await memberTable.find(store, here.id);
    expect(gone).toMatchObject({ identities: [], preferences: firstPreferences('en-GB'), leftAt: START });
    expect(gone?.personId).not.toBe(there.personId);
    expect(await personTable.ownerOf(store, circle.organisationId, account)).toBe(there.personId);
    await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, there.id, START));
    expect(await personTable.find(store, there.personId)).toBeNull();
    expect(await personTable.ownerOf(store, circle.organisationId, account)).toBeNull();
  });

  it('moves accounts and members between people, says since when, and forgets them with the person', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const account = { platform: 'slack', externalId: `T1/moves-${circle.id}` } as const;
    const [from, to] = [someMember(circle.id, { identities: [account] }), someMember(circle.id)];
    for (const each of [from, to]) await memberTable.insert(store, each);
    expect((await memberTable.findByIdentity(store, account))[0]).toMatchObject({
      member: from,
      since: null,
    });
    await memberTable.saveStanding(store, from.id, { ...from, leftAt: START });
    expect(await memberTable.findByIdentity(store, account)).toEqual([]);
    expect(await memberTable.findFormer(store, circle.id, account)).toMatchObject({ id: from.id });
    await personTable.moveAccount(store, to.personId, account, START);
    await personTable.moveMember(store, from.id, to.personId, START);
    expect((await memberTable.findByIdentity(store, account))[0]).toMatchObject({
      since: START,
      member: { id: to.id },
    });
    expect((await personTable.members(store, to.personId)).map(({ id }) => id)).toEqual([from.id, to.id]);
    expect(await personTable.membersSince(store, to.personId)).toEqual([
      { memberId: from.id, since: START },
      { memberId: to.id, since: null },
    ]);
    const link = {
      id: randomUUID(),
      organisationId: circle.organisationId,
      personId: to.personId,
      at: START,
      gained: [{ ...account, since: null }],
      replaced: [],
      fromId: from.personId,
      members: [{ memberId: from.id, since: null }],
      left: [from.id],
      byId: null,
    };
    await linkTable.record(store, link);
    expect(await linkTable.of(store, to.personId)).toEqual([link]);
    expect(await linkTable.find(store, link.id)).toEqual(link);
    expect(await linkTable.since(store, circle.organisationId, START)).toEqual([link]);
    expect(await linkTable.since(store, circle.organisationId, START + 1)).toEqual([]);
    await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, from.id, START));
    expect(await linkTable.find(store, link.id)).toEqual({ ...link, members: [], left: [] });
    await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, to.id, START));
    expect(await linkTable.find(store, link.id)).toBeNull();
    for (const { personId } of [from, to]) expect(await personTable.find(store, personId)).toBeNull();
    const other = someMember(circle.id);
    await memberTable.insert(store, other);
    const own = { ...link, personId: other.personId, fromId: null };
    await linkTable.record(store, own);
    await linkTable.remove(store, own.id);
    expect(await linkTable.of(store, other.personId)).toEqual([]);
  });

  it('knows for whom a way in waits in a circle, and which of a person’s nobody has used', async () => {
    const store = opened();
    const [circle, other] = [await seedCircle(store), await seedCircle(store)];
    const made = [someMember(circle.id), someMember(circle.id), someMember(circle.id)] as const;
    const [one, two, three] = made;
    const elsewhere = { ...someMember(other.id), personId: one.personId };
    for (const each of [...made, elsewhere]) await memberTable.insert(store, each);
    const of = (member: Member, changes: Partial<Invitation> = {}): Invitation => ({
      id: randomUUID(),
      circleId: member.circleId,
      memberId: member.id,
      secretHash: randomUUID(),
      codeHash: randomUUID(),
      maker: 'steward',
      makerId: null,
      madeAt: START,
      opensAt: START,
      expiresAt: START + 7 * DAY,
      usedAt: null,
      webId: null,
      waiting: false,
      sentTo: null,
      ...changes,
    });
    const [own, used] = [of(elsewhere, { maker: 'self', madeAt: START + 1 }), of(three)];
    for (const each of [of(one), own, of(two), used]) await invitationTable.make(store, each);
    await invitationTable.use(store, used.id, START, randomUUID(), true);
    const waited = async (now: number) =>
      [...(await invitationTable.waitedFor(store, circle.id, now))].sort();
    expect(await waited(START + 7 * DAY - 1)).toEqual(made.map(({ id }) => id).sort());
    expect(await waited(START + 7 * DAY)).toEqual([three.id]);
    await invitationTable.endClaim(store, used.id);
    expect(await waited(START + 7 * DAY)).toEqual([]);
    const unused = await invitationTable.unused(store, one.id, START + 7 * DAY - 1);
    expect(unused.map(({ memberId }) => memberId)).toEqual([one.id, elsewhere.id]);
    expect(unused[1]).toEqual(own);
    expect(await invitationTable.unused(store, three.id, START)).toEqual([]);
    expect(await invitationTable.unused(store, one.id, START + 7 * DAY)).toEqual([]);
  });

  it('keeps one buddy for each newcomer, never themselves, and forgets both with either', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const [newcomer, helper] = [someMember(circle.id), someMember(circle.id)];
    for (const each of [newcomer, helper]) await memberTable.insert(store, each);
    const wanted = {
      newcomerId: newcomer.id,
      circleId: circle.id,
      state: 'wanted' as const,
      helperId: null,
      asked: 0,
    };
    await buddyTable.save(store, wanted);
    const agreed = { ...wanted, state: 'agreed' as const, helperId: helper.id, asked: 1 };
    await buddyTable.save(store, agreed);
    expect(await buddyTable.find(store, newcomer.id)).toEqual(agreed);
    await expect(buddyTable.save(store, { ...agreed, helperId: newcomer.id })).rejects.toThrow();
    await expect(buddyTable.save(store, { ...agreed, helperId: null })).rejects.toThrow();
    await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, helper.id, START));
    expect(await buddyTable.find(store, newcomer.id)).toBeNull();
  });

  it('leaves a held identity out until it is back, and still knows whose it is', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const slack = { platform: 'slack', externalId: `T1/held-${circle.id}` } as const;
    const member = someMember(circle.id, { identities: [slack] });
    await memberTable.insert(store, member);
    const waiting = someDelivery(circle.id, { state: 'waiting', channel: null, memberId: member.id });
    await deliveryTable.add(store, [waiting]);
    await memberTable.holdIdentity(store, slack, true);
    expect(await memberTable.find(store, member.id)).toEqual({ ...member, identities: [] });
    expect((await memberTable.findByIdentity(store, slack)).map((found) => found.member)).toEqual([
      { ...member, identities: [] },
    ]);
    await deliveryTable.wake(store, START, ['slack']);
    expect((await deliveryTable.find(store, waiting.id))?.state).toBe('waiting');
    await memberTable.holdIdentity(store, slack, false);
    await deliveryTable.wake(store, START, ['slack']);
    expect((await deliveryTable.find(store, waiting.id))?.state).toBe('due');
    await deliveryTable.finish(store, waiting.id, { state: 'sent' });
    expect(await memberTable.find(store, member.id)).toEqual(member);
  });

  it('keeps one status of being away for each member', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const member = someMember(circle.id);
    await memberTable.insert(store, member);
    await memberTable.setAwayStatus(store, member.id, START);
    await memberTable.setAwayStatus(store, member.id, START + 1);
    expect([...(await memberTable.awayStatuses(store, circle.id))]).toEqual([[member.id, START + 1]]);
    await memberTable.setAwayStatus(store, member.id, null);
    expect((await memberTable.awayStatuses(store, circle.id)).size).toBe(0);
  });

  it('answers many who ask at once who somebody is, each with their own', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const people = Array.from({ length: 40 }, () => someMember(circle.id));
    for (const person of people) await memberTable.insert(store, person);
    const asked = people.flatMap(({ identities }) => identities.slice(0, 1));
    const nobody = { platform: 'slack', externalId: 'T1/UNOBODY' } as const;
    const found = await Promise.all(
      [nobody, ...asked, ...asked].map((identity) => memberTable.findByIdentity(store, identity)),
    );
    expect(found.map((each) => each.map(({ member }) => member.id))).toEqual([
      [],
      ...people.map(({ id }) => [id]),
      ...people.map(({ id }) => [id]),
    ]);
  });

  it('finds the circles of a channel, and wakes letters to people who are no members', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const [channel] = circle.channels;
    if (channel === undefined) throw new Error('no channel');
    expect(await circleTable.linkedTo(store, channel)).toContainEqual(circle);
    expect(await circleTable.linkedTo(store, { ...channel, externalId: 'elsewhere' })).toEqual([]);
    const chat = { platform: 'teams', externalId: '19:meeting_x@thread.v2' } as const;
    expect(await circleTable.meetingChats(store, circle.id)).toEqual([]);
    await circleTable.saveMeetingChats(store, circle.id, [chat]);
    expect(await circleTable.meetingChats(store, circle.id)).toEqual([chat]);
    expect(await circleTable.meetingIn(store, chat)).toContainEqual(circle);
    expect(await circleTable.meetingIn(store, channel)).toContainEqual(circle);
    expect(await circleTable.linkedTo(store, chat)).toEqual([]);
    const letter = someDelivery(circle.id, {
      state: 'waiting',
      channel: null,
      memberId: null,
      person: 'teams/aad-asha',
    });
    await deliveryTable.add(store, [letter]);
    await deliveryTable.wake(store, START, ['slack']);
    expect((await deliveryTable.find(store, letter.id))?.state).toBe('waiting');
    await deliveryTable.wake(store, START, ['teams']);
    expect(await deliveryTable.find(store, letter.id)).toMatchObject({
      state: 'due',
      person: 'teams/aad-asha',
    });
    await deliveryTable.finish(store, letter.id, { state: 'sent' });
    const nowhere = someDelivery(circle.id, { channel: null, memberId: null, person: null });
    await expect(deliveryTable.add(store, [nowhere])).rejects.toThrow();
  });
}
