import type { Arrivals } from '../../ports/arrivals.ts';
import type { Context } from '../context.ts';
import { channelOpened } from '../deliveries/bars.ts';
import { personJoined, personLeft } from './joining.ts';
import { awayByStatus, personDeactivated, personReactivated } from './presence.ts';

/** Where chat platforms tell of people who come, go and are away. */
export function arrivalsOf(context: Context): Arrivals {
  return {
    joined: (channel, person) => personJoined(context, channel, person),
    left: (channel, person) => personLeft(context, channel, person),
    letIn: (channel) => channelOpened(context, channel),
    deactivated: (identity) => personDeactivated(context, identity),
    reactivated: (identity) => personReactivated(context, identity),
    meetingStarted: async () => {},
    meetingEnded: async () => {},
    awayUntil: (identity, until) => awayByStatus(context, identity, until),
  };
}
