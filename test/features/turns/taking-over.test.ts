import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import type { Result } from '../../../src/core/result.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';
import type { Meeting, TurnEvent } from '../../../src/features/turns/rules/meeting.ts';
import {
  agreeToTakeOver,
  askToTakeOver,
  openRequest,
  refuseToTakeOver,
  type TakeOverRefusal,
  type TurnChange,
  type TurnMatter,
  undoable,
  undoTakeOver,
  wayNow,
} from '../../../src/features/turns/rules/taking-over.ts';
import { drawn, membersOf, settled, situationOf } from '../rota/simulation.ts';

const timezone = 'Europe/London';
/** Thursday 26 November 2026, 14:00 to 15:30 in London. */
const startsAt = Date.UTC(2026, 10, 26, 14);
const endsAt = startsAt + 90 * MINUTE;
const midnight = Date.UTC(2026, 10, 26);
const before = startsAt - 3 * DAY;

type Person = Pick<Member, 'id' | 'voice' | 'circleId' | 'steward'>;
const people: readonly Person[] = membersOf({ staff: 3, reps: 3 }).map(({ id, voice }) => ({
  id,
  voice,
  circleId: 'ward-7',
  steward: id.endsWith('-3'),
}));

function one(id: string): Person {
  const found = people.find((person) => person.id === id);
  if (found === undefined) throw new Error(`nobody is ${id}`);
  return found;
}

function fresh(now = before): TurnMatter {
  const turn = drawn(startRota('seed'), situationOf({ staff: 3, reps: 3 }, { policy: { coChair: true } }));
  const meeting: Meeting = {
    id: 'm1',
    seriesId: 's1',
    circleId: 'ward-7',
    startsAt,
    endsAt,
    plannedFor: startsAt,
    state: 'planned',
    turn,
    chairId: turn.chair,
    coChairId: turn.coChair,
    asking: null,
    declined: [],
    announcedChairId: null,
    settlesAt: null,
  };
  const event = { meetingId: 'm1', at: now, what: 'drawn', memberId: turn.chair, voice: turn.voice } as const;
  return { meeting, events: [event], timezone, now };
}

function upon(matter: TurnMatter, result: Result<TurnChange, TakeOverRefusal>): TurnMatter {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  const { meeting, event } = result.value;
  return { ...matter, meeting, events: event === null ? matter.events : [...matter.events, event] };
}

const chairOf = ({ meeting }: TurnMatter) => one(meeting.chairId ?? '');
const others = (matter: TurnMatter) => people.filter(({ id }) => id !== matter.meeting.chairId);
const someoneElse = (matter: TurnMatter) => others(matter)[0] as Person;
const at = (matter: TurnMatter, now: number): TurnMatter => ({ ...matter, now });

describe('a swap', () => {
  test('changes nothing until the asked member agrees, and then only the chair', () => {
    const start = fresh();
    const [from, to] = [chairOf(start), someoneElse(start)];
    const asked = upon(start, askToTakeOver(start, from, to));
    expect(asked.meeting).toEqual(start.meeting);
    expect(openRequest(asked)).toMatchObject({ kind: 'swap', from: from.id, to: to.id, by: null });
    const agreed = upon(asked, agreeToTakeOver(asked, to));
    expect(agreed.meeting).toMatchObject({ chairId: to.id, asking: null, turn: { drawn: from.id } });
    expect(openRequest(agreed)).toBeNull();
  });

  test('is taken back by who gave it, once, until the meeting begins; not by who took it', () => {
    const start = fresh();
    const [from, to] = [chairOf(start), someoneElse(start)];
    const asked = upon(start, askToTakeOver(start, from, to));
    const agreed = upon(asked, agreeToTakeOver(asked, to));
    expect(undoTakeOver(agreed, to)).toMatchObject({ code: 'nothing-to-undo' });
    expect(undoTakeOver(at(agreed, startsAt), from)).toMatchObject({ code: 'nothing-to-undo' });
    const back = upon(agreed, undoTakeOver(at(agreed, startsAt - 1), from));
    expect(back.meeting).toMatchObject({ chairId: from.id, turn: { chair: from.id, voice: from.voice } });
    expect(back.events.at(-1)).toMatchObject({ what: 'taken-back', memberId: from.id, otherId: to.id });
    expect(undoTakeOver(back, from)).toMatchObject({ code: 'nothing-to-undo' });
    expect(undoTakeOver(back, to)).toMatchObject({ code: 'nothing-to-undo' });
  });

  test('is not taken back once who took it has given it on', () => {
    const start = fresh();
    const [from, [to, third]] = [chairOf(start), others(start) as [Person, Person]];
    const asked = upon(start, askToTakeOver(start, from, to));
    const agreed = upon(asked, agreeToTakeOver(asked, to));
    const askedOn = upon(agreed, askToTakeOver(agreed, to, third));
    const givenOn = upon(askedOn, agreeToTakeOver(askedOn, third));
    const back = upon(askedOn, undoTakeOver(askedOn, from));
    expect(back.meeting.chairId).toBe(from.id);
    expect(openRequest(back)).toBeNull();
    expect(undoTakeOver(givenOn, from)).toMatchObject({ code: 'nothing-to-undo' });
    expect(undoTakeOver(givenOn, to).ok).toBe(true);
  });

  test('is asked by the chair, or a steward for them, of a member of the circle, never of the chair', () => {
    const start = fresh();
    const chair = chairOf(start);
    const steward = others(start).find((person) => person.steward) as Person;
    expect(upon(start, askToTakeOver(start, steward, someoneElse(start))).events.at(-1)).toMatchObject({
      what: 'swap-asked',
      memberId: chair.id,
      byId: steward.id,
    });
    const plain = others(start).find((person) => !person.steward) as Person;
    expect(askToTakeOver(start, plain, chair)).toMatchObject({ code: 'not-your-turn' });
    expect(askToTakeOver(start, chair, chair)).toMatchObject({ code: 'no-such-member' });
    expect(askToTakeOver(start, chair, null)).toMatchObject({ code: 'no-such-member' });
    const far = { ...someoneElse(start), circleId: 'ward-8' };
    expect(askToTakeOver(start, chair, far)).toMatchObject({ code: 'no-such-member' });
  });

  test('refused, or asked of somebody else, can no longer be agreed to', () => {
    const start = fresh();
    const [first, second] = others(start) as [Person, Person];
    const asked = upon(start, askToTakeOver(start, chairOf(start), first));
    const refused = upon(asked, refuseToTakeOver(asked, first));
    expect(refused.meeting).toEqual(start.meeting);
    expect(agreeToTakeOver(refused, first)).toMatchObject({ code: 'request-over' });
    const askedAnew = upon(asked, askToTakeOver(asked, chairOf(asked), second));
    expect(agreeToTakeOver(askedAnew, first)).toMatchObject({ code: 'request-over' });
    expect(agreeToTakeOver(askedAnew, second).ok).toBe(true);
  });

  test('ends when the meeting begins; asking twice is asking once', () => {
    const start = fresh();
    const asked = upon(start, askToTakeOver(start, chairOf(start), someoneElse(start)));
    expect(upon(asked, askToTakeOver(asked, chairOf(asked), someoneElse(asked))).events).toEqual(
      asked.events,
    );
    expect(agreeToTakeOver(at(asked, startsAt), someoneElse(start))).toMatchObject({ code: 'meeting-over' });
    expect(agreeToTakeOver(at(asked, startsAt - 1), someoneElse(start)).ok).toBe(true);
  });
});

describe('a hand-over', () => {
  test('is there from local midnight of the day until the meeting ends', () => {
    const way = (now: number) => wayNow(fresh(now));
    expect([midnight - 1, midnight, startsAt, endsAt - 1, endsAt].map(way)).toEqual([
      'swap',
      'hand-over',
      'hand-over',
      'hand-over',
      null,
    ]);
  });

  test('by a steward can be undone by the member, before and after the other agreed', () => {
    const start = fresh(midnight + HOUR);
    const chair = chairOf(start);
    const steward = others(start).find((person) => person.steward) as Person;
    const to = others(start).find(({ id }) => id !== steward.id) as Person;
    const asked = upon(start, askToTakeOver(start, steward, to));
    expect(undoable(asked, chair.id)).toMatchObject({ by: steward.id, to: to.id });
    expect(upon(asked, undoTakeOver(asked, chair)).meeting).toEqual(start.meeting);

    const agreed = upon(asked, agreeToTakeOver(asked, to));
    expect(agreed.meeting.chairId).toBe(to.id);
    expect(undoTakeOver(agreed, to)).toMatchObject({ code: 'nothing-to-undo' });
    expect(undoTakeOver(at(agreed, endsAt), chair)).toMatchObject({ code: 'meeting-over' });
    const back = upon(agreed, undoTakeOver(at(agreed, startsAt + MINUTE), chair));
    expect(back.meeting).toMatchObject({ chairId: chair.id, turn: { chair: chair.id, voice: chair.voice } });
    expect(back.events).toHaveLength(agreed.events.length + 1);
  });

  test('by a steward can be undone whatever the other does with it, until it is drawn anew', () => {
    const start = fresh(midnight + HOUR);
    const chair = chairOf(start);
    const steward = others(start).find((person) => person.steward) as Person;
    const [to, third] = others(start).filter(({ id }) => id !== steward.id) as [Person, Person];
    const asked = upon(start, askToTakeOver(start, steward, to));
    const agreed = upon(asked, agreeToTakeOver(asked, to));
    const askedOn = upon(agreed, askToTakeOver(agreed, to, third));
    const refused = upon(askedOn, refuseToTakeOver(askedOn, third));
    const givenOn = upon(askedOn, agreeToTakeOver(askedOn, third));
    for (const matter of [askedOn, refused, givenOn]) {
      expect(undoable(matter, chair.id)).toMatchObject({ by: steward.id });
      expect(upon(matter, undoTakeOver(matter, chair)).meeting.chairId).toBe(chair.id);
    }
    const drawn = {
      ...refused,
      events: [...refused.events, { ...(refused.events.at(-1) as TurnEvent), what: 'drawn' as const }],
    };
    expect(undoable(drawn, chair.id)).toBeNull();
  });
});

type Step = readonly ['ask' | 'agree' | 'refuse' | 'undo' | 'decline' | 'hold' | 'wait', number, number];

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(
    fc.constantFrom('ask', 'agree', 'agree', 'refuse', 'undo', 'decline', 'hold', 'wait'),
    fc.nat(7),
    fc.nat(5),
  ),
  { maxLength: 40 },
) as fc.Arbitrary<readonly Step[]>;

/** Often somebody whom it concerns: the chair, or who is asked. */
function actorOf(matter: TurnMatter, who: number): Person {
  if (who === 6) return chairOf(matter);
  if (who === 7) return one(openRequest(matter)?.to ?? matter.meeting.chairId ?? '');
  return people[who] as Person;
}

/** What the service does with a step: a refusal changes nothing. Declining draws somebody else. */
function stepped(matter: TurnMatter, [what, who, whom]: Step): TurnMatter {
  const [actor, other] = [actorOf(matter, who), people[whom] as Person];
  const kept = (result: Result<TurnChange, TakeOverRefusal>) => (result.ok ? upon(matter, result) : matter);
  const { meeting, now } = matter;
  switch (what) {
    case 'ask':
      return kept(askToTakeOver(matter, actor, other));
    case 'agree':
      return kept(agreeToTakeOver(matter, actor));
    case 'refuse':
      return kept(refuseToTakeOver(matter, actor));
    case 'undo':
      return kept(undoTakeOver(matter, actor));
    case 'wait':
      return at(matter, now + 9 * HOUR);
    case 'hold':
      return endsAt > now ? matter : { ...matter, meeting: { ...meeting, state: 'held' } };
    case 'decline': {
      if (meeting.chairId !== actor.id || meeting.startsAt <= now || meeting.state !== 'planned')
        return matter;
      const declined = [...meeting.declined, actor.id];
      if (declined.length >= people.length) return matter;
      const situation = situationOf({ staff: 3, reps: 3 }, { declined: new Set(declined) });
      const turn = drawn(startRota('seed'), situation);
      const event = (did: TurnEvent['what'], id: string): TurnEvent => ({
        meetingId: 'm1',
        at: now,
        what: did,
        memberId: id,
        voice: null,
      });
      return {
        ...matter,
        meeting: { ...meeting, turn, chairId: turn.chair, coChairId: null, asking: null, declined },
        events: [...matter.events, event('declined', actor.id), event('drawn', turn.chair)],
      };
    }
  }
}

test('whatever people do in whatever order, one person chairs, each change was agreed to, and the past stays', () => {
  let changes = 0;
  fc.assert(
    fc.property(steps, (given) => {
      let matter = fresh(startsAt - 2 * DAY);
      for (const step of given) {
        const next = stepped(matter, step);
        const { meeting, events } = next;
        // One chair, the same in the turn that it is settled by; never chair and co-chair at once.
        expect(meeting.turn?.chair).toBe(meeting.chairId);
        expect(meeting.turn?.voice).toBe(one(meeting.chairId ?? '').voice);
        expect(meeting.coChairId).not.toBe(meeting.chairId);
        // History only grows.
        expect(events.slice(0, matter.events.length)).toEqual(matter.events);
        if (meeting.chairId !== matter.meeting.chairId) {
          changes += 1;
          const last = events.at(-1);
          if (last?.what === 'taken-over') {
            // Both agreed: the chair (or a steward for them) asked this very person, who then said yes.
            expect(step[0]).toBe('agree');
            expect(actorOf(matter, step[1]).id).toBe(meeting.chairId);
            expect(openRequest(matter)).toMatchObject({ from: matter.meeting.chairId, to: meeting.chairId });
          } else if (last?.what === 'taken-back') {
            expect(undoable(matter, meeting.chairId ?? '')?.to).toBe(matter.meeting.chairId);
          } else expect(last?.what).toBe('drawn');
        }
        if (matter.meeting.state !== 'planned' || matter.now >= endsAt) {
          expect(meeting.chairId).toBe(matter.meeting.chairId);
          expect(events).toEqual(matter.events);
        }
        matter = next;
      }
      // It settles by who really chaired.
      const { meeting } = matter;
      if (meeting.turn === null) throw new Error('no turn');
      const state = settled(startRota('seed'), meeting.turn);
      expect(state.lastChaired).toEqual({ [meeting.chairId ?? '']: 1 });
    }),
    { numRuns: 800 },
  );
  expect(changes).toBeGreaterThan(100);
});

test('asked person agrees while the chair declines: whichever comes first decides, and one person chairs', () => {
  const start = fresh();
  const [chair, to] = [chairOf(start), someoneElse(start)];
  const asked = upon(start, askToTakeOver(start, chair, to));
  const decline: Step = ['decline', people.indexOf(chair), 0];
  const agree: Step = ['agree', people.indexOf(to), 0];
  const declinedFirst = stepped(stepped(asked, decline), agree);
  expect(declinedFirst.events.at(-1)?.what).toBe('drawn');
  expect(declinedFirst.meeting.chairId).not.toBe(chair.id);
  const agreedFirst = stepped(stepped(asked, agree), decline);
  expect(agreedFirst.meeting).toMatchObject({ chairId: to.id, declined: [] });
});
