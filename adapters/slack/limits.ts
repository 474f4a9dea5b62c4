/**
 * Every limit of Slack in one place. Lengths are in UTF-16 code units: Slack does not say what it counts, and no other
 * unit gives a larger number. `undocumented` marks what Slack's pages do not say and others have measured.
 */
export const LIMITS = {
  /** https://docs.slack.dev/reference/block-kit/blocks */
  messageBlocks: 50,
  viewBlocks: 100,

  /** Ours, for posts: what a person reads in a chat before it becomes a wall, with room below every other limit. */
  post: { blocks: 20, characters: 9_000, bytes: 24 * 1024 },
  /** Undocumented: a message was refused at about 13,200 characters in all. */
  messageCharacters: 13_000,
  /** https://docs.slack.dev/reference/methods/views.open: `view_too_large` above 250 kB. */
  viewBytes: 250_000,
  /** Ours, for modals and Home: half of Slack's. */
  view: { blocks: 100, characters: 60_000, bytes: 120_000 },
  /** https://docs.slack.dev/reference/methods/chat.postMessage: best under 4,000; cut above 40,000. */
  fallbackText: 4_000,

  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object; at least 1. */
  text: 3_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  header: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-block */
  contextElements: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  actionsElements: 25,
  /** Ours: a row of buttons that a person can take in, and that a phone does not turn into a page. */
  buttonsInRow: 5,
  /** Undocumented for rich text as a whole; ours, the same as for a text object. */
  richText: 3_000,
  /** Ours: short parts share a block of rich text up to this length where a post has too many. */
  joinedText: 1_200,
  /** https://docs.slack.dev/reference/block-kit/blocks: block_id; block elements: action_id. */
  blockId: 255,
  actionId: 255,

  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,

  /** https://docs.slack.dev/reference/block-kit/blocks/input-block */
  inputLabel: 2_000,
  inputHint: 2_000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3_000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element */
  radioOptions: 10,
  /** https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
  checkboxes: 10,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and multi-select-menu-element */
  selectOptions: 100,
  placeholder: 150,
  /** Ours: people or channels that a picker shows as chosen at first. Slack names no number; it takes 100 options. */
  initialPicks: 100,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,

  /** https://docs.slack.dev/reference/views/modal-views */
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3_000,

  /**
   * https://docs.slack.dev/reference/block-kit/blocks/data-table-block: rows with the header row; characters over all
   * tables of one message, above our own ceiling for posts; a cell holds at least one character and all rows the same
   * number of cells.
   */
  table: { rows: 101, columns: 20, characters: 10_000 },
  /**
   * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block. Undocumented: more than two in one message
   * are refused (measured in https://github.com/vercel/chat/pull/696).
   */
  chart: { title: 50, label: 20, axisLabel: 50, series: 6, points: 20, inMessage: 2 },

  /** Ours: what a name of one of our inputs may look like at most; block_id has room for its encoding. */
  inputName: 64,
  /** Ours: values that one submission may hold over all inputs. */
  submittedValues: 400,
} as const;
