/** What somebody is called in a circle. */
export const names = {
  'settings.name.link': 'Put the name of {name} right',
  'settings.name.mine-link': 'Change your name',
  'settings.name.mine': 'What are you called?',
  'settings.name.mine-what': 'This is your name in {circle}. Nobody has to agree.',
  'settings.name.summary': 'What is {name} called?',
  'settings.name.what': 'Ask them first. They can change it too. We tell {name} and the other stewards.',
  'settings.name.label': 'Name',
  'settings.name.record':
    'The list of changes says that a name was changed. It never says what it was before.',

  'change.name': 'A name was changed. It is now: {name}.',
} as const;
