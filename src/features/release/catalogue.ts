/** The promise of anonymity and its limits. A change here is a change of what people were promised. */
export const privacy = {
  'privacy.summary': 'What happens to your answers, and what we cannot promise.',
  'privacy.heading': 'What happens to your answers',
  'privacy.lead': 'Pulses are private by design. Here is what that means, and where it ends.',
  'privacy.promise': 'What we promise',
  'privacy.total': 'Your answer is added to a sealed total.',
  'privacy.no-name': 'It is never stored with your name.',
  'privacy.no-look-up': 'Nobody can look up what you said. Your manager cannot. An administrator cannot.',
  'privacy.mark':
    'We keep a scrambled mark, so that you are not asked twice. We delete it when the pulse closes.',
  'privacy.mark.easy': 'We keep a secret mark so that you are not asked twice. Then we delete it.',
  'privacy.once': 'Results appear once, at the end. They appear only if enough people answered.',
  'privacy.limits': 'What we cannot promise',
  'privacy.operator':
    'The people who run this server could in theory watch your answer as it passes. So could Slack or Microsoft, if one of them carries it to us.',
  'privacy.operator-named':
    '{operator} runs this server, and could in theory watch your answer as it passes. So could Slack or Microsoft, if one of them carries it to us.',
  'privacy.worried': 'Does that worry you?',
  'privacy.web':
    'You can answer on a web page, past Slack and Microsoft: under “How you want to be asked”, press “Come in on another device”.',
  'privacy.outside': 'You can talk to somebody outside this circle: {outside}',
  'privacy.silence': 'You do not have to answer. Nobody is told.',
  'privacy.guess': 'People may guess who wrote a comment from its words.',
  'privacy.not-proof':
    'We built it this way on purpose. But you cannot check it from outside, so we do not say “impossible”.',
  'privacy.thresholds': 'When we show results',
  'privacy.scores':
    'We show a score only when {scores} or more people answered that question. With fewer, we show nothing.',
  'privacy.voices':
    'Some questions are shown for everybody together, others by voice, and it stays so. By voice, we show scores only when every voice has {scores} or more answers.',
  'privacy.rough': 'Scores are rounded. We never show how many people gave which answer.',
  'privacy.follow-up':
    'A question for some people is shown only when enough of them answered, and enough were not asked.',
  'privacy.band': 'After the end we show in rough words how many took part, such as “about half”.',
  'privacy.pool':
    'If too few answered, their sealed totals may be added to those of other circles here. We show those only when four circles or more come together.',
  'privacy.comments-on':
    'We show comments only when {comments} or more people wrote one. We may leave some out. They stand in mixed order, away from the scores.',
  'privacy.comments-off': 'This circle does not ask for comments.',
  'privacy.unnamed': 'When you raise a promise, or say something, without your name',
  'privacy.unnamed.kept':
    'We keep your words and the week. We do not keep your name, your voice, or the day and time.',
  'privacy.unnamed.shown':
    'Stewards of each side see the words one day before a digest, everybody else in it, mixed with others if there are any. Two stewards can hold words back, and everybody hears how many and why.',
} as const;
