import { inCircle } from '../../../core/actions/action.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';

/** One that has not ended. */
export const pulseSubject = inCircle(async (tx, id) => {
  const pulse = await pulseTable.find(tx, id);
  return pulse?.state === 'ended' ? null : pulse;
});

/** Whether or not the asker has a seat in it. */
export const roundSubject = inCircle((tx, id) => roundTable.find(tx, id));
