import type { Circle } from '../../domain/circle.ts';
import type { Meeting } from '../../domain/meeting.ts';
import type { TurnView } from '../../messages/turn-view.ts';
import type { Tables } from '../../ports/store.ts';

/** A meeting and its chair, with the names that messages need. */
export async function turnView(tables: Tables, circle: Circle, meeting: Meeting): Promise<TurnView> {
  const members = await tables.members.list(circle.id);
  const series = (await tables.meetings.series(circle.id)).find(({ id }) => id === meeting.seriesId);
  const named = (id: string | null) => members.find((member) => member.id === id) ?? null;
  const chair = named(meeting.chairId);
  const voice = circle.voices.find(({ id }) => id === chair?.voice);
  return {
    meetingId: meeting.id,
    meeting: series?.name ?? circle.name,
    startsAt: meeting.startsAt,
    chair: chair === null ? null : { name: chair.name, voiceName: voice?.name ?? chair.voice },
    coChair: named(meeting.coChairId)?.name ?? null,
    accepted: meeting.accepted,
  };
}
