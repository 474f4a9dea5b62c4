/** What a letter says of itself where nothing around it does: below an e-mail. */
export const letter = {
  'letter.why': 'You get this because you are in {circle}.',
  'letter.no-replies': 'Nobody reads replies to this message. Please use its buttons.',
  'letter.operator': '{operator} runs this service, which is called Roundtable.',
  'letter.stop': 'No more e-mails about {topic}',
  'letter.topic.pulses': 'pulses',
  'letter.topic.chairing': 'chairing and meetings',
  'letter.topic.digest': 'the digest',
  'letter.topic.promises': 'promises',
  'letter.topic.people': 'people and changes in the circle',
  'letter.topic.steward': 'the work of stewards',
} as const;
