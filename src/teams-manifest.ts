/** How Teams names the things of ours that people can call up from the box they write in, and from a message's menu. */
export const TEAMS_CALLS = { say: 'say_something', youSaid: 'turn_into_you_said' } as const;

/** The words that people can write to the bot. Others get the list of these. */
export const TEAMS_WORDS = ['help', 'pulse', 'chair', 'say', 'digest', 'circle', 'me'] as const;
