import { localTime } from '../domain/calendar/local-time.ts';
import type { Circle, Member } from '../domain/circle.ts';
import type { Instant } from '../domain/instant.ts';
import { type Outlook, outlooks } from '../services/rota/outlook.ts';
import { chooseCircle } from './circle-choice.ts';
import { type CommandResult, type Desk, told } from './command.ts';

/** `roundtable rota show`: the turn that was drawn, and two forecasts. */
export async function rotaShow(
  { context }: Desk,
  asked: { readonly circle?: string | undefined },
): Promise<CommandResult> {
  const { tables } = context.store;
  const chosen = await chooseCircle(tables, asked.circle);
  if ('refused' in chosen) return chosen.refused;
  const { circle } = chosen;
  const members = await tables.members.list(circle.id);
  const found = await outlooks(tables, circle);
  if (found.length === 0) return told('This circle has no meetings. Add them to its file.');
  return told(...found.flatMap((outlook) => describe(outlook, circle, members)));
}

function describe(outlook: Outlook, circle: Circle, members: readonly Member[]): readonly string[] {
  const when = (instant: Instant) => {
    const { weekday, date, time } = localTime(instant, circle.timezone);
    return `${weekday} ${date} ${time}`;
  };
  const who = (id: string | null) => {
    const member = members.find((each) => each.id === id);
    const voice = circle.voices.find((each) => each.id === member?.voice);
    return member === undefined ? 'nobody can chair yet' : `${member.name} (${voice?.name ?? member.voice})`;
  };
  const { next, forecasts } = outlook;
  const lines =
    next === null ? ['  No meeting is planned.'] : [`  ${when(next.startsAt)}  ${who(next.chairId)}`];
  if (next !== null && next.chairId !== null)
    lines.push(`    ${next.accepted ? 'has said yes' : 'has been asked'}`);
  if (next?.coChairId != null) lines.push(`    co-chair offered to ${who(next.coChairId)}`);
  return [
    outlook.seriesName,
    ...lines,
    ...forecasts.map(
      ({ meeting, chairId }) => `  ${when(meeting.startsAt)}  ${who(chairId)}  (forecast, may change)`,
    ),
  ];
}
