import { serve } from './serve.ts';
import { isSetUpError } from './set-up-errors.ts';

try {
  await serve('all');
} catch (error) {
  if (!isSetUpError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
