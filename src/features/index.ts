import type { Handlers } from '../core/actions/handler.ts';
import type { Context } from '../core/context.ts';
import { together } from '../core/together.ts';
import { addresses } from './addresses/feature.ts';
import { attendance } from './attendance/feature.ts';
import { buddies } from './buddies/feature.ts';
import { calendars } from './calendars/feature.ts';
import { choosings } from './choosings/feature.ts';
import { circleFiles } from './circle-files/feature.ts';
import { circles } from './circles/feature.ts';
import { digests } from './digests/feature.ts';
import { governance } from './governance/feature.ts';
import { help } from './help/feature.ts';
import { home } from './home/feature.ts';
import { letters } from './letters/feature.ts';
import { linking } from './linking/feature.ts';
import { meetings } from './meetings/feature.ts';
import { membership } from './membership/feature.ts';
import { preferences } from './preferences/feature.ts';
import { promises } from './promises/feature.ts';
import { pulses } from './pulses/feature.ts';
import { release } from './release/feature.ts';
import { rota } from './rota/feature.ts';
import { trends } from './trends/feature.ts';
import { turns } from './turns/feature.ts';
import { unnamedWords } from './unnamed-words/feature.ts';
import { waysIn } from './ways-in/feature.ts';
import { withdrawing } from './withdrawing/feature.ts';

/** All that the bot does. Each stands on those before it: the order is that of `order.json`. */
export const FEATURES = [
  governance,
  choosings,
  release,
  pulses,
  waysIn,
  unnamedWords,
  promises,
  rota,
  turns,
  attendance,
  meetings,
  calendars,
  membership,
  linking,
  addresses,
  letters,
  preferences,
  buddies,
  digests,
  withdrawing,
  trends,
  circles,
  circleFiles,
  help,
  home,
] as const;

/** One part of every feature, in their order. */
type Column<Features extends readonly object[], Part> = Features extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? [
      ...(First extends { readonly [Key in Part & string]: infer Declared extends object } ? [Declared] : []),
      ...Column<Rest, Part>,
    ]
  : [];

function every<Part extends 'actions' | 'notifications' | 'changes' | 'due' | 'provides'>(
  part: Part,
  what: string,
) {
  const declared = FEATURES.map((each) => each[part]) as Column<typeof FEATURES, Part>;
  return together(
    what,
    FEATURES.map(({ name }) => name),
    declared,
  );
}

/** Every action that people can ask for: one that no feature declares does not compile. */
export const HANDLERS: Handlers = every('actions', 'action');

/** What features declare for those before them, and for core. Where nobody declares one, compose.ts does not compile. */
export const DECLARED = {
  ...every('provides', 'service'),
  changeKinds: every('changes', 'kind of change'),
  notifications: every('notifications', 'kind of letter'),
  dueWork: every('due', 'job'),
  earliestSweeps: FEATURES.flatMap(({ earliest }) => earliest),
  sweeps: FEATURES.flatMap(({ sweeps }) => sweeps),
  kept: FEATURES.flatMap(({ keeps }) => keeps ?? []),
} satisfies Partial<Context>;
