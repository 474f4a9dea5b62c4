import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Place } from '../../../src/core/circle.ts';
import { type Instant, MINUTE } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import type { MessageRef, PostOutcome } from '../../../src/core/ports/sender.ts';
import { createBoundedMap } from '../../chat/bounded-map.ts';
import { readAddress } from '../addresses.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { SHUT_OUT_FOR, type Workspace, type Workspaces } from '../auth/workspaces.ts';
import { renderPost, type SlackPost } from '../render/post.ts';
import { hasNewBlocks, withoutNewBlocks } from '../render/without-new-blocks.ts';
import { createDirectMessages } from './direct-messages.ts';
import { faultOf } from './errors.ts';
import type { LimitedMethod, Pacing } from './rate-limiter.ts';

export interface Sending {
  post(place: Place, message: Message, key: string, slot: Instant | null): Promise<PostOutcome>;
  update(ref: MessageRef, message: Message): Promise<PostOutcome>;
}

export interface SendingParts {
  readonly workspaces: Workspaces;
  readonly pacing: Pacing;
  readonly codec: ActionCodec;
  readonly clock: Clock;
  readonly log: Log;
}

type Later = Extract<PostOutcome, { readonly outcome: 'later' }>;

/** Messages that this process has posted lately. */
const MOST_REMEMBERED = 10_000;
const BUSY_FOR = MINUTE;

const opened = z.object({ channel: z.object({ id: z.string() }) });
const posted = z.object({ channel: z.string(), ts: z.string() });
const refShape = /^(T[A-Z0-9]+)\/([A-Z0-9]+)\/(\d+\.\d+)$/;

/** Slack adds nothing of its own: no links made of words, no previews, no markup. */
const AS_WRITTEN = {
  parse: 'none',
  link_names: false,
  mrkdwn: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;

/**
 * Says things in Slack at the pace that Slack allows, which all workers share. Nothing is tried again here: what may work
 * later comes back as `later`, and the delivery's row remembers it.
 */
export function createSending({ workspaces, pacing, codec, clock, log }: SendingParts): Sending {
  const directMessages = createDirectMessages(pacing, clock, async (workspace, user) => {
    const { channel } = await call(workspace, 'conversations.open', opened, { users: user });
    return channel.id;
  });
  const sent = createBoundedMap<string, MessageRef>(MOST_REMEMBERED);
  /** Messages that Slack has refused for their new kinds of blocks. */
  const plainer = createBoundedMap<string, true>(MOST_REMEMBERED);

  /** Finds the workspace, does the work there, and turns every failure of Slack's into an outcome. */
  async function within(team: string, work: (workspace: Workspace) => Promise<PostOutcome>) {
    try {
      const workspace = await workspaces.find(team);
      if (workspace === null) return parked('not-installed', clock.now());
      const { shutOutAt } = workspace;
      if (shutOutAt !== null && shutOutAt + SHUT_OUT_FOR > clock.now()) {
        return parked('shut-out', shutOutAt);
      }
      const outcome = await work(workspace);
      if (outcome.outcome === 'posted') await workspaces.letIn(workspace);
      return outcome;
    } catch (error) {
      if (!(error instanceof CallFailed)) return afterFault(team, 'chat.postMessage', error);
      return afterFault(team, error.method, error.cause, error.place);
    }
  }

  async function afterFault(
    team: string,
    method: LimitedMethod,
    error: unknown,
    place?: string,
  ): Promise<PostOutcome> {
    const fault = faultOf(error);
    switch (fault?.kind) {
      case undefined:
        throw error;
      case 'limited': {
        const { until, ofPlace } = await pacing.hold(method, team, fault.wait, place);
        const later = { outcome: 'later', retryAt: until, why: 'rate-limited' } as const;
        return ofPlace ? { ...later, slotKept: true } : later;
      }
      case 'closed':
        return {
          outcome: 'unreachable',
          why: fault.code,
          ...(fault.bar === null ? {} : { bar: fault.bar }),
        };
      case 'shut-out':
        await workspaces.shutOut(team, fault.code);
        return parked(fault.code, clock.now());
      case 'busy':
        return { outcome: 'later', retryAt: clock.now() + BUSY_FOR, why: fault.code };
      case 'blocks':
      case 'other':
        log.warn('slack.refused', { method, code: fault.code });
        return { outcome: 'unreachable', why: fault.code };
    }
  }

  async function call<T>(
    { client }: Workspace,
    method: LimitedMethod,
    shape: z.ZodType<T>,
    content: Readonly<Record<string, unknown>>,
    place?: string,
  ): Promise<T> {
    try {
      return shape.parse(await client.apiCall(method, content));
    } catch (error) {
      throw new CallFailed(method, place, error);
    }
  }

  /** In its slot, or when to come back. */
  async function paced<T>(
    method: 'chat.postMessage' | 'chat.update',
    team: string,
    place: string | undefined,
    work: () => Promise<T>,
  ): Promise<T | Later> {
    const notBefore = await pacing.wait(method, team, place);
    return notBefore === null ? work() : { outcome: 'later', retryAt: notBefore, why: 'pace' };
  }

  /** With the new kinds of blocks, and again without them where this Slack does not take them. Whoever calls has a slot. */
  async function say(
    workspace: Workspace,
    method: 'chat.postMessage' | 'chat.update',
    message: Message,
    content: Readonly<Record<string, unknown>>,
    { key, place }: { readonly key: string; readonly place?: string },
  ) {
    const post = renderPost(message, codec);
    const send = (shown: SlackPost) =>
      call(workspace, method, posted, { ...content, ...shown, ...AS_WRITTEN }, place);
    if (plainer.get(key) === true) return send(withoutNewBlocks(post));
    try {
      return await send(post);
    } catch (error) {
      const cause = error instanceof CallFailed ? error.cause : error;
      if (faultOf(cause)?.kind !== 'blocks' || !hasNewBlocks(post)) throw error;
      plainer.set(key, true);
      return paced(method, workspace.team, place, () => send(withoutNewBlocks(post)));
    }
  }

  return {
    async post(place, message, key, slot) {
      if (place.platform !== 'slack')
        return { outcome: 'unreachable', why: `slack cannot reach ${place.platform}` };
      const address = readAddress(place.externalId);
      if (address === null) return { outcome: 'unreachable', why: 'not-a-slack-address' };
      const before = sent.get(key);
      if (before !== undefined) return { outcome: 'posted', ref: before };
      return within(address.team, async (workspace) => {
        const notBefore = await pacing.keep(address.team, address.id, slot);
        if (notBefore !== null) return { outcome: 'later', retryAt: notBefore, why: 'pace', slotKept: true };
        const channel = place.kind === 'member' ? await directMessages.of(workspace, address.id) : address.id;
        if (typeof channel !== 'string')
          return { outcome: 'later', retryAt: channel, why: 'pace', slotKept: true };
        const content = { channel, client_msg_id: uuidOf(key) };
        const answer = await say(workspace, 'chat.postMessage', message, content, { key, place: address.id });
        if ('outcome' in answer) return answer;
        const ref = refOf(address.team, answer);
        sent.set(key, ref);
        return { outcome: 'posted', ref };
      });
    },
    async update(ref, message) {
      const [, team, channel, ts] = refShape.exec(ref.value) ?? [];
      if (ref.platform !== 'slack' || team === undefined || channel === undefined)
        return { outcome: 'unreachable', why: 'not-a-slack-message' };
      return within(team, async (workspace) => {
        const answer = await paced('chat.update', team, undefined, () =>
          say(workspace, 'chat.update', message, { channel, ts }, { key: ref.value }),
        );
        return 'outcome' in answer ? answer : { outcome: 'posted', ref: refOf(team, answer) };
      });
    },
  };
}

/** Remembers which method and place it was: a limit holds for one of them. */
class CallFailed extends Error {
  readonly method: LimitedMethod;
  readonly place: string | undefined;

  constructor(method: LimitedMethod, place: string | undefined, cause: unknown) {
    super(`${method} failed`, { cause });
    this.method = method;
    this.place = place;
  }
}

/** The workspace is closed to us, not the place: it waits until somebody installs us again. */
function parked(why: string, since: number): PostOutcome {
  return { outcome: 'later', retryAt: since + SHUT_OUT_FOR, why, shutOut: true };
}

function refOf(team: string, { channel, ts }: z.infer<typeof posted>): MessageRef {
  return { platform: 'slack', value: `${team}/${channel}/${ts}` };
}

/**
 * Slack shows one message where two carry the same `client_msg_id`, a UUID (its errors `duplicate_message_not_found` and
 * `duplicate_channel_not_found` speak of it). Made from the key, so that every worker sends the same one.
 */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(`roundtable slack message ${key}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
