import type { Circle, Member } from '../../domain/circle.ts';
import {
  type Choosing,
  choosers,
  lacksSteward,
  passed,
  stillWanted,
} from '../../domain/governance/choosing.ts';
import type { ChoosingAtHome, ChoosingView } from '../../messages/choosing.ts';
import type { Context } from '../context.ts';
import { namingOf } from './views.ts';

/** A choosing as one member sees it, as it stands at this moment. */
export async function choosingView(
  context: Context,
  circle: Circle,
  reader: Pick<Member, 'id'>,
  kept: Choosing,
): Promise<ChoosingView> {
  const { tables } = context.store;
  const now = context.clock.now();
  const members = await tables.members.list(circle.id);
  const choosing = passed(kept, members, now);
  const may =
    choosing.state === 'open' && choosers(kept.voice, members, now).some(({ id }) => id === reader.id);
  const said = [kept.by, ...kept.confirmedBy].includes(reader.id);
  return {
    choosing,
    naming: await namingOf(tables, circle),
    stillWanted: stillWanted(choosing, members, now),
    mayConfirm: may && !said && choosing.standsUntil === null,
    mayStop: may,
    mine: kept.memberId === reader.id,
  };
}

/** What a member reads on their start page where their own voice has no steward who can act; null: it has one. */
export async function choosingAtHome(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  member: Member,
): Promise<ChoosingAtHome | null> {
  const now = context.clock.now();
  const { voice } = member;
  if (!lacksSteward(voice, members, now)) return null;
  const may = choosers(voice, members, now);
  const open = await context.store.tables.choosings.open(circle.id);
  const views: ChoosingView[] = [];
  for (const each of open.filter((one) => one.voice === voice))
    views.push(await choosingView(context, circle, member, each));
  return {
    circleId: circle.id,
    voiceName: circle.voices.find(({ id }) => id === voice)?.name ?? voice,
    current: views.find(({ choosing }) => choosing.state === 'open') ?? null,
    mayChoose: may.some(({ id }) => id === member.id),
    nobodyMay: may.length === 0,
  };
}

/** The names of voices that have people and no steward who can act. */
export function voicesWithout(circle: Circle, members: readonly Member[], now: number): readonly string[] {
  return circle.voices
    .filter(({ id }) => members.some(({ voice }) => voice === id) && lacksSteward(id, members, now))
    .map(({ name }) => name);
}
