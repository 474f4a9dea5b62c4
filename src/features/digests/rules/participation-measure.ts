import type { ParticipationBand, ParticipationRelease } from '../../release/rules/participation.ts';
import { commonDirection } from './direction.ts';
import type { DigestFacts } from './facts.ts';
import type { Direction, ParticipationMeasure } from './measure.ts';
import { roundsOf } from './question-history.ts';

/** How many took part in the week's last round of which that was released, as its band; null where it was of none. */
export function participationMeasure(facts: DigestFacts): ParticipationMeasure | null {
  const current = facts.closed.findLast(({ release }) => isTold(release.participation, facts));
  if (current === undefined) return null;
  const { participation } = current.release;
  const before = roundsOf(facts).findLast(
    ({ title, closedAt }) => title === current.title && closedAt < current.closedAt,
  );
  const low = bandsOf(participation).some(({ band }) => band === 'under-a-third' || band === 'under-half');
  return {
    id: 'taking-part',
    participation,
    names: Object.fromEntries(facts.circle.voices.map(({ id, name }) => [id, name])),
    ...(facts.closed.every(({ title }) => title === current.title) ? {} : { pulse: current.title }),
    direction: directionSince(before?.release.participation, participation),
    advice: low ? 'ask-what-is-in-the-way' : 'thank-people',
  };
}

function isTold(participation: ParticipationRelease, { circle }: DigestFacts): boolean {
  const isLone = participation.outcome === 'by-voice' && participation.voices.length < 2;
  return participation.outcome !== 'withheld' && !(isLone && circle.voices.length > 1);
}

const THIRDS: readonly ParticipationBand[] = ['under-a-third', 'about-half', 'over-two-thirds', 'nearly-all'];

/**
 * One person can tip a group into the next band, so a change is told only across two bands; between neighbours, and
 * in groups so small that they have two bands, it is `unknown`.
 */
function directionSince(before: ParticipationRelease | undefined, after: ParticipationRelease): Direction {
  if (before === undefined) return 'first';
  const then = new Map(bandsOf(before).map(({ group, band }) => [group, band]));
  const directions = bandsOf(after).map(({ group, band }): Direction => {
    const earlier = then.get(group);
    if (earlier === band) return 'same';
    const [from, to] = [earlier === undefined ? -1 : THIRDS.indexOf(earlier), THIRDS.indexOf(band)];
    if (from < 0 || to < 0 || Math.abs(to - from) < 2) return 'unknown';
    return to > from ? 'up' : 'down';
  });
  return commonDirection(directions);
}

function bandsOf(release: ParticipationRelease): { group: string | null; band: ParticipationBand }[] {
  switch (release.outcome) {
    case 'withheld':
      return [];
    case 'overall':
      return [{ group: null, band: release.band }];
    case 'by-voice':
      return release.voices.map(({ voice, band }) => ({ group: voice, band }));
  }
}
