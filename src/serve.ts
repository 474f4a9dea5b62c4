import { type Role, start } from './compose.ts';
import { loadConfig } from './config/environment.ts';

/** Runs until it is asked to stop by SIGTERM or SIGINT; then lets what is under way finish. */
export async function serve(role: Role): Promise<void> {
  const config = loadConfig();
  const application = await start({ config, role });
  const where = role === 'worker' ? 'Running jobs.' : `Listening at ${application.address}.`;
  process.stdout.write(`${where} Press Ctrl+C to stop.\n`);
  await new Promise<void>((stop) => {
    process.once('SIGTERM', () => stop());
    process.once('SIGINT', () => stop());
  });
  await application.stop();
}
