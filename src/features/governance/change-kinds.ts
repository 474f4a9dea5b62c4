import type { Ahead } from '../../core/calendar/ahead.ts';
import type { Circle, Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Instant } from '../../core/instant.ts';
import type { FailureCode } from '../../core/messages/failure.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Block } from '../../core/ports/message.ts';
import type { Tx } from '../../core/ports/store.ts';
import { type Result, success } from '../../core/result.ts';
import type { Change } from './rules/change.ts';
import type { Key } from './rules/proposal.ts';

/** Why a change cannot be made to the circle as it stands; `details.threshold` tells which number is below its floor. */
export type CheckRefusal = FailureCode | 'below-floor';

/** Where a change is made: in one transaction, which holds the circle. */
export interface Changing {
  readonly context: Context;
  readonly tx: Tx;
  readonly circle: Circle;
}

export interface Checking extends Changing {
  readonly members: readonly Member[];
  /** Who wants it. */
  readonly by: Pick<Member, 'id'>;
}

/** Made by the second key: what whoever turned it is shown, once, with the name of the member it is for. */
export interface HandedOver {
  readonly show: (name: string, reader: Reader, words: Words) => Block[];
  readonly letters: readonly Delivery[];
}

/** What governance has to know of one kind of change. The feature that it changes declares it. */
export interface ChangeKind<C extends Change> {
  /**
   * Whether what it is about belongs to the circle, and the rules that hold for everybody are kept. Asked when a change is
   * wanted, and again when its second key is turned.
   */
  check(at: Checking, change: C): Promise<Result<null, CheckRefusal>>;
  /** The change that would bring back how it stands; null: there is nothing of it yet, or how it stands is told elsewhere. Reads only. */
  stood(at: Changing, change: C): Promise<C | null>;
  /** Makes a checked change, and gives the letters that it makes necessary. Rounds that are open keep what they were opened with. */
  apply(at: Changing, change: C): Promise<readonly Delivery[]>;
  /** After the commit: plans what was moved, and frees the space of what was deleted. */
  followUp(context: Context, change: C): Promise<void>;
  /** When it happens next what the change plans, once it is made; null: it plans nothing, or the circle is not set up. Reads only. */
  ahead(at: Changing, change: C): Promise<Ahead | null>;
  /** Until when a yes to it does what it says; 'over': no more; null: whenever it comes. Reads only. */
  until(at: Changing, change: C): Promise<Instant | 'over' | null>;
  /** How many times what it plans comes in the 364 days from now, by every rule that may keep it back; null: its plan alone tells. */
  times(at: Changing, change: C): Promise<number | null>;
  /** The words that it is about, as far as they stand: for stewards alone. */
  quoted(at: Pick<Changing, 'tx' | 'circle'>, change: C): Promise<readonly string[]>;
  /** After `apply`, where a second key was turned. */
  handOver(at: Changing, change: C, decided: Key | null): Promise<HandedOver | null>;
}

type ChangeOf<Kind extends Change['kind'], C = Change> = C extends Change
  ? Kind extends C['kind']
    ? C
    : never
  : never;

/** Together the features declare them all. */
export type ChangeKinds = { readonly [Kind in Change['kind']]: ChangeKind<ChangeOf<Kind>> };

declare module '../../core/context.ts' {
  interface Context {
    readonly changeKinds: ChangeKinds;
  }
}

/** A kind of change that is always sound and does nothing, but for what is given. */
export function changeKind<C extends Change>(given: Partial<ChangeKind<C>> = {}): ChangeKind<C> {
  return {
    check: async () => success(null),
    stood: async () => null,
    apply: async () => [],
    followUp: async () => {},
    ahead: async () => null,
    until: async () => null,
    times: async () => null,
    quoted: async () => [],
    handOver: async () => null,
    ...given,
  };
}

export function kindOf({ changeKinds }: Pick<Context, 'changeKinds'>, { kind }: Change): ChangeKind<Change> {
  // Each kind takes its own changes: the key is theirs.
  return changeKinds[kind] as ChangeKind<Change>;
}
