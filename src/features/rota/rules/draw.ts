import type { VoiceId } from '../../../core/circle.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { offerCoChair, offerShadow } from './offers.ts';
import { mostCredit } from './person-rule.ts';
import { type Attendance, attendances, hindrances, type Situation } from './situation.ts';
import type { RotaState, RunningTerm, TurnBasis } from './state.ts';
import { tallied } from './tally.ts';
import type { DrawnTurn, PersonReasons } from './turn.ts';
import { drawVoice, surveyVoices, type VoiceSurvey } from './voice-draw.ts';

/** Nobody can be drawn: `everyone-capped` where raising the cap would help, else `nobody-available`. */
export type DrawRefusal = 'nobody-available' | 'everyone-capped';

/**
 * Draws who chairs the next meeting, changing nothing: the chair of a running term, a stand-in where that chair cannot come, or
 * first the voice and then the person. The same state and situation always give the same turn. Where somebody was asked and did not
 * say yes, draw again with them among `declined`: inside their voice that changes no shares. A running term ends when its chair leaves, rests or changes voice; a changed policy
 * applies from the next term.
 */
export function drawTurn(state: RotaState, situation: Situation): Result<DrawnTurn, DrawRefusal> {
  const running = runningTerm(state, situation);
  if (running !== null) return drawWithin(running, state, situation);

  const { term } = situation.policy;
  const attending = attendances(state, situation, term);
  if (nobody(attending)) return refusal(attending);
  const survey = surveyVoices(state, situation.policy, attending);
  const { voice, reasons } = drawVoice(state, survey);
  const { chair, person } = drawPerson(state, attending, voice);
  return success(
    withOffers(state, situation, {
      chair,
      voice,
      term: { chair, voice, meeting: 1, of: term },
      basis: basisOf(survey, attending),
      reasons: { kind: 'drawn', voice: reasons, person },
    }),
  );
}

function runningTerm(state: RotaState, situation: Situation): RunningTerm | null {
  const { term } = state;
  if (term === null) return null;
  const goesOn = situation.members.some(
    ({ id, voice, chairs }) => id === term.chair && voice === term.voice && chairs === 'yes',
  );
  return goesOn ? term : null;
}

function drawWithin(
  running: RunningTerm,
  state: RotaState,
  situation: Situation,
): Result<DrawnTurn, DrawRefusal> {
  const attending = attendances(state, situation, 1);
  if (nobody(attending)) return refusal(attending);
  const place = {
    chair: running.chair,
    voice: running.voice,
    meeting: running.of - running.left + 1,
    of: running.of,
  };
  const sameVoice = attending.find(({ voice }) => voice === running.voice)?.available ?? [];
  if (sameVoice.includes(running.chair)) {
    const { chair, voice, basis } = running;
    return success(
      withOffers(state, situation, { chair, voice, term: place, basis, reasons: { kind: 'term' } }),
    );
  }
  const elsewhere =
    sameVoice.length > 0 ? null : drawVoice(state, surveyVoices(state, situation.policy, attending));
  const voice = elsewhere?.voice ?? running.voice;
  const { chair, person } = drawPerson(state, attending, voice);
  return success(
    withOffers(state, situation, {
      chair,
      voice,
      term: place,
      // The voices keep the shares the term began with; a stand-in is weighed against those who could stand in.
      basis: { ...running.basis, available: availableByVoice(attending), ...unheardOf(attending) },
      reasons: { kind: 'stand-in', voice: elsewhere?.reasons ?? null, person },
    }),
  );
}

function drawPerson(state: RotaState, attending: readonly Attendance[], voice: VoiceId) {
  const there = attending.find((attendance) => attendance.voice === voice);
  const { member: chair, ...choice } = mostCredit(state, there?.available ?? []);
  const last = tallied(state.lastChaired, chair);
  const person: PersonReasons = {
    chairing: there?.chairing ?? 0,
    available: there?.available.length ?? 0,
    ...choice,
    meetingsSince: last === 0 ? null : state.settled + 1 - last,
  };
  return { chair, person };
}

function withOffers(
  state: RotaState,
  situation: Situation,
  drawn: Pick<DrawnTurn, 'chair' | 'voice' | 'term' | 'basis' | 'reasons'>,
): DrawnTurn {
  const coChair = situation.policy.coChair ? offerCoChair(state, situation, drawn.voice) : null;
  const busy = coChair === null ? [drawn.chair] : [drawn.chair, coChair];
  return {
    ordinal: state.settled + 1,
    quarter: situation.quarter,
    ...drawn,
    drawn: drawn.chair,
    coChair,
    shadow: offerShadow(state, situation, busy),
  };
}

function basisOf(survey: VoiceSurvey, attending: readonly Attendance[]): TurnBasis {
  const { signature, shares } = survey;
  return { signature, shares, available: availableByVoice(attending), ...unheardOf(attending) };
}

function unheardOf(attending: readonly Attendance[]): Pick<TurnBasis, 'unheard'> {
  const unheard = [...hindrances(attending)].flatMap(([voice, why]) => (why === 'unheard' ? [voice] : []));
  return unheard.length === 0 ? {} : { unheard };
}

function availableByVoice(attending: readonly Attendance[]): TurnBasis['available'] {
  return Object.fromEntries(attending.map(({ voice, available }) => [voice, available]));
}

function nobody(attending: readonly Attendance[]): boolean {
  return attending.every(({ available }) => available.length === 0);
}

function refusal(attending: readonly Attendance[]) {
  return refuse(attending.some(({ capped }) => capped > 0) ? 'everyone-capped' : 'nobody-available');
}
