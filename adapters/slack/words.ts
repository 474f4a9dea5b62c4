import { WORDS as SHARED } from '../chat/words.ts';

/** Said before anybody is known, or when the core cannot be asked. Everything else that people read comes from the core. */
export const WORDS = {
  ...SHARED,
  title: 'Roundtable',
  close: 'Close',
  opening: 'One moment. This is being opened.',
  waiting: {
    title: 'Not counted yet',
    text: 'Not counted yet. This is taking longer than it should. Please leave this window open: it will say when it is done.',
  },
  slowNext:
    'This is taking longer than it should. What you chose is still here. Please press the button again.',
  pressAgain: 'That took too long, so nothing was done. Please press again.',
  callAgain: 'That took too long, so nothing was opened. Please do it again.',
  forged:
    'This button or form does not work any more. Please open the Home tab of Roundtable and start from there.',
  unknownTeam:
    'Roundtable is not set up in this workspace any more. Please ask the person who looks after it.',
  help: [
    'You can type one of these words after /roundtable:',
    '• pulse – answer an open pulse',
    '• chair – see who chairs next',
    '• say – say what should change',
    '• digest – read what came out of it',
    '• circle – see the promises your circle keeps track of',
    '• me – choose how you want to be asked',
    '• link – type a code from another platform',
    '• help – see this list',
    'Only you can see this. Nobody is told what you typed.',
  ],
} as const;

/** What a browser shows after `/slack/install`. */
export const PAGES = {
  install: {
    heading: 'Add Roundtable to Slack',
    text: 'Slack will show you what Roundtable may do. You can take it away again at any time.',
    button: 'Go on to Slack',
  },
  installed: {
    heading: 'Roundtable is in your workspace',
    text: 'You can close this page. In Slack, look for Roundtable under Apps.',
  },
  cancelled: {
    heading: 'Nothing was installed',
    text: 'You chose not to go on. You can start again whenever you like.',
  },
  failed: {
    heading: 'This did not work',
    text: 'Nothing was installed. The page may have been open for too long, or in another browser. Please start again.',
  },
} as const;
