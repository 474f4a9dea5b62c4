import type { Context } from '../core/context.ts';
import type { Tx } from '../core/ports/store.ts';
import { conversationTable } from '../core/tables/conversations.ts';
import { installationTable } from '../core/tables/installations.ts';
import { type CommandContext, type CommandResult, refused, told } from './command.ts';

/** What lies sealed under `TOKEN_KEY`: its row, and what it was sealed for. */
interface Sealed {
  readonly purpose: string;
  /** Locks the row. null: it is gone. */
  open(tx: Tx): Promise<Opened | null>;
}

interface Opened {
  readonly row: { readonly keyId: string; readonly sealed: Uint8Array };
  save(sealed: Opened['row']): Promise<void>;
}

/** Every installation and every conversation. */
async function everythingSealed(tx: Tx): Promise<readonly Sealed[]> {
  const tokens = (await installationTable.list(tx)).map(
    ({ platform, workspace }): Sealed => ({
      purpose: `${platform}/${workspace}`,
      async open(tx) {
        const row = await installationTable.lock(tx, platform, workspace);
        return row && { row, save: (sealed) => installationTable.save(tx, { ...row, ...sealed }) };
      },
    }),
  );
  const places = (await conversationTable.list(tx)).map(
    ({ platform, name }): Sealed => ({
      purpose: `${platform}/${name}`,
      async open(tx) {
        const row = await conversationTable.lock(tx, platform, name);
        return row && { row, save: (sealed) => conversationTable.save(tx, { ...row, ...sealed }) };
      },
    }),
  );
  return [...tokens, ...places];
}

/**
 * `roundtable keys rotate`: seals every stored platform token and conversation anew under the current TOKEN_KEY. Each in a
 * transaction of its own, so it may be stopped and run again. Refuses, after doing the others, where a key is missing.
 */
export async function keysRotate({ context }: CommandContext): Promise<CommandResult> {
  const { tokens } = context.secrets;
  let renewed = 0;
  const unopened = new Map<string, number>();
  for (const each of await everythingSealed(context.store)) {
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
  return store.transact(async (tx) => {
    const opened = await open(tx);
    if (opened === null || opened.row.keyId === secrets.tokens.keyId) return null;
    const text = secrets.tokens.open(opened.row, purpose);
    if (text === null) return { missing: opened.row.keyId };
    await opened.save(secrets.tokens.seal(text, purpose));
    return 'renewed';
  });
}
