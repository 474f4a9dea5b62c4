import { toldDuration } from '../../../core/calendar/schedule-told.ts';
import { actions, button, compose, heading, sentence, text } from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import { reasonInput } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { signpostBlock } from '../../../core/messages/signpost.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Signpost, Trust } from '../../../core/signpost.ts';
import { privacyInForm } from '../../release/messages.ts';
import type { Pulse, Round } from '../../release/rules/pulse.ts';
import { asksForWords } from './pulse.ts';
import { questionBlocks } from './questions.ts';

export function roundOpened(round: Pick<Round, 'title' | 'closesAt' | 'voices'>, reader: Reader): Message {
  const invited = round.voices.reduce((sum, voice) => sum + voice.invited, 0);
  return sentence(reader, (words) =>
    words.say('round.opened', {
      title: round.title,
      invited,
      closes: whenTold(round.closesAt, reader, words),
    }),
  );
}

/** Asks before everybody is asked, which nobody can take back. */
export function openForm(
  { id, title, openFor }: Pick<Pulse, 'id' | 'title' | 'openFor'>,
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('round.open.summary', { title }),
    blocks: [
      heading(1, words.say('round.open.summary', { title })),
      text(words.say('round.open.what', { time: toldDuration(openFor) }), 'lead'),
      text(words.say('settings.cannot-undo'), 'warning'),
      actions(button(words.say('round.open'), 'round.open', id, 'primary')),
    ],
  }));
}

/** Asks before a round ends unread. */
export function cancelForm({ id, title }: Pick<Round, 'id' | 'title'>, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('round.cancel.summary', { title }),
    blocks: [
      heading(1, words.say('round.cancel.summary', { title })),
      text(words.say('round.cancel.what'), 'warning'),
      text(words.say('round.cancel.told')),
      reasonInput(words.say('settings.reason-cancel'), words),
      actions(button(words.say('round.cancel.send'), 'round.cancel', id, 'warning')),
    ],
  }));
}

/** In place of the letters that asked for answers. */
export function roundCancelled(title: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('round.cancelled', { title }),
    (words) => [text(words.say('round.cancelled.what'))],
  );
}

/** To stewards, after rounds that could show nothing. */
export function slowerOffered({ id, title }: Pick<Pulse, 'id' | 'title'>, reader: Reader): Message {
  return compose(reader, (words) => {
    const edit = words.say('circle.edit-pulse', { title });
    return {
      summary: words.say('pulse.slower', { title }),
      blocks: [
        text(words.say('pulse.slower', { title }), 'lead'),
        text(words.say('pulse.slower.why')),
        text(words.say('pulse.slower.how')),
        actions(button(edit, 'pulse-settings.form', id, 'primary')),
      ],
    };
  });
}

/** The form as everybody would get it, marked as a test from its title to its button. */
export function testForm(
  pulse: Pick<Pulse, 'id' | 'title' | 'questions' | 'thresholds' | 'comments'>,
  { signpost, trust }: { readonly signpost: Signpost; readonly trust: Trust },
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('round.test.summary', { title: pulse.title }),
    ...(reader.oneAtATime ? { oneAtATime: true } : {}),
    blocks: [
      heading(1, words.say('round.test.heading', { title: pulse.title })),
      text(words.say('round.test.warning'), 'warning'),
      heading(2, words.say('pulse.form.privacy')),
      ...privacyInForm({ ...pulse, ...trust }, words),
      heading(2, words.say('pulse.form.questions')),
      ...(asksForWords(pulse) ? [signpostBlock(signpost, words)] : []),
      ...questionBlocks(pulse.questions, pulse.comments, words),
      actions(button(words.say('round.test.send'), 'pulse.test-send', pulse.id, 'primary')),
    ],
  }));
}

export function testDone(reader: Reader): Message {
  return sentence(reader, (words) => words.say('round.test.done'));
}
