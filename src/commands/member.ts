import { localTime } from '../core/calendar/local-time.ts';
import { toldCode } from '../core/code.ts';
import type { Instant } from '../core/instant.ts';
import { nameSteward } from '../features/choosings/use-cases/by-operator.ts';
import { makeByOperator } from '../features/ways-in/use-cases/for-others.ts';
import { chooseCircle } from './circle-choice.ts';
import { type CommandContext, type CommandResult, refused, told } from './command.ts';
import { chooseMember } from './member-choice.ts';

interface MemberAsked {
  readonly member: string;
  readonly circle?: string | undefined;
}

/** `roundtable member link`: a way in for one member, to hand over or print. */
export async function memberLink({ context }: CommandContext, asked: MemberAsked): Promise<CommandResult> {
  const chosen = await chooseCircle(context.store, asked.circle);
  if ('refused' in chosen) return chosen.refused;
  const { circle } = chosen;
  const found = await chooseMember(context.store, circle, asked.member);
  if ('refused' in found) return found.refused;
  const { member } = found;
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
}

/** `roundtable member steward`: for a voice that has no steward who can act, and is not choosing one. */
export async function memberSteward({ context }: CommandContext, asked: MemberAsked): Promise<CommandResult> {
  const chosen = await chooseCircle(context.store, asked.circle);
  if ('refused' in chosen) return chosen.refused;
  const { circle } = chosen;
  const found = await chooseMember(context.store, circle, asked.member);
  if ('refused' in found) return found.refused;
  const { name, voice } = found.member;
  const named = await nameSteward(context, circle, found.member.id);
  const voiceName = circle.voices.find(({ id }) => id === voice)?.name ?? voice;
  if (named.ok) {
    return told(
      `${name} is a steward of ${circle.name} now, for: ${voiceName}.`,
      'Every member is told that you did this.',
    );
  }
  switch (named.code) {
    case 'voice-has-steward':
      return refused(
        `This voice has a steward who can act: ${voiceName}. Stewards of two voices make others.`,
      );
    case 'choosing-under-way':
      return refused(
        `The people of this voice are choosing a steward just now: ${voiceName}. It is theirs to decide.`,
      );
    case 'not-settled':
      return refused(
        `${name} is new to this voice, or only one voice let them in. Please name somebody else: ${voiceName}.`,
      );
    case 'not-found':
      return refused(`${name} is not in ${circle.name} any more.`);
  }
}
