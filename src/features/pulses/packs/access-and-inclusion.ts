import type { Pack } from '../../release/rules/question.ts';

export const accessAndInclusion: Pack = {
  id: 'access-and-inclusion',
  name: 'Access and inclusion',
  about: 'Use it every few months: can people take part in the way that works for them?',
  language: 'en-GB',
  licence: 'CC0-1.0',
  validated: false,
  questions: [
    { id: 'easy-to-join', kind: 'scale', text: 'It is easy for me to take part.' },
    {
      id: 'got-help',
      kind: 'single',
      text: 'Did you get the help you need to take part?',
      options: [
        { id: 'all', label: 'Yes, all of it' },
        { id: 'some', label: 'Some of it' },
        { id: 'none', label: 'No' },
        { id: 'not-needed', label: 'I do not need help' },
      ],
    },
    {
      id: 'what-help',
      kind: 'multiple',
      text: 'What would help you? Choose all that fit.',
      onlyIf: { question: 'got-help', chose: ['some', 'none'] },
      options: [
        { id: 'easy-read', label: 'Easy Read papers' },
        { id: 'language', label: 'My own language, or sign language' },
        { id: 'captions', label: 'Words on the screen while people speak' },
        { id: 'time', label: 'A different day or time' },
        { id: 'place', label: 'A different place, or a way to get there' },
        { id: 'online', label: 'Help to join online' },
        { id: 'costs', label: 'Help with costs' },
        { id: 'person', label: 'Somebody to come with me' },
        { id: 'other', label: 'Something else' },
      ],
    },
    { id: 'respect', kind: 'scale', text: 'People listen to me with respect.' },
    { id: 'belong', kind: 'scale', text: 'I feel that I am a full part of this group.' },
    {
      id: 'one-change',
      kind: 'text',
      text: 'What one change would make it easier for you?',
      hint: 'You can leave this out. Please do not name people.',
    },
  ],
};
