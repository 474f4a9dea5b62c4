import { localTime } from '../domain/calendar/local-time.ts';
import { toldCode } from '../domain/code.ts';
import type { Instant } from '../domain/instant.ts';
import { nameKey } from '../domain/names.ts';
import { makeByOperator } from '../services/ways-in/for-others.ts';
import { chooseCircle } from './circle-choice.ts';
import { type CommandResult, type Desk, refused, told } from './command.ts';

/** `roundtable member link`: a way in for one member, to hand over or print. */
export async function memberLink(
  { context }: Desk,
  asked: {
    readonly member: string;
    readonly circle?: string | undefined;
  },
): Promise<CommandResult> {
  const chosen = await chooseCircle(context.store.tables, asked.circle);
  if ('refused' in chosen) return chosen.refused;
  const { circle } = chosen;
  const members = await context.store.tables.members.list(circle.id);
  const start = nameKey(asked.member);
  const exact = members.filter(({ id, name }) => id === asked.member || nameKey(name) === start);
  const matching = exact.length > 0 ? exact : members.filter(({ name }) => nameKey(name).startsWith(start));
  const [member, ...others] = matching;
  if (member === undefined || others.length > 0) {
    return refused(
      member === undefined
        ? `Nobody in ${circle.name} is called "${asked.member}". There are:`
        : exact.length > 0
          ? `Several people are called "${asked.member}". Give the id of the one you mean:`
          : `Several people are called something like "${asked.member}". Give the whole name, or the id:`,
      ...(member === undefined ? members : matching).map(({ id, name }) => `  ${id}  ${name}`),
    );
  }
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
    'A steward says yes to who comes in, by three words. That you made it stands in the circle’s history.',
    'An earlier one that nobody used is dead.',
  );
}
