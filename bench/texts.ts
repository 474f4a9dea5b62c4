import { pathToFileURL } from 'node:url';
import { createNotify } from '../adapters/notify/platform.ts';
import { MINUTE } from '../src/core/instant.ts';
import type { Clock } from '../src/core/ports/clock.ts';
import type { Message } from '../src/core/ports/message.ts';
import { sendingLaneTable } from '../src/core/tables/sending-lanes.ts';
import { startNotifyServer } from '../test/support/notify/server.ts';
import { startCore } from '../test/support/test-core.ts';

const TEXTS = 3_000;
/** What Notify allows in a minute. */
const ALLOWED = 3_000;
const START = Date.parse('2026-11-16T09:00:00Z');
/** What one takes on the simulated clock: calls of 60 ms on six lines. Less than the pace, which is what is measured. */
const EACH_MS = 10;

/** Texts as workers send them, whose clock runs as fast as they work: what waits comes back at its moment. */
export async function run(print: (line: string) => void): Promise<void> {
  let now = START;
  const clock: Clock = {
    now: () => now,
    async pause(milliseconds) {
      now += milliseconds;
    },
  };
  const core = await startCore({ now: START });
  const server = await startNotifyServer({ clock: () => now });
  server.setLimits({ minute: ALLOWED });
  const notify = createNotify({
    config: server.config,
    lanes: sendingLaneTable.over(core.context.store),
    links: { page: () => 'https://roundtable.example.org/' },
    cameBack: async () => false,
    guard: () => {},
    clock,
    log: { info() {}, warn() {}, error: (_event, error) => print(String(error)) },
  });
  try {
    const sms = notify.senders.get('sms');
    if (sms === undefined) throw new Error('no texts');
    const waiting = Array.from({ length: TEXTS }, (_, index) => ({
      index,
      at: START,
      slot: null as number | null,
    }));
    const began = performance.now();
    let tries = 0;
    while (waiting.length > 0) {
      waiting.sort((one, other) => other.at - one.at || other.index - one.index);
      const letter = waiting.pop();
      if (letter === undefined) break;
      now = Math.max(now, letter.at);
      tries += 1;
      const to = `+447700${String(900_000 + (letter.index % 1_000))}`;
      const place = { kind: 'member', platform: 'sms', externalId: to } as const;
      const outcome = await sms.post(place, sample(letter.index), `l${letter.index}`, letter.slot);
      if (outcome.outcome === 'unreachable') throw new Error(outcome.why);
      if (outcome.outcome === 'posted') now += EACH_MS;
      else waiting.push({ ...letter, at: outcome.retryAt, slot: outcome.slotKept ? outcome.retryAt : null });
    }
    const references = new Set(server.all().map(({ reference }) => reference));
    const least = (TEXTS / ALLOWED) * MINUTE;
    print(
      `texts: ${TEXTS} in ${((now - START) / 1000).toFixed(1)} s where the limits allow ${least / 1000} s: ${((now - START) / least).toFixed(2)}; ${server.all().length} sent, ${references.size} different, ${tries} tries, ${server.calls.length - TEXTS} times "too fast"; ${((performance.now() - began) / TEXTS).toFixed(1)} ms of this machine for each`,
    );
  } finally {
    notify.close();
    await server.stop();
    await core.stop();
  }
}

function sample(index: number): Message {
  return {
    summary: 'A new pulse is open in Ward 7 co-production group. It closes on Thursday 5 November, 10am.',
    language: 'en-GB',
    blocks: [],
    envelope: {
      thread: 'c1.r1',
      page: 'https://roundtable.example.org/letter/l1',
      short: `https://roundtable.example.org/t/${index}`,
      foot: [],
      stop: null,
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
