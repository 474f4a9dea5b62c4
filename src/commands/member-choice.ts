import { calledIn } from '../core/called.ts';
import type { Circle, Member } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { nameKey } from '../core/names.ts';
import type { Tx } from '../core/ports/store.ts';
import { memberTable } from '../core/tables/members.ts';
import { aboutCircle } from './circle-choice.ts';
import { type CommandResult, refused } from './command.ts';

/** Finds the member whom somebody at the terminal means: by id, by name, or by the start of their name, whatever the case. */
export async function chooseMember(
  tx: Tx,
  circle: Circle,
  wanted: string,
): Promise<{ readonly member: Member } | { readonly refused: CommandResult }> {
  const members = await memberTable.listWithReaders(tx, circle.id);
  const start = nameKey(wanted);
  const exact = members.filter(({ id, name }) => id === wanted || nameKey(name) === start);
  const matching = exact.length > 0 ? exact : members.filter(({ name }) => nameKey(name).startsWith(start));
  const [member, ...others] = matching;
  if (member !== undefined && others.length === 0) return { member };
  const { nameOf } = await calledIn(tx, circle);
  return {
    refused: refused(
      member === undefined
        ? `Nobody in ${circle.name} is called "${wanted}". There are:`
        : exact.length > 0
          ? `Several people are called "${wanted}". Give the id of the one you mean:`
          : `Several people are called something like "${wanted}". Give the whole name, or the id:`,
      ...(member === undefined ? members : matching).map(
        (each) => `  ${each.id}  ${nameOf(each.id) ?? each.name}`,
      ),
    ),
  };
}

/** A command about a member of a circle, both as somebody at the terminal means them. */
export function aboutMember(
  run: (context: Context, circle: Circle, member: Member) => Promise<CommandResult>,
) {
  return aboutCircle(async ({ context }, circle, asked: MemberAsked) => {
    const found = await chooseMember(context.store, circle, asked.member);
    return 'refused' in found ? found.refused : run(context, circle, found.member);
  });
}

interface MemberAsked {
  readonly member: string;
  readonly circle?: string | undefined;
}
