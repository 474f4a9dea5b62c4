import { bundle } from '../core/messages/bundle-catalogue.ts';
import { failure } from '../core/messages/failure-catalogue.ts';
import { fieldFailure } from '../core/messages/field-catalogue.ts';
import { letter } from '../core/messages/letter-catalogue.ts';
import { signpost } from '../core/messages/signpost-catalogue.ts';
import { address } from '../features/addresses/catalogue.ts';
import { attendance } from '../features/attendance/catalogue.ts';
import { buddy } from '../features/buddies/catalogue.ts';
import { calendar } from '../features/calendars/catalogue.ts';
import { choosing } from '../features/choosings/catalogue.ts';
import { circle } from '../features/circles/catalogue/circle.ts';
import { setUp } from '../features/circles/catalogue/set-up.ts';
import { digest } from '../features/digests/catalogue.ts';
import { approval } from '../features/governance/catalogue/approval.ts';
import { settingsFailure } from '../features/governance/catalogue/failures.ts';
import { stewards } from '../features/governance/catalogue/stewards.ts';
import { help } from '../features/help/catalogue.ts';
import { home } from '../features/home/catalogue.ts';
import { linking } from '../features/linking/catalogue.ts';
import {
  meetingChat,
  meetingMove,
  meetingOff,
  meetingsEnd,
  rotaPages,
} from '../features/meetings/catalogue.ts';
import { joining } from '../features/membership/catalogue/joining.ts';
import { names } from '../features/membership/catalogue/names.ts';
import { roster } from '../features/membership/catalogue/roster.ts';
import { trouble } from '../features/membership/catalogue/trouble.ts';
import { me } from '../features/preferences/catalogue.ts';
import { promise } from '../features/promises/catalogue.ts';
import { pulse } from '../features/pulses/catalogue/pulse.ts';
import { round } from '../features/pulses/catalogue/round.ts';
import { privacy } from '../features/release/catalogue.ts';
import { trends } from '../features/trends/catalogue.ts';
import { swap } from '../features/turns/catalogue/swap.ts';
import { turn } from '../features/turns/catalogue/turn.ts';
import { say } from '../features/unnamed-words/catalogue.ts';
import { wayIn } from '../features/ways-in/catalogue.ts';
import { withdrawing } from '../features/withdrawing/catalogue.ts';

/** Every sentence, in British English. Aim: reading age 9 to 11, at most 20 words a sentence, no blame, no jargon. */
export const enGB = {
  ...pulse,
  ...privacy,
  ...home,
  ...turn,
  ...swap,
  ...say,
  ...help,
  ...joining,
  ...promise,
  ...digest,
  ...me,
  ...meetingChat,
  ...meetingOff,
  ...meetingsEnd,
  ...meetingMove,
  ...rotaPages,
  ...linking,
  ...address,
  ...letter,
  ...attendance,
  ...buddy,
  ...calendar,
  ...bundle,
  ...failure,
  ...fieldFailure,
  ...circle,
  ...approval,
  ...names,
  ...roster,
  ...round,
  ...trends,
  ...trouble,
  ...settingsFailure,
  ...setUp,
  ...wayIn,
  ...signpost,
  ...stewards,
  ...choosing,
  ...withdrawing,
} as const;
