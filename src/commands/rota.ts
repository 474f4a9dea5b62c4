import { localTime } from '../core/calendar/local-time.ts';
import { type Circle, type Member, type VoiceId, voiceName } from '../core/circle.ts';
import type { Instant } from '../core/instant.ts';
import { memberTable } from '../core/tables/members.ts';
import { type Outlook, outlooks } from '../features/meetings/use-cases/outlook.ts';
import type { Meeting } from '../features/turns/rules/meeting.ts';
import { aboutCircle } from './circle-choice.ts';
import { told } from './command.ts';

/** `roundtable rota show`: who said yes to the next turn, or whose it is; and two forecasts, by voice. */
export const rotaShow = aboutCircle(async ({ context: { store } }, circle) => {
  const members = await memberTable.list(store, circle.id);
  const found = await outlooks(store, circle);
  if (found.length === 0) return told('This circle has no meetings. Add them to its file.');
  return told(...found.flatMap((outlook) => describe(outlook, circle, members)));
});

function describe(outlook: Outlook, circle: Circle, members: readonly Member[]): readonly string[] {
  const when = (instant: Instant) => {
    const { weekday, date, time } = localTime(instant, circle.timezone);
    return `${weekday} ${date} ${time}`;
  };
  const nameOf = (voice: VoiceId) => voiceName(circle, voice);
  const who = ({ chairId }: Meeting, voice: VoiceId | null, state: string) => {
    const member = members.find(({ id }) => id === chairId);
    if (member !== undefined) return `${member.name} (${nameOf(member.voice)})  has said yes`;
    return voice === null ? 'nobody can chair yet' : `the turn of ${nameOf(voice)}, ${state}`;
  };
  const { next, forecasts } = outlook;
  return [
    outlook.seriesName,
    next === null
      ? '  No meeting is planned.'
      : `  ${when(next.startsAt)}  ${who(next, next.turn?.voice ?? null, 'being asked')}`,
    ...forecasts.map(({ meeting, voice }) => {
      const state = meeting.turn === null ? 'a forecast that may change' : 'being asked';
      return `  ${when(meeting.startsAt)}  ${who(meeting, voice, state)}`;
    }),
  ];
}
