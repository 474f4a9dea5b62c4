import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isReader, isSteward, type Member, READER } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import type { Change } from '../../../src/features/governance/rules/change.ts';
import { SETTLES_AFTER } from '../../../src/features/governance/rules/keys.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { addMember } from '../../../src/features/membership/use-cases/settings.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { askedMember } from '../../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { acceptTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { contextAt, withLinks } from '../../support/contexts.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());

const VOICES = ['staff', 'reps', READER] as const;
/** Of everybody who ever was in the circle. */
const which = fc.nat(30);
const by = fc.nat(30);
const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('voice' as const),
      which,
      by,
      voice: fc.constantFrom(...VOICES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('steward' as const), which, by, steward: fc.boolean() }),
  },
  fc.record({ what: fc.constant('leave' as const), which }),
  fc.record({ what: fc.constant('take-out' as const), which, by }),
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('add' as const), by, voice: fc.constantFrom(...VOICES) }),
  },
  fc.record({ what: fc.constant('back' as const), which, by, voice: fc.constantFrom(...VOICES) }),
  fc.record({ what: fc.constant('erase' as const), which, by }),
  fc.record({ what: fc.constant('chair' as const) }),
  fc.record({ what: fc.constant('open' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

test('a member, whatever is done to them and to others in any order, has what their place in the circle gives, and no more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 25 }), async (steps) => {
      const group = await core.group({ staff: 4, reps: 4 });
      let now = core.clock.now();
      for (const each of steps) {
        now = await live(group, each, now);
        await holds(group, now);
      }
    }),
    { numRuns: 8 },
  );
});

async function live(group: Group, each: Step, now: number): Promise<number> {
  const { circle } = group;
  const context = withLinks(contextAt(core.context, now));
  const ever = (await memberTable.everybody(context.store, circle.id)).map(({ id }) => id);
  const people = await memberTable.listWithReaders(context.store, circle.id);
  const asker = (wanted: number) => people[wanted % people.length] as Member;
  const one = 'which' in each ? ever[each.which % ever.length] : undefined;
  const wants = (who: Member, change: Change) => changeCircle(context, circle, who, [change], 'Because.');
  const memberId = one ?? '';
  switch (each.what) {
    case 'wait':
      return now + each.days * DAY;
    case 'voice':
      await wants(asker(each.by), { kind: 'voice', memberId, voice: each.voice });
      break;
    case 'steward':
      await wants(asker(each.by), { kind: 'steward', memberId, steward: each.steward });
      break;
    case 'leave': {
      const leaver = people.find(({ id }) => id === memberId);
      // Or there is nobody left for the rest of it.
      if (leaver !== undefined && people.length > 5) await wants(leaver, { kind: 'member-left', memberId });
      break;
    }
    case 'take-out':
      await wants(asker(each.by), { kind: 'member-left', memberId });
      break;
    case 'add':
      await addMember(context, circle, asker(each.by), {
        email: null,
        name: `New ${context.newId()}`,
        voice: each.voice,
        identities: [],
      });
      break;
    case 'back':
      await wants(asker(each.by), { kind: 'member-added', memberId, voice: each.voice });
      break;
    case 'erase':
      await wants(asker(each.by), { kind: 'erase-member', memberId });
      break;
    case 'chair':
      await someoneChairs(group, now);
      break;
    case 'open': {
      const [pulse] = await pulseTable.list(context.store, circle.id);
      if (pulse !== undefined) await openRoundByHand(context, pulse.id);
    }
  }
  await everybodyTriesTheirKey(group, now);
  return now;
}

async function someoneChairs({ circle }: Group, now: number): Promise<void> {
  const context = contextAt(core.context, now);
  for (const { id } of await meetingTable.series(context.store, circle.id)) {
    await advanceSeries(context, id);
    for (const meeting of await meetingTable.planned(context.store, id)) {
      const asked = (await memberTable.list(context.store, circle.id)).find(
        (member) => member.id === askedMember(meeting),
      );
      if (asked !== undefined) await acceptTurn(context, asked, meeting.id);
    }
  }
}

/** Whoever may not is refused; by whom each yes was, the tables keep. */
async function everybodyTriesTheirKey({ circle }: Group, now: number): Promise<void> {
  const context = contextAt(core.context, now);
  for (const { id } of await proposalTable.open(context.store, circle.id)) {
    for (const member of await memberTable.listWithReaders(context.store, circle.id)) {
      const before = await memberTable.find(context.store, member.id);
      const decided = await approveProposal(context, circle, member, id);
      if (!decided.ok) continue;
      const { by, decided: second } = decided.value.proposal;
      expect(second?.memberId).not.toBe(by.memberId);
      expect(second?.voice).not.toBe(by.voice);
      expect(
        before !== null &&
          (isSteward(before) ||
            before.stewardUntil !== null ||
            decided.value.proposal.change.kind === 'steward'),
      ).toBe(true);
      expect(now - (before?.voiceSince ?? now)).toBeGreaterThanOrEqual(
        before?.voiceSince == null ? 0 : SETTLES_AFTER,
      );
      break;
    }
  }
}

/** What is true of every circle at every moment. */
async function holds({ circle }: Group, now: number): Promise<void> {
  const { store } = core.context;
  const all = await memberTable.listWithReaders(store, circle.id);
  const members = await memberTable.list(store, circle.id);
  expect(members.map(({ id }) => id)).toEqual(all.filter((each) => !isReader(each)).map(({ id }) => id));
  for (const each of all) {
    expect(each.leftAt).toBeNull();
    if (isReader(each)) expect(isSteward(each), 'a reader has no key').toBe(false);
  }
  const here = new Set(members.map(({ id }) => id));
  for (const { id } of await meetingTable.series(store, circle.id)) {
    for (const meeting of await meetingTable.planned(store, id)) {
      if (meeting.startsAt <= now) continue;
      if (meeting.chairId !== null) expect(here.has(meeting.chairId), 'who chairs is a member').toBe(true);
      if (meeting.coChairId !== null) expect(here.has(meeting.coChairId), 'beside them too').toBe(true);
    }
  }
  for (const round of await roundTable.open(store, circle.id)) {
    for (const { memberId } of await roundTable.roster(store, round.id)) {
      const seated = await memberTable.find(store, memberId);
      expect(seated?.leftAt ?? null, 'who left has no seat').toBeNull();
    }
  }
}
