import { type CommandResult, type Desk, refused, told } from './command.ts';

/**
 * `roundtable keys rotate`: seals every stored platform token anew under the current TOKEN_KEY. Each in a transaction of
 * its own, so it may be stopped and run again. Refuses, after doing the others, where a key is missing.
 */
export async function keysRotate({ context }: Desk): Promise<CommandResult> {
  const { store, secrets } = context;
  let renewed = 0;
  const unopened = new Map<string, number>();
  for (const { platform, workspace } of await store.tables.installations.list()) {
    const outcome = await store.transact(async ({ installations }) => {
      const row = await installations.lock(platform, workspace);
      if (row === null || row.keyId === secrets.tokens.keyId) return null;
      const purpose = `${platform}/${workspace}`;
      const text = secrets.tokens.open(row, purpose);
      if (text === null) return { missing: row.keyId };
      await installations.save({ ...row, ...secrets.tokens.seal(text, purpose) });
      return 'renewed';
    });
    if (outcome === 'renewed') renewed += 1;
    else if (outcome !== null) unopened.set(outcome.missing, (unopened.get(outcome.missing) ?? 0) + 1);
  }
  const done = `Sealed anew with key ${secrets.tokens.keyId}: ${count(renewed)}.`;
  if (unopened.size === 0) return told(done, 'TOKEN_KEY_RETIRED is no longer needed.');
  return refused(
    done,
    ...[...unopened].map(([id, left]) => `Not opened, for want of key ${id}: ${count(left)}.`),
    'Put the earlier TOKEN_KEY into TOKEN_KEY_RETIRED and run this again.',
  );
}

function count(workspaces: number): string {
  return workspaces === 1 ? '1 workspace' : `${workspaces} workspaces`;
}
