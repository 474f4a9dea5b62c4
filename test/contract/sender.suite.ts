import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../../src/core/circle.ts';
import type { BoardPlace } from '../../src/core/ports/chat.ts';
import type { Sender } from '../../src/core/ports/sender.ts';
import { message as bare, EVERY_BLOCK, type Seen, said } from './chat.fixtures.ts';

const message: typeof bare = (...parts) => ({
  ...bare(...parts),
  envelope: {
    thread: 'circle.round',
    page: 'https://roundtable.example.org/letter/l1',
    short: 'https://roundtable.example.org/t/l1',
    foot: ['You get this because you are in Northfield.'],
    stop: { text: 'No more e-mails about pulses', url: 'https://roundtable.example.org/stop/x' },
  },
});

/** A surface with a pretended far end. */
export interface SenderHarness {
  readonly sender: Sender;
  readonly member: Place;
  /** null: it has none. */
  readonly channel: BoardPlace | null;
  /** It has room for a part of a message alone: its summary, and where the rest is. */
  readonly isShort?: true;
  readonly far: {
    /** What stands in a place now, newest first. */
    posted(place: Place): Promise<readonly Seen[]>;
  };
  stop(): Promise<void>;
}

/** What every surface that takes our words must do, whatever it is made of. */
export function describeSender(name: string, makeHarness: () => Promise<SenderHarness>): void {
  describe(`${name} as a Sender`, () => {
    let harness: SenderHarness;
    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.stop());

    test.each(['member', 'channel'] as const)('a message posted to a %s arrives whole', async (kind) => {
      const place = harness[kind];
      if (place === null) return;
      const words = EVERY_BLOCK.filter(
        ([block]) => !['choice', 'scale', 'text-input', 'pick', 'date', 'time'].includes(block.kind),
      );
      const outcome = await harness.sender.post(
        place,
        message('The week in short', ...words.map(([block]) => block)),
        'k1',
      );
      expect(outcome).toMatchObject({ outcome: 'posted', ref: { platform: harness.sender.name } });
      const [first] = await harness.far.posted(place);
      if (harness.isShort) {
        expect(first?.text).toContain('The week in short');
        return;
      }
      for (const word of words.flatMap(([, texts]) => texts)) expect(first?.text).toContain(word);
    });

    test('posting twice with one key shows one message', async () => {
      await harness.sender.post(harness.member, message('Once', said('Only once.')), 'k2');
      await harness.sender.post(harness.member, message('Once', said('Only once.')), 'k2');
      expect(await harness.far.posted(harness.member)).toHaveLength(1);
    });

    test('a place on another platform is unreachable, not an exception', async () => {
      const platform = harness.sender.name === 'slack' ? 'teams' : 'slack';
      const place: Place = { kind: 'member', platform, externalId: 'somebody' };
      expect(await harness.sender.post(place, message('Hello'), 'k4')).toMatchObject({
        outcome: 'unreachable',
      });
    });

    test('asked about places of its own, it says what it found there and never rejects', async () => {
      const { channel, member } = harness;
      const channels =
        channel === null ? [] : [channel, { ...channel, externalId: `${channel.externalId}-gone` }];
      const { platform, externalId } = member;
      const people = platform === 'mail' || platform === 'sms' ? [] : [{ platform, externalId }];
      for (const finding of await harness.sender.check(channels, people)) {
        if ('channel' in finding)
          expect(channels.map(({ externalId }) => externalId)).toContain(finding.channel.externalId);
      }
    });
  });
}
