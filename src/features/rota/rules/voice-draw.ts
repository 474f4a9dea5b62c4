import type { VoiceId } from '../../../core/circle.ts';
import { longestSince } from './order.ts';
import type { ChairPolicy } from './policy.ts';
import { type HandOver, type Hindrance, sharesInForce, targetShares } from './shares.ts';
import { type Attendance, hindrances } from './situation.ts';
import type { RotaState } from './state.ts';
import { type Tally, tallied } from './tally.ts';
import type { VoiceReasons, VoiceStanding } from './turn.ts';
import { type Claim, deadline, dueVoices, threshold, voiceBound } from './voice-rule.ts';

/** The voices' claims to one meeting. */
export interface VoiceSurvey {
  readonly k: number;
  readonly signature: string;
  /** Voices or shares changed since turns were counted. The first count of all is no change. */
  readonly newCount: boolean;
  readonly targets: Tally;
  readonly shares: Tally;
  readonly handedOver: readonly HandOver[];
  readonly hindered: ReadonlyMap<VoiceId, Hindrance>;
  /** Turns owed to each voice with this meeting counted in. */
  readonly owed: Tally;
}

/** Target shares, hand-over and what each voice is owed. At least one voice must have an available member. */
export function surveyVoices(
  state: RotaState,
  policy: ChairPolicy,
  attending: readonly Attendance[],
): VoiceSurvey {
  const targets = targetShares(
    policy,
    Object.fromEntries(attending.map(({ voice, members }) => [voice, members])),
  );
  const signature = signatureOf(policy, targets);
  const newCount = state.count.meetings > 0 && signature !== state.count.signature;
  const before = newCount ? {} : state.count.owed;
  const hindered = hindrances(attending);
  const { shares, handedOver } = sharesInForce(targets, hindered);
  const owed = Object.fromEntries(
    Object.keys(targets).map((voice) => [voice, tallied(before, voice) + tallied(shares, voice)]),
  );
  return { k: Object.keys(targets).length, signature, newCount, targets, shares, handedOver, hindered, owed };
}

/** The voice whose turn it is. Ties: longest since it last chaired, then the seeded order. */
export function drawVoice(state: RotaState, survey: VoiceSurvey): { voice: VoiceId; reasons: VoiceReasons } {
  const { k } = survey;
  const claims = Object.keys(survey.shares)
    .filter((voice) => !survey.hindered.has(voice))
    .map((voice) => claimOf(survey, voice));
  const due = dueVoices(claims, k);
  const { id: voice, by } = longestSince(due, state.voiceLastChaired, state.seed);
  const decidedBy =
    k === 1
      ? 'only-voice'
      : claims.length === 1
        ? 'only-voice-available'
        : by === 'no-tie'
          ? 'earliest-deadline'
          : by;
  return {
    voice,
    reasons: {
      k,
      threshold: threshold(k),
      bound: voiceBound(k),
      newCount: survey.newCount,
      standings: Object.keys(survey.targets).map((id) => standingOf(survey, id)),
      handedOver: survey.handedOver,
      decidedBy,
    },
  };
}

function claimOf(survey: VoiceSurvey, voice: VoiceId): Claim {
  return { voice, share: tallied(survey.shares, voice), owed: tallied(survey.owed, voice) };
}

function standingOf(survey: VoiceSurvey, voice: VoiceId): VoiceStanding {
  const claim = claimOf(survey, voice);
  const hindrance = survey.hindered.get(voice);
  return {
    voice,
    standing: hindrance ?? 'available',
    target: tallied(survey.targets, voice),
    share: claim.share,
    owed: claim.owed,
    deadline: hindrance === undefined ? deadline(claim, survey.k) : null,
  };
}

/**
 * A cap and a co-chair change who may take a share, not the shares: they are no part of it, so that a circle which eases
 * its cap does not wipe out what a voice is owed. Rounded, so that 2 of 6 and 3 of 9 are one share.
 */
function signatureOf(policy: ChairPolicy, targets: Tally): string {
  const shares = Object.entries(targets).map(([voice, share]) => `${voice}=${share.toFixed(12)}`);
  return [policy.kind, `term ${policy.term}`, ...shares].join(' ');
}
