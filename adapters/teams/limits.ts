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
  /** Ours, for dialogs and answers: with what goes around the card they stay below `activityBytes`. */
  view: { blocks: 100, characters: 60_000, bytes: 78 * 1024 },
  /** Ours: the notification line, and what a client says that cannot show the card. */
  summary: 1_000,

  /** Ours, so that a long text can be cut between its parts. */
  text: 3_000,
  /** Ours: short parts share a container up to this size, so that a budget can leave out some of them. */
  groupedBytes: 3_000,

  /** Ours: a title that a phone of 360 px shows in one line; Teams does not say where it cuts. */
  buttonTitle: 40,
  /** Ours: buttons side by side, and the letters of their titles together, for the same phone. Teams folds actions above 6. */
  row: { buttons: 3, characters: 30 },
  /** Ours: what a dialog's title bar shows on a phone without cutting. */
  dialogTitle: 50,

  /** Ours: as many choices stand open to see; more become a menu. */
  openOptions: 10,
  /** Ours: label and hint of an input, which a screen reader says in one go. */
  inputLabel: 2_000,
  /** Ours: choices in one input. */
  options: 100,
  /** Ours: what an input takes at most; the core's own limits are below it. */
  inputText: 10_000,
  /** Ours: inputs that one form may have. */
  inputs: 120,
  /** Ours: what a name of one of our inputs may look like at most. */
  inputName: 64,

  /** Ours: a table that a phone can show; a wider or longer one is told as a list. */
  table: { rows: 31, columns: 4, characters: 3_000 },
  /**
   * Ours; https://adaptivecards.microsoft.com/?topic=Chart.Line names none. More lines or points than these cannot be told
   * apart on a phone.
   */
  chart: { label: 24, title: 80, series: 6, points: 26 },

  /** Ours: what Teams may send us at once. A message turned into a form comes with all of its markup. */
  requestBytes: 512 * 1024,
  /** Ours: of what somebody writes to us only the first word is read. */
  typedText: 30_000,
} as const;
