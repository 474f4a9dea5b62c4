import { batched } from '../../../core/batched.ts';
import type { Answered, Answering, ReplyBatcher } from '../replies.ts';

/** `answer` settles a batch: one outcome for each, in order; if it rejects, none of them was counted. */
export function createReplyBatcher(
  answer: (batch: readonly Answering[]) => Promise<readonly Answered[]>,
): ReplyBatcher {
  const settle = batched(answer);
  return {
    async submit(answering) {
      const outcome = await settle(answering);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}
