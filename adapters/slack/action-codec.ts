import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ACTIONS, type Action, type ActionName } from '../../src/ports/action.ts';
import { LIMITS } from './limits.ts';

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
const MAC_BYTES = 32;

const actionSchema = z
  .tuple([z.string(), z.string(), z.string().optional()])
  .transform(([name, subject, value], context): Action => {
    if (isActionName(name)) return { name, subject, ...(value === undefined ? {} : { value }) };
    context.addIssue('no action of ours');
    return z.NEVER;
  });
const viewSchema = z
  .tuple([actionSchema.nullable(), actionSchema.nullable(), z.int().min(0).nullable()])
  .transform(([view, submit, step]): ViewFacts => ({ view, submit, step }));

/**
 * The codec for one installation of Roundtable. The keys are derived from `key` by HKDF-SHA256 (RFC 5869), one for each
 * purpose, so that a view's metadata never passes for a button. Throws a RangeError for fewer than 32 bytes.
 */
export function createActionCodec(key: Uint8Array): ActionCodec {
  if (key.byteLength < MAC_BYTES) throw new RangeError('the action key needs at least 32 bytes');
  const buttons = createSeal(key, 'button', LIMITS.buttonValue);
  const views = createSeal(key, 'view', LIMITS.privateMetadata);
  return {
    encode: (action, position) => ({
      action_id: `${action.name}#${position}`,
      value: buttons.write(tupleOf(action)),
    }),
    decode({ action_id, value }) {
      const action = buttons.read(value, actionSchema);
      const named = typeof action_id === 'string' ? action_id.split('#', 1)[0] : null;
      return action !== null && named === action.name ? action : null;
    },
    encodeView: ({ view, submit, step }) =>
      views.write([view === null ? null : tupleOf(view), submit === null ? null : tupleOf(submit), step]),
    decodeView: (metadata) => views.read(metadata, viewSchema),
  };
}

interface Seal {
  write(content: unknown): string;
  read<T>(given: unknown, schema: z.ZodType<T>): T | null;
}

function createSeal(key: Uint8Array, purpose: string, limit: number): Seal {
  const derived = Buffer.from(hkdfSync('sha256', key, '', `roundtable/slack/${purpose}/${VERSION}`, 32));
  const macOf = (payload: Buffer): Buffer => createHmac('sha256', derived).update(payload).digest();
  return {
    write(content) {
      const payload = Buffer.from(JSON.stringify(content), 'utf8');
      const text = `${VERSION}.${Buffer.concat([macOf(payload), payload]).toString('base64url')}`;
      if (text.length > limit)
        throw new RangeError(`a ${purpose} of Slack carries at most ${limit} characters`);
      return text;
    },
    read(given, schema) {
      if (typeof given !== 'string' || given.length > limit || !given.startsWith(`${VERSION}.`)) return null;
      const encoded = given.slice(VERSION.length + 1);
      const bytes = Buffer.from(encoded, 'base64url');
      // Node skips what is not base64url, so many texts decode alike: only the one we would have written counts.
      if (bytes.byteLength <= MAC_BYTES || bytes.toString('base64url') !== encoded) return null;
      const payload = bytes.subarray(MAC_BYTES);
      if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(payload))) return null;
      const parsed = schema.safeParse(JSON.parse(payload.toString('utf8')));
      return parsed.success ? parsed.data : null;
    },
  };
}

function tupleOf({ name, subject, value }: Action): readonly string[] {
  return value === undefined ? [name, subject] : [name, subject, value];
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}
