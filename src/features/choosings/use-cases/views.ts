import { type Circle, type Member, voiceName } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { withWayIn } from '../../../core/way-in.ts';
import { namingOf } from '../../governance/use-cases/views.ts';
import type { ChoosingAtHome, ChoosingView } from '../messages.ts';
import { type Choosing, choosers, lacksSteward, passed, stillWanted } from '../rules.ts';
import { choosingTable } from '../tables.ts';
import { choosingMembers } from './choosings.ts';

/** A choosing as one member sees it, as it stands at this moment. */
export async function choosingView(
  context: Context,
  circle: Circle,
  reader: Pick<Member, 'id'>,
  kept: Choosing,
): Promise<ChoosingView> {
  const { store } = context;
  const now = context.clock.now();
  const members = await choosingMembers(context, store, circle.id);
  const choosing = passed(kept, members, now);
  const may =
    choosing.state === 'open' && choosers(kept.voice, members, now).some(({ id }) => id === reader.id);
  const said = [kept.by, ...kept.confirmedBy].includes(reader.id);
  const wanted = stillWanted(choosing, members, now);
  return {
    choosing,
    naming: await namingOf(store, circle),
    stillWanted: wanted,
    mayConfirm: may && !said && wanted > 0,
    mayStop: may,
    mine: kept.memberId === reader.id,
  };
}

/** What a member reads on their start page where their own voice has no steward who can act; null: it has one. */
export async function choosingAtHome(
  context: Context,
  circle: Circle,
  present: readonly Member[],
  member: Member,
): Promise<ChoosingAtHome | null> {
  const now = context.clock.now();
  const members = withWayIn(present, context.platforms);
  const { voice } = member;
  if (!lacksSteward(voice, members, now)) return null;
  const may = choosers(voice, members, now);
  const open = await choosingTable.open(context.store, circle.id);
  const views: ChoosingView[] = [];
  for (const each of open.filter((one) => one.voice === voice))
    views.push(await choosingView(context, circle, member, each));
  return {
    circleId: circle.id,
    voiceName: voiceName(circle, voice),
    current: views.find(({ choosing }) => choosing.state === 'open') ?? null,
    mayChoose: may.some(({ id }) => id === member.id),
    nobodyMay: may.length === 0,
  };
}

/** The names of voices that have people and no steward who can act; none before the circle is set up, while they still come in. */
export function voicesWithout(
  { clock, platforms }: Pick<Context, 'clock' | 'platforms'>,
  circle: Circle,
  present: readonly Member[],
): readonly string[] {
  if (circle.setUpAt === null) return [];
  const members = withWayIn(present, platforms);
  const now = clock.now();
  return circle.voices
    .filter(({ id }) => present.some(({ voice }) => voice === id) && lacksSteward(id, members, now))
    .map(({ name }) => name);
}
