import type { TeamsPost } from '../../../../adapters/teams/render/post.ts';

export const invitation = {
  type: 'message',
  summary: 'A new pulse is open in Ward 7 co-production group. It closes on Thursday 26 November, 10am.',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.5',
        lang: 'en',
        fallbackText:
          'A new pulse is open in Ward 7 co-production group. It closes on Thursday 26 November, 10am.',
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
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'A few short questions for everybody in Ward 7 co-production group. You can answer until Thursday 26 November, 10am.',
                size: 'Medium',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'Your answer goes into a sealed total. It is never stored with your name. Nobody can look up what you said.',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'Results appear once, at the end. A score is shown only when 5 or more people answered that question.',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'It is your choice. Nobody is told who answers.',
              },
            ],
          },
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.Submit',
                title: 'Answer the questions',
                style: 'positive',
                data: {
                  rt: 's1.rO4jV8e65vaBs8VQmkebnIWISPtH_Ftj8XSxDO_XVllbInB1bHNlLnNob3ciLCJyMSJd',
                  msteams: {
                    type: 'task/fetch',
                  },
                },
              },
            ],
          },
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.Submit',
                title: 'Stop asking me',
                data: {
                  rt: 's1.Ax50X-yKCXfQYZpkWZbFThVLeWJT0Hlqea99_TMGjpRbIm1lLnB1bHNlcyIsIiJd',
                  msteams: {
                    type: 'task/fetch',
                  },
                },
              },
            ],
          },
        ],
      },
    },
  ],
} satisfies TeamsPost;
