import { z } from 'zod';
import type { Action } from '../../../src/core/ports/action.ts';
import type { KeyRing } from '../../../src/core/ports/secrets.ts';
import { signedAction, signedActionSchema } from '../../chat/signed-action.ts';
import { createSignedText } from '../../chat/signed-text.ts';
import { LIMITS } from '../limits.ts';

/** What a button of a card stands for, once it is opened. */
export type Opened =
  | { readonly ok: true; readonly action: Action }
  /** `not-yours`: of a card that was made for somebody else. `forged`: not written by us in this form. */
  | { readonly ok: false; readonly why: 'forged' | 'not-yours' };

/**
 * Turns actions into strings that a card carries, and back. A card in a personal chat is made for one person: whoever
 * else presses it, in a forwarded copy, gets nothing.
 */
export interface ActionCodec {
  /** `owner`: the person's Microsoft Entra object id; null: anybody may press. Throws a RangeError for an action that does not fit. */
  encode(action: Action, owner: string | null): string;
  open(given: unknown, presser: string): Opened;
}

const VERSION = '1';

/** Throws a RangeError for a key of fewer than 32 bytes. */
export function createActionCodec(keys: KeyRing): ActionCodec {
  const signed = (kind: string) =>
    createSignedText({ keys, purpose: `teams/${kind}`, version: VERSION, limit: LIMITS.buttonData });
  const shared = signed('shared');
  const personal = signed('personal');
  return {
    encode(action, owner) {
      if (owner === null) return `s${shared.write(signedAction(action))}`;
      return `p${personal.write(signedAction(action), owner)}`;
    },
    open(given, presser) {
      const text =
        z
          .string()
          .max(LIMITS.buttonData + 1)
          .safeParse(given).data ?? '';
      const isPersonal = text.startsWith(`p${VERSION}.`);
      if (!isPersonal && !text.startsWith('s')) return { ok: false, why: 'forged' };
      const action = isPersonal
        ? personal.read(text.slice(1), signedActionSchema, presser)
        : shared.read(text.slice(1), signedActionSchema);
      if (action !== null) return { ok: true, action };
      return { ok: false, why: isPersonal ? 'not-yours' : 'forged' };
    },
  };
}
