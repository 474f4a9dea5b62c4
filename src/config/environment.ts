import { existsSync } from 'node:fs';
import { type Config, readConfig } from './config.ts';

/** The configuration of this process: `.env` in the working folder, then the environment, which wins. Throws `ConfigError`. */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}
