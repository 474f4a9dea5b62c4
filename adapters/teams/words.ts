import { WORDS as SHARED } from '../chat/words.ts';

/** Said before anybody is known, or when the core cannot be asked. Everything else that people read comes from the core. */
export const WORDS = {
  ...SHARED,
  waiting:
    'Not counted yet. This is taking longer than it should. Please wait a minute, then send it once more. It is only counted once.',
  slow: 'This is taking longer than it should. Nothing was changed. Please try again in a minute.',
  slowChange:
    'This is taking longer than it should. It may still be done. Please wait a minute, and look before you send it again.',
  forged:
    'This button or form does not work any more. Please write “help” to Roundtable and start from there.',
  notYours:
    'This card was made for somebody else, so nothing was done. Please write “help” to Roundtable to get your own.',
  nobody:
    'Teams did not tell us who you are, so nothing was done. Please ask the person who looks after Roundtable.',
  /** What Teams calls the channel of a whole team. */
  general: 'General',
  opener: {
    summary: 'Press the button. It opens a window that only you see.',
    button: 'Open it',
  },
  commands: {
    help: 'What Roundtable does',
    pulse: 'Answer an open pulse',
    chair: 'See who chairs next',
    say: 'Say what should change',
    digest: 'Read what came out of it',
    circle: 'See the promises of your circle',
    me: 'Choose how you want to be asked',
  },
} as const;
