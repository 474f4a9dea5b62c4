/** Pulses: what is sent, the form, and the thanks. Nothing here may depend on who answered. */
export const pulse = {
  'pulse.invitation.summary': 'A new pulse is open in {circle}. It closes on {closes}.',
  'pulse.invitation.heading': '{title}',
  'pulse.invitation.lead': 'A few short questions for everybody in {circle}. You can answer until {closes}.',
  'pulse.invitation.promise':
    'Your answer goes into a sealed total. It is never stored with your name. Nobody can look up what you said.',
  'pulse.invitation.promise.easy': 'Your answer is private. We never keep it with your name.',
  'pulse.invitation.threshold':
    'Results appear once, at the end. A score is shown only when {scores} or more people answered that question.',
  'pulse.invitation.threshold.easy': 'We show a score only when {scores} or more people answered.',
  'pulse.invitation.choice': 'It is your choice. Nobody is told who answers.',
  'pulse.since':
    'Since the last pulse: people who joined: {joined}, who left: {left}, who changed their voice: {moved}.',
  'pulse.since.none': 'Since the last pulse nobody has joined, left or changed their voice.',
  'pulse.since.ways-in': 'Ways in that were made for others: {count}.',
  'pulse.since.keys': 'Said yes to it: {names}.',
  'pulse.open': 'Answer the questions',
  'pulse.stop': 'Stop asking me',

  'pulse.channel.private':
    'Press a button and a window opens that only you see. Nobody is told who presses it. If you already got this in private, either way is fine: you are counted once.',
  'pulse.channel.private.easy': 'Press a button. Only you see what opens. Nobody is told.',
  'pulse.channel.web': 'Give me a personal link instead',

  'pulse.reminder.summary': 'A reminder to everybody: the pulse in {circle} closes on {closes}.',
  'pulse.reminder.lead': 'The pulse “{title}” closes on {closes}.',
  'pulse.reminder.same':
    'Everybody gets this reminder, in the same words. If you have answered, thank you. If you would rather not, that is fine.',
  'pulse.reminder.same.easy': 'Everybody gets this message. If you have answered, thank you.',

  'pulse.form.summary': 'Questions from {circle}: {title}',
  'pulse.form.lead': 'You can answer until {closes}. You can leave out any question.',
  'pulse.form.privacy': 'What happens to your answer',
  'pulse.form.questions': 'The questions',
  'pulse.form.label': '{number}. {question}',
  'pulse.form.only-if': 'Only if you chose {choices} in question {number}.',
  'pulse.form.leave-out': 'If this is not for you, leave it out.',
  'pulse.level.together': 'Answers are shown for everybody together.',
  'pulse.level.by-voice': 'Answers are shown for each group by itself.',
  'pulse.level.differ':
    'Shown for each group by itself: {questions}. The others are shown for everybody together.',
  'pulse.form.scale-hint': 'Choose one number, from 1 (disagree strongly) to 5 (agree strongly).',
  'pulse.form.rating-hint': 'Choose one number, from 1 ({low}) to {to} ({high}).',
  'pulse.form.many-hint': 'Choose all that fit.',
  'pulse.form.text-hint':
    'Do not write names, phone numbers or anything that shows who you are. People may guess from the words who wrote them.',
  'pulse.form.text-hint.easy': 'Do not write names. People may guess who wrote this.',
  'pulse.form.check': 'Check your answers. You can send them once, and not change them later.',
  'pulse.form.send': 'Send my answers',

  'pulse.scale.1': '1: Disagree strongly',
  'pulse.scale.2': '2: Disagree',
  'pulse.scale.3': '3: In the middle',
  'pulse.scale.4': '4: Agree',
  'pulse.scale.5': '5: Agree strongly',
  'pulse.step': '{step} – {words}',
  'pulse.yes': 'Yes',
  'pulse.no': 'No',
  'pulse.or': '{first} or {last}',

  'pulse.form.credit': 'Questions from: {credit}',

  'pulse.thanks': 'Thank you. Your answer has been counted.',
  'pulse.thanks.next': 'The results come once, for everybody, after {closes}.',
} as const;
