/** Where to turn if somebody is in danger: stands wherever words are written. */
export const signpost = {
  'signpost.uk':
    'Is somebody in danger now? Call 999. Do you need health help that cannot wait? Call NHS 111. Nobody may read this form for days.',
  'signpost.general':
    'Is somebody in danger now? Call your emergency number, or tell somebody you trust. Nobody may read this form for days.',

  'signpost.page': 'Where to turn',
  'signpost.edit': 'Change where people can turn',
  'signpost.form.summary': 'Change where people can turn, in danger or when they worry.',
  'signpost.form.heading': 'Where to turn',
  'signpost.form.lead':
    'These words stand wherever people write. Say whom to call, and that nobody may read the form for days.',
  'signpost.form.now': 'Now it says',
  'signpost.form.words': 'What should it say?',
  'signpost.form.outside': 'Who outside this circle can people talk to, if they are afraid?',
  'signpost.form.outside-hint':
    'A name, and how to reach them. It stands above every pulse. Ask the person first. At most {most} letters.',
  'signpost.form.hint': 'At most {most} letters. Leave it empty for the usual words.',
} as const;
