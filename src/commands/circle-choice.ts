import type { Circle } from '../core/circle.ts';
import { nameKey } from '../core/names.ts';
import type { Tx } from '../core/ports/store.ts';
import { circleTable } from '../core/tables/circles.ts';
import { PROGRAM } from '../program-name.ts';
import { type CommandContext, type CommandResult, refused } from './command.ts';

/**
 * Finds the circle that somebody at the terminal means: by id, by name, or by the start of its name, whatever the case.
 * With nothing given, the only circle there is.
 */
async function chooseCircle(
  tx: Tx,
  wanted: string | undefined,
): Promise<{ readonly circle: Circle } | { readonly refused: CommandResult }> {
  const circles = await circleTable.list(tx);
  if (circles.length === 0) {
    return { refused: refused(`There is no circle yet. Make one with: ${PROGRAM} circle import FILE`) };
  }
  const start = nameKey(wanted ?? '');
  const exact = circles.filter(({ id, name }) => id === wanted || nameKey(name) === start);
  const matching = exact.length > 0 ? exact : circles.filter(({ name }) => nameKey(name).startsWith(start));
  const [circle, ...others] = matching;
  if (circle !== undefined && others.length === 0) return { circle };
  const names = (matching.length > 0 ? matching : circles).map(({ id, name }) => `  ${id}  ${name}`);
  const what =
    wanted === undefined
      ? 'There are several circles. Say which one, by its name or id:'
      : matching.length > 0
        ? `More than one circle is called something like "${wanted}". Say which one, by its id:`
        : `No circle is called "${wanted}". There are:`;
  return { refused: refused(what, ...names) };
}

/** A command about the circle that somebody at the terminal means; refused, with what there is, where none is. */
export function aboutCircle<Asked extends { readonly circle?: string | undefined }>(
  run: (commandContext: CommandContext, circle: Circle, asked: Asked) => Promise<CommandResult>,
) {
  return async (commandContext: CommandContext, asked: Asked): Promise<CommandResult> => {
    const chosen = await chooseCircle(commandContext.context.store, asked.circle);
    return 'refused' in chosen ? chosen.refused : run(commandContext, chosen.circle, asked);
  };
}
