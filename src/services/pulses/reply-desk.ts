import type { Answered, Answering, ReplyDesk } from './reply.ts';

/** Batches under way at once: while one waits for the disk, the next is counted. */
const BATCHES_AT_ONCE = 2;
const LARGEST_BATCH = 64;

interface Waiting {
  readonly answering: Answering;
  readonly resolve: (outcome: Exclude<Answered, Error>) => void;
  readonly reject: (error: unknown) => void;
}

/** `answer` settles a batch: one outcome for each, in order; if it rejects, none of them was counted. */
export function createReplyDesk(
  answer: (batch: readonly Answering[]) => Promise<readonly Answered[]>,
): ReplyDesk {
  const waiting: Waiting[] = [];
  let underWay = 0;

  async function work(): Promise<void> {
    underWay += 1;
    while (waiting.length > 0) await settle(waiting.splice(0, LARGEST_BATCH));
    underWay -= 1;
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await answer(batch.map(({ answering }) => answering));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined || outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return {
    submit: (answering) =>
      new Promise((resolve, reject) => {
        waiting.push({ answering, resolve, reject });
        if (underWay < BATCHES_AT_ONCE) void work();
      }),
  };
}
