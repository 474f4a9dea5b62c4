import { setTimeout as pause } from 'node:timers/promises';
import type { CommandResult } from '../commands/command.ts';
import { loadConfig } from '../config/environment.ts';
import { askServer } from './client.ts';
import { answerRequest, type ControlRequest } from './requests.ts';
import { socketPath } from './socket-path.ts';

/** A server that is starting holds the folder for some seconds before it listens for commands. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 500;

/**
 * Runs a command where the data is: through the server that holds the embedded folder, or, where none does, here. On
 * PostgreSQL always here, beside whatever else runs.
 */
export async function runCommand(request: ControlRequest): Promise<CommandResult> {
  const config = loadConfig();
  for (let tries = 1; ; tries += 1) {
    if (config.databaseUrl === null) {
      const answer = await askServer(socketPath(config.dataDir), request);
      if (answer !== null) return answer;
    }
    const { openCommandContext: openDesk } = await import('../compose.ts');
    try {
      const commandContext = await openDesk(config);
      try {
        return await answerRequest(commandContext, request);
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
