import { addWeeks, isoWeekRange } from '../../../core/calendar/iso-week.ts';
import { tallied } from '../../rota/rules/tally.ts';
import type { Digest, PlannedChair } from './digest.ts';
import { commonDirection } from './direction.ts';
import { type DigestFacts, type HeldMeeting, type PlannedMeeting, WEEKS_BACK } from './facts.ts';
import type { ChairingMeasure, Direction } from './measure.ts';

/** Turns that a voice may be behind before the digest calls it far: what the rota keeps to when people are away. */
const FAR_BEHIND = 1;

/** Who chaired over the last weeks, against the shares the circle chose. Chairing is public, so it is told in full. */
export function chairingMeasure(facts: DigestFacts): ChairingMeasure | null {
  const { held, targets } = facts.chairing;
  if (held.length === 0) return null;
  const voices = facts.circle.voices
    .filter(({ id }) => tallied(targets, id) > 0 || held.some(({ voice }) => voice === id))
    .map(({ id, name }) => {
      const turns = turnsOf(held, id);
      const target = Math.min(1, tallied(targets, id));
      return {
        voice: id,
        name,
        turns,
        share: turns / held.length,
        target,
        direction: directionOf(facts, id),
      };
    });
  const [furthest] = voices
    .map(({ voice, turns, target }) => ({ voice, behind: target * held.length - turns }))
    .sort((a, b) => b.behind - a.behind);
  const behind = furthest !== undefined && furthest.behind > FAR_BEHIND ? furthest.voice : null;
  return {
    id: 'chairing',
    weeks: WEEKS_BACK,
    meetings: held.length,
    voices,
    behind,
    direction: commonDirection(voices.map(({ direction }) => direction)),
    advice: behind === null ? 'let-the-rota-work' : 'make-chairing-easier',
  };
}

/** The later half of the weeks against the earlier one: a change is told where it is more than one turn. */
function directionOf(facts: DigestFacts, voice: string): Direction {
  const { held } = facts.chairing;
  const middle = isoWeekRange(addWeeks(facts.week, 1 - WEEKS_BACK / 2), facts.circle.timezone).from;
  const [earlier, later] = [held.filter(({ at }) => at < middle), held.filter(({ at }) => at >= middle)];
  if (earlier.length === 0) return 'first';
  const asBefore = (turnsOf(earlier, voice) / earlier.length) * later.length;
  const change = turnsOf(later, voice) - asBefore;
  return Math.abs(change) <= 1 ? 'same' : change > 0 ? 'up' : 'down';
}

function turnsOf(held: readonly HeldMeeting[], voice: string): number {
  return held.filter((meeting) => meeting.voice === voice).length;
}

/**
 * Who chairs next, two forecasts by voice, and whose share a cap handed over. That nobody of a voice could come is not told:
 * it would tell who said no.
 */
export function chairsOf(facts: DigestFacts): Digest['chairs'] {
  const { next, forecasts, turn } = facts.chairing;
  const reasons = turn !== null && 'voice' in turn.reasons ? turn.reasons.voice : null;
  return {
    next: next === null ? null : planned(next, facts),
    forecasts: forecasts.slice(0, 2).map((meeting) => planned(meeting, facts)),
    handedOver: (reasons?.handedOver ?? [])
      .filter(({ why }) => why === 'capped')
      .map(({ from, why }) => ({ name: nameOf(from, facts), why })),
  };
}

function planned({ meeting, startsAt, chair, voice }: PlannedMeeting, facts: DigestFacts): PlannedChair {
  return {
    meeting,
    startsAt,
    turnOf: voice === null ? null : nameOf(voice, facts),
    chair: chair === null ? null : { name: chair.name, voiceName: nameOf(chair.voice, facts) },
  };
}

function nameOf(voice: string, facts: DigestFacts): string {
  return facts.circle.voices.find(({ id }) => id === voice)?.name ?? voice;
}
