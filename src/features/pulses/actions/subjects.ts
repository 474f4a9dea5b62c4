import { inCircle } from '../../../core/actions/action.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';

export const pulseSubject = inCircle((tx, id) => pulseTable.find(tx, id));

/** Whether or not the asker has a seat in it. */
export const roundSubject = inCircle((tx, id) => roundTable.find(tx, id));
