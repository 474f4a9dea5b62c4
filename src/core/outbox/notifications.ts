import type { Circle, Member, PlatformName } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Message } from '../ports/message.ts';
import type { Delivery } from './delivery.ts';

/** Why a letter is not sent after all: the pulse has closed or somebody else chairs now; or the board has told it already. */
export type NotSent = 'no-longer-true' | 'told-on-the-board';

/** What letters say. Each kind belongs to a feature. */
export interface Notifications {
  /** The words of a delivery, made when it is sent, or why there are none. Depends on nothing that tells who answered. */
  compose(
    context: Context,
    delivery: Delivery,
    circle: Circle,
    member: Member | null,
    platform: PlatformName,
  ): Promise<Message | NotSent>;
  /** What stands in the place of a letter that was sent and is no longer true. It leaves our own board at once. */
  inPlaceOf(
    context: Context,
    letter: Pick<Delivery, 'kind' | 'subject'>,
    circle: Circle,
    member: Member | null,
  ): Promise<Message>;
  /** What follows from a letter that was posted. */
  sent(context: Context, letter: Delivery): Promise<void>;
}

declare module '../context.ts' {
  interface Context {
    readonly notifications: Notifications;
  }
}
