import type { Handlers } from '../core/actions/handler.ts';
import type { Context } from '../core/context.ts';
import type { DueWorks } from '../core/jobs/due-work.ts';
import type { NotificationKinds } from '../core/outbox/notifications.ts';
import type { Kept } from '../core/tables/kept.ts';
import type { ChangeKinds } from './governance/change-kinds.ts';

/** What one thing that the bot does declares to the core. What it leaves out, it has none of. */
export interface Feature {
  /** What people can ask of it: what each is about, who may, what comes back. */
  readonly actions: Partial<Handlers>;
  readonly notifications: Partial<NotificationKinds>;
  /** The changes by stewards that it checks and makes. */
  readonly changes: Partial<ChangeKinds>;
  /** Work that becomes due by its rows. */
  readonly due: Partial<DueWorks>;
  /** When the first of what its sweeps do will come. */
  readonly earliest: Context['earliestSweeps'];
  /** What it does at every tick. */
  readonly sweeps: Context['sweeps'];
  /** What features before it call it for. */
  readonly provides: Partial<Context>;
  /** What its tables keep of people and circles, and how it is erased. */
  readonly keeps: Kept | null;
}

const NOTHING = {
  actions: {},
  notifications: {},
  changes: {},
  due: {},
  earliest: [],
  sweeps: [],
  provides: {},
  keeps: null,
} as const satisfies Feature;

type Declared<Parts> = Parts & Omit<typeof NOTHING, keyof Parts>;

/** A part that no feature has, a misspelt one for the most part, does not compile: nobody would ask for it. */
type NoOther<Parts> = { readonly [Part in Exclude<keyof Parts, keyof Feature | 'name'>]: never };

/** Declares a feature. `name` is that of its folder, and of its place in `order.json`. */
export function feature<const Parts extends Partial<Feature> & { readonly name: string }>(
  parts: Parts & NoOther<Parts>,
): Declared<Parts> {
  return { ...NOTHING, ...parts };
}
