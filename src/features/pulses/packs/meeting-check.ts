import type { Pack } from '../../release/rules/question.ts';

export const meetingCheck: Pack = {
  id: 'meeting-check',
  name: 'After the meeting',
  about: 'Use it after a meeting: did all have an equal say, and was it easy to follow?',
  language: 'en-GB',
  licence: 'CC0-1.0',
  validated: false,
  questions: [
    { id: 'equal-say', kind: 'scale', text: 'We all had an equal say.', measures: 'equality' },
    { id: 'easy-to-follow', kind: 'scale', text: 'I could follow what was said.' },
    {
      id: 'would-have-helped',
      kind: 'multiple',
      text: 'What would have helped? Choose all that fit.',
      onlyIf: { question: 'easy-to-follow', chose: ['1', '2'] },
      options: [
        { id: 'plain-words', label: 'Plain words' },
        { id: 'papers-sooner', label: 'Papers sent sooner' },
        { id: 'slower', label: 'More time for each point' },
        { id: 'breaks', label: 'More breaks' },
        { id: 'hear-or-see', label: 'Help to hear or see what went on' },
        { id: 'other', label: 'Something else' },
      ],
    },
    { id: 'my-point', kind: 'yes-no', text: 'Did we talk about something that matters to you?' },
    { id: 'know-next', kind: 'scale', text: 'I know what will happen next.' },
    {
      id: 'meeting-words',
      kind: 'text',
      text: 'What should we do the same, or change, next time?',
      hint: 'You can leave this out. Please do not name people.',
    },
  ],
};
