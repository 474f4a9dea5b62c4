import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.ts';
import type { LoadOrder, LoadReport } from './load.ts';
import { bytesOf } from './request.ts';

process.on('message', async (order: LoadOrder) => {
  process.send?.(await run(order));
});
process.on('disconnect', () => process.exit());

async function run({ origin, posts, connections, rate, proof = '' }: LoadOrder): Promise<LoadReport> {
  const requests = posts.map((post) => bytesOf(post, origin));
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(origin)));
  const statuses: Record<number, number> = {};
  const latencies: number[] = [];
  let proven = 0;
  let next = 0;
  const start = performance.now();
  await Promise.all(
    open.map(async (connection) => {
      for (let index = next++; index < requests.length; index = next++) {
        const planned = rate === null ? performance.now() : start + (index / rate) * 1_000;
        const early = planned - performance.now();
        if (early > 0) await sleep(early);
        const { status, body } = await connection.send(requests[index] ?? Buffer.alloc(0));
        latencies.push(performance.now() - planned);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (body.includes(proof)) proven += 1;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  for (const connection of open) connection.close();
  latencies.sort((a, b) => a - b);
  return { seconds, statuses, proven, latencies };
}
