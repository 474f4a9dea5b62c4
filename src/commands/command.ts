import type { Context } from '../core/context.ts';
import type { Message } from '../core/ports/message.ts';

/** What a command works with, wherever it runs: in the server that holds the store, or in the command's own process. */
export interface CommandContext {
  readonly context: Context;
  /** A message as one HTML file that needs nothing else. */
  readonly renderDocument: (message: Message) => Promise<string>;
  /** False where this command is alone with the embedded folder: no server is there to send anything. */
  readonly attended: boolean;
}

/** What the person at the terminal sees. */
export interface CommandResult {
  readonly out: string;
  /** 0, or 1 where the command could not do what was asked. */
  readonly code: 0 | 1;
}

export function told(...lines: readonly string[]): CommandResult {
  return { out: lines.join('\n'), code: 0 };
}

export function refused(...lines: readonly string[]): CommandResult {
  return { out: lines.join('\n'), code: 1 };
}
