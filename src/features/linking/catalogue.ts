/** One person with accounts on several platforms: codes that join them, and how to undo it. */
export const linking = {
  'link.heading': 'In Slack, Teams and on web pages',
  'link.lead': 'Are you in more than one of them? Join them, and you are one person everywhere.',
  'link.show-code': 'Show me a code',
  'link.cut': 'Undo: {place}',
  'link.on.slack': 'Slack',
  'link.on.teams': 'Teams',
  'link.on.web': 'web pages',
  'link.unknown': 'If you are a member on another platform, type the code you were shown there.',

  'link.code.summary': 'Your code for another platform.',
  'link.code.heading': 'Your code',
  'link.code.label': 'Code',
  'link.code.how': 'Go to the other platform, open Roundtable there, choose “Type a code”, and type this.',
  'link.code.until': 'It works once, until {until}.',
  'link.code.secret': 'Please show it to nobody. Whoever types it can act in your name.',

  'link.form.open': 'Type a code',
  'link.form.summary': 'Type the code you were shown on another platform.',
  'link.form.heading': 'Type a code',
  'link.form.lead.member': 'The code joins this account to the one where it was shown.',
  'link.form.lead.unknown':
    'You are not in this circle yet. If you are a member on another platform, type the code you were shown there.',
  'link.form.own': 'Type only a code of your own. Never type one that somebody sent you.',
  'link.form.code': 'Code',
  'link.form.hint': 'It has ten letters and numbers. You find it under “How you want to be asked”.',
  'link.form.send': 'Join the two',

  'link.joined': 'Done. You are one person in both places now.',
  'link.joined.before': 'You are one person in both places already. Nothing has changed.',
  'link.joined.in': 'In {circle} you are {name}.',
  'link.joined.rounds': 'This counts from the next pulse on. One that is open now stays as it is.',
  'link.joined.told': 'We keep telling you things where we did so far. You can change that.',
  'link.joined.mail':
    'Did you get e-mails or texts in one of the two places? Please look whether your address or number is still there.',
  'link.told': 'An account was joined to yours in {circle}: {place}, on {when}.',
  'link.told.steward': 'A steward has set an account of yours in {circle}: {place}, on {when}.',
  'link.told.means': 'Whoever uses that account can now answer and act as you, in all your groups.',
  'link.told.gave-way': 'It takes the place of the account in which you read this.',
  'link.told.not-you': 'If this was not you, please undo it here and tell a steward.',
  'link.undo': 'Undo this',
  'link.undone': 'Undone. All is as it was before.',
} as const;
