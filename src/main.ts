import { isSetUpError } from './config/set-up-errors.ts';
import { serve } from './serve.ts';

try {
  await serve('all');
} catch (error) {
  if (!isSetUpError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
