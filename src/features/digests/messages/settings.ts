import { toldSchedule } from '../../../core/calendar/schedule-told.ts';
import { compose, heading, text } from '../../../core/messages/blocks.ts';
import { onInput, reasonInput, save, yesNo } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';

export const DIGEST_INPUTS = { wanted: 'wanted', on: 'on', managers: 'managers' } as const;

export interface DigestFormView {
  readonly circleId: string;
  readonly digest: { readonly schedule: MeetingSeries['schedule']; readonly toManagers: boolean } | null;
}

export function digestSettingsForm({ circleId, digest }: DigestFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('settings.digest.summary'),
    blocks: [
      heading(1, words.say('settings.digest.heading')),
      text(words.say('settings.digest.lead'), 'lead'),
      yesNo(DIGEST_INPUTS.wanted, words.say('settings.digest.wanted'), digest !== null, words),
      onInput(
        DIGEST_INPUTS.on,
        words.say('settings.pulse.on'),
        digest === null ? 'Friday 15:00' : toldSchedule(digest.schedule).on,
        words,
      ),
      yesNo(DIGEST_INPUTS.managers, words.say('settings.digest.managers'), digest?.toManagers ?? true, words),
      ...(digest === null ? [] : [reasonInput(words.say('settings.reason-less'), words)]),
      save('digest-settings.save', circleId, words),
    ],
  }));
}
