import type { CircleId, MemberId, VoiceId } from '../../core/circle.ts';
import { DAY, type Instant } from '../../core/instant.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { hasSeat, holdsKey, isSettled, type Keyholder } from '../governance/rules/keys.ts';

/** How long a choosing waits for enough people to say yes. */
export const CHOOSING_WAITS = 14 * DAY;
/** How long it then stands open before it takes effect. */
export const CHOOSING_STANDS = 7 * DAY;
/** Who proposes and two more; where a voice has fewer people, all of them. */
const WANTED = 3;

/**
 * A voice that has no steward who can act chooses one: one of it proposes one of it, two others say yes, and everybody in
 * the circle is told. For seven days any of the voice can stop it; then it holds. Who said no is kept nowhere.
 *
 * Where one who said yes goes in these days, it takes another yes until they are over. With that it holds on the day that everybody
 * was told, and no later: the days are there for a no, and all of the voice could say it through all of them.
 */
export interface Choosing {
  readonly id: string;
  readonly circleId: CircleId;
  readonly voice: VoiceId;
  /** Who would be the steward. */
  readonly memberId: MemberId;
  readonly by: MemberId;
  readonly at: Instant;
  /** Who said yes to it, each once, without who proposed it. */
  readonly confirmedBy: readonly MemberId[];
  /** Until when it stands open, also where a yes is missing since; null: too few have said yes so far. */
  readonly standsUntil: Instant | null;
  /** `open` also where its time is over and nobody has looked since: see `passed`. */
  readonly state: 'open' | 'chosen' | 'stopped' | 'lapsed';
}

/** Whether nobody of a voice could turn a key. */
export function lacksSteward(voice: VoiceId, members: readonly Keyholder[], now: Instant): boolean {
  return !members.some((member) => member.voice === voice && holdsKey(member, now));
}

/**
 * Who chooses and can be chosen: everybody of the voice who is let in by two voices and not new to it. Else the other side
 * could plant people who say yes, or who stop everything.
 */
export function choosers(voice: VoiceId, members: readonly Keyholder[], now: Instant): readonly Keyholder[] {
  return members.filter((each) => each.voice === voice && each.leftAt === null && isSettled(each, now));
}

/** How many more have to say yes. Who left, or changed voice, since they did counts no more. */
export function stillWanted(choosing: Choosing, members: readonly Keyholder[], now: Instant): number {
  const may = choosers(choosing.voice, members, now);
  const said = may.filter(({ id }) => id === choosing.by || choosing.confirmedBy.includes(id));
  return Math.max(Math.min(WANTED, may.length) - said.length, 0);
}

export interface ChoosingStart {
  readonly id: string;
  readonly circleId: CircleId;
  readonly by: Keyholder;
  readonly memberId: MemberId;
}

export type ChoosingRefusal =
  | 'voice-has-steward'
  | 'not-a-chooser'
  | 'not-of-your-voice'
  | 'choosing-over'
  | 'confirmed-before';

/** Somebody proposes somebody of their voice, or themselves. It may stand at once, where nobody else has to say yes. */
export function startChoosing(
  { id, circleId, by, memberId }: ChoosingStart,
  members: readonly Keyholder[],
  now: Instant,
): Result<Choosing, ChoosingRefusal> {
  const { voice } = by;
  if (!lacksSteward(voice, members, now)) return refuse('voice-has-steward');
  const may = choosers(voice, members, now);
  if (!may.some((each) => each.id === by.id)) return refuse('not-a-chooser');
  if (!may.some((each) => each.id === memberId)) return refuse('not-of-your-voice');
  const start = { id, circleId, voice, memberId, by: by.id, at: now, confirmedBy: [] };
  return success(passed({ ...start, standsUntil: null, state: 'open' }, members, now));
}

/** Another of the voice says yes, once, while it waits for that: until it stands, and again where a yes is missing since. */
export function confirmChoosing(
  choosing: Choosing,
  by: Pick<Keyholder, 'id'>,
  members: readonly Keyholder[],
  now: Instant,
): Result<Choosing, ChoosingRefusal> {
  const may = mayAct(choosing, by, members, now);
  if (!may.ok) return may;
  if (by.id === choosing.by || choosing.confirmedBy.includes(by.id)) return refuse('confirmed-before');
  if (choosing.standsUntil !== null && stillWanted(choosing, members, now) === 0)
    return refuse('choosing-over');
  return success(passed({ ...choosing, confirmedBy: [...choosing.confirmedBy, by.id] }, members, now));
}

/** Anybody of the voice stops it, or who would be the steward does, until it takes effect. */
export function stopChoosing(
  choosing: Choosing,
  by: Pick<Keyholder, 'id'>,
  members: readonly Keyholder[],
  now: Instant,
): Result<Choosing, ChoosingRefusal> {
  const may = mayAct(choosing, by, members, now);
  return may.ok ? success({ ...choosing, state: 'stopped' }) : may;
}

function mayAct(
  choosing: Choosing,
  by: Pick<Keyholder, 'id'>,
  members: readonly Keyholder[],
  now: Instant,
): Result<null, ChoosingRefusal> {
  if (passed(choosing, members, now).state !== 'open') return refuse('choosing-over');
  const may = choosers(choosing.voice, members, now).some(({ id }) => id === by.id);
  return may ? success(null) : refuse('not-a-chooser');
}

/**
 * What time, and who came and went, have made of it. It lapses where the voice has a steward again, where who would be one
 * has gone, and where too few said yes: within 14 days, or, of those who are there yet, at the end of the seven.
 */
export function passed(choosing: Choosing, members: readonly Keyholder[], now: Instant): Choosing {
  const { voice, memberId, at, standsUntil, state } = choosing;
  if (state !== 'open') return choosing;
  const there = choosers(voice, members, now).some(({ id }) => id === memberId);
  if (!there || !lacksSteward(voice, members, now)) return { ...choosing, state: 'lapsed' };
  const enough = stillWanted(choosing, members, now) === 0;
  if (standsUntil === null) {
    if (now >= at + CHOOSING_WAITS) return { ...choosing, state: 'lapsed' };
    return enough ? { ...choosing, standsUntil: now + CHOOSING_STANDS } : choosing;
  }
  return now < standsUntil ? choosing : { ...choosing, state: enough ? 'chosen' : 'lapsed' };
}

export type OperatorRefusal = 'not-found' | 'voice-has-steward' | 'choosing-under-way' | 'not-settled';

/**
 * Whether the people who run the server may make somebody a steward: where their voice has none who can act, and is not
 * choosing one. Of those who could choose, where there are any.
 */
export function checkOperator(
  named: Keyholder,
  members: readonly Keyholder[],
  choosings: readonly Pick<Choosing, 'voice' | 'state'>[],
  now: Instant,
): Result<null, OperatorRefusal> {
  const { voice } = named;
  if (!lacksSteward(voice, members, now)) return refuse('voice-has-steward');
  if (choosings.some((each) => each.voice === voice && each.state === 'open'))
    return refuse('choosing-under-way');
  const may = choosers(voice, members, now);
  const settled = may.length === 0 ? hasSeat(named, now) : may.some(({ id }) => id === named.id);
  return settled ? success(null) : refuse('not-settled');
}
