/** Every limit of Teams in one place. Lengths are in UTF-16 code units unless it says bytes. */
export const LIMITS = {
  /** Ours: what one button carries for us, signed. Teams sets no limit but the card's. */
  buttonData: 4_000,
  /** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: 100 KB; we stay below 80. */
  activityBytes: 80 * 1024,
  /** https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors: 28 KB where a card may pass a webhook. */
  cardBytes: 28 * 1024,
  /** Ours, for posts: what a person reads in a chat before it becomes a wall. */
  post: { blocks: 20, characters: 9_000, bytes: 24 * 1024 },
} as const;
