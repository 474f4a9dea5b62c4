import type { TeamsConfig } from '../../../src/config/teams.ts';
import type { Identity } from '../../../src/core/circle.ts';
import type { PlatformFinding } from '../../../src/core/ports/sender.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Conversations } from './conversations.ts';
import { type ApiError, faultOf } from './errors.ts';
import { type References, UnopenedReference } from './references.ts';

export interface Checks {
  /** See `Sender.check`. Never rejects. */
  check(channels: readonly Identity[], people: readonly Identity[]): Promise<readonly PlatformFinding[]>;
}

export interface ChecksParts {
  readonly config: TeamsConfig;
  readonly conversations: Conversations;
  readonly references: References;
  readonly signIn: SignIn;
}

/** Signs in, and asks for the roster of each channel: whoever may not see it may not post there either. */
export function createChecks({ config, conversations, references, signIn }: ChecksParts): Checks {
  async function signedIn(): Promise<PlatformFinding> {
    const where = `tenant ${config.tenantIds[0] ?? ''}`;
    try {
      await signIn.token();
      return { is: 'let-in', where };
    } catch (error) {
      const why = codeOf(faultOf(error));
      return faultOf(error)?.kind === 'shut-out'
        ? { is: 'shut-out', where, why }
        : { is: 'unknown', where, why };
    }
  }

  async function channelChecked(channel: Identity): Promise<PlatformFinding> {
    try {
      const kept = await references.find(`channel/${channel.externalId}`);
      if (kept !== null && kept.closedAt !== null) return { is: 'barred', channel, bar: 'not-invited' };
      const serviceUrl = kept?.reference.serviceUrl ?? config.cloud.usualServiceUrl;
      await conversations.visit(serviceUrl, channel.externalId);
      return { is: 'open', channel };
    } catch (error) {
      if (error instanceof UnopenedReference)
        return { is: 'shut-out', where: channel.externalId, why: 'token-key-missing' };
      const fault = faultOf(error);
      if (fault?.kind === 'closed') return { is: 'barred', channel, bar: 'not-invited' };
      if (fault?.kind === 'gone') return { is: 'barred', channel, bar: 'gone' };
      return { is: 'unknown', where: channel.externalId, why: codeOf(fault) };
    }
  }

  return {
    async check(channels) {
      const found = await signedIn();
      if (found.is !== 'let-in') return [found];
      const checked: PlatformFinding[] = [found];
      for (const channel of channels) checked.push(await channelChecked(channel));
      return checked;
    },
  };
}

function codeOf(fault: ApiError | null): string {
  if (fault === null) return 'error';
  return 'code' in fault ? fault.code : fault.kind;
}
