import { type DestinationStream, pino } from 'pino';
import type { Config } from './config/config.ts';
import type { Log } from './core/ports/log.ts';

/** Logs as JSON lines. Errors are cut down to name, message and stack: what hangs on them may hold bound values. */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(2),
  );
  return {
    info: (event, fields) => logger.info({ ...fields }, event),
    warn: (event, fields) => logger.warn({ ...fields }, event),
    error: (event, error, fields) => logger.error({ ...fields, error: plain(error) }, event),
  };
}

function plain(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { name: typeof error };
  return { name: error.name, message: error.message, stack: error.stack ?? '' };
}
