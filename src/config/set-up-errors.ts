/** Faults of the set-up, not of the program: their message says what to do, and a stack would only frighten. */
const NAMES = new Set(['ConfigError', 'SchemaBehindError', 'FolderInUseError', 'JobQueueUnavailable']);

/** By name and not by class: the parts that throw them are loaded only when they are needed. */
export function isSetUpError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (NAMES.has(error.name)) return true;
  const unavailable = error.name === 'StoreError' && 'code' in error && error.code === 'unavailable';
  const portTaken = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
  return unavailable || portTaken;
}
