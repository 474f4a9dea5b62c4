import type { MemberId, VoiceId } from '../../../core/circle.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import type { CircleFile, FileMeetings, FilePulse } from '../../circles/circle-file/circle-file.ts';
import type { Change } from '../../governance/rules/change.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { PARITY } from '../../rota/rules/policy.ts';
import type { CircleState } from './state.ts';

/** What a file would change. Two things are no `Change`: a name, which no record keeps, and somebody who is to be asked first. */
export type Difference =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'name'; readonly memberId: MemberId; readonly was: string; readonly name: string }
  | { readonly kind: 'newcomer'; readonly name: string; readonly voice: VoiceId };

/**
 * What is different in an edited file. `before` is the exported file of `state`, read like the edited one, so that only what
 * somebody wrote counts; entries of lists stand in the order of `state`, and new ones after them.
 */
export function differences(
  state: CircleState,
  before: CircleFile,
  after: CircleFile,
  newId: () => string,
): readonly Difference[] {
  const changes: Change[] = [];
  if (differ([after.name, after.language], [before.name, before.language]))
    changes.push({ kind: 'circle', name: after.name, language: after.language });
  if (after.timezone !== before.timezone) changes.push({ kind: 'timezone', timezone: after.timezone });
  if (differ(after.voices, before.voices)) changes.push({ kind: 'voices', voices: after.voices });
  if (differ(after.channels, before.channels)) {
    const board = state.circle.channels.filter(({ platform }) => platform === 'web');
    changes.push({ kind: 'channels', channels: [...after.channels, ...board] });
  }
  for (const [index, pulse] of after.pulses.entries())
    changes.push(...pulseChanges(state.pulses[index], before.pulses[index], pulse, newId));
  for (const [index, meetings] of after.meetings.entries())
    changes.push(...meetingChanges(state.series[index]?.id ?? newId(), before.meetings[index], meetings));
  if (after.digest !== null && differ(after.digest, before.digest)) {
    const { schedule, to } = after.digest;
    changes.push({ kind: 'digest', schedule, toManagers: to.includes('managers') });
  }
  if (after.signpost !== before.signpost) changes.push({ kind: 'signpost', text: after.signpost });
  if (after.outside !== before.outside) changes.push({ kind: 'outside', text: after.outside });
  return [...changes.map((change) => ({ kind: 'change', change }) as const), ...people(state, before, after)];
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function people({ members }: CircleState, before: CircleFile, after: CircleFile): readonly Difference[] {
  return after.members.flatMap(({ name, voice, steward, manager }, index): readonly Difference[] => {
    const [memberId, was] = [members[index]?.id, before.members[index]];
    if (memberId === undefined || was === undefined) return [{ kind: 'newcomer', name, voice }];
    const changes: Change[] = [
      ...(voice === was.voice ? [] : [{ kind: 'voice', memberId, voice } as const]),
      ...(steward === was.steward ? [] : [{ kind: 'steward', memberId, steward } as const]),
      ...(manager === was.manager ? [] : [{ kind: 'manager', memberId, manager } as const]),
    ];
    return [
      ...(name === was.name ? [] : [{ kind: 'name', memberId, was: was.name, name } as const]),
      ...changes.map((change) => ({ kind: 'change', change }) as const),
    ];
  });
}

function pulseChanges(
  stored: Pulse | undefined,
  before: FilePulse | undefined,
  wanted: FilePulse,
  newId: () => string,
): readonly Change[] {
  const pulseId = stored?.id ?? newId();
  const asked = ({ packId, questions }: Pick<Pulse, 'packId' | 'questions'>) => ({ packId, questions });
  // The same questions as they are stored: whether others are asked is told by their text, keys in their order.
  const isAsked = stored !== undefined && before !== undefined && !differ(asked(wanted), asked(before));
  const after = isAsked ? { ...wanted, ...asked(stored) } : wanted;
  const planOf = ({ title, packId, questions, schedule, openFor, reminders }: FilePulse) => ({
    title,
    packId,
    questions,
    schedule,
    openFor,
    reminders,
  });
  const plan = planOf(after);
  const [thresholds, comments] = [before?.thresholds ?? THRESHOLD_FLOOR, before?.comments ?? false];
  return [
    ...(before === undefined || differ(planOf(wanted), planOf(before))
      ? [{ kind: 'pulse', pulseId, plan } as const]
      : []),
    ...(differ(after.thresholds, thresholds)
      ? [{ kind: 'thresholds', pulseId, title: after.title, thresholds: after.thresholds } as const]
      : []),
    ...(after.comments === comments
      ? []
      : [{ kind: 'comments', pulseId, title: after.title, comments: after.comments } as const]),
  ];
}

function meetingChanges(
  seriesId: string,
  before: FileMeetings | undefined,
  after: FileMeetings,
): readonly Change[] {
  const planOf = ({ policy: _, ...plan }: FileMeetings) => plan;
  const plan = planOf(after);
  return [
    ...(before === undefined || differ(plan, planOf(before))
      ? [{ kind: 'meetings', seriesId, plan } as const]
      : []),
    ...(differ(after.policy, before?.policy ?? PARITY)
      ? [{ kind: 'chair-policy', seriesId, policy: after.policy } as const]
      : []),
  ];
}
