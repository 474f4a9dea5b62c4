import { localTime } from '../core/calendar/local-time.ts';
import { voiceName } from '../core/circle.ts';
import { toldCode } from '../core/code.ts';
import type { Instant } from '../core/instant.ts';
import { nameSteward } from '../features/choosings/use-cases/by-operator.ts';
import { makeByOperator } from '../features/ways-in/use-cases/for-others.ts';
import { refused, told } from './command.ts';
import { aboutMember } from './member-choice.ts';

/** `roundtable member link`: a way in for one member, to hand over or print. */
export const memberLink = aboutMember(async (context, circle, member) => {
  const wayIn = await makeByOperator(context, circle, member);
  const day = (at: Instant) => localTime(at, circle.timezone).date;
  const later = wayIn.opensAt > context.clock.now();
  return told(
    later
      ? `A way in for ${member.name}, good once, from ${day(wayIn.opensAt)} until ${day(wayIn.expiresAt)}:`
      : `A way in for ${member.name}, good once and until ${day(wayIn.expiresAt)}:`,
    '',
    `  ${wayIn.address}`,
    '',
    `On paper: ${wayIn.entrance}, and the code ${toldCode(wayIn.code)}.`,
    later
      ? 'They have a way in already. So they are told now, on every place we know, and can stop it until then.'
      : 'Give it to nobody else: whoever uses it first comes in as them. They hear that you made it.',
    'Who comes in says three words to a steward, who types them in; only the first steward needs nobody. It stands in the circle’s history that you made it.',
    'A way in that was made before and not used does not work any more.',
  );
});

/** `roundtable member steward`: for a voice that has no steward who can act, and is not choosing one. */
export const memberSteward = aboutMember(async (context, circle, { id, name, voice }) => {
  const named = await nameSteward(context, circle, id);
  const its = voiceName(circle, voice);
  const refusals = {
    'voice-has-steward': `This voice has a steward who can act: ${its}. Stewards of two voices make others.`,
    'choosing-under-way': `The people of this voice are choosing a steward just now: ${its}. It is theirs to decide.`,
    'not-settled': `${name} is new to this voice, or only one voice let them in. Please name somebody else: ${its}.`,
    'not-found': `${name} is not in ${circle.name} any more.`,
  } as const;
  if (!named.ok) return refused(refusals[named.code]);
  return told(
    `${name} is a steward of ${circle.name} now, for: ${its}.`,
    'Every member is told that you did this.',
  );
});
