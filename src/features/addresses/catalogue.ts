/** An e-mail address or a number of one's own: entered, checked, taken out, and what is switched off there. */
export const address = {
  'address.link': 'Get messages by e-mail',
  'address.link.has': 'Messages by e-mail',
  'address.heading': 'Messages by e-mail',
  'address.lead':
    'We can write to you by e-mail. Nobody in your circle sees your address. Were you invited there? Then only who invited you knows it.',
  'address.is': 'We write to {address}.',
  'address.held': 'Messages to {address} come back to us, so we send nothing there. Is it still right?',
  'address.enter.first': 'Your e-mail address',
  'address.enter.other': 'Another e-mail address',
  'address.enter.hint': 'We send one message there, to check that it is yours.',
  'address.enter.send': 'Send me that message',
  'address.entered':
    'We have sent a message to {address}. Please open it and press the button in it within 24 hours.',
  'address.entered.none': 'If it does not come, please look among unwanted mail.',
  'address.remove': 'Take my address out',
  'address.refused':
    'Our last message to check an address could not be delivered. Please look at how it is written.',
  'address.removed': 'We have taken your address out. You find everything on these pages.',
  'address.topics': 'What we e-mail you about',
  'address.topics.hint': 'You find everything else on these pages.',
  'address.topics.save': 'Save what you get',
  'address.topics.saved': 'Saved. We e-mail you about what you chose.',
  'address.check.summary': 'Is this your e-mail address?',
  'address.check.lead': 'Somebody wrote this address into Roundtable, to get messages here.',
  'address.check.yours': 'Was it you? Then please press this within 24 hours.',
  'address.check.yes': 'Yes, this is my address',
  'address.check.not': 'If it was not you, do nothing. Nothing else comes from us.',
  'address.new.summary': 'You now get messages by e-mail.',
  'address.new.lead': 'An e-mail address was entered for you, and somebody pressed the button we sent there.',
  'address.new.remove': 'Take the new address out',
  'address.gone': 'We send you no more e-mails here. Your address was taken out.',
  'address.gone.not-you': 'Was this not you? Then please enter it again, and sign out everywhere else.',
  'address.new.not-you': 'Was this not you? Then please take the address out, and sign out everywhere else.',

  'address.sms.link': 'Get text messages',
  'address.sms.link.has': 'Text messages',
  'address.sms.heading': 'Text messages',
  'address.sms.lead':
    'We can send texts to your mobile phone. A text is short, with a link to the page that says more. Nobody in your circle sees your number.',
  'address.sms.is': 'We send texts to your number that ends in {end}.',
  'address.sms.held':
    'Our texts to your number that ends in {end} do not arrive, so we send none. Is it still right? If it is, please write it again.',
  'address.sms.enter.first': 'Your mobile number',
  'address.sms.enter.other': 'Another mobile number',
  'address.sms.enter.hint':
    'We send a code there, to check that it is yours. From outside the UK, start with +.',
  'address.sms.enter.send': 'Send me a code',
  'address.sms.code.sent':
    'A text with a code is on its way to the number that ends in {end}. It can take some minutes. The code works for 30 minutes.',
  'address.sms.code': 'The code from the text',
  'address.sms.code.hint': 'Six digits',
  'address.sms.code.prove': 'This is my number',
  'address.sms.proved': 'Thank you. We now send texts to this number.',
  'address.sms.remove': 'Take my number out',
  'address.sms.refused':
    'Our last text with a code did not arrive. Please look at how the number is written.',
  'address.sms.removed': 'We have taken your number out. You find everything on these pages.',
  'address.sms.topics': 'What we text you about',
  'address.sms.topics.saved': 'Saved. We text you about what you chose.',
  'address.sms.check':
    '{code} is your code. Please type it on the page where you wrote this number. Was it not you? Then do nothing.',
  'address.sms.new.summary': 'You now get text messages.',
  'address.sms.new.lead': 'A mobile number was entered for you, and somebody typed the code we sent there.',
  'address.sms.new.not-you':
    'Was this not you? Then please take the number out, and sign out everywhere else.',
  'address.sms.new.remove': 'Take the new number out',
  'address.sms.gone': 'We send you no more texts here. Your number was taken out.',
  'address.sms.gone.not-you': 'Was this not you? Then please enter it again, and sign out everywhere else.',
} as const;
