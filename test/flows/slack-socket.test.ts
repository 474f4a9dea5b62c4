import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { openPulse, STAFF, type Staff, startTogether, TEAM } from '../support/app-on-slack.ts';
import { lookIntoSeal, tallyOf } from '../support/app-tally.ts';
import type { Person, Slack } from '../support/slack/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const SUBMIT = 'view_submission';
const OUTCOMES = [
  'Thank you. Your answer has been counted.',
  'Your answer was counted before. Each person is counted once, so nothing has changed.',
];

describe('Socket Mode while people answer', () => {
  let slack: Slack;
  let app: TestApp;
  let circle: Circle;
  const person = (name: Staff) => slack.user(TEAM, STAFF[name]);

  beforeEach(async () => {
    ({ slack, app, circle } = await startTogether({ over: 'socket' }));
    await app.passTo(TUESDAY_10);
  });
  afterEach(async () => {
    await app?.stop();
    await slack?.stop();
  });

  async function fills(who: Person, voice: string): Promise<void> {
    await openPulse(slack, who);
    await who.fill({ 'input.voice': voice, 'input.trust': '3' });
  }

  /** As a person does: presses the button again where Slack says that there was trouble, as soon as it can be pressed. */
  async function insists(who: Person): Promise<string> {
    for (let tries = 0; tries < 10; tries += 1) {
      await slack.until(() => slack.sockets() > 0, 'a socket');
      const { outcome } = await who.submit();
      if (outcome === 'updated') return who.openModal().words;
    }
    throw new Error('It never went through.');
  }

  async function expectCounted(voices: readonly string[]): Promise<void> {
    const round = await openRound(app, circle);
    const counted = voices.map((voice) => ({ voice: 'staff', given: { voice, trust: '3' } }));
    expect(await lookIntoSeal(app.context, round)).toEqual(tallyOf(round, counted));
  }

  test('the line is cut under a form that is on its way: it is counted once, and the person learns so', async () => {
    const said: string[] = [];
    for (const [index, name] of (['Amina', 'Bex', 'Chidi', 'Ewan'] as const).entries()) {
      const who = person(name);
      await fills(who, '4');
      const first = who.submit();
      // From before anything has reached us to after all is done.
      await new Promise((resolve) => setTimeout(resolve, index * 4));
      slack.dropSockets();
      const outcome = (await first).outcome;
      said.push(outcome === 'updated' ? who.openModal().words : await insists(who));
      await slack.until(() => slack.sockets() > 0, 'a new socket');
      await who.close({ all: true });
    }
    for (const words of said) expect(OUTCOMES).toContain(words);
    expect(slack.deliveries().some(({ kind, status }) => kind === SUBMIT && status === 0)).toBe(true);
    await expectCounted(['4', '4', '4', '4']);
  });

  test('Slack asks for a new line while forms come in: every one is counted, none twice', async () => {
    const names = ['Amina', 'Bex', 'Chidi', 'Ewan', 'Farah'] as const;
    for (const name of names) await fills(person(name), '2');
    const submitted = names.map((name) => person(name).submit());
    slack.refreshSockets();
    const outcomes = (await Promise.all(submitted)).map(({ outcome }) => outcome);
    // What was acknowledged over a line that is being closed may get lost: then the person sees trouble and presses again.
    for (const [index, name] of names.entries()) {
      if (outcomes[index] !== 'updated') await insists(person(name));
      expect(OUTCOMES).toContain(person(name).openModal().words);
    }
    await slack.until(() => slack.sockets() === 1, 'the new socket');
    await expectCounted(['2', '2', '2', '2', '2']);
  });
});
