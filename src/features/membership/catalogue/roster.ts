/** Two stewards say yes to everybody in a new circle: before that nothing of it begins. */
export const roster = {
  'roster.summary': 'Please look at who is in {circle}.',
  'roster.heading': 'Is this right?',
  'roster.lead':
    '{circle} begins when two stewards of two voices have said yes to this list. Until then nobody else hears of it.',
  'roster.why':
    'You are one of its stewards. Some changes need a yes of two voices, so that no side decides alone.',
  'roster.below': 'Is the list right? Below it is the button “{button}”.',
  'roster.long': 'The list is long. Please read it whole on its page, and say yes there.',
  'roster.person': '{name}: {places}',
  'roster.steward': '{name}, steward: {places}',
  'roster.nowhere': 'cannot be reached yet',
  'roster.by-mail': 'by e-mail, at {address}',
  'roster.confirmed': 'Said yes: {names}.',
  'roster.awaited': 'Their yes is still missing: {names}. One of another voice is enough.',
  'roster.awaited.first': 'Can say yes: {names}. Two have to, from two voices.',
  'roster.nobody':
    'No other voice has a steward who can say yes. Please add one on the page of the circle first.',
  'roster.mend': 'Is somebody missing, or should not be here? Change it before you say yes: “{link}”.',
  'roster.yes': 'Yes, this is everybody',
  'roster.open': 'Look at the list',
  'roster.home': 'Please look at who is in {circle}, and say yes if it is right.',
  'roster.home.waits': '{circle} has not begun. A yes is still missing: {names}.',
  'roster.first-yes': 'Thank you. Your yes is kept. Nothing has begun yet.',
  'roster.set-up': '{circle} is set up.',
  'roster.set-up.what': 'Everybody who can be reached gets a welcome now, and the times run from today.',
  'roster.set-up.pulse':
    'The first pulse, “{title}”, comes {opens}. If you are together now, you can open it at once.',
  'roster.set-up.few':
    'Only {can} of {all} people can be asked now: the others have not come in yet. The page of the circle says who was invited by e-mail, and who needs a way in from you. Who is not in when a pulse opens is not asked in it, and below 5 answers no scores are shown.',
  'roster.not-set-up': '{circle} has not begun, so there is no pulse yet. A yes is still missing: {names}.',
  'history.roster-confirmed': '{when}: {name} said yes to everybody in the circle “{title}”.',

  'failure.not-set-up':
    'This circle has not begun yet. Two stewards of two voices say yes to everybody in it first.',
  'failure.set-up-before': 'This circle is set up already. Nothing has changed.',
  'failure.roster-said-before': 'Your yes is kept already. Now a steward of another voice says yes too.',
  'failure.name-waits':
    'Others have read this name with an address that an invitation goes to. Its person can change it once they are in.',
  'failure.side-confirmed': 'Somebody of your voice said yes already. Now a steward of another voice does.',
} as const;
