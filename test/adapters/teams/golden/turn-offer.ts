import type { TeamsPost } from '../../../../adapters/teams/render/post.ts';

export const turnOffer = {
  type: 'message',
  summary: 'Would you like to chair “Having a voice” on Tuesday 24 November, 10am?',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.5',
        lang: 'en',
        fallbackText: 'Would you like to chair “Having a voice” on Tuesday 24 November, 10am?',
        body: [
          {
            type: 'TextBlock',
            text: 'Your turn to chair',
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
                text: 'You are next to chair “Having a voice” on Tuesday 24 November, 10am.',
                size: 'Medium',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'Where: Having a voice.',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'Having a voice',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'https://meet.example.org/ward-7',
              },
            ],
          },
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.OpenUrl',
                title: 'Join the meeting',
                url: 'https://meet.example.org/ward-7',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'You can say yes or no. You do not have to give a reason. If you say no, you keep your place.',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'Please answer by Friday 20 November, 10am. Until you say yes, we tell nobody else that we asked you.',
              },
            ],
          },
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.Execute',
                title: 'Yes, I will chair',
                style: 'positive',
                verb: 'turn.accept',
                data: {
                  rt: 'p1.qN2bZ_WEog9gvcdYJic2TBrBQogmvFM0rqNJc0rWerhbInR1cm4uYWNjZXB0IiwibTEiXQ',
                },
                associatedInputs: 'auto',
                fallback: {
                  type: 'Action.Submit',
                  title: 'Yes, I will chair',
                  style: 'positive',
                  data: {
                    rt: 'p1.qN2bZ_WEog9gvcdYJic2TBrBQogmvFM0rqNJc0rWerhbInR1cm4uYWNjZXB0IiwibTEiXQ',
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
                type: 'Action.Execute',
                title: 'No, not this time',
                verb: 'turn.decline',
                data: {
                  rt: 'p1.twFxIFa-onnCl_yrWGFHOo879ZaonsPtTq8lFLFjvA1bInR1cm4uZGVjbGluZSIsIm0xIl0',
                },
                associatedInputs: 'auto',
                fallback: {
                  type: 'Action.Submit',
                  title: 'No, not this time',
                  data: {
                    rt: 'p1.twFxIFa-onnCl_yrWGFHOo879ZaonsPtTq8lFLFjvA1bInR1cm4uZGVjbGluZSIsIm0xIl0',
                    msteams: {
                      type: 'task/fetch',
                    },
                  },
                },
              },
            ],
            spacing: 'Small',
          },
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.Execute',
                title: 'Why me?',
                verb: 'turn.show',
                data: {
                  rt: 'p1.v0YRZ4JFJIcAWBmhIGGLIQB9Fni7zwIr6xbRAmvCQJlbInR1cm4uc2hvdyIsIm0xIl0',
                },
                associatedInputs: 'none',
                fallback: {
                  type: 'Action.Submit',
                  title: 'Why me?',
                  data: {
                    rt: 'p1.v0YRZ4JFJIcAWBmhIGGLIQB9Fni7zwIr6xbRAmvCQJlbInR1cm4uc2hvdyIsIm0xIl0',
                    msteams: {
                      type: 'task/fetch',
                    },
                  },
                  associatedInputs: 'none',
                },
              },
            ],
          },
        ],
      },
    },
  ],
} satisfies TeamsPost;
