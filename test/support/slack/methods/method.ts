import { text } from '../payload.ts';
import { Refusal } from '../refusal.ts';
import type { Token } from '../tokens.ts';
import type { Payload } from '../types.ts';
import type { Channel, Workspace, World } from '../world.ts';

/** One call of a method by the bot of a workspace. */
export interface Call {
  readonly world: World;
  readonly workspace: Workspace;
  readonly token: Token;
  readonly args: Payload;
}

/** Gives what stands beside `ok: true`, or throws a `Refusal`. */
export type Method = (call: Call) => Payload;

export function required(call: Call, name: string): string {
  const value = text(call.args[name]);
  if (value === '') {
    const messages = [`[ERROR] missing required field: ${name}`];
    throw new Refusal('invalid_arguments', { response_metadata: { messages } });
  }
  return value;
}

/** A channel that the bot may know of: of its workspace, and if private, with the bot in it. */
export function visibleChannel(call: Call, id: string): Channel {
  const channel = call.world.channels.get(id);
  if (channel === undefined || channel.team !== call.workspace.id) throw new Refusal('channel_not_found');
  if (channel.private && !channel.members.includes(call.workspace.botUserId)) {
    throw new Refusal('channel_not_found');
  }
  return channel;
}

/** A page of a list by `limit` and `cursor`, with what names the next one. */
export function page<T>(
  call: Call,
  all: readonly T[],
  usual: number,
): { readonly items: readonly T[]; readonly response_metadata: Payload } {
  const limit = call.args.limit === undefined ? usual : Number(call.args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new Refusal('invalid_limit');
  const cursor = text(call.args.cursor);
  const from =
    cursor === ''
      ? 0
      : Number(
          Buffer.from(cursor, 'base64')
            .toString()
            .replace(/^next:/, ''),
        );
  if (!Number.isInteger(from) || (cursor !== '' && (from <= 0 || from >= all.length))) {
    throw new Refusal('invalid_cursor');
  }
  const next = from + limit < all.length ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return { items: all.slice(from, from + limit), response_metadata: { next_cursor: next } };
}
