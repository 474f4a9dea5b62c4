import type { ModalView } from '@slack/types';

export const pulseForm = {
  type: 'modal',
  callback_id: 'roundtable',
  private_metadata:
    '1.U3DnFjh0gjOcsBTSvG-bLCOZZrwOwK7xvUVlEgfpAlNbWyJwdWxzZS5zaG93IiwicjEiXSxbInB1bHNlLmFuc3dlciIsInIxIl0sbnVsbF0',
  title: {
    type: 'plain_text',
    text: 'Having a voice',
    emoji: false,
  },
  submit: {
    type: 'plain_text',
    text: 'Send my answers',
    emoji: false,
  },
  close: {
    type: 'plain_text',
    text: 'Close',
    emoji: false,
  },
  blocks: [
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'You can answer until Thursday 26 November, 10am. You can leave out any question.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'What happens to your answer',
              style: {
                bold: true,
              },
            },
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Your answer is added to a sealed total.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'It is never stored with your name.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Nobody can look up what you said. Your manager cannot. An administrator cannot.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We keep a scrambled mark, so that you are not asked twice. We delete it when the pulse closes.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Results appear once, at the end. They appear only if enough people answered.',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We show a score only when 5 or more people answered that question. With fewer, we show nothing.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Some questions are shown for everybody together, others by voice, and it stays so. By voice, we show scores only when every voice has 5 or more answers.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Scores are rounded. We never show how many people gave which answer.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'A question for some people is shown only when enough of them answered, and enough were not asked.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'If too few answered, their sealed totals may be added to those of other circles here. We show those only when four circles or more come together.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'After the end we show in rough words how many took part, such as “about half”.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We show comments only when 10 or more people wrote one. We may leave some out. They stand in mixed order, away from the scores.',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'The people who run this server could in theory watch your answer as it passes. So could Slack or Microsoft, if one of them carries it to us.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Does that worry you?',
              style: {
                bold: true,
              },
            },
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'You can answer on a web page, past Slack and Microsoft: under “How you want to be asked”, press “Come in on another device”.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'You do not have to answer. Nobody is told.',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'People may guess who wrote a comment from its words.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The questions',
              style: {
                bold: true,
              },
            },
          ],
        },
      ],
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Answers are shown for everybody together.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Important: ',
              style: {
                bold: true,
              },
            },
            {
              type: 'text',
              text: 'Is somebody in danger now? Call 999. Do you need health help that cannot wait? Call NHS 111. Nobody may read this form for days.',
            },
          ],
        },
      ],
    },
    {
      type: 'input',
      block_id: 'input.voice',
      label: {
        type: 'plain_text',
        text: '1. I could say what I think.',
        emoji: false,
      },
      hint: {
        type: 'plain_text',
        text: 'Choose one number, from 1 (disagree strongly) to 5 (agree strongly).',
        emoji: false,
      },
      optional: true,
      element: {
        type: 'radio_buttons',
        action_id: 'value',
        options: [
          {
            text: {
              type: 'plain_text',
              text: '1: Disagree strongly',
              emoji: false,
            },
            value: '1',
          },
          {
            text: {
              type: 'plain_text',
              text: '2: Disagree',
              emoji: false,
            },
            value: '2',
          },
          {
            text: {
              type: 'plain_text',
              text: '3: In the middle',
              emoji: false,
            },
            value: '3',
          },
          {
            text: {
              type: 'plain_text',
              text: '4: Agree',
              emoji: false,
            },
            value: '4',
          },
          {
            text: {
              type: 'plain_text',
              text: '5: Agree strongly',
              emoji: false,
            },
            value: '5',
          },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'input.in-the-way',
      label: {
        type: 'plain_text',
        text: '2. What got in the way most?',
        emoji: false,
      },
      hint: {
        type: 'plain_text',
        text: 'Only if you chose 1 or 2 in question 1. If this is not for you, leave it out.',
        emoji: false,
      },
      optional: true,
      element: {
        type: 'radio_buttons',
        action_id: 'value',
        options: [
          {
            text: {
              type: 'plain_text',
              text: 'There was not enough time',
              emoji: false,
            },
            value: 'no-time',
          },
          {
            text: {
              type: 'plain_text',
              text: 'I did not know some of the words',
              emoji: false,
            },
            value: 'words',
          },
          {
            text: {
              type: 'plain_text',
              text: 'Nobody asked me',
              emoji: false,
            },
            value: 'not-asked',
          },
          {
            text: {
              type: 'plain_text',
              text: 'Other people did most of the talking',
              emoji: false,
            },
            value: 'others-spoke',
          },
          {
            text: {
              type: 'plain_text',
              text: 'I did not feel safe to say it',
              emoji: false,
            },
            value: 'not-safe',
          },
          {
            text: {
              type: 'plain_text',
              text: 'It was hard to be there or to join in',
              emoji: false,
            },
            value: 'hard-to-join',
          },
          {
            text: {
              type: 'plain_text',
              text: 'Something else',
              emoji: false,
            },
            value: 'other',
          },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'input.trust',
      label: {
        type: 'plain_text',
        text: '3. I believe something will change because of this.',
        emoji: false,
      },
      hint: {
        type: 'plain_text',
        text: '"This" means what our group does together. Choose one number, from 1 (disagree strongly) to 5 (agree strongly).',
        emoji: false,
      },
      optional: true,
      element: {
        type: 'radio_buttons',
        action_id: 'value',
        options: [
          {
            text: {
              type: 'plain_text',
              text: '1: Disagree strongly',
              emoji: false,
            },
            value: '1',
          },
          {
            text: {
              type: 'plain_text',
              text: '2: Disagree',
              emoji: false,
            },
            value: '2',
          },
          {
            text: {
              type: 'plain_text',
              text: '3: In the middle',
              emoji: false,
            },
            value: '3',
          },
          {
            text: {
              type: 'plain_text',
              text: '4: Agree',
              emoji: false,
            },
            value: '4',
          },
          {
            text: {
              type: 'plain_text',
              text: '5: Agree strongly',
              emoji: false,
            },
            value: '5',
          },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'input.anything-else',
      label: {
        type: 'plain_text',
        text: '4. Anything else?',
        emoji: false,
      },
      hint: {
        type: 'plain_text',
        text: 'You can leave this out. Please do not name people. Do not write names, phone numbers or anything that shows who you are. People may guess from the words who wrote them.',
        emoji: false,
      },
      optional: true,
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: true,
        max_length: 500,
      },
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Check your answers. You can send them once, and not change them later.',
        emoji: false,
      },
      expand: true,
    },
  ],
} satisfies ModalView;
