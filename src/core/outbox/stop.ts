import type { AddressKind, PersonId } from '../circle.ts';
import { ADDRESS_KINDS } from '../circle.ts';
import type { Context } from '../context.ts';
import { createSigner } from '../signer.ts';
import { TOPICS, type Topic } from '../topic.ts';

/** What whoever holds it can switch off, and nothing else: letters of one topic, in one place of one person. */
export interface Stop {
  readonly personId: PersonId;
  readonly kind: AddressKind;
  readonly topic: Topic;
}

const signerOf = ({ secrets }: Pick<Context, 'secrets'>) => createSigner(secrets.linkKeys, 'stop');

/** Fit for an address; good for as long as the key that signed it is known. */
export function stopCapability(context: Pick<Context, 'secrets'>, { personId, kind, topic }: Stop): string {
  return signerOf(context).sign([kind, topic, personId].join(' '));
}

/** null: we did not make it. */
export function readStop(context: Pick<Context, 'secrets'>, given: string): Stop | null {
  const [first, second, personId] = signerOf(context).open(given)?.split(' ') ?? [];
  const kind = ADDRESS_KINDS.find((each) => each === first);
  const topic = TOPICS.find((each) => each === second);
  return kind === undefined || topic === undefined || personId === undefined
    ? null
    : { personId, kind, topic };
}
