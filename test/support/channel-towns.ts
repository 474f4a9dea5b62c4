import type { Circle } from '../../src/core/circle.ts';
import type { Town } from './town.ts';
import { NORTHFIELD } from './town-people.ts';
import { WARD as SLACK_WARD, startTogether as startSlackTogether } from './town-slack.ts';
import { ALL_ON_TEAMS, startTogether as startTeamsTogether, WARD as TEAMS_WARD } from './town-teams.ts';

/** The sample circle with one of the platforms whose channel its digest is posted to. */
export interface ChannelTown {
  readonly town: Town;
  readonly circle: Circle;
  /** All that stands in the channel now, edits included. */
  channel(): string;
  stop(): Promise<void>;
}

/** By the name of the platform. `change`: what is different in the circle's file. */
export const CHANNEL_TOWNS: Readonly<
  Record<'Slack' | 'Teams', (change?: (file: string) => string) => Promise<ChannelTown>>
> = {
  async Slack(change = (file) => file) {
    const { slack, town, circle } = await startSlackTogether({ file: change(NORTHFIELD) });
    const channel = () =>
      slack
        .messagesIn(SLACK_WARD)
        .map(({ words }) => words)
        .join('\n');
    return { town, circle, channel, stop: () => town.stop().then(() => slack.stop()) };
  },
  async Teams(change = (file) => file) {
    const { teams, town, circle } = await startTeamsTogether(change(ALL_ON_TEAMS));
    const channel = () =>
      teams
        .messagesIn(TEAMS_WARD)
        .map(({ words }) => words)
        .join('\n');
    return { town, circle, channel, stop: () => town.stop().then(() => teams.stop()) };
  },
};
