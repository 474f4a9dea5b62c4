import type { Arrivals } from '../../ports/arrivals.ts';
import type { Context } from '../context.ts';
import { placeOpened } from '../deliveries/bars.ts';
import { personJoined, personLeft } from './joining.ts';
import { awayByStatus, personDeactivated, personReactivated } from './presence.ts';

/** Where chat platforms tell of people who come, go and are away. */
export function arrivalsOf(context: Context): Arrivals {
  return {
    joined: (channel, person) => personJoined(context, channel, person),
    left: (channel, person) => personLeft(context, channel, person),
    letIn: (place) => placeOpened(context, place),
    deactivated: (identity) => personDeactivated(context, identity),
    reactivated: (identity) => personReactivated(context, identity),
    meetingStarted: async () => {},
    meetingEnded: async () => {},
    awayUntil: (identity, until) => awayByStatus(context, identity, until),
  };
}
