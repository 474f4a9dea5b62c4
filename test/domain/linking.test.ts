import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity, Member, PlatformName } from '../../src/domain/circle.ts';
import { CODE_BYTES, codeFrom, jointOf, readCode, sameAccount, toldCode } from '../../src/domain/linking.ts';
import { firstPreferences } from '../../src/domain/preferences.ts';

const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES + 5 });

describe('codes', () => {
  test('are read as they were told, whatever capitals, gaps and look-alikes people type', () => {
    const gap = fc.constantFrom('', ' ', '-', ' – ', '\u00a0', '_');
    fc.assert(
      fc.property(
        bytes,
        fc.array(gap, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (raw, gaps, small) => {
          const code = codeFrom(raw);
          expect(readCode(toldCode(code))).toBe(code);
          const typed = [...code].map((letter, index) => `${gaps[index]}${letter}`).join('');
          const alike = typed.replaceAll('0', 'O').replaceAll('1', 'l');
          expect(readCode(small ? alike.toLowerCase() : alike)).toBe(code);
        },
      ),
    );
  });

  test('nothing else is one', () => {
    for (const typed of ['', '12345', '0123456789A', '01234-5678!', '01234-5678U', '０'.repeat(11)]) {
      expect(readCode(typed)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (typed) => readCode(typed) === null || readCode(typed)?.length === 10),
    );
  });

  test('use every letter alike: 32 of them, so no byte is favoured', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [letter = ''] = codeFrom(new Uint8Array(CODE_BYTES).fill(byte));
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect([...new Set(counts.values())]).toEqual([8]);
  });
});

const platform = fc.constantFrom<PlatformName>('slack', 'teams', 'web');
const identity: fc.Arbitrary<Identity> = fc.record({ platform, externalId: fc.constantFrom('a', 'b', 'c') });

function member(id: string): fc.Arbitrary<Member> {
  return fc
    .record({
      voice: fc.constantFrom('staff', 'reps'),
      steward: fc.boolean(),
      manager: fc.boolean(),
      identities: fc.uniqueArray(identity, { maxLength: 3, selector: (each) => each.platform }),
    })
    .map((each) => ({
      ...each,
      id,
      circleId: 'c',
      name: id,
      email: null,
      chairs: 'yes' as const,
      preferences: firstPreferences('en-GB'),
      joinedAt: 0,
      confirmedAt: 0,
      voiceSince: null,
      leftAt: null,
    }));
}

const pair = fc
  .record({
    shown: fc.option(member('shown')),
    typed: fc.option(member('typed')),
    accounts: fc.record({ shown: identity, typed: identity }),
  })
  .filter(({ accounts }) => !sameAccount(accounts.shown, accounts.typed))
  .map(({ accounts, shown, typed }) => ({
    accounts,
    shown: shown === null ? null : owning(shown, accounts.shown),
    typed: typed === null ? null : owning(typed, accounts.typed),
  }));

/** One account for each platform, as the tables keep it. */
function owning(who: Member, account: Identity): Member {
  const others = who.identities.filter((each) => each.platform !== account.platform);
  return { ...who, identities: [account, ...others] };
}

describe('what a code does in a circle', () => {
  test('never gives a member two accounts on one platform, nor takes one away that they have', () => {
    fc.assert(
      fc.property(pair, ({ shown, typed, accounts }) => {
        const joint = jointOf({ shown, typed }, accounts);
        if (joint.what !== 'gains') return;
        const after = [...joint.member.identities, ...joint.gained].map((each) => each.platform);
        expect(new Set(after).size).toBe(after.length);
        expect(joint.gained.length).toBeGreaterThan(0);
      }),
    );
  });

  test('never lets a voice, a steward or a manager go, and never gives a task to who showed the code', () => {
    fc.assert(
      fc.property(pair, ({ shown, typed, accounts }) => {
        const joint = jointOf({ shown, typed }, accounts);
        if (joint.what !== 'gains') return;
        const { leaves, member: stays } = joint;
        if (leaves !== null) {
          expect([leaves.voice, leaves.steward, leaves.manager]).toEqual([stays.voice, false, false]);
        }
        if (shown === null) expect([stays.steward, stays.manager]).toEqual([false, false]);
        else expect(stays).toBe(shown);
      }),
    );
  });

  test('moves every chat account of the member who leaves', () => {
    fc.assert(
      fc.property(pair, ({ shown, typed, accounts }) => {
        const joint = jointOf({ shown, typed }, accounts);
        if (joint.what !== 'gains' || joint.leaves === null) return;
        const chats = joint.leaves.identities.filter((each) => each.platform !== 'web');
        for (const chat of chats) expect(joint.gained.some((each) => sameAccount(each, chat))).toBe(true);
      }),
    );
  });
});
