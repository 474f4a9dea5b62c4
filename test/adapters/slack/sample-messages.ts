import { digestPage } from '../../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../../src/features/digests/rules/compose.ts';
import { pulseForm, pulseInvitation, pulseThanks } from '../../../src/features/pulses/messages/pulse.ts';
import { northfieldWeek } from '../../features/digests/northfield.ts';
import { havingAVoice } from '../../support/packs.ts';

const reader = { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Europe/London' };
const pulse = {
  circle: northfieldWeek.circle.name,
  round: {
    id: 'r1',
    title: 'Having a voice',
    questions: havingAVoice.questions,
    closesAt: Date.UTC(2026, 10, 26, 10),
    thresholds: { scores: 5, comments: 10 },
    levels: { trust: 'together' as const },
    comments: true,
  },
};

/** What the core says in the three places that people see most. */
export const SAMPLES = {
  invitation: pulseInvitation({ ...pulse, since: null }, reader),
  form: pulseForm({ ...pulse, signpost: { kind: 'uk' }, trust: { operator: null, outside: null } }, reader),
  thanks: pulseThanks(null, reader),
  digest: digestPage(
    composeDigest({ ...northfieldWeek, said: [] }, () => 0.5),
    reader,
  ),
};
