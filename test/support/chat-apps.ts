import type { Circle } from '../../src/core/circle.ts';
import { WARD as SLACK_WARD, startTogether as startSlackTogether } from './app-on-slack.ts';
import { ALL_ON_TEAMS, startTogether as startTeamsTogether, WARD as TEAMS_WARD } from './app-on-teams.ts';
import type { TestApp } from './test-app.ts';
import { NORTHFIELD } from './test-users.ts';

/** The sample circle with one of the platforms whose channel its digest is posted to. */
export interface ChatApp {
  readonly app: TestApp;
  readonly circle: Circle;
  /** All that stands in the channel now, edits included. */
  channel(): string;
  stop(): Promise<void>;
}

/** By the name of the platform. `change`: what is different in the circle's file. */
export const CHAT_APPS: Readonly<
  Record<'Slack' | 'Teams', (change?: (file: string) => string) => Promise<ChatApp>>
> = {
  async Slack(change = (file) => file) {
    const { slack, app, circle } = await startSlackTogether({ file: change(NORTHFIELD) });
    const channel = () =>
      slack
        .messagesIn(SLACK_WARD)
        .map(({ words }) => words)
        .join('\n');
    return { app, circle, channel, stop: () => app.stop().then(() => slack.stop()) };
  },
  async Teams(change = (file) => file) {
    const { teams, app, circle } = await startTeamsTogether(change(ALL_ON_TEAMS));
    const channel = () =>
      teams
        .messagesIn(TEAMS_WARD)
        .map(({ words }) => words)
        .join('\n');
    return { app, circle, channel, stop: () => app.stop().then(() => teams.stop()) };
  },
};
