import type { Pack } from '../../release/rules/question.ts';

export const havingAVoice: Pack = {
  id: 'having-a-voice',
  name: 'Having a voice',
  about: 'A short check for every week: can people speak up, and do they think it helps?',
  language: 'en-GB',
  licence: 'CC0-1.0',
  validated: false,
  questions: [
    { id: 'voice', kind: 'scale', text: 'I could say what I think.', measures: 'voice' },
    {
      id: 'in-the-way',
      kind: 'single',
      text: 'What got in the way most?',
      onlyIf: { question: 'voice', chose: ['1', '2'] },
      options: [
        { id: 'no-time', label: 'There was not enough time' },
        { id: 'words', label: 'I did not know some of the words' },
        { id: 'not-asked', label: 'Nobody asked me' },
        { id: 'others-spoke', label: 'Other people did most of the talking' },
        { id: 'not-safe', label: 'I did not feel safe to say it' },
        { id: 'hard-to-join', label: 'It was hard to be there or to join in' },
        { id: 'other', label: 'Something else' },
      ],
    },
    {
      id: 'trust',
      kind: 'scale',
      text: 'I believe something will change because of this.',
      hint: '"This" means what our group does together.',
      measures: 'trust',
    },
    {
      id: 'anything-else',
      kind: 'text',
      text: 'Anything else?',
      hint: 'You can leave this out. Please do not name people.',
    },
  ],
};
