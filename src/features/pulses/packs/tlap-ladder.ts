import type { Pack } from '../../release/rules/question.ts';

/** The names and order of the rungs are those of Think Local Act Personal; the sentence after each name is ours. */
export const tlapLadder: Pack = {
  id: 'tlap-ladder',
  name: 'Ladder of co-production',
  about: 'Use it four times a year: how far up the ladder is our group?',
  language: 'en-GB',
  licence: 'Free to use with credit and link',
  credit:
    'Ladder of co-production by Think Local Act Personal and the National Co-production Advisory Group, https://www.thinklocalactpersonal.org.uk/Latest/Co-production-The-ladder-of-co-production/ (the sentence on each rung is our own)',
  validated: false,
  questions: [
    {
      id: 'rung',
      kind: 'rating',
      text: 'Where on the ladder is our group now?',
      hint: 'Think of the last three months. Choose the step that fits best.',
      measures: 'ladder',
      to: 7,
      low: 'Coercion',
      high: 'Co-production',
      steps: [
        'Coercion: people have to go along with it, and what they think does not count.',
        'Educating: people are taught how the service works, so that they fit in with it.',
        'Informing: people are told what was decided, and why.',
        'Consultation: people are asked what they think, but it may change nothing.',
        'Engagement: people have more ways to speak up, and can sway some choices.',
        'Co-design: people help to plan the service, but not to make it happen.',
        'Co-production: people and staff plan it, decide it and do it as equals.',
      ],
    },
    {
      id: 'next-rung',
      kind: 'text',
      text: 'What would take us one step up?',
      hint: 'You can leave this out. Please do not name people.',
    },
  ],
};
