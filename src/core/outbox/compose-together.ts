import type { Circle, Member } from '../circle.ts';
import { bundled } from '../messages/bundle.ts';
import { FALLBACK_LANGUAGE } from '../messages/words.ts';
import type { Message } from '../ports/message.ts';
import type { Delivery } from './delivery.ts';
import type { NotSent } from './notifications.ts';
import { byWeight } from './urgency.ts';

/** A letter that may go, as far as it alone is concerned. */
export interface Sending {
  readonly delivery: Delivery;
  readonly circle: Circle;
  readonly member: Member | null;
}

export interface Together {
  /** null: none of them has anything to say. */
  readonly message: Message | null;
  /** Those that it tells of, what matters most first. */
  readonly told: readonly Sending[];
  readonly untold: readonly (readonly [sending: Sending, why: NotSent])[];
}

/** The words of letters that go in one message: of one its own, of several a bundle in one language. */
export async function composeTogether(
  sendings: readonly Sending[],
  write: (sending: Sending) => Promise<Message | NotSent>,
): Promise<Together> {
  const told: Sending[] = [];
  const untold: [Sending, NotSent][] = [];
  let letters: Message[] = [];
  const inOrder = byWeight(sendings.map((sending) => ({ ...sending.delivery, sending })));
  for (const { sending } of inOrder) {
    const letter = await write(sending);
    if (typeof letter === 'string') {
      untold.push([sending, letter]);
    } else {
      told.push(sending);
      letters.push(letter);
    }
  }
  if (new Set(letters.map(({ language }) => language)).size > 1) {
    const again = await Promise.all(told.map((sending) => write(inEnglish(sending))));
    letters = again.filter((letter) => typeof letter !== 'string');
  }
  const [first] = letters;
  const message = letters.length > 1 ? bundled(letters) : (first ?? null);
  return { message, told, untold };
}

function inEnglish({ member, ...sending }: Sending): Sending {
  if (member === null) return { ...sending, member };
  const preferences = { ...member.preferences, language: FALLBACK_LANGUAGE };
  return { ...sending, member: { ...member, preferences } };
}
