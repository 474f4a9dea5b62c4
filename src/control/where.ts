import type { Config } from '../config/config.ts';

/** What a command found where it ran. */
export type Ran = 'through-server' | 'beside-server' | 'alone' | 'new';

/**
 * One line for whoever typed a command: which database it was about, and whether a server runs on that. A second terminal
 * without `DATABASE_URL` looks like the first one, and speaks to another database. Names no user and no password.
 */
export function whereLine(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  ran: Ran,
): string {
  const place = databaseUrl === null ? `the folder ${dataDir}` : postgresPlace(databaseUrl);
  switch (ran) {
    case 'through-server':
    case 'beside-server':
      return `Database: ${place}. A server runs on it.`;
    case 'alone':
      return `Database: ${place}. No server runs on it.`;
    case 'new':
      return `Database: ${place}, made just now: there was none. If a server of yours has another one, set DATABASE_URL or DATA_DIR as it has them.`;
  }
}

function postgresPlace(url: string): string {
  if (!URL.canParse(url)) return 'PostgreSQL';
  const { hostname, pathname, searchParams } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  const server = searchParams.get('host') ?? hostname;
  return `${name === '' ? 'PostgreSQL' : `PostgreSQL “${name}”`}${server === '' ? '' : ` at ${server}`}`;
}
