import { SLACK_SCOPES } from '../../../src/config/slack-manifest.ts';
import type { Identity } from '../../../src/core/circle.ts';
import type { PlatformFinding } from '../../../src/core/ports/sender.ts';
import { type Address, identityOf, readAddress } from '../addresses.ts';
import { UnopenedGrant } from '../auth/installations.ts';
import type { Workspace, Workspaces } from '../auth/workspaces.ts';
import { faultOf } from './errors.ts';

/**
 * Asks Slack itself: does our token work in each workspace, has it every right of the manifest, and are we in each channel.
 * Says nothing there and changes nothing of what we know.
 */
export function createChecks(workspaces: Workspaces) {
  async function inTeam(team: string, channels: readonly Address[]): Promise<readonly PlatformFinding[]> {
    try {
      const workspace = await workspaces.find(team);
      if (workspace === null) return [{ is: 'shut-out', where: team, why: 'not-installed' }];
      const { response_metadata } = await workspace.client.auth.test();
      const granted = response_metadata?.scopes ?? null;
      const missing =
        granted === null ? [] : Object.keys(SLACK_SCOPES).filter((scope) => !granted.includes(scope));
      const findings: PlatformFinding[] = [
        missing.length === 0
          ? { is: 'let-in', where: team }
          : { is: 'rights-missing', where: team, rights: missing },
      ];
      for (const channel of channels) findings.push(await inChannel(workspace, channel));
      return findings;
    } catch (error) {
      return [failed(team, error)];
    }
  }

  async function inChannel({ client }: Workspace, address: Address): Promise<PlatformFinding> {
    const channel = identityOf(address);
    try {
      const { channel: found = {} } = await client.conversations.info({ channel: address.id });
      if (found.is_archived === true) return { is: 'barred', channel, bar: 'archived' };
      return found.is_member === true
        ? { is: 'open', channel }
        : { is: 'barred', channel, bar: 'not-invited' };
    } catch (error) {
      const fault = faultOf(error);
      if (fault?.kind === 'closed' && fault.bar !== null) return { is: 'barred', channel, bar: fault.bar };
      return failed(`${address.team}/${address.id}`, error);
    }
  }

  return async (
    channels: readonly Identity[],
    people: readonly Identity[],
  ): Promise<readonly PlatformFinding[]> => {
    const addressesOf = (identities: readonly Identity[]) =>
      identities
        .filter(({ platform }) => platform === 'slack')
        .map(({ externalId }) => readAddress(externalId))
        .filter((address) => address !== null);
    const linked = addressesOf(channels);
    const teams = new Set([...linked, ...addressesOf(people)].map(({ team }) => team));
    const findings: PlatformFinding[] = [];
    for (const team of teams) {
      const own = linked.filter((address) => address.team === team);
      findings.push(...(await inTeam(team, own)));
    }
    return findings;
  };
}

function failed(where: string, error: unknown): PlatformFinding {
  if (error instanceof UnopenedGrant) return { is: 'shut-out', where, why: 'token-key-missing' };
  const fault = faultOf(error);
  if (fault === null) return { is: 'unknown', where, why: 'error' };
  if (fault.kind === 'limited') return { is: 'unknown', where, why: 'rate-limited' };
  return { is: fault.kind === 'shut-out' ? 'shut-out' : 'unknown', where, why: fault.code };
}
