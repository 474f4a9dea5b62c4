import type { AdaptiveCard } from '../../../../adapters/teams/render/adaptive-card.ts';

export const oneQuestion = {
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  lang: 'en',
  fallbackText: 'Questions from Ward 7 co-production group: Having a voice',
  body: [
    {
      type: 'TextBlock',
      text: 'Having a voice',
      wrap: true,
      style: 'heading',
      spacing: 'Medium',
      size: 'Large',
      weight: 'Bolder',
    },
    {
      type: 'Container',
      id: 'question.1',
      items: [
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'Question 1 of 4',
              size: 'Small',
              isSubtle: true,
            },
          ],
        },
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'You can answer until Thursday 26 November, 10am. You can leave out any question.',
              size: 'Medium',
            },
          ],
        },
        {
          type: 'TextBlock',
          text: 'What happens to your answer',
          wrap: true,
          style: 'heading',
          spacing: 'Medium',
          size: 'Medium',
          weight: 'Bolder',
        },
        {
          type: 'Container',
          items: [
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'Your answer is added to a sealed total.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'It is never stored with your name.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'Nobody can look up what you said. Your manager cannot. An administrator cannot.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'We keep a scrambled mark, so that you are not asked twice. We delete it when the pulse closes.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'Results appear once, at the end. They appear only if enough people answered.',
                },
              ],
              spacing: 'Small',
            },
          ],
        },
        {
          type: 'Container',
          items: [
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'We show a score only when 5 or more people answered that question. With fewer, we show nothing.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'Some questions are shown for everybody together, others by voice, and it stays so. By voice, we show scores only when every voice has 5 or more answers.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'Scores are rounded. We never show how many people gave which answer.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'A question for some people is shown only when enough of them answered, and enough were not asked.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'If too few answered, their sealed totals may be added to those of other circles here. We show those only when four circles or more come together.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'After the end we show in rough words how many took part, such as “about half”.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'We show comments only when 10 or more people wrote one. We may leave some out. They stand in mixed order, away from the scores.',
                },
              ],
              spacing: 'Small',
            },
          ],
        },
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'The people who run this server could in theory watch your answer as it passes. So could Slack or Microsoft, if one of them carries it to us.',
            },
          ],
        },
        {
          type: 'TextBlock',
          text: 'Does that worry you?',
          wrap: true,
          style: 'heading',
          spacing: 'Medium',
          size: 'Default',
          weight: 'Bolder',
        },
        {
          type: 'Container',
          items: [
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'You can answer on a web page, past Slack and Microsoft: under “How you want to be asked”, press “Come in on another device”.',
                },
              ],
              spacing: 'Small',
            },
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: '• ',
                },
                {
                  type: 'TextRun',
                  text: 'You do not have to answer. Nobody is told.',
                },
              ],
              spacing: 'Small',
            },
          ],
        },
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'People may guess who wrote a comment from its words.',
            },
          ],
        },
        {
          type: 'TextBlock',
          text: 'The questions',
          wrap: true,
          style: 'heading',
          spacing: 'Medium',
          size: 'Medium',
          weight: 'Bolder',
        },
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'Answers are shown for everybody together.',
            },
          ],
        },
        {
          type: 'Container',
          style: 'warning',
          items: [
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: 'Please note: ',
                  weight: 'Bolder',
                },
                {
                  type: 'TextRun',
                  text: 'Is somebody in danger now? Call 999. Do you need health help that cannot wait? Call NHS 111. Nobody may read this form for days.',
                },
              ],
            },
          ],
        },
        {
          type: 'Input.ChoiceSet',
          id: 'one.voice',
          label:
            '1. I could say what I think.\nChoose one number, from 1 (disagree strongly) to 5 (agree strongly).',
          style: 'expanded',
          wrap: true,
          choices: [
            {
              title: '1: Disagree strongly',
              value: '1',
            },
            {
              title: '2: Disagree',
              value: '2',
            },
            {
              title: '3: In the middle',
              value: '3',
            },
            {
              title: '4: Agree',
              value: '4',
            },
            {
              title: '5: Agree strongly',
              value: '5',
            },
          ],
        },
        {
          type: 'ActionSet',
          actions: [
            {
              type: 'Action.ToggleVisibility',
              title: 'Next',
              targetElements: [
                {
                  elementId: 'question.1',
                  isVisible: false,
                },
                {
                  elementId: 'question.2',
                  isVisible: true,
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'Container',
      id: 'question.2',
      isVisible: false,
      items: [
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'Question 2 of 4',
              size: 'Small',
              isSubtle: true,
            },
          ],
        },
        {
          type: 'Input.ChoiceSet',
          id: 'one.in-the-way',
          label:
            '2. What got in the way most?\nOnly if you chose 1 or 2 in question 1. If this is not for you, leave it out.',
          style: 'expanded',
          wrap: true,
          choices: [
            {
              title: 'There was not enough time',
              value: 'no-time',
            },
            {
              title: 'I did not know some of the words',
              value: 'words',
            },
            {
              title: 'Nobody asked me',
              value: 'not-asked',
            },
            {
              title: 'Other people did most of the talking',
              value: 'others-spoke',
            },
            {
              title: 'I did not feel safe to say it',
              value: 'not-safe',
            },
            {
              title: 'It was hard to be there or to join in',
              value: 'hard-to-join',
            },
            {
              title: 'Something else',
              value: 'other',
            },
          ],
        },
        {
          type: 'ActionSet',
          actions: [
            {
              type: 'Action.ToggleVisibility',
              title: 'Next',
              targetElements: [
                {
                  elementId: 'question.2',
                  isVisible: false,
                },
                {
                  elementId: 'question.3',
                  isVisible: true,
                },
              ],
            },
            {
              type: 'Action.ToggleVisibility',
              title: 'Back',
              targetElements: [
                {
                  elementId: 'question.2',
                  isVisible: false,
                },
                {
                  elementId: 'question.1',
                  isVisible: true,
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'Container',
      id: 'question.3',
      isVisible: false,
      items: [
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'Question 3 of 4',
              size: 'Small',
              isSubtle: true,
            },
          ],
        },
        {
          type: 'Input.ChoiceSet',
          id: 'one.trust',
          label:
            '3. I believe something will change because of this.\n"This" means what our group does together. Choose one number, from 1 (disagree strongly) to 5 (agree strongly).',
          style: 'expanded',
          wrap: true,
          choices: [
            {
              title: '1: Disagree strongly',
              value: '1',
            },
            {
              title: '2: Disagree',
              value: '2',
            },
            {
              title: '3: In the middle',
              value: '3',
            },
            {
              title: '4: Agree',
              value: '4',
            },
            {
              title: '5: Agree strongly',
              value: '5',
            },
          ],
        },
        {
          type: 'ActionSet',
          actions: [
            {
              type: 'Action.ToggleVisibility',
              title: 'Next',
              targetElements: [
                {
                  elementId: 'question.3',
                  isVisible: false,
                },
                {
                  elementId: 'question.4',
                  isVisible: true,
                },
              ],
            },
            {
              type: 'Action.ToggleVisibility',
              title: 'Back',
              targetElements: [
                {
                  elementId: 'question.3',
                  isVisible: false,
                },
                {
                  elementId: 'question.2',
                  isVisible: true,
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'Container',
      id: 'question.4',
      isVisible: false,
      items: [
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'Question 4 of 4',
              size: 'Small',
              isSubtle: true,
            },
          ],
        },
        {
          type: 'Input.Text',
          id: 'text.anything-else',
          label:
            '4. Anything else?\nYou can leave this out. Please do not name people. Do not write names, phone numbers or anything that shows who you are. People may guess from the words who wrote them.',
          isMultiline: true,
          maxLength: 500,
        },
        {
          type: 'RichTextBlock',
          inlines: [
            {
              type: 'TextRun',
              text: 'Check your answers. You can send them once, and not change them later.',
            },
          ],
        },
        {
          type: 'ActionSet',
          actions: [
            {
              type: 'Action.Execute',
              title: 'Send my answers',
              style: 'positive',
              verb: 'pulse.answer',
              data: {
                rt: 'p1.77sHWKJk8byLI0xZE7Sd_Sr3VWPHjKCgzdIKA5Rhw2BbInB1bHNlLmFuc3dlciIsInIxIl0',
              },
              associatedInputs: 'auto',
              fallback: {
                type: 'Action.Submit',
                title: 'Send my answers',
                style: 'positive',
                data: {
                  rt: 'p1.77sHWKJk8byLI0xZE7Sd_Sr3VWPHjKCgzdIKA5Rhw2BbInB1bHNlLmFuc3dlciIsInIxIl0',
                  msteams: {
                    type: 'task/fetch',
                  },
                },
              },
            },
          ],
        },
        {
          type: 'ActionSet',
          actions: [
            {
              type: 'Action.ToggleVisibility',
              title: 'Back',
              targetElements: [
                {
                  elementId: 'question.4',
                  isVisible: false,
                },
                {
                  elementId: 'question.3',
                  isVisible: true,
                },
              ],
            },
          ],
        },
      ],
    },
  ],
} satisfies AdaptiveCard;
