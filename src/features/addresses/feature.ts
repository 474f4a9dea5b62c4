import { feature } from '../feature.ts';
import { addressHandlers } from './actions.ts';
import { addressNotifications } from './notifications.ts';
import { sweepAddresses } from './sweep.ts';
import { addressesKept } from './tables.ts';

/** Where somebody is written to outside any chat: they enter an address, and prove by a press that it is theirs. */
export const addresses = feature({
  name: 'addresses',
  actions: addressHandlers,
  notifications: addressNotifications,
  sweeps: [sweepAddresses],
  keeps: addressesKept,
});
