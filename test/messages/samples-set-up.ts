import type { ChatPerson } from '../../src/core/chat-person.ts';
import type { Identity } from '../../src/core/circle.ts';
import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { outsideHome, setUpDone, setUpForm } from '../../src/features/circles/messages/set-up.ts';
import {
  circleIsSetUp,
  firstYes,
  notSetUp,
  type RosterView,
  rosterPage,
} from '../../src/features/membership/messages/roster.ts';
import type { Typed } from './samples.ts';
import { sampleWayIn } from './samples-way-in.ts';

/** Two people who are not simply of the workspace. */
export function outsiders({ name }: Typed): readonly ChatPerson[] {
  return (['guest', 'stranger'] as const).map((kind) => ({
    identity: { platform: 'slack', externalId: `T1/U0${kind.toUpperCase()}` },
    name,
    kind,
  }));
}

/** A circle that nobody has said yes to, seen by somebody who can. */
export function rosterOf({ name, circle }: Typed): RosterView {
  const member = { name, voice: 'reps', steward: true, identities: [], email: null };
  const slack = { platform: 'slack', externalId: 'T1/U1' } as const;
  const web = { platform: 'web', externalId: 'x' } as const;
  return {
    circle: {
      id: 'c1',
      name: circle,
      voices: [
        { id: 'staff', name },
        { id: 'reps', name },
      ],
    },
    members: [
      member,
      { ...member, email: 'joe@example.org' },
      { ...member, steward: false, identities: [slack, web] },
    ],
    confirmed: [],
    awaited: [name, name],
    mayConfirm: true,
  };
}

const WARD_CHANNEL: Identity = { platform: 'teams', externalId: '19:ward7@thread.tacv2' };

/** Starting a circle, on both chat platforms. */
export function setUpSamples(typed: Typed, to: Reader): Readonly<Record<string, Message>> {
  const { name, circle, title } = typed;
  const form = {
    organisation: null,
    timezone: 'Europe/London',
    language: 'en-GB',
    packs: [{ id: 'x', name: title }],
    listed: [],
    here: null,
  };
  const begun = { id: 'c1', name: circle, voices: [] };
  const roster = rosterOf(typed);
  const waysIn = [{ name, wayIn: sampleWayIn }];
  return {
    outsideHome: outsideHome(to),
    rosterPage: rosterPage(roster, null, to),
    rosterHalf: rosterPage({ ...roster, confirmed: [name], mayConfirm: false }, null, to),
    rosterLong: rosterPage(roster, 'https://roundtable.test/roster/c1', to),
    rosterStuck: rosterPage({ ...roster, confirmed: [name], awaited: [], mayConfirm: false }, null, to),
    rosterYes: firstYes({ confirmed: [name], awaited: [name] }, to),
    rosterYesStuck: firstYes({ confirmed: [name], awaited: [] }, to),
    circleIsSetUp: circleIsSetUp(
      begun,
      { id: 'p1', title, nextOpensAt: Date.UTC(2026, 10, 24, 10), can: 3, all: 12 },
      to,
    ),
    circleIsSetUpBare: circleIsSetUp(begun, null, to),
    notSetUp: notSetUp({ circle: { ...begun, voices: [] }, awaited: [name] }, to),
    setUpForm: setUpForm({ ...form, platform: 'slack' }, to),
    setUpFormInTeams: setUpForm({ ...form, platform: 'teams' }, to),
    setUpFormInTeamsChannel: setUpForm(
      { ...form, platform: 'teams', listed: [{ identity: WARD_CHANNEL, name: title }], here: WARD_CHANNEL },
      to,
    ),
    setUpFormAgain: setUpForm(
      { ...form, platform: 'slack', organisation: circle, unsure: outsiders(typed) },
      to,
    ),
    setUpDone: setUpDone(
      { platform: 'slack', circle: begun, hasChannel: true, stewards: [{ name, unreached: false }], waysIn },
      to,
    ),
    setUpDoneInTeams: setUpDone(
      {
        platform: 'teams',
        circle: begun,
        hasChannel: true,
        stewards: [{ name, unreached: true }],
        waysIn: [],
      },
      to,
    ),
  };
}
