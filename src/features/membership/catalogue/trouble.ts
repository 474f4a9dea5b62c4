/** To stewards, when a letter does not arrive: what it is, and what they can do. */
export const trouble = {
  settled: 'This is settled now. There is nothing for you to do here.',
  'trouble.channel.summary': 'I cannot post in a channel of {circle}.',
  'trouble.channel.not-invited':
    'I cannot post in the {platform} channel {channel} of {circle}. I am not in it. Please open the channel and write: {invite}',
  'trouble.channel.archived':
    'I cannot post in the {platform} channel {channel} of {circle}. It is in the archive. Please choose another channel for the circle.',
  'trouble.channel.gone':
    'I cannot find the {platform} channel {channel} of {circle}. If it is private, please open it and write: {invite}',
  'trouble.channel.gone-for-good': 'If it is gone for good, please choose another channel for the circle.',
  'trouble.channel.nothing-lost':
    'Nothing is lost. What I had to say has gone to each member, or to another channel.',
  'trouble.channel.again': 'I try again by myself for some days, and at once when I am in the channel.',
  'trouble.channel.open': 'About the circle',

  'trouble.member.summary': 'I cannot reach {name} in {platform}.',
  'trouble.member.what':
    'I cannot reach {name} of {circle} in {platform}. Their account there is closed, or shut to me.',
  'trouble.member.todo':
    'If they are still in the circle, please ask whoever runs this server to make them a way in to the web pages.',

  'trouble.address.summary': 'My e-mails to {name} come back.',
  'trouble.address.what':
    'My e-mails to {name} of {circle} come back, so I send none. They still find everything on the web pages.',
  'trouble.address.todo':
    'Please tell them when you see them. They can write a new address on their own page. You need not know it.',

  'trouble.number.summary': 'My texts to {name} do not arrive.',
  'trouble.number.what':
    'My texts to {name} of {circle} do not arrive, so I send none. They still find everything on the web pages.',
  'trouble.number.todo':
    'Please tell them when you see them. They can write a new number on their own page. You need not know it.',

  'trouble.platform.summary': '{platform} does not let me in.',
  'trouble.platform.what':
    '{platform} does not let me in any more, so I cannot reach people of {circle} there.',
  'trouble.platform.todo': 'Please ask whoever looks after {platform} for you to let me in again.',
  'trouble.platform.nothing-lost': 'Nothing is lost. What I have to say there waits.',
} as const;
