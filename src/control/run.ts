import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandResult } from '../commands/command.ts';
import { loadConfig } from '../config/environment.ts';
import { databasePath } from '../store/embedded/database.ts';
import { askServer } from './client.ts';
import { answerRequest, type ControlRequest } from './requests.ts';
import { socketPath } from './socket-path.ts';
import { type Ran, whereLine } from './where.ts';

/** A server that is starting holds the folder for some seconds before it listens for commands. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 500;

/**
 * Runs a command where the data is: through the server that holds the embedded folder, or, where none does, here. On
 * PostgreSQL always here, beside whatever else runs. `where`: which database that was, in one line.
 */
export async function runCommand(
  request: ControlRequest,
): Promise<CommandResult & { readonly where: string }> {
  const config = loadConfig();
  const isNew = config.databaseUrl === null && !existsSync(databasePath(config.dataDir));
  const told = (result: CommandResult, ran: Ran) => ({ ...result, where: whereLine(config, ran) });
  for (let tries = 1; ; tries += 1) {
    if (config.databaseUrl === null) {
      const answer = await askServer(socketPath(config.dataDir), request);
      if (answer !== null) return told(answer, 'through-server');
    }
    const { openCommandContext: openDesk } = await import('../compose.ts');
    try {
      const commandContext = await openDesk(config);
      try {
        const ran = (await commandContext.isServed()) ? 'beside-server' : isNew ? 'new' : 'alone';
        return told(await answerRequest(commandContext, request), ran);
      } finally {
        await commandContext.close();
      }
    } catch (error) {
      const taken = error instanceof Error && error.name === 'FolderInUseError';
      if (!taken || tries === TRIES) throw error;
      await pause(BETWEEN_TRIES_MS);
    }
  }
}
