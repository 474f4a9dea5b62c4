import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { CommandContext, CommandResult } from '../commands/command.ts';
import { answerRequest, type ControlRequest, controlRequestSchema } from './requests.ts';

const LARGEST_REQUEST = 3_000_000;

export interface ControlServer {
  close(): Promise<void>;
}

/**
 * Answers commands on an owner-only socket while this process holds the embedded database. One request a connection: a
 * line of JSON there, a line of JSON back. The caller holds the folder's lock, so a socket left there is of a dead process.
 */
export async function startControlServer(
  path: string,
  commandContext: CommandContext,
): Promise<ControlServer> {
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    serve(socket, commandContext).catch((error: unknown) => {
      commandContext.context.log.error('control.failed', error);
      socket.destroy();
    });
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    const before = process.umask(0o177);
    server.listen(path, done);
    process.umask(before);
  });
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => {
          rmSync(path, { force: true });
          done();
        });
      }),
  };
}

async function serve(socket: Socket, commandContext: CommandContext): Promise<void> {
  const request = parse(await readAll(socket));
  const result = request === null ? tooStrange : await run(commandContext, request);
  socket.end(`${JSON.stringify(result)}\n`);
}

const tooStrange: CommandResult = {
  out: 'The running server does not understand this command: it may be of another version.',
  code: 1,
};

async function run(commandContext: CommandContext, request: ControlRequest): Promise<CommandResult> {
  try {
    return await answerRequest(commandContext, request);
  } catch (error) {
    commandContext.context.log.error('control.failed', error, { command: request.name });
    return { out: 'The server could not do this; its log says why. Nothing was changed in part.', code: 1 };
  }
}

function parse(text: string): ControlRequest | null {
  try {
    return controlRequestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > LARGEST_REQUEST) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
