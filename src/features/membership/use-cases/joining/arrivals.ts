import type { Context } from '../../../../core/context.ts';
import { placeOpened } from '../../../../core/outbox/delivery-failures.ts';
import type { Arrivals } from '../../../../core/ports/arrivals.ts';
import { meetingEnded } from '../../../attendance/use-cases/ask.ts';
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
    // Nothing is asked or kept while people meet.
    meetingStarted: async () => {},
    meetingEnded: (channel) => meetingEnded(context, channel),
    awayUntil: (identity, until) => awayByStatus(context, identity, until),
  };
}
