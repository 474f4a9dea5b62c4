import { feature } from '../feature.ts';
import { choosingHandlers } from './actions.ts';
import { choosingChanges } from './changes.ts';
import { choosingNotifications } from './notifications.ts';
import { choosingsKept } from './tables.ts';
import { passChoosings } from './use-cases/choosings.ts';

/** A voice without a steward who can act chooses one. */
export const choosings = feature({
  name: 'choosings',
  actions: choosingHandlers,
  notifications: choosingNotifications,
  changes: choosingChanges,
  sweeps: [passChoosings],
  keeps: choosingsKept,
});
