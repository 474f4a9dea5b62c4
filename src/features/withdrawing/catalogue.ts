/** Words that should not stand: who may say so, who may take them out, and what everybody hears of it. */
export const withdrawing = {
  'withdraw.link': 'Should something not stand here?',
  'withdraw.form.summary': 'Say which words should not stand in {circle}.',
  'withdraw.form.heading': 'Should something not stand here?',
  'withdraw.form.lead': 'Choose it. The stewards of each side get a letter. Nobody learns that it was you.',
  'withdraw.form.steward':
    'Choose it, and why. A steward of another voice has to say yes. Then it is deleted.',
  'withdraw.form.told': 'Everybody hears how many, why, and the names of you two. Nobody hears the words.',
  'withdraw.form.reach': 'We cannot take it out of e-mail, print, or what people have read already.',
  'withdraw.form.words': 'What should not stand here?',
  'withdraw.form.why': 'Why?',
  'withdraw.form.flag': 'Tell the stewards',
  'withdraw.form.send': 'Ask to take it out',
  'withdraw.form.none': 'There are no words here that somebody wrote.',
  'withdraw.why.names-a-person': 'it names a person',
  'withdraw.why.could-hurt': 'it could hurt somebody',
  'withdraw.why.not-for-this-group': 'it is not for this group',
  'withdraw.why.by-mistake': 'it was sent by mistake',
  'withdraw.flagged': 'Thank you. The stewards will look at it. Nobody learns that it was you.',
  'withdraw.letter.summary': 'Somebody asks you to look at some words in {circle}.',
  'withdraw.letter.lead':
    'Somebody thinks that these words should not stand in {circle}. Please look at them.',
  'withdraw.letter.same': 'All stewards get this letter. We keep nothing about who asked.',
  'withdraw.letter.open': 'Look at the words',
  'hold.form.summary': 'What the next digest of {circle} will show.',
  'hold.form.heading': 'What the next digest will show',
  'hold.form.lead':
    'People wrote this without their names. Should something not be shown? Choose it, and why. A steward of another voice has to say yes.',
  'hold.form.silence': 'What nobody holds back is shown.',
  'hold.form.none':
    'There is nothing to look at now. What people wrote without a name is here a day before each digest.',
  'hold.form.send': 'Ask to hold it back',
  'hold.letter.summary': 'See what people wrote to {circle}, before the digest.',
  'hold.letter.lead':
    'People wrote something to {circle} without their names. The next digest will show it. Please look at it before.',
  'hold.letter.same': 'All stewards see it from this minute on. We keep nothing about who wrote it.',
  'withdraw.approval': 'The words in question',

  'change.withdraw-words': '{count, plural, one {# text is} other {# texts are}} taken out, because {why}.',
  'change.hold-words':
    '{count, plural, one {# text is} other {# texts are}} held back before the digest, because {why}.',
  'digest.taken-out': 'Taken out',
  'digest.taken-out.withdrawn':
    '{names} took {count, plural, one {# text} other {# texts}} out of this digest, because {why}.',
  'digest.taken-out.before':
    '{names} took {count, plural, one {# text} other {# texts}} out of what stood before, because {why}.',
  'digest.taken-out.held-back':
    '{names} held {count, plural, one {# text} other {# texts}} back, because {why}.',
} as const;
