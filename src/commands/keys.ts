import type { Context } from '../core/context.ts';
import type { Tables } from '../ports/store.ts';
import { type CommandResult, type Desk, refused, told } from './command.ts';

/** What lies sealed under `TOKEN_KEY`: its row, and what it was sealed for. */
interface Sealed {
  readonly purpose: string;
  /** Locks the row. null: it is gone. */
  open(tables: Tables): Promise<Opened | null>;
}

interface Opened {
  readonly row: { readonly keyId: string; readonly sealed: Uint8Array };
  save(sealed: Opened['row']): Promise<void>;
}

/** Every installation and every conversation. */
async function everythingSealed({ installations, conversations }: Tables): Promise<readonly Sealed[]> {
  const tokens = (await installations.list()).map(
    ({ platform, workspace }): Sealed => ({
      purpose: `${platform}/${workspace}`,
      async open(tables) {
        const row = await tables.installations.lock(platform, workspace);
        return row && { row, save: (sealed) => tables.installations.save({ ...row, ...sealed }) };
      },
    }),
  );
  const places = (await conversations.list()).map(
    ({ platform, name }): Sealed => ({
      purpose: `${platform}/${name}`,
      async open(tables) {
        const row = await tables.conversations.lock(platform, name);
        return row && { row, save: (sealed) => tables.conversations.save({ ...row, ...sealed }) };
      },
    }),
  );
  return [...tokens, ...places];
}

/**
 * `roundtable keys rotate`: seals every stored platform token and conversation anew under the current TOKEN_KEY. Each in a
 * transaction of its own, so it may be stopped and run again. Refuses, after doing the others, where a key is missing.
 */
export async function keysRotate({ context }: Desk): Promise<CommandResult> {
  const { tokens } = context.secrets;
  let renewed = 0;
  const unopened = new Map<string, number>();
  for (const each of await everythingSealed(context.store.tables)) {
    const outcome = await renew(context, each);
    if (outcome === 'renewed') renewed += 1;
    else if (outcome !== null) unopened.set(outcome.missing, (unopened.get(outcome.missing) ?? 0) + 1);
  }
  const done = `Workspaces and conversations sealed anew with key ${tokens.keyId}: ${renewed}.`;
  if (unopened.size === 0) return told(done, 'TOKEN_KEY_RETIRED is no longer needed.');
  return refused(
    done,
    ...[...unopened].map(([id, left]) => `Not opened, for want of key ${id}: ${left}.`),
    'Put the earlier TOKEN_KEY into TOKEN_KEY_RETIRED and run this again.',
  );
}

/** null: it has the current key already, or is gone. */
function renew(
  { store, secrets }: Context,
  { purpose, open }: Sealed,
): Promise<'renewed' | { readonly missing: string } | null> {
  return store.transact(async (tables) => {
    const opened = await open(tables);
    if (opened === null || opened.row.keyId === secrets.tokens.keyId) return null;
    const text = secrets.tokens.open(opened.row, purpose);
    if (text === null) return { missing: opened.row.keyId };
    await opened.save(secrets.tokens.seal(text, purpose));
    return 'renewed';
  });
}
