/** Saying something without a name. */
export const say = {
  'say.form.summary': 'Say something to {circle}, without your name.',
  'say.form.heading': 'Say something',
  'say.form.lead': 'Write what {circle} should hear. Your name does not come with it.',
  'say.form.kept':
    'We keep your words and the week. We do not keep who you are, your voice, or the day and time.',
  'say.form.shown':
    'Stewards of each side see the words one day before a digest. Two of them can hold words back, and everybody hears how many and why.',
  'say.form.guess': 'People may still guess from the words who wrote them.',
  'say.form.words': 'What would you like to say?',
  'say.form.hint': 'At most {most} letters. Do not write names or anything about somebody’s health.',
  'say.form.send': 'Say it without my name',
  'say.said':
    'Thank you. Your words will appear in the next digest, without your name. If that comes within a day, they wait for the one after.',
} as const;
