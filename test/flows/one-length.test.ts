import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import * as onSlack from '../support/app-on-slack.ts';
import * as onTeams from '../support/app-on-teams.ts';
import { MONDAY } from '../support/test-app.ts';
import { openRound } from '../support/test-users.ts';
import { startWeighing } from '../support/weighing.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;

describe('whoever sees how much goes over the wire learns nothing of an answer', () => {
  test('in Slack, over HTTP', async () => {
    const { slack, app, circle } = await onSlack.startTogether({ backend: 'redis+postgres' });
    const scales = await startWeighing(app.address);
    slack.deliverTo(scales.address);
    try {
      await app.passTo(TUESDAY_10);
      const bex = slack.user(onSlack.TEAM, onSlack.STAFF.Bex);
      const answered = async (voice: string, prepare = async () => {}) => {
        await onSlack.openPulse(slack, bex);
        await bex.fill({ 'input.voice': voice, 'input.trust': '3' });
        await prepare();
        await bex.submit();
        return { words: bex.openModal().words, weight: scales.weights.at(-1) };
      };
      const counted = await answered('4');
      const before = await answered('1');
      const { closesAt } = await openRound(app, circle);
      const closed = await answered('1', async () => app.clock.moveTo(closesAt));
      expect(counted.words).toContain('Your answer has been counted.');
      expect(before.words).toContain('Your answer was counted before.');
      expect(closed.words).toContain('This pulse has closed.');
      expect(counted.weight).toMatchObject({ status: 200, bytes: 16 * 1024 });
      expect([before.weight, closed.weight]).toEqual([counted.weight, counted.weight]);
    } finally {
      scales.stop();
      await app.stop();
      await slack.stop();
    }
  });

  test('in Microsoft Teams', async () => {
    const { teams, app, circle } = await onTeams.startTogether();
    const scales = await startWeighing(app.address);
    teams.deliverTo(scales.address);
    try {
      await app.passTo(TUESDAY_10);
      const bex = teams.user(onTeams.PEOPLE['Bex Turner']);
      const [open, send] = ['Answer the questions', 'Send my answers'];
      const answered = async (given: string, prepare = async () => {}) => {
        const letter = onTeams.invitationOf(bex);
        const opened = await bex.press(letter, open);
        const where = onTeams.placeOf(opened, letter);
        bex.fill(where, { 'one.voice': given, 'one.trust': '3' });
        await prepare();
        const { words } = onTeams.shownBy(await bex.press(where, send));
        return { words, weight: scales.weights.at(-1) };
      };
      const counted = await answered('4');
      const before = await answered('1');
      const { closesAt } = await openRound(app, circle);
      const closed = await answered('1', async () => app.clock.moveTo(closesAt));
      expect(counted.words).toContain('Your answer has been counted.');
      expect(before.words).toContain('Your answer was counted before.');
      expect(closed.words).toContain('This pulse has closed.');
      expect(counted.weight).toMatchObject({ status: 200, bytes: 16 * 1024 });
      expect([before.weight, closed.weight]).toEqual([counted.weight, counted.weight]);
      // The form itself, for who sees it again because something in it was wrong.
      expect(Math.max(...scales.weights.map(({ bytes }) => bytes))).toBe(16 * 1024);
    } finally {
      scales.stop();
      await app.stop();
      await teams.stop();
    }
  });
});
