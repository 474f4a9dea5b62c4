/** Where to turn if somebody is in danger: stands wherever words are written. */
export const signpost = {
  'signpost.uk':
    'Is somebody in danger now? Call 999. Do you need health help that cannot wait? Call NHS 111. Nobody may read this form for days.',
  'signpost.general':
    'Is somebody in danger now? Call your emergency number, or tell somebody you trust. Nobody may read this form for days.',

  'signpost.page': 'If somebody is in danger',
  'signpost.edit': 'Change what it says about danger',
  'signpost.form.summary': 'Change what stands where people write, in case somebody is in danger.',
  'signpost.form.heading': 'If somebody is in danger',
  'signpost.form.lead':
    'These words stand wherever people write. Say whom to call, and that nobody may read the form for days.',
  'signpost.form.now': 'Now it says',
  'signpost.form.words': 'What should it say?',
  'signpost.form.hint': 'At most {most} letters. Leave it empty for the usual words.',
} as const;
