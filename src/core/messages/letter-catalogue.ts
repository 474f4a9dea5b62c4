/** What a letter says of itself where nothing around it does: below an e-mail. */
export const letter = {
  'letter.why': 'You get this because you are in {circle}.',
  'letter.no-replies': 'Nobody reads replies to this message. Please use its buttons.',
  'letter.operator': '{operator} runs this service, which is called Roundtable.',
  'letter.stop.pulses': 'No more e-mails about pulses',
  'letter.stop.chairing': 'No more e-mails about chairing and meetings',
  'letter.stop.digest': 'No more e-mails with the digest',
  'letter.stop.promises': 'No more e-mails about promises',
  'letter.stop.people': 'No more e-mails about people and changes in the circle',
  'letter.stop.steward': 'No more e-mails about the work of stewards',
} as const;
