import { blockedByUser, noConversation, notInRoster } from '../refusal.ts';
import type { Payload } from '../types.ts';
import type { Conversation, World } from '../world.ts';

/** One call of the connector, its token checked. */
export interface Call {
  readonly world: World;
  /** What stood in the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Payload;
}

export interface Result {
  readonly status: number;
  readonly body: Payload | readonly Payload[];
  readonly violations?: readonly string[];
}

export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parts in braces are given to `run`. */
  readonly path: string;
  readonly counts: 'writes' | 'reads';
  /** Where it is about: for the limits and the journal. */
  place(call: Call): { readonly tenant: string; readonly conversation: string } | undefined;
  run(call: Call): Result;
}

/** The conversation a path names, whoever may use it. */
export const placeOf = ({ world, path }: Call) => {
  const found = world.find(path.conversation ?? '');
  return found === undefined ? undefined : { tenant: found.tenant, conversation: found.id };
};

/** A conversation that the bot may use; refused where it is unknown, the app not there, or blocked. */
export function usable({ world }: Call, id: string): Conversation {
  const found = world.find(id);
  if (found === undefined) throw noConversation();
  return welcome(found);
}

export function welcome(conversation: Conversation): Conversation {
  if (conversation.blocked) throw blockedByUser();
  if (!conversation.installed) throw notInRoster();
  return conversation;
}

/** The thread that a conversation's id names, if it does. */
export const threadOf = (id: string): string | undefined => id.split(';messageid=')[1];
