import type { Circle } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { settingUpOf } from '../features/membership/use-cases/confirm-roster.ts';

/** What a circle that is not set up waits for, and what to do; null: it is set up. */
export async function settingUpTold(
  context: Context,
  circle: Circle,
): Promise<{ readonly what: string; readonly todo: string } | null> {
  const stand = await settingUpOf(context, circle);
  if (stand === null) return null;
  const voiceOf = (id: string) => circle.voices.find((voice) => voice.id === id)?.name ?? id;
  const names = stand.awaited.map(({ name, voice }) => `${name} (${voiceOf(voice)})`).join(', ');
  if (names === '') {
    return {
      what: 'Not set up yet: no other voice has a steward who can say yes to everybody in it.',
      todo: 'Its steward makes somebody of another voice a steward, on the page of the circle.',
    };
  }
  const [first] = stand.confirmed;
  return {
    what:
      first === undefined
        ? `Not set up yet. Two stewards of two voices have to say yes to everybody in it: ${names}.`
        : `Not set up yet. ${first.name} said yes to everybody in it. Still missing, of another voice: ${names}.`,
    todo: 'They find the list on their first page. Nobody can say yes for them. Until then nobody else is told, and no pulse opens.',
  };
}
