/** How people come in on web pages, and where they are signed in. */
export const wayIn = {
  'sign-in.summary': 'Your link to come in',
  'sign-in.lead': 'Hello {name}. You asked for a link. It works once, until {until}.',
  'sign-in.open': 'Come in',
  'sign-in.text':
    '{code} is the code for {name} to come in. It works for 10 minutes, where it was asked for. Please tell it to nobody, also not to us.',
  'sign-in.not-you':
    'Did you not ask for it? Then somebody else typed your address. You need do nothing: without this message nobody comes in.',
  'invited.summary.first': 'You are invited to a group at {organisation}',
  'invited.summary.again': 'Your invitation to a group at {organisation} is still open',
  'invited.lead': 'Hello {name}. {stewards} would like you in their group at {organisation}.',
  'invited.what':
    'People who use a service, and people who work there, meet in it as equals. You need no account and no app: the group’s pages open in your browser.',
  'invited.open': 'See the invitation',
  'invited.until': 'It works once, until {until}.',
  'invited.no.first': 'Not for you? Then say no there, or do nothing. We remind you once, after four days.',
  'invited.no.again': 'Not for you? Then say no there, or do nothing. This is the only reminder.',
  'invited.declined': '{name} said “No, thank you” to the invitation to {circle}.',
  'invited.declined.todo': '{name} stays on the list until you take them out. Nothing more goes to them.',
  'invited.came-back': 'The invitation to {circle} did not reach {name}.',
  'invited.came-back.todo':
    'The e-mail address may be wrong. Please ask {name}. You can hand them a way in, or take them out and add them again with the right address.',
  'invited.sent-again': 'The invitation is on its way to {name} again.',
  'way-in.own': 'This is your way in to the web pages. You need no account.',
  'way-in.open': 'Come in on web pages',
  'way-in.once': 'It works once, until {until}. After that you stay signed in.',
  'way-in.or-code': 'Or go to {entrance} and type this code.',
  'way-in.code': 'Code',
  'way-in.code-of': 'Code for {name}',
  'way-in.address-of': 'Way in for {name}',
  'way-in.secret': 'Please show it to nobody. Whoever uses it first comes in as you.',
  'way-in.hand-over.now':
    'Please hand a way in to its person alone. It works once, until {until}. They hear that you made it.',
  'way-in.hand-over.candidate':
    'Please hand this way in to that person alone. It works once, until a week after the second yes. They hear that you made it.',
  'way-in.hand-over.later':
    'Please hand this way in to {name} alone. It works once, from {from} until {until}. {name} was told, on every place we know, and can stop it.',
  'way-in.hand-over.words':
    'Who comes in sees three words. A steward of another voice types them in: then we know that it is them.',
  'way-in.ready': 'This is a way in for {name}. We show it once.',
  'way-in.next': 'Next: a way in for {name}',
  'way-in.form.summary': 'A way in for {name}',
  'way-in.form.first':
    '{name} has no way in yet. You get one to hand over. A steward of another voice says yes when they come in.',
  'way-in.form.first-send': 'Make a way in',
  'way-in.form.replaces': 'An earlier one was not used yet. It opens nothing then.',
  'way-in.form.mailed':
    'We sent them an invitation by e-mail. We can send it there again, once in three days.',
  'way-in.form.mail': 'Send it by e-mail again',
  'way-in.form.again':
    '{name} has a way in already. A new one takes two stewards of different voices. With the second yes {name} is told, on every place we know, and can stop it. It opens seven days later, and signs them out everywhere else.',
  'way-in.form.again-send': 'Ask for a new way in',
  'way-in.form.themselves':
    'Are they still signed in somewhere, or do they write with us in Slack or Teams? Then they can make one alone, at once: under “How you want to be asked”.',
  'way-in.new': '{by} made a new way in to {circle} for you.',
  'way-in.new.opens':
    'It opens on {from}. Who uses it is signed in as you, and you are signed out on other devices.',
  'way-in.new.not-you': 'You did not ask for it? Then stop it now. Nothing else happens.',
  'way-in.new.stop': 'Not me: stop it',
  'way-in.stopped': 'Stopped. Nobody can come in with it. The stewards are told.',
  'way-in.tried.other':
    'Somebody tried to come in to {circle} as {name}, with a way in that was used before. It did not open.',
  'way-in.tried.ask': 'Please ask {name} whether it was them.',
  'way-in.codes': 'On paper, write this address and the code: {entrance}',

  'way-in.made': 'You came in to {circle} on web pages. {by} made the way in for you on {when}.',
  'way-in.made.steward': 'A steward',
  'way-in.made.stewards': 'Two stewards',
  'way-in.made.operator': 'Whoever runs this server',
  'way-in.made.not-you': 'If that was not you, please tell a steward of another voice now.',
  'way-in.tried': 'Somebody tried to come in to {circle} with a way in of yours that was used before.',
  'way-in.tried.nothing': 'It did not open. If it was you, there is nothing to do.',
  'way-in.tried.not-you':
    'If it was not you, see where you are signed in. You find that under “How you want to be asked”.',

  'claim.waits': '{name} came in to {circle} on web pages. Is it them?',
  'claim.open': 'Say whether it is {name}',
  'claim.form.summary': 'Is it {name}?',
  'claim.form.lead':
    'Somebody came in as {name}. Talk with {name}, best face to face or by phone, and ask for their three words.',
  'claim.form.words': 'The three words of {name}',
  'claim.form.send': 'Yes, it is {name}',
  'claim.form.other': '{name} did not come in? Then it was somebody else.',
  'claim.form.turn-away': 'No, it is not {name}',
  'claim.in': '{name} is in now.',
  'claim.out': 'Signed out. Nobody came in as {name}. A steward can make them another way in.',
  'claim.yours': 'You are nearly in. One step is left.',
  'claim.three-words': 'Your three words',
  'claim.say-them': 'Say them, face to face or by phone, to one of these people: {names}. To nobody else.',
  'claim.asked-for':
    'A second steward will ask you for them, face to face or by phone. Say them to nobody else.',
  'claim.nobody-yet': 'There is nobody yet who can take them. Please tell whoever gave you this way in.',
  'claim.why': 'Somebody else made this way in for you. So a second person makes sure that it is you.',

  'session.heading': 'Where you are signed in',
  'session.what': 'Only you see this list. We do not keep when you use a device.',
  'session.none': 'You are signed in nowhere on web pages.',
  'session.own': 'Your own device',
  'session.shared': 'A device that others use too',
  'session.here': '{device}, since {since}. It is this one.',
  'session.there': '{device}, since {since}.',
  'session.end': 'Sign out: {device}, {since}',
  'session.end-others': 'Sign out everywhere else',
  'session.more': 'Come in on another device',
  'session.ended': 'Signed out. Whoever uses that device has to come in again.',

  'failure.has-way-in': 'They have a way in by now. A new one takes two stewards.',
  'failure.never-mailed': 'No invitation was sent to them by e-mail. Please make a way in to hand over.',
  'failure.mailed-lately': 'An invitation went to them within the last three days. Please wait a little.',
  'failure.nobody-to-vouch':
    'No steward of another voice could say that it is them. Please ask the people who run this server for a way in.',
  'failure.in-several-circles':
    'They are in another circle too, and a way in opens all. The people who run this server can make one.',
  'failure.one-account':
    'One account is enough. Once they are in, they join their other accounts themselves, with a code.',
  'failure.nothing-to-stop': 'There is nothing to stop. It was used, has run out or was stopped before.',
  'failure.no-such-claim': 'Nobody waits here for your yes any more. Somebody else may have said it.',
  'failure.not-yours-to-vouch': 'That is for a steward of another voice to say.',
  'failure.not-these-words': 'Those are not the three words. Please ask for them again, and type all three.',
  'failure.claim-left':
    'They have signed out meanwhile, so nobody comes in. A steward can make them another way in.',
} as const;
