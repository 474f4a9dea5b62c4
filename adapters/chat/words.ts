/** What chat adapters say by themselves, where the core cannot be asked. */
export const WORDS = {
  failed:
    'Something went wrong on our side. Nothing was lost and nothing was counted twice. Please try again soon.',
  tooLarge: 'That was too much text for us. Nothing was sent. Please write less and send it again.',
  unreadable: 'We could not read what was sent. Nothing was saved. Please try again.',
} as const;

/** The last line of words about a failure of ours: lets somebody who looks after the server find it in the log. */
export function reference(requestId: string): string {
  return `If you tell somebody about this, give them this number: ${requestId}`;
}
