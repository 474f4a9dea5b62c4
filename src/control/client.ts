import { connect } from 'node:net';
import { z } from 'zod';
import type { CommandResult } from '../commands/command.ts';
import type { ControlRequest } from './requests.ts';

const resultSchema = z.object({ out: z.string(), code: z.union([z.literal(0), z.literal(1)]) });

/** Asks the server that listens at `path`. null: nobody does, so the caller may open the store itself. */
export function askServer(path: string, request: ControlRequest): Promise<CommandResult | null> {
  return new Promise((answer, failed) => {
    const socket = connect({ path, allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.once('connect', () => socket.end(JSON.stringify(request)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('end', () => {
      const parsed = resultSchema.safeParse(readJson(Buffer.concat(chunks).toString('utf8')));
      if (parsed.success) answer(parsed.data);
      else failed(new Error('The running server stopped before it answered. Ask again.'));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') answer(null);
      else failed(error);
    });
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
