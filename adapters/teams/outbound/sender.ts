import { z } from 'zod';
import type { TeamsConfig } from '../../../src/config/teams.ts';
import type { Place } from '../../../src/core/circle.ts';
import { HOUR, type Instant, MINUTE, type Random } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import type { Bar, MessageRef, PostOutcome } from '../../../src/core/ports/sender.ts';
import { createBoundedMap } from '../../chat/bounded-map.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { renderPost } from '../render/post.ts';
import type { Conversations } from './conversations.ts';
import { faultOf } from './errors.ts';
import type { Pacing } from './rate-limiter.ts';
import { nameOf, type Reference, type References } from './references.ts';

export interface Sending {
  post(place: Place, message: Message, key: string, slot: Instant | null): Promise<PostOutcome>;
  update(ref: MessageRef, message: Message): Promise<PostOutcome>;
}

export interface SendingParts {
  readonly config: TeamsConfig;
  readonly conversations: Conversations;
  readonly references: References;
  readonly pacing: Pacing;
  readonly codec: ActionCodec;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Messages that this process has posted lately. */
const MOST_REMEMBERED = 10_000;
const BUSY_FOR = MINUTE;
/** How long we do not even try after Microsoft refused our credentials. */
const SHUT_OUT_FOR = HOUR;

/** Where a message stands: the place's name, the conversation and the activity. */
const refSchema = z.tuple([z.string(), z.string(), z.string()]);

interface Reached {
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly conversationId: string;
}

/**
 * Says things in Teams at the pace that Teams allows, which all workers share. Nothing is tried again here: what may work
 * later comes back as `later`, and the delivery's row remembers it.
 */
export function createSending(parts: SendingParts): Sending {
  const { config, conversations, references, pacing, codec, clock, random, log } = parts;
  const sent = createBoundedMap<string, MessageRef>(MOST_REMEMBERED);
  let shutOutUntil: Instant = 0;

  /** What we know of a place; where we have not heard of it yet, Teams' usual address and our own tenant. */
  async function referenceOf(name: string, conversationId: string | null): Promise<Reference | 'closed'> {
    const kept = await references.find(name);
    if (kept === null) {
      const [tenantId = ''] = config.tenantIds;
      return { serviceUrl: config.cloud.usualServiceUrl, tenantId, conversationId, userId: null };
    }
    return kept.closedAt === null ? kept.reference : 'closed';
  }

  /** A direct chat has to be opened once; `Reached` or why not now. */
  async function reach(place: Place): Promise<Reached | PostOutcome> {
    const name = nameOf(place);
    const known = await referenceOf(name, place.kind === 'channel' ? place.externalId : null);
    if (known === 'closed')
      return { outcome: 'unreachable', why: 'removed', bar: barOf(place.kind, 'closed') };
    const { serviceUrl, tenantId, conversationId } = known;
    if (conversationId !== null) return { serviceUrl, tenantId, conversationId };
    // Opening is counted by the person: there is no conversation yet.
    const notBefore = await pacing.wait(tenantId, `new ${place.externalId}`);
    if (notBefore !== null) return { outcome: 'later', retryAt: notBefore, why: 'pace' };
    // Another letter to them may have opened it while this one waited.
    const meanwhile = await references.find(name);
    if (meanwhile !== null && meanwhile.reference.conversationId !== null) return reach(place);
    const opened = await conversations.open(serviceUrl, tenantId, known.userId ?? place.externalId);
    await references.save(name, { ...known, conversationId: opened });
    return { serviceUrl, tenantId, conversationId: opened };
  }

  /** A change of a message: nobody remembers it. */
  async function paced<T>({ tenantId, conversationId }: Reached, work: () => Promise<T>) {
    const notBefore = await pacing.wait(tenantId, conversationId);
    if (notBefore !== null) return { outcome: 'later', retryAt: notBefore, why: 'pace' } as const;
    return { done: await work() };
  }

  /** A letter, which hands back the slot that is kept for it. */
  async function inKeptSlot<T>(
    { tenantId, conversationId }: Reached,
    slot: Instant | null,
    work: () => Promise<T>,
  ) {
    const notBefore = await pacing.keep(tenantId, conversationId, slot);
    if (notBefore !== null)
      return { outcome: 'later', retryAt: notBefore, why: 'pace', slotKept: true } as const;
    return { done: await work() };
  }

  /** Turns every failure of Teams' into an outcome. */
  async function afterFault(
    kind: Place['kind'] | 'message',
    reached: Reached | null,
    error: unknown,
  ): Promise<PostOutcome> {
    const fault = faultOf(error);
    if (fault === null) throw error;
    switch (fault.kind) {
      case 'limited': {
        const retryAt =
          reached === null
            ? clock.now() + fault.wait
            : await pacing.hold(reached.tenantId, reached.conversationId, fault.wait);
        return { outcome: 'later', retryAt, why: 'rate-limited' };
      }
      case 'closed':
      case 'gone':
        // Not marked as closed: where somebody unblocks us, Teams does not say so.
        return {
          outcome: 'unreachable',
          why: fault.code,
          ...(kind === 'message' ? {} : { bar: barOf(kind, fault.kind) }),
        };
      case 'shut-out':
        if (shutOutUntil <= clock.now()) log.warn('teams.shut-out', { code: fault.code });
        shutOutUntil = clock.now() + SHUT_OUT_FOR;
        return parked(fault.code);
      case 'busy':
        return { outcome: 'later', retryAt: clock.now() + jittered(BUSY_FOR), why: fault.code };
      case 'other':
        log.warn('teams.refused', { what: 'post', code: fault.code });
        return { outcome: 'unreachable', why: fault.code };
    }
  }

  /** The whole of Teams is closed to us, not the place. */
  function parked(why: string): PostOutcome {
    return { outcome: 'later', retryAt: shutOutUntil, why, shutOut: true };
  }

  /** Workers that failed together do not come back together. */
  function jittered(wait: number): number {
    return Math.round(wait * (1 + random()));
  }

  /** A chat that is gone is opened anew, once: the person may have removed us and come back. */
  async function say(
    place: Place,
    reached: Reached,
    post: ReturnType<typeof renderPost>,
    slot: Instant | null,
  ) {
    const send = (to: Reached) =>
      inKeptSlot(to, slot, async () => {
        const activityId = await conversations.send(to.serviceUrl, to.conversationId, post);
        return refOf(nameOf(place), to.conversationId, activityId);
      });
    try {
      return await send(reached);
    } catch (error) {
      if (place.kind !== 'member' || faultOf(error)?.kind !== 'gone') throw error;
      const name = nameOf(place);
      const kept = await references.find(name);
      if (kept === null || kept.closedAt !== null) throw error;
      await references.save(name, { ...kept.reference, conversationId: null });
      const anew = await reach(place);
      if ('outcome' in anew) throw error;
      return send(anew);
    }
  }

  return {
    async post(place, message, key, slot) {
      if (place.platform !== 'teams')
        return { outcome: 'unreachable', why: `teams cannot reach ${place.platform}` };
      const before = sent.get(key);
      if (before !== undefined) return { outcome: 'posted', ref: before };
      if (shutOutUntil > clock.now()) return parked('shut-out');
      const personal = place.kind === 'member';
      const post = renderPost(message, codec, {
        surface: personal ? 'chat' : 'shared',
        owner: personal ? place.externalId : null,
      });
      let reached: Reached | null = null;
      try {
        const found = await reach(place);
        if ('outcome' in found) return found;
        reached = found;
        const answer = await say(place, found, post, slot);
        if (!('done' in answer)) return answer;
        sent.set(key, answer.done);
        return { outcome: 'posted', ref: answer.done };
      } catch (error) {
        return afterFault(place.kind, reached, error);
      }
    },
    async update(ref, message) {
      const where = refSchema.safeParse(jsonOf(ref.value));
      if (ref.platform !== 'teams' || !where.success)
        return { outcome: 'unreachable', why: 'not-a-teams-message' };
      if (shutOutUntil > clock.now()) return parked('shut-out');
      const [name, conversationId, activityId] = where.data;
      const known = await referenceOf(name, conversationId);
      if (known === 'closed') return { outcome: 'unreachable', why: 'removed' };
      const reached = { ...known, conversationId };
      const owner = name.startsWith('member/') ? name.slice('member/'.length) : null;
      const post = renderPost(message, codec, { surface: owner === null ? 'shared' : 'chat', owner });
      try {
        const answer = await paced(reached, () =>
          conversations.change(reached.serviceUrl, conversationId, activityId, post),
        );
        return 'done' in answer ? { outcome: 'posted', ref } : answer;
      } catch (error) {
        return afterFault('message', reached, error);
      }
    },
  };
}

/** A person can let us in again, a channel's people can invite us; a channel that is gone is told as gone. */
function barOf(kind: Place['kind'], fault: 'closed' | 'gone'): Bar {
  if (kind === 'member') return 'not-let-in';
  return fault === 'gone' ? 'gone' : 'not-invited';
}

function refOf(name: string, conversationId: string, activityId: string): MessageRef {
  return { platform: 'teams', value: JSON.stringify([name, conversationId, activityId]) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
