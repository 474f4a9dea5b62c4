/** Coming into a circle's channel, and going out of it. A channel is not a circle: a steward decides. */
export const joining = {
  'channel-welcome.summary': 'Welcome to the channel of {circle}.',
  'channel-welcome.heading': 'Welcome to the channel of {circle}',
  'channel-welcome.lead':
    '{circle} is a group at {organisation}. In it, people who use a service and people who work there decide together.',
  'channel-welcome.you.member':
    'I have asked the stewards whether to add you to the circle. Until then I ask you nothing.',
  'channel-welcome.you.guest':
    'You are a guest here. I have asked the stewards whether to add you to the circle. Until then I ask you nothing.',
  'channel-welcome.you.stranger':
    'You come from another organisation. I have asked the stewards whether to add you to the circle. Until then I ask you nothing.',
  'channel-welcome.wishes': 'How you want to be asked',
  'channel-welcome.wishes.what':
    'Once you are in the circle, you can choose your language, shorter words, and hours when I am quiet.',

  'channel-welcome.buddy':
    'You can then also ask for a buddy: somebody of the circle who helps you to settle in.',

  'joining.join.summary': 'Add {name} to {circle}?',
  'joining.join.told.member': '{name} has joined the channel of {circle}. Should they be in the circle?',
  'joining.join.told.guest':
    '{name} (a guest) has joined the channel of {circle}. Should they be in the circle?',
  'joining.join.told.stranger':
    '{name} (from another organisation) has joined the channel of {circle}. Should they be in the circle?',
  'joining.join.nothing-yet': 'They are not in the circle until stewards of two voices say so.',
  'joining.join.yes': 'Add them to the circle',
  'joining.join.no': 'Do not add them',
  'joining.voice': 'Which voice do they speak for? Please ask them first.',
  'joining.open': 'Decide about this',
  'joining.leave.summary': 'Has {name} left {circle}?',
  'joining.leave.told': '{name} has left the channel of {circle}. Have they left the circle too?',
  'joining.leave.nothing-yet': 'They stay in the circle until stewards of two voices say so.',
  'joining.leave.yes': 'They have left the circle',
  'joining.leave.no': 'They stay in the circle',
  'joining.leave.turns': 'Turns they were to chair go to somebody else.',
  'joining.leave.back': 'If they come back, they find their place in the rota again.',
  'joining.done.join':
    'Thank you. {name} is in {circle} once a steward of another voice says yes too. We have asked.',
  'joining.done.leave':
    'Thank you. {name} stays in {circle} until a steward of another voice says yes too. We have asked, and told {name}.',
  'joining.done.dismissed': 'Thank you. Nothing has changed.',
} as const;
