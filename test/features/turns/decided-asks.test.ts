import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import type { DeliveryKind } from '../../../src/core/outbox/delivery.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { moveMeeting } from '../../../src/features/meetings/use-cases/move.ts';
import { askEndsAt } from '../../../src/features/turns/rules/asks.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { announceChair } from '../../../src/features/turns/use-cases/announce.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { answerOffer } from '../../../src/features/turns/use-cases/chair-offers.ts';
import {
  agreeTakeOver,
  askTakeOver,
  refuseTakeOver,
  undoHandOver,
} from '../../../src/features/turns/use-cases/take-over.ts';
import { scriptedPlatform } from '../../core/scripted-platform.ts';
import { askedFor, meetingNow, plannedOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let context: Context;
let ours: Group;
let asked: Member;
let meeting: Meeting;
/** What stands in Slack now, by the letter's id: whoever looks on sees each edit. */
let shown: Map<string, Message>;
let edits: string[];
/** Slack takes no edit now. */
let busy: boolean;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  [shown, edits, busy] = [new Map(), [], false];
  const slack = {
    ...scriptedPlatform('slack'),
    post: async (_place: unknown, message: Message, key: string) => {
      shown.set(key, message);
      return { outcome: 'posted', ref: { platform: 'slack', value: key } } as const;
    },
    update: async (ref: { readonly value: string }, message: Message) => {
      if (busy) return { outcome: 'later', retryAt: core.clock.now() + MINUTE, why: 'busy' } as const;
      shown.set(ref.value, message);
      edits.push(ref.value);
      return { outcome: 'posted', ref: { platform: 'slack', value: ref.value } } as const;
    },
  };
  context = { ...core.context, platforms: new Map([['slack', slack]]) };
  ours = await core.group({ staff: 3, reps: 3 });
  for (const name of ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2', 'Rep3']) {
    const { id, personId, preferences, chairs } = ours.who(name);
    await memberTable.savePreferences(context.store, id, { ...preferences, weeklyMost: null }, chairs);
    await personTable.addAccount(
      context.store,
      personId,
      { platform: 'slack', externalId: `T1/${personId}` },
      null,
    );
  }
  // The one after the next: asked for in time, so that there are several asks.
  [meeting] = await plannedOf(core, ours);
  core.clock.moveTo(meeting.endsAt);
  await advanceSeries(core.context, meeting.seriesId);
  [meeting] = await plannedOf(core, ours);
  asked = await askedFor(core, meeting);
  await send();
});

async function send(): Promise<void> {
  for (const { id, state, dueAt } of await core.letters(ours.circle))
    if (state === 'due' && dueAt <= core.clock.now()) await deliver(context, id);
}
const letterTo = async (kind: DeliveryKind, { id }: Member) =>
  (await core.letters(ours.circle)).findLast((each) => each.kind === kind && each.memberId === id)?.id ?? '';
const standing = async (kind: DeliveryKind, who: Member) => shown.get(await letterTo(kind, who));
const pressable = (message: Message | undefined) =>
  message?.blocks.filter(({ kind }) => kind === 'actions' || kind === 'link');

test('a yes takes the buttons from the offer, which says what it led to', async () => {
  expect(pressable(await standing('turn-offer', asked))).not.toEqual([]);
  await acceptTurn(context, asked, meeting.id);
  await send();
  const now = await standing('turn-offer', asked);
  expect(pressable(now)).toEqual([]);
  expect(now?.summary).toContain('You chair');
});

test('a no takes the buttons from that person’s own offer, and edits nobody else’s letter, then or later', async () => {
  await declineTurn(context, asked, meeting.id);
  await send();
  const first = await letterTo('turn-offer', asked);
  expect(edits).toEqual([first]);
  expect(shown.get(first)?.summary).toBe('Thank you for telling us. You keep your place.');
  expect(pressable(shown.get(first))).toEqual([]);
  // The next is asked when the time is over, as after silence; their no is theirs alone as well.
  await passAsk();
  const next = await askedFor(core, meeting);
  edits = [];
  await declineTurn(context, next, meeting.id);
  await send();
  expect(edits).toEqual([await letterTo('turn-offer', next)]);
});

test('an offer that was not answered loses its buttons when its time is over, and says nothing of why', async () => {
  await passAsk();
  const now = await standing('turn-offer', asked);
  expect(pressable(now)).toEqual([]);
  expect(now?.summary).toBe('This is settled now. There is nothing for you to do here.');
  expect(pressable(await standing('turn-offer', await askedFor(core, meeting)))).not.toEqual([]);
});

test('a yes that Slack could not show at once is shown once it takes edits', async () => {
  busy = true;
  await acceptTurn(context, asked, meeting.id);
  await core.idle();
  busy = false;
  await send();
  expect(pressable(await standing('turn-offer', asked))).toEqual([]);
});

test('a no that Slack could not show at once is shown when the time of the ask is over, as after silence', async () => {
  busy = true;
  await declineTurn(context, asked, meeting.id);
  await core.idle();
  busy = false;
  await send();
  expect(edits).toEqual([]);
  await passAsk();
  expect(pressable(await standing('turn-offer', asked))).toEqual([]);
});

test('what edits an offer is deleted with it when the meeting is over', async () => {
  await passAsk();
  const corrections = async () =>
    (await core.letters(ours.circle)).filter(({ kind }) => kind === 'digest-correction');
  expect(await corrections()).not.toEqual([]);
  core.clock.moveTo(meeting.endsAt);
  await advanceSeries(context, meeting.seriesId);
  const { id } = asked;
  expect((await corrections()).filter(({ memberId }) => memberId === id)).toEqual([]);
});

test('edits go side by side: where Slack does not answer they all wait as long as one', async () => {
  await moveMeeting(context, ours.circle, ours.who('Staff1'), meeting, meeting.startsAt + DAY);
  await send();
  let open = 0;
  let most = 0;
  const slow = {
    ...scriptedPlatform('slack'),
    update: async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 50));
      open -= 1;
      return { outcome: 'later', retryAt: 0, why: 'busy' } as const;
    },
  };
  await declineTurn({ ...context, platforms: new Map([['slack', slow]]) }, asked, meeting.id);
  await core.idle();
  expect(most).toBe(2);
});

test('who chairs no longer reads so where they were told, once somebody else is announced', async () => {
  await acceptTurn(context, asked, meeting.id);
  const taker = other();
  await askTakeOver(context, asked, meeting.id, taker.id);
  await send();
  await agreeTakeOver(context, taker, meeting.id);
  await announceChair(context, meeting.id);
  await send();
  await send();
  expect((await standing('turn-offer', asked))?.summary).not.toContain('You chair');
  expect((await standing('turn-asked', taker))?.summary).toContain('You chair');
  expect(pressable(await standing('turn-asked', taker))).toEqual([]);
});

test('a refused request says thank you to who refused; one that was taken back is settled', async () => {
  await acceptTurn(context, asked, meeting.id);
  const taker = other();
  await askTakeOver(context, asked, meeting.id, taker.id);
  await send();
  await refuseTakeOver(context, taker, meeting.id);
  await send();
  expect(pressable(await standing('turn-asked', taker))).toEqual([]);
  expect((await standing('turn-asked', taker))?.summary).toContain('Thank you');
  const another = other(taker);
  await askTakeOver(context, asked, meeting.id, another.id);
  await send();
  expect(pressable(await standing('turn-asked', another))).not.toEqual([]);
  await undoHandOver(context, asked, meeting.id);
  await send();
  expect((await standing('turn-asked', another))?.summary).toContain('settled');
});

test('a place beside the chair that was taken, or given back, has no buttons', async () => {
  await acceptTurn(context, asked, meeting.id);
  // Offers go at the full hour.
  core.clock.moveTo(Math.ceil(core.clock.now() / HOUR) * HOUR);
  await send();
  const { turn } = await meetingNow(core, meeting);
  const learner = ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2', 'Rep3']
    .map((name) => ours.who(name))
    .find(({ id }) => id === turn?.shadow);
  if (learner === undefined) throw new Error('nobody was offered to learn');
  const offer = () => standing('shadow-offer', learner);
  expect(pressable(await offer())).toEqual([expect.anything()]);
  await answerOffer(context, learner, meeting.id, true);
  await send();
  const taken = await offer();
  expect(pressable(taken)).toEqual([]);
  await answerOffer(context, learner, meeting.id, false);
  await send();
  expect(pressable(await offer())).toEqual([]);
  expect((await offer())?.summary).not.toBe(taken?.summary);
});

async function passAsk(): Promise<void> {
  const end = askEndsAt(await meetingNow(core, meeting));
  core.clock.moveTo((end ?? 0) + MINUTE);
  await advanceSeries(context, meeting.seriesId);
  await send();
}

function other(...not: readonly Member[]): Member {
  const free = ['Rep2', 'Staff2', 'Rep3', 'Staff3'].map((name) => ours.who(name));
  const found = free.find(({ id }) => id !== asked.id && !not.some((each) => each.id === id));
  if (found === undefined) throw new Error('nobody is free');
  return found;
}

test('whoever is asked no more to take a turn over reads so, once somebody else is asked', async () => {
  await acceptTurn(context, asked, meeting.id);
  const [first, second] = ['Staff1', 'Rep1', 'Rep2']
    .map((name) => ours.who(name))
    .filter(({ id }) => id !== asked.id) as [Member, Member];
  await askTakeOver(context, asked, meeting.id, first.id);
  await send();
  expect(pressable(await standing('turn-asked', first))).not.toEqual([]);
  await askTakeOver(context, asked, meeting.id, second.id);
  await send();
  expect(pressable(await standing('turn-asked', first))).toEqual([]);
  expect(pressable(await standing('turn-asked', second))).not.toEqual([]);
});

test('whoever stands down after a yes is not told that nobody hears of it', async () => {
  const decline = () => core.ask(asked, 'turn.decline', { subject: meeting.id });
  await acceptTurn(core.context, asked, meeting.id);
  for (const _ of ['once', 'twice']) {
    const { message } = await decline();
    expect(JSON.stringify(message)).toContain('Now they see that we ask somebody else.');
    expect(JSON.stringify(message)).not.toContain('tell nobody');
  }
});

test('what a steward asks for the chair is told as theirs, not as the chair’s own', async () => {
  await acceptTurn(core.context, asked, meeting.id);
  const steward = ['Staff1', 'Rep1']
    .map((name) => ours.who(name))
    .find(({ id }) => id !== asked.id) as Member;
  const taker = ['Staff2', 'Rep2'].map((name) => ours.who(name)).find(({ id }) => id !== asked.id) as Member;
  await askTakeOver(context, steward, meeting.id, taker.id);
  await send();
  const letter = JSON.stringify(await standing('turn-asked', taker));
  expect(letter).toContain(`${steward.name} asks, for ${asked.name}: could you chair`);
  const pageOf = async (who: Member) =>
    JSON.stringify((await core.ask(who, 'turn.show', { subject: meeting.id })).message);
  expect(await pageOf(taker)).toContain(`${steward.name} asks you, for ${asked.name}, to take this turn.`);
  expect(await pageOf(asked)).toContain(`${steward.name} asked ${taker.name} to take this turn for you.`);
  await agreeTakeOver(context, taker, meeting.id);
  const third = ['Staff3', 'Rep3'].map((name) => ours.who(name)).find(({ id }) => id !== asked.id) as Member;
  await askTakeOver(context, taker, meeting.id, third.id);
  await send();
  expect(pressable(await standing('turn-asked', third))).not.toEqual([]);
  expect(await pageOf(asked)).toContain(`${steward.name} handed this turn over to ${taker.name} for you.`);
  expect(await pageOf(asked)).toContain('Undo this, I will chair');
  await undoHandOver(context, asked, meeting.id);
  await send();
  expect((await meetingNow(core, meeting)).chairId).toBe(asked.id);
  expect(pressable(await standing('turn-asked', third))).toEqual([]);
});
