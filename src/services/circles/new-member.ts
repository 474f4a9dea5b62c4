import type { Circle, Member } from '../../domain/circle.ts';
import { firstPreferences } from '../../domain/preferences.ts';
import type { Context } from '../context.ts';

/** Somebody who joins a circle for the first time: no tasks, in the rota, and asked in the circle's language. */
export function newMember(
  context: Context,
  circle: Circle,
  { name, voice, identities }: Pick<Member, 'name' | 'voice' | 'identities'>,
): Member {
  return {
    id: context.newId(),
    circleId: circle.id,
    name,
    voice,
    email: null,
    steward: false,
    manager: false,
    chairs: 'yes',
    preferences: firstPreferences(circle.language),
    identities,
    joinedAt: context.clock.now(),
    leftAt: null,
  };
}
