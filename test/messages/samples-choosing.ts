import { DAY } from '../../src/core/instant.ts';
import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import {
  type ChoosingView,
  choosingAsked,
  choosingDone,
  choosingForm,
  choosingPage,
  choosingStands,
} from '../../src/features/choosings/messages.ts';
import type { Choosing } from '../../src/features/choosings/rules.ts';
import type { Typed } from './samples.ts';

const NOW = Date.UTC(2026, 10, 24, 10);

/** A choosing that waits for one more yes, seen by who can give it. */
export function choosingViewFor({ name }: Typed): ChoosingView {
  return {
    choosing: {
      id: 'h1',
      circleId: 'c1',
      voice: 'reps',
      memberId: 'gwen',
      by: 'amina',
      at: NOW,
      confirmedBy: ['gwen'],
      standsUntil: null,
      state: 'open',
    },
    naming: {
      people: new Map([['gwen', name]]),
      voices: [{ id: 'reps', name: 'Service-user reps' }],
      timezone: 'Europe/London',
    },
    stillWanted: 1,
    mayConfirm: true,
    mayStop: true,
    mine: false,
  };
}

/** One of every message about it. */
export function choosingSamples(
  waits: ChoosingView,
  people: readonly { readonly id: string; readonly name: string }[],
  to: Reader,
): Record<string, Message | null> {
  const as = (more: Partial<Choosing>) => ({ ...waits, choosing: { ...waits.choosing, ...more } });
  const missing = as({ standsUntil: NOW + 7 * DAY });
  const stands = { ...missing, stillWanted: 0, mayConfirm: false, mine: true };
  const ended = (['chosen', 'stopped', 'lapsed'] as const).map((state) => as({ state }));
  return {
    choosingForm: choosingForm({ circleId: 'c1', voiceName: 'Service-user reps', people }, to),
    choosingAsked: choosingAsked(waits, to),
    choosingStands: choosingStands(stands, to),
    choosingWaitsPage: choosingPage(waits, to),
    choosingStandsPage: choosingPage(stands, to),
    choosingMissingPage: choosingPage(missing, to),
    choosingProposed: choosingDone(waits, to),
    choosingConfirmed: choosingDone(stands, to),
    ...Object.fromEntries(ended.map((view) => [`choosing ${view.choosing.state}`, choosingPage(view, to)])),
    choosingStoppedThanks: choosingDone(as({ state: 'stopped' }), to),
  };
}
