/**
 * The adapter's own words: what stands around a message, and what is said when no message can be had. All other
 * wording comes from the core. English only: the frame is marked as such on pages in another language.
 */
export const WORDS = {
  product: 'Roundtable',
  language: 'en-GB',
  skip: 'Skip to main content',
  home: 'Roundtable: your start page',
  problem: 'There is a problem',
  errorPrefix: 'Error: ',
  errorLead: 'Error:',
  important: 'Important',
  privacy: 'How your answers are kept private',
  leave: 'Leave on this device',
  notices: 'Messages for you',
  noticesMissing: 'We could not load your messages just now. Please try again in a few minutes.',
  showTable: 'Show as a table',
  nothing: 'nothing to show',
  dayHint: 'For example, 24 12 2026.',
  dayParts: { day: 'Day', month: 'Month', year: 'Year' },
  toHome: 'Go to your start page',
  upTo: (characters: number): string => `You can write up to ${characters} characters.`,
  /** `{step}` and `{steps}` are filled in by the browser. */
  progress: 'Question {step} of {steps}',
  next: 'Next',
  back: 'Back',
} as const;

/** A heading and the sentence or two below it. */
export interface PlainWords {
  readonly heading: string;
  readonly text: string;
}

export const ENTRANCE = {
  welcome: {
    heading: 'Come in to Roundtable',
    text: 'Type the code that you were given. If you opened a link, the next page comes by itself.',
  },
  code: 'Your code',
  codeHint: 'It has ten letters and numbers, like 7QK2M-9XWRT. It works once.',
  codeRefused: 'This code opens nothing. Please type it again, just as it is written.',
  continue: 'Continue',
  isThatYou: 'Is that you?',
  comingInAs: ['You are about to come in as ', ' of ', '.'],
  notYou: 'If that is not you, please close this page and tell the person who gave you the link.',
  device: 'Is this your own device?',
  deviceHint: 'This decides how long you stay signed in.',
  deviceOwn: 'Yes, only I use it. I stay signed in.',
  deviceShared:
    'No, others use it too. I am signed out after an hour, or when the browser is closed. To come back I need another code.',
  deviceMissing: 'Please say whether this is your own device.',
  notYouMailed: 'If that is not you, please close this page.',
  yes: 'Yes, that’s me',
  yesWithMail: 'Come in, and get messages at ',
  yesWithoutMail: 'Come in, without messages',
  notForYou: 'Not for you?',
  decline: 'No, thank you',
  declined: {
    heading: 'That is fine',
    text: 'Thank you for telling us. We do not ask again. The people who invited you hear that you said no.',
  },
  refused: {
    heading: 'This way in does not work',
    text: 'It may have been used already, it may have run out, or a part of it is missing. Nothing has changed. Please try again, or ask a steward of your group for a new one.',
  },
  fromBefore: {
    heading: 'This link is from before',
    text: 'Links like this open nothing any more. That keeps your answers safe. If you are signed in on this device, you still are. If not, please ask a steward of your group for a new way in.',
  },
  leave: {
    heading: 'Leave on this device',
    text: 'Nobody else who uses this device can then see your pages. To come back you need a new code. Make it now, if you are signed in nowhere else. Without it two stewards have to help you, and it takes a week.',
  },
  nextCode: 'First make my next code',
  notYet: 'This way in is not open yet',
  opensFor: ['It is for ', ', and opens on ', '. Please come back then.'],
  notYetWhy:
    'Please keep the link or the code. Whoever it is for hears of it first, and can stop it. That is why it takes a week.',
  leaveButton: 'Leave',
  left: {
    heading: 'You have left',
    text: 'To come back, type the code that you made. Or make one where you are still signed in. If you have none, ask a steward of your group: that takes a week.',
  },
  held: {
    heading: 'Your words are not lost',
    text: 'You are not signed in any more, or you are signed in as somebody else. Please come in again in another tab. Keep this page open. Then come back here and press “Send again”.',
  },
  typeCodeThere: 'Type a code in another tab',
  sendAgain: 'Send again',
  noSession: {
    heading: 'Please come in first',
    text: 'We do not know who you are on this device. Please open the link you were given, or type your code. If you have none, ask a steward of your group.',
  },
  typeCode: 'Type a code',
  typeCodeOrLink: 'Type a code, or get a link by e-mail',
  linkHint: 'The one that we write to.',
  textSent: {
    heading: 'Please look at your phone',
    text: 'If we know this number, a text with a code is on its way. It works once, for 10 minutes, on this page only. At most two codes go out in ten minutes. If nothing comes, wait ten minutes and ask again, or ask a steward of your group.',
  },
  digits: 'The code from the text',
  digitsHint: 'Six digits. Never tell it to anybody who calls or writes to you.',
  digitsElsewhere: {
    heading: 'This code works in another place',
    text: 'A code by text works only on the page where you asked for it. Please go back to that page. Or get a new code here.',
  },
  notAnAddress: 'Please write your whole e-mail address or mobile number.',
  textRefused: {
    heading: 'This code did not work',
    text: 'You can try five times, for 10 minutes. Then please get another one.',
  },
  digitsRefused: 'Type the six digits from the newest text.',
  askAgain: 'Get another code',
  linkSent: {
    heading: 'Please look at your e-mail',
    text: 'If we know this address, a link is on its way there. It works once, for 15 minutes. If nothing comes, look among unwanted mail, or ask a steward of your group.',
  },
  isYourAddress: 'Is this your e-mail address?',
  isYourAddressMeans:
    'If it is, press the button. From then on we write to you there. If not, please close this page: nothing changes.',
  yesMyAddress: 'Yes, this is my address',
  addressIsYours: {
    heading: 'Thank you',
    text: 'We now write to you at this address. You can take it out at any time, on your own page.',
  },
} as const satisfies Record<string, PlainWords | string | readonly string[]>;

/** Where somebody asks to be sent what opens the door. */
export const ASK = {
  mail: {
    kind: 'mail',
    heading: 'Or get a link by e-mail',
    label: 'Your e-mail address',
    send: 'Send me a link',
  },
  sms: {
    kind: 'sms',
    heading: 'Or get a code by text',
    label: 'Your mobile number',
    send: 'Send me a code',
  },
  both: {
    kind: 'both',
    heading: 'Or get a link by e-mail, or a code by text',
    label: 'Your e-mail address or mobile number',
    send: 'Send it to me',
  },
} as const;

/** Where kinds of letters are switched off. */
export const STOP = {
  ask: (topic: string): PlainWords => ({
    heading: `Stop e-mails about ${topic}?`,
    text: 'Everything else stays as it is. You still find this on your own pages, and there you can have the e-mails again.',
  }),
  button: 'Yes, stop these e-mails',
  done: (topic: string): PlainWords => ({
    heading: `We send you no more e-mails about ${topic}`,
    text: 'Everything else stays as it is. If you change your mind, look at “Messages by e-mail” on your own page.',
  }),
  unknown: {
    heading: 'This link switches nothing off',
    text: 'A part of it may be missing. You can also do it on your own page, under “Messages by e-mail”.',
  },
} as const;

/** Where the address in a text leads whoever is not signed in. */
export const TEXTS = {
  came: {
    heading: 'A message for you',
    text: 'We sent you a text. You can read all of it here, once you have come in.',
  },
  read: 'Read the message',
  stop: (topic: string): string => `Stop texts about ${topic}`,
  stopped: (topic: string): PlainWords => ({
    heading: `We send you no more texts about ${topic}`,
    text: 'Everything else stays as it is. If you change your mind, look at “Text messages” on your own page.',
  }),
  unknown: {
    heading: 'This link switches nothing off',
    text: 'A part of it may be missing. You can also do it on your own page, under “Text messages”.',
  },
} as const;

/** Stands above every form: somebody else may have left this device signed in. */
export const ANSWERING = {
  as: ['You are answering as ', '.'],
  notYou: 'Not you?',
} as const;

/** The page that Microsoft Teams shows inside itself. */
export const TEAMS_TAB = {
  heading: 'Your Roundtable pages',
  text: [
    'Your pages open in your browser. Inside Teams, somebody else who uses this device could see them.',
    'If your browser does not know you yet, ask for a way in first: write the word me to Roundtable in the chat.',
    'You can also do everything in the chat with Roundtable: write the word help to it.',
  ],
  open: 'Open your pages in the browser',
  privacy: 'How your answers are kept private',
} as const;

export const DEMO = {
  bar: 'This is a demo. The people are made up.',
  lookingAs: (name: string): string => `You are looking as ${name}.`,
  change: 'Change person',
  all: 'Change person or move the clock',
  clock: 'Move the clock on',
  moved: 'The clock has moved on',
  pick: 'Who do you want to be?',
  pickText: 'This is a demo. Pick a person to see what they see.',
} as const;

export const FAULTS = {
  malformed: {
    heading: 'We could not read that',
    text: 'What reached us was damaged on the way. Nothing was sent. Please go back and try again.',
  },
  forgery: {
    heading: 'Please try again',
    text: 'The page was open for too long, or the button was not ours. Nothing was sent. Go back, load the page again and press the button once more.',
  },
  unknownPage: {
    heading: 'We cannot find that page',
    text: 'The address may be wrong, or the page is no longer here.',
  },
  wrongMethod: {
    heading: 'This page cannot be opened like that',
    text: 'Nothing was changed. Please start again from your start page.',
  },
  tooLarge: {
    heading: 'That was too long',
    text: 'It is more than we can take at once. Nothing was sent. Please go back, make it shorter and try again.',
  },
  wrongType: {
    heading: 'We cannot take that',
    text: 'We can only take what is typed into our own pages. Nothing was sent.',
  },
  tooFast: {
    heading: 'Please wait a little',
    text: 'That was a lot in a short time. Nothing was sent. Please wait a minute and try again.',
  },
  ours: {
    heading: 'Something went wrong on our side',
    text: 'It was not your fault. Please try again in a few minutes. If you were sending something, it may not have arrived; sending it again does no harm.',
  },
} as const satisfies Record<string, PlainWords>;

/** What to tell the people who run the service. */
export const reference = (requestId: string): string =>
  `If you ask for help, please give this reference: ${requestId}`;
