import type { Handlers } from '../../../core/actions/handler.ts';
import { faultAt, saidIn } from '../../../core/messages/form-inputs.ts';
import { success } from '../../../core/result.ts';
import { formAction, type SettingsForm, saveAction } from '../../governance/actions/settings.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { PULSE_STATES, pulseStateForm, STATE_INPUT } from '../messages/state.ts';
import { pulseSubject } from './subjects.ts';

const pulseState: SettingsForm<Pulse> = {
  subject: pulseSubject,
  open: async (_context, { subject: pulse, person: { reader } }) => ({
    form: pulseStateForm(pulse, reader),
    read: (inputs) => {
      const said = saidIn(inputs, STATE_INPUT);
      const state = PULSE_STATES.find((each) => each === said);
      if (state === undefined) return faultAt('no-choice', STATE_INPUT);
      const { id: pulseId, title } = pulse;
      return success(state === pulse.state ? [] : [{ kind: 'pulse-state', pulseId, title, state }]);
    },
  }),
};

export const pulseStateHandlers = {
  'pulse-state.form': formAction(pulseState),
  'pulse-state.save': saveAction(pulseState),
} satisfies Partial<Handlers>;
