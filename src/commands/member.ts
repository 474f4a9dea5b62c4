import { localTime } from '../domain/calendar/local-time.ts';
import { DAY } from '../domain/instant.ts';
import { nameKey } from '../domain/names.ts';
import { makePersonalLink } from '../services/circles/member-link.ts';
import { chooseCircle } from './circle-choice.ts';
import { type CommandResult, type Desk, refused, told } from './command.ts';

/** `roundtable member link`: an address that logs one member in, to hand over or print. */
export async function memberLink(
  { context }: Desk,
  asked: {
    readonly member: string;
    readonly circle?: string | undefined;
    readonly days: number;
    readonly renew: boolean;
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
        : `Several people are called something like "${asked.member}". Give the whole name, or the id:`,
      ...(member === undefined ? members : matching).map(({ id, name }) => `  ${id}  ${name}`),
    );
  }
  const made = await makePersonalLink(context, member.id, { lasting: asked.days * DAY, renew: asked.renew });
  if (!made.ok) return refused(`${member.name} is no longer in this circle.`);
  const { date } = localTime(made.value.expiresAt, circle.timezone);
  return told(
    `A personal link for ${member.name}, good until ${date}:`,
    '',
    `  ${made.value.address}`,
    '',
    'Whoever has it can answer as them: give it to nobody else. They will see that it was made.',
    ...(asked.renew ? ['Their earlier links have ended.'] : []),
  );
}
