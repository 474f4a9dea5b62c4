import { actions, button, choice, compose, heading, text } from '../../../core/messages/blocks.ts';
import { reasonInput } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Pulse, PulseState } from '../../release/rules/pulse.ts';

export const STATE_INPUT = 'state';
export const PULSE_STATES: readonly PulseState[] = ['running', 'paused', 'ended'];

/** Pauses a pulse, lets it go on, or ends it. */
export function pulseStateForm(
  { id, title, state }: Pick<Pulse, 'id' | 'title' | 'state'>,
  reader: Reader,
): Message {
  return compose(reader, (words) => {
    const question = words.say(`pulse-state.link.${state === 'paused' ? 'paused' : 'running'}`, { title });
    return {
      summary: question,
      blocks: [
        heading(1, question),
        text(words.say('pulse-state.lead'), 'lead'),
        choice(
          STATE_INPUT,
          words.say('pulse-state.what'),
          PULSE_STATES.map((value) => ({ value, label: words.say(`pulse-state.${value}`) })),
          state,
        ),
        text(words.say('pulse-state.two-keys')),
        reasonInput(words.say('pulse-state.reason'), words),
        actions(button(words.say('settings.save'), 'pulse-state.save', id, 'primary')),
      ],
    };
  });
}
