import type { CommandResult } from '../commands/command.ts';
import { loadConfig } from '../environment.ts';
import { askServer } from './client.ts';
import { answerRequest, type ControlRequest } from './requests.ts';
import { socketPath } from './socket-path.ts';

/**
 * Runs a command where the data is: through the server that holds the embedded folder, or, where none does, here. On
 * PostgreSQL always here, beside whatever else runs.
 */
export async function runCommand(request: ControlRequest): Promise<CommandResult> {
  const config = loadConfig();
  if (config.databaseUrl === null) {
    const answer = await askServer(socketPath(config.dataDir), request);
    if (answer !== null) return answer;
  }
  const { openDesk } = await import('../compose.ts');
  const desk = await openDesk(config);
  try {
    return await answerRequest(desk, request);
  } finally {
    await desk.close();
  }
}
