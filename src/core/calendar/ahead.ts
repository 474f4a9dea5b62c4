import type { Instant } from '../instant.ts';

/** How many dates whoever changes a plan is shown. */
export const DATES_SHOWN = 3;

/** When what a change plans really happens, from the rows and rules that make it happen. */
export interface Ahead {
  /** Soonest first, at most `DATES_SHOWN`. */
  readonly dates: readonly Instant[];
  /** The first date of the plan on which nothing happens after all; null: there is none. */
  readonly leftOut: LeftOut | null;
  /** The first of the season on which something else of the circle goes on at the same time. */
  readonly clash?: Clash | null;
}

export interface Clash {
  readonly at: Instant;
  /** What the other is called. */
  readonly name: string;
}

export type LeftOut = Hindrance | { readonly at: Instant; readonly why: 'digest-out' | 'bank-holiday' };

/** Why a round may not open at a moment. */
export type Hindrance =
  | { readonly at: Instant; readonly why: 'asked-lately'; readonly last: Instant }
  | { readonly at: Instant; readonly why: 'still-open' | 'question-rests' };
