import { inCircle } from '../../../core/actions/action.ts';

export const pulseSubject = inCircle((tables, id) => tables.pulses.find(id));

/** Whether or not the asker has a seat in it. */
export const roundSubject = inCircle((tables, id) => tables.rounds.find(id));
