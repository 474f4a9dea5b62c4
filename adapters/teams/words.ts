/** Said before anybody is known, or when the core cannot be asked. Everything else that people read comes from the core. */
export const WORDS = {
  waiting:
    'Not counted yet. This is taking longer than it should. Please wait a minute, then send it once more. It is only counted once.',
  slow: 'This is taking longer than it should. Nothing was changed. Please try again in a minute.',
  slowChange:
    'This is taking longer than it should. It may still be done. Please wait a minute, and look before you send it again.',
  failed:
    'Something went wrong on our side. Nothing was lost and nothing was counted twice. Please try again soon.',
  forged:
    'This button or form does not work any more. Please write “help” to Roundtable and start from there.',
  notYours:
    'This card was made for somebody else, so nothing was done. Please write “help” to Roundtable to get your own.',
  tooLarge: 'That was too much text for us. Nothing was sent. Please write less and send it again.',
  unreadable: 'We could not read what was sent. Nothing was saved. Please try again.',
  nobody:
    'Teams did not tell us who you are, so nothing was done. Please ask the person who looks after Roundtable.',
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

/** The last line of words about a failure of ours: lets somebody who looks after the server find it in the log. */
export function reference(requestId: string): string {
  return `If you tell somebody about this, give them this number: ${requestId}`;
}
