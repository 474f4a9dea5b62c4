import type pg from 'pg';

/** Any number will do that nobody else uses in this database. It spells "roundled". */
const LEADERSHIP_LOCK = '8246758009906552164';

export interface Leadership {
  /** Takes the lead if nobody has it, and tells whether it is ours. */
  leads(): Promise<boolean>;
  end(): Promise<void>;
}

/**
 * One of all processes on a database leads: the one whose connection holds a lock of the server. No row says so, and the
 * lock goes with the connection, whatever happens to the process.
 */
export function leadershipOn(makeClient: () => pg.Client): Leadership {
  let holding: pg.Client | null = null;

  async function take(): Promise<boolean> {
    const client = makeClient();
    client.on('error', () => {
      if (holding === client) holding = null;
    });
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${LEADERSHIP_LOCK}) AS taken`,
    );
    if (rows[0]?.taken === true) {
      holding = client;
      return true;
    }
    await client.end();
    return false;
  }

  return {
    async leads() {
      if (holding === null) return take();
      // A connection that was lost without a word is found out here.
      await holding.query('SELECT 1').catch((error: unknown) => {
        holding = null;
        throw error;
      });
      return true;
    },
    async end() {
      const client = holding;
      holding = null;
      await client?.end();
    },
  };
}
