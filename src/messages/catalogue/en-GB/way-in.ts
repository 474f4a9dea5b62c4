/** How people come in on web pages, and where they are signed in. */
export const wayIn = {
  'way-in.own': 'This is your way in to the web pages. You need no account.',
  'way-in.open': 'Come in on web pages',
  'way-in.once': 'It works once, until {until}. After that you stay signed in.',
  'way-in.or-code': 'Or go to {entrance} and type this code.',
  'way-in.code': 'Code',
  'way-in.code-of': 'Code for {name}',
  'way-in.address-of': 'Way in for {name}',
  'way-in.secret': 'Please show it to nobody. Whoever uses it first comes in as you.',
  'way-in.hand-over':
    'Please hand each way in to that person alone. It works once, until {until}. They hear that you made it.',
  'way-in.hand-over-waiting':
    'Please hand this way in to that person alone. It works once, until a week after the second yes. They hear that you made it.',
  'way-in.codes': 'On paper, write this address and the code: {entrance}',

  'way-in.made': 'You came in to {circle} on web pages. {by} made the way in for you on {when}.',
  'way-in.made.steward': 'A steward',
  'way-in.made.operator': 'Whoever runs this server',
  'way-in.made.not-you': 'If that was not you, please tell a steward of another voice now.',
  'way-in.tried': 'Somebody tried to come in to {circle} with a way in of yours that was used before.',
  'way-in.tried.nothing': 'It did not open. If it was you, there is nothing to do.',
  'way-in.tried.not-you':
    'If it was not you, see where you are signed in. You find that under “How you want to be asked”.',

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
} as const;
