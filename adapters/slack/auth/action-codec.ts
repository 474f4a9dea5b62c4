import { z } from 'zod';
import type { Action } from '../../../src/core/ports/action.ts';
import type { KeyRing } from '../../../src/core/ports/secrets.ts';
import { signedAction, signedActionSchema } from '../../chat/signed-action.ts';
import { createSignedText } from '../../chat/signed-text.ts';
import { LIMITS } from '../limits.ts';

/** What a Slack button carries for us. */
export interface EncodedAction {
  /** The action's name and a position that is unique within the message or view: `turn.accept#3`. */
  readonly action_id: string;
  /** Signed: `1` and a point, then base64url of the MAC (32 bytes) and the action as JSON. */
  readonly value: string;
}

/** What a view of ours has to know about itself; kept in its `private_metadata`, signed. */
export interface ViewFacts {
  /** The `read` action that shows this view, to show it again (the next step); null where none does. */
  readonly view: Action | null;
  /** What the view's submit button stands for; null where it has none. */
  readonly submit: Action | null;
  /** How many inputs stand in the view, one at a time; null: all of them. */
  readonly step: number | null;
}

/**
 * Turns actions into strings that Slack carries, and back. What was not written by us in exactly this form is null: a
 * forged or changed value, one of another button (its action id names another action) or of a view, and another version's.
 */
export interface ActionCodec {
  /** Throws a RangeError for an action that does not fit (about 1,460 bytes of subject and value). */
  encode(action: Action, position: number): EncodedAction;
  decode(given: { readonly action_id?: unknown; readonly value?: unknown }): Action | null;
  /** The `private_metadata` of a view. Throws a RangeError for more than fits (about 2,200 bytes). */
  encodeView(facts: ViewFacts): string;
  decodeView(metadata: unknown): ViewFacts | null;
}

const VERSION = '1';

const viewSchema = z
  .tuple([signedActionSchema.nullable(), signedActionSchema.nullable(), z.int().min(0).nullable()])
  .transform(([view, submit, step]): ViewFacts => ({ view, submit, step }));

/**
 * The codec for one installation of Roundtable. A view's metadata never passes for a button. Throws a RangeError for fewer than 32 bytes.
 */
export function createActionCodec(keys: KeyRing): ActionCodec {
  const signed = (kind: string, limit: number) =>
    createSignedText({ keys, purpose: `slack/${kind}`, version: VERSION, limit });
  const buttons = signed('button', LIMITS.buttonValue);
  const views = signed('view', LIMITS.privateMetadata);
  return {
    encode: (action, position) => ({
      action_id: `${action.name}#${position}`,
      value: buttons.write(signedAction(action)),
    }),
    decode({ action_id, value }) {
      const action = buttons.read(value, signedActionSchema);
      const named = typeof action_id === 'string' ? action_id.split('#', 1)[0] : null;
      return action !== null && named === action.name ? action : null;
    },
    encodeView: ({ view, submit, step }) =>
      views.write([
        view === null ? null : signedAction(view),
        submit === null ? null : signedAction(submit),
        step,
      ]),
    decodeView: (metadata) => views.read(metadata, viewSchema),
  };
}
