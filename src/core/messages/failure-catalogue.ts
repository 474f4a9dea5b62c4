/** One kind sentence for everything that was not done: what happened, and what to do now. */
export const failure = {
  'failure.already-counted':
    'Your answer was counted before. Each person is counted once, so nothing has changed.',
  'failure.closed': 'This pulse has closed. New answers can no longer be counted. Thank you for coming.',
  'failure.not-invited':
    'This pulse began before you joined, or it is for another circle. You will be asked next time.',
  'failure.nothing-answered': 'No answer was chosen. Choose at least one, or just close this page.',
  'failure.unknown-question': 'This form no longer fits the questions. Please open the pulse again.',
  'failure.not-a-choice': 'Please choose one of the answers shown.',
  'failure.one-choice-only': 'Please choose one answer only.',
  'failure.comment-too-long': 'This comment is too long. Please use at most {most} letters.',
  'failure.no-words': 'Please write a few words.',
  'failure.words-too-long': 'This text is too long. Please use at most {most} letters.',
  'failure.which-circle': 'You are in more than one circle. Please choose for which one this is.',
  'failure.other-circle': 'This belongs to another circle.',
  'failure.not-shown-yet': 'This promise first appears in the next digest. You can reply after that.',
  'failure.kept-before':
    'This promise is closed as kept; if that is wrong, please open it again from the list.',
  'failure.refused-before':
    'This promise is closed with a no; if that is wrong, please open it again from the list.',
  'failure.nothing-to-confirm': 'There is no reply to confirm yet.',
  'failure.not-a-rep': 'Only a rep can do this. It keeps the list honest.',
  'failure.only-reads':
    'You are a reader here, and this takes a voice. Would you like one? Please ask a steward.',
  'failure.reader-no-steward':
    'A reader cannot be a steward; please give them a voice first, which takes two keys.',
  'failure.own-reply': 'You replied to this or look after it, so please let other reps say if it is done.',
  'failure.asker-first':
    'Who asked for this has seven days to answer first; please come back once they are over.',
  'failure.reply-changed': 'The reply has changed since; please read the new one and answer again.',
  'failure.not-closed': 'This promise is open, so nothing has changed; please look at the list.',
  'failure.opened-before':
    'This promise was opened again once before, so it stays closed; please raise a new one.',
  'failure.has-owner': 'Somebody looks after this already; please ask them how far it is.',
  'failure.not-its-owner': 'Only who looks after this can do that; please ask them.',
  'failure.owner-request-over':
    'You are not asked to look after this promise any more. Nothing has changed. You can still offer it, in the list of promises.',
  'failure.reply-waits': 'There is a reply already; please wait until somebody says if it is done.',
  'failure.due-too-far': 'This day is more than a year away; please write an earlier one.',
  'failure.due-passed': 'This day is over; please write today or a later day.',
  'failure.no-choice': 'Please choose one of the answers.',
  'failure.not-your-turn': 'This turn is with somebody else now. Nothing has changed.',
  'failure.turn-over': 'This meeting is over or was cancelled. Nothing has changed.',
  'failure.request-over':
    'This request has ended: somebody answered, or the turn has moved on. Nothing has changed.',
  'failure.nothing-to-undo': 'There is nothing to undo here. Nothing has changed.',
  'failure.joining-over': 'Somebody has decided about this already. Nothing has changed.',
  'failure.last-steward': 'This is the last steward of the circle. Please choose another steward first.',
  'failure.not-a-place': 'You cannot be reached there yet. Please choose another way.',
  'failure.not-an-address': 'Please write an e-mail address, like “joe@example.org”.',
  'failure.too-many-feeds': 'You have as many addresses as we keep. Please stop one of them first.',
  'failure.not-a-number':
    'Please write a mobile number, like 07700 900123. With a number from outside the UK, start with + and the country.',
  'failure.texts-not-set-up': 'Text messages are not set up here. Please choose another way.',
  'failure.wrong-code': 'This is not the code. Please look at the text again, and type the six digits.',
  'failure.no-code-waits': 'This code works no more. Please write your number and get a new one.',
  'failure.mail-not-set-up': 'E-mail is not set up here. Please choose another way.',
  'failure.too-many-checks':
    'We have sent many messages to check addresses today. Please try again tomorrow.',
  'failure.letter-gone': 'This message is no longer kept. What waits for you is on your first page.',
  'failure.not-found': 'We could not find this. It may be old, or the address may be wrong.',
  'failure.not-allowed': 'This is not open to you. If you think it should be, please ask a steward.',
  'failure.in-no-circle':
    'You are in no circle here now. You may have left, or stewards may have taken you out. Is that a mistake? Please ask a steward of your group.',
  'failure.not-in-circle': 'You are not in this circle yet. Please ask a steward to add you.',
  'failure.no-such-code':
    'This code does not work. It may have run out, or a letter may be wrong. Please ask for a new one.',
  'failure.too-many-codes': 'These were many tries. Please wait an hour, or ask a steward to help.',
  'failure.same-place':
    'You were shown this code here. Please ask for a new one, and type it in the other place.',
  'failure.ask-a-steward':
    'We cannot join these two by ourselves, so nothing has changed. Please ask a steward to help.',
  'failure.link-other-way':
    'Nothing has changed. Please do it the other way round: ask for a code here, and type it in the other place.',
  'failure.last-place': 'This is the only way in which we can reach you, so it stays.',
  'failure.not-met-yet': 'This meeting has not taken place. Please wait until it has.',
  'failure.nobody-there': 'If nobody was there, it was no meeting. Please check your answers.',
  'failure.meeting-settled':
    'This meeting was counted three days after it. That stays as it is, and nothing has changed.',
  'failure.attendance-told': 'A digest has told this already, so it stays as it is.',
  'failure.too-large': 'That was too much text for us. Please send less.',
  'failure.unreadable': 'We could not read what was sent. Please try again.',
  'failure.not-a-time': 'Please write the time like “9pm” or “21:00”.',
  'failure.half-quiet-hours': 'Please fill in both times, or leave both empty.',
  'failure.not-a-date': 'Please write a day that exists, like “24/12/2026”.',
  'failure.dates-reversed': 'The last day comes before the first. Please check both days.',
  'failure.too-long-away': 'Please choose at most {most} days at a time. For longer, choose “taking a rest”.',
  'failure.not-a-language': 'We do not have this language yet.',
  'failure.unavailable':
    'Something went wrong on our side. Nothing was lost and nothing was counted twice. Please try again soon.',
  'failure.not-its-author': 'Only the person who wrote this under their name can change it or take it back.',
  'failure.answered-before':
    'Somebody has replied meanwhile, so the words stay as they are. You can still take them back.',
  'failure.words-gone':
    'These words are not here any more. Somebody may have taken them back. Nothing was sent; please look at the list.',
} as const;
