import type { Identity } from '../../src/domain/circle.ts';
import type { Bar, PlatformFinding } from '../../src/ports/chat-platform.ts';
import type { TeamsConfig } from '../../src/teams-config.ts';
import type { Conversations } from './conversations.ts';
import { faultOf } from './faults.ts';
import { type References, UnopenedReference } from './references.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Asks Microsoft itself: is our password taken, and are we in each channel. Says nothing there and changes nothing of what
 * we know. Whether people have added the app cannot be asked without writing to them.
 */
export function createChecks(
  config: TeamsConfig,
  signIn: SignIn,
  conversations: Conversations,
  references: References,
) {
  const [tenantId = ''] = config.tenantIds;

  async function inChannel(channel: Identity): Promise<PlatformFinding> {
    try {
      const kept = await references.find(`channel/${channel.externalId}`);
      const serviceUrl = kept?.reference.serviceUrl ?? config.cloud.usualServiceUrl;
      await conversations.visit(serviceUrl, channel.externalId);
      return { is: 'open', channel };
    } catch (error) {
      const bar = barOf(error);
      return bar === null ? failed(channel.externalId, error) : { is: 'barred', channel, bar };
    }
  }

  return async (channels: readonly Identity[]): Promise<readonly PlatformFinding[]> => {
    try {
      await signIn.token();
    } catch (error) {
      return [failed(tenantId, error)];
    }
    const findings: PlatformFinding[] = [{ is: 'let-in', where: tenantId }];
    for (const channel of channels) if (channel.platform === 'teams') findings.push(await inChannel(channel));
    return findings;
  };
}

function barOf(error: unknown): Bar | null {
  const fault = faultOf(error);
  if (fault?.kind === 'closed') return 'not-invited';
  return fault?.kind === 'gone' ? 'gone' : null;
}

function failed(where: string, error: unknown): PlatformFinding {
  if (error instanceof UnopenedReference) return { is: 'shut-out', where, why: 'token-key-missing' };
  const fault = faultOf(error);
  if (fault === null) return { is: 'unknown', where, why: 'error' };
  if (fault.kind === 'limited') return { is: 'unknown', where, why: 'rate-limited' };
  return { is: fault.kind === 'shut-out' ? 'shut-out' : 'unknown', where, why: fault.code };
}
