import type { CircleId, MemberId } from '../../core/circle.ts';
import { DAY } from '../../core/instant.ts';

/** Then the stewards look for somebody else, whether a no came or nothing: the moment must not tell which. */
export const BUDDY_ASK_LASTS = 3 * DAY;

/** A newcomer's wish for somebody who helps them to settle in. One for each member at most. */
export interface Buddy {
  readonly newcomerId: MemberId;
  readonly circleId: CircleId;
  /** `wanted`: the stewards look for somebody; `asked`: somebody is asked; `agreed`: they said yes. */
  readonly state: 'wanted' | 'asked' | 'agreed';
  /** Who was asked, or said yes; null while wanted. A no changes nothing here: who said it is not kept. */
  readonly helperId: MemberId | null;
  /** How often somebody was asked: tells one asking from the next. */
  readonly asked: number;
}
