import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { meetingTable } from '../../turns/tables.ts';
import { type CircleState, fileOf, type Section } from '../edits/state.ts';

export async function circleState(tx: Tx, circle: Circle): Promise<CircleState> {
  return {
    circle,
    members: await memberTable.listWithReaders(tx, circle.id),
    pulses: await pulseTable.list(tx, circle.id),
    series: await meetingTable.series(tx, circle.id),
    digest: await circleTable.digestSettings(tx, circle.id),
    signpost: await circleTable.signpost(tx, circle.id),
    outside: await circleTable.outside(tx, circle.id),
  };
}

/** Of what stood when a file was written out. */
export interface Mark {
  readonly at: Instant;
  readonly hash: string;
}

export function hashOf(file: Section): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 16);
}

/** As it is written in the file: `2026-11-16T09:00:00.000Z 0123456789abcdef`. */
export function readMark(said: unknown): Mark | null {
  const parts = typeof said === 'string' ? /^(\S+) ([0-9a-f]{16})$/.exec(said) : null;
  const [, moment = '', hash = ''] = parts ?? [];
  const at = Date.parse(moment);
  return parts === null || Number.isNaN(at) ? null : { at, hash };
}

const HEAD = `# Edit this file, look at the plan, then apply it:
#   roundtable circle plan FILE
#   roundtable circle apply FILE
# What you delete here stays as it is. Leave the lines "as-of" and "id" alone; something new has no id.
`;

/** A circle as a file to edit, with a mark of what it was made from. */
export async function exportCircle(context: Context, circle: Circle): Promise<string> {
  const file = fileOf(await circleState(context.store, circle));
  const mark = `${new Date(context.clock.now()).toISOString()} ${hashOf(file)}`;
  return `${HEAD}${stringify({ id: circle.id, 'as-of': mark, ...file }, { lineWidth: 0 })}`;
}
