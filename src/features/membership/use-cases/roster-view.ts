import type { Circle, Member, SurfaceName } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY } from '../../../core/instant.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { withWayIn } from '../../../core/way-in.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { circleIsSetUp, type FirstPulseView, isCutInChats, type RosterView } from '../messages/roster.ts';
import { settingUpOf } from './confirm-roster.ts';

/** Everybody in a circle that is not set up, as a steward sees it; null: it is set up. */
export async function rosterView(
  context: Context,
  circle: Circle,
  reader: Pick<Member, 'id'>,
): Promise<RosterView | null> {
  const stand = await settingUpOf(context, circle);
  if (stand === null) return null;
  return {
    circle,
    members: (await memberTable.listWithReaders(context.store, circle.id)).map((member) => ({
      ...member,
      identities: member.identities.filter(({ platform }) => context.platforms.has(platform)),
    })),
    confirmed: stand.confirmed.map(({ name }) => name),
    awaited: stand.awaited.map(({ name }) => name),
    mayConfirm: stand.awaited.some(({ id }) => id === reader.id),
  };
}

/** Where a list is read that is too long for the place somebody reads it in; null: it is shown whole there. */
export function rosterElsewhere({ links }: Context, view: RosterView, platform: SurfaceName): string | null {
  return platform === 'web' || !isCutInChats(view)
    ? null
    : links.page({ name: 'roster.show', subject: view.circle.id });
}

/** To the stewards of a circle that has begun, as it stands now: once a pulse was asked, it offers none. */
export async function setUpMessage(context: Context, circle: Circle, reader: Reader): Promise<Message> {
  return circleIsSetUp(circle, await firstPulseOf(context, circle), reader);
}

/** How long a circle that has begun is offered to open its first pulse by hand. */
const OFFERED_FOR = 28 * DAY;

/** The first pulse that comes in a circle that was set up lately and was never asked one. */
export async function firstPulseOf(
  { clock, platforms, store }: Context,
  { id, setUpAt }: Pick<Circle, 'id' | 'setUpAt'>,
): Promise<FirstPulseView | null> {
  if (setUpAt === null || clock.now() >= setUpAt + OFFERED_FOR) return null;
  const coming = (await pulseTable.list(store, id)).flatMap(({ nextOpensAt, ...pulse }) =>
    nextOpensAt === null ? [] : [{ ...pulse, nextOpensAt }],
  );
  const [first] = coming.sort((a, b) => a.nextOpensAt - b.nextOpensAt);
  if (first === undefined || (await roundTable.since(store, id, 0)).length > 0) return null;
  const everybody = await memberTable.list(store, id);
  return { ...first, can: withWayIn(everybody, platforms).length, all: everybody.length };
}
