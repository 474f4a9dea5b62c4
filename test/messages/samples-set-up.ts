import type { ChatPerson } from '../../src/domain/joining.ts';
import type { Reader } from '../../src/messages/reader.ts';
import { outsideHome, setUpDone, setUpForm } from '../../src/messages/set-up.ts';
import type { Message } from '../../src/ports/message.ts';
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

/** Starting a circle, on both chat platforms. */
export function setUpSamples(typed: Typed, to: Reader): Readonly<Record<string, Message>> {
  const { name, circle, title } = typed;
  const form = {
    organisation: null,
    timezone: 'Europe/London',
    language: 'en-GB',
    packs: [{ id: 'x', name: title }],
  };
  const begun = { id: 'c1', name: circle, voices: [] };
  const waysIn = [{ name, wayIn: sampleWayIn }];
  return {
    outsideHome: outsideHome(to),
    setUpForm: setUpForm({ ...form, platform: 'slack' }, to),
    setUpFormInTeams: setUpForm({ ...form, platform: 'teams' }, to),
    setUpFormAgain: setUpForm(
      { ...form, platform: 'slack', organisation: circle, unsure: outsiders(typed) },
      to,
    ),
    setUpDone: setUpDone(
      { platform: 'slack', circle: begun, hasChannel: true, stewards: [name], waysIn },
      to,
    ),
    setUpDoneInTeams: setUpDone(
      { platform: 'teams', circle: begun, hasChannel: true, stewards: [name], waysIn: [] },
      to,
    ),
  };
}
