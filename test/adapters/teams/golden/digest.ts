import type { TeamsPost } from '../../../../adapters/teams/render/post.ts';

export const digest = {
  type: 'message',
  summary:
    'Trust that something will change went up for Service-user reps and stayed about the same for Staff.',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.5',
        lang: 'en',
        fallbackText:
          'Trust that something will change went up for Service-user reps and stayed about the same for Staff.',
        body: [
          {
            type: 'Container',
            items: [
              {
                type: 'TextBlock',
                text: 'Ward 7 co-production group: the week of 16 November 2026',
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
                    text: 'Trust that something will change went up for Service-user reps and stayed about the same for Staff.',
                    size: 'Medium',
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: '5 things to look at',
                wrap: true,
                style: 'heading',
                spacing: 'Medium',
                size: 'Medium',
                weight: 'Bolder',
              },
              {
                type: 'TextBlock',
                text: 'Trust that something will change',
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
                        text: 'Now: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '3.5 or higher for Staff and 3.5 for Service-user reps',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Change: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'about the same for Staff and up for Service-user reps',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'We aim for: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '3.5 or higher',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Next step: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'Keep closing promises, and say so in the meeting.',
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
                    text: 'The question: “I believe something will change because of this.” 1 means disagree strongly, 5 means agree strongly.',
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
                    text: 'Trust, week by week',
                    weight: 'Bolder',
                  },
                ],
              },
              {
                type: 'RichTextBlock',
                inlines: [
                  {
                    type: 'TextRun',
                    text: 'From 26 Oct to 16 Nov. Latest: 3.5 or higher for Staff and 3.5 for Service-user reps. A gap means that nothing was shown.',
                  },
                ],
              },
            ],
          },
          {
            type: 'Container',
            items: [
              {
                type: 'Container',
                items: [
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Trust, week by week',
                        weight: 'Bolder',
                      },
                    ],
                  },
                  {
                    type: 'Table',
                    columns: [
                      {
                        width: 1,
                      },
                      {
                        width: 1,
                      },
                      {
                        width: 1,
                      },
                    ],
                    firstRowAsHeaders: true,
                    rows: [
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Week of',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Staff',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Service-user reps',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '26 Oct',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '3.5',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '2.5',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '2 Nov',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'not shown',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'not shown',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '9 Nov',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '3.5 or higher',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '2.5',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '16 Nov',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '3.5 or higher',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '3.5',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                    ],
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'Being able to say what you think',
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
                        text: 'Now: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '4 for Staff and 3.5 for Service-user reps',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Change: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'about the same',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'We aim for: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '3.5 or higher',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Next step: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'Say thank you, and ask what helped people to speak.',
                      },
                    ],
                    spacing: 'Small',
                  },
                ],
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
                    text: 'The question: “I could say what I think.” 1 means disagree strongly, 5 means agree strongly.',
                    size: 'Small',
                    isSubtle: true,
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'Who chaired the meetings',
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
                        text: 'Now: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '3 of 5 by Staff and 2 of 5 by Service-user reps',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Change: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'about the same',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'We aim for: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '50% for each voice',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Next step: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'Nothing to do: the rota keeps the balance.',
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
                    text: 'Meetings of the last 12 weeks. One turn more or less is no change.',
                    size: 'Small',
                    isSubtle: true,
                  },
                ],
              },
            ],
          },
          {
            type: 'Chart.VerticalBar.Grouped',
            data: [
              {
                legend: 'Chaired',
                values: [
                  {
                    x: 'Staff',
                    y: 60,
                  },
                  {
                    x: 'Service-user reps',
                    y: 40,
                  },
                ],
              },
              {
                legend: 'Aim',
                values: [
                  {
                    x: 'Staff',
                    y: 50,
                  },
                  {
                    x: 'Service-user reps',
                    y: 50,
                  },
                ],
              },
            ],
            yAxisTitle: '% of meetings',
            yMin: 0,
            yMax: 100,
            title: 'Who chaired, and what we aim for',
            fallback: {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: 'Who chaired, and what we aim for',
                  weight: 'Bolder',
                },
              ],
            },
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'Share of the meetings chaired, and the share aimed for: Staff 60%, aim 50%; Service-user reps 40%, aim 50%.',
              },
            ],
          },
          {
            type: 'Container',
            items: [
              {
                type: 'Container',
                items: [
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Who chaired, and what we aim for',
                        weight: 'Bolder',
                      },
                    ],
                  },
                  {
                    type: 'Table',
                    columns: [
                      {
                        width: 1,
                      },
                      {
                        width: 1,
                      },
                      {
                        width: 1,
                      },
                    ],
                    firstRowAsHeaders: true,
                    rows: [
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Voice',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Chaired',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Aim',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Staff',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '60%',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '50%',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                      {
                        type: 'TableRow',
                        cells: [
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: 'Service-user reps',
                                    weight: 'Bolder',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '40%',
                                  },
                                ],
                              },
                            ],
                          },
                          {
                            type: 'TableCell',
                            items: [
                              {
                                type: 'RichTextBlock',
                                inlines: [
                                  {
                                    type: 'TextRun',
                                    text: '50%',
                                  },
                                ],
                              },
                            ],
                          },
                        ],
                      },
                    ],
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'Who was at the meetings',
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
                        text: 'Now: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '4 of 5 with both sides and 1 with one rep alone',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Change: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'up',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'We aim for: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'staff and two reps or more at each meeting',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Next step: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'Ask reps what would help them to come, such as another time, place or travel costs.',
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
                    text: 'Meetings of the last 12 weeks of which it was noted. We count sides, never people.',
                    size: 'Small',
                    isSubtle: true,
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'Promises',
                wrap: true,
                style: 'heading',
                spacing: 'Medium',
                size: 'Default',
                weight: 'Bolder',
              },
            ],
          },
          {
            type: 'Container',
            items: [
              {
                type: 'Container',
                items: [
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Now: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: '2 open, 1 kept, none refused, none taken back',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Change: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'as many not kept as last week',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'We aim for: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'kept, and within 4 weeks',
                      },
                    ],
                    spacing: 'Small',
                  },
                  {
                    type: 'RichTextBlock',
                    inlines: [
                      {
                        type: 'TextRun',
                        text: 'Next step: ',
                        weight: 'Bolder',
                      },
                      {
                        type: 'TextRun',
                        text: 'Who asked, or reps, can open the list and say “done” or “not yet”.',
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
                    text: 'The longest wait for one to be kept: 2 weeks. One waits for a reply. One has a reply that waits for a yes.',
                    size: 'Small',
                    isSubtle: true,
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'You said, we did',
                wrap: true,
                style: 'heading',
                spacing: 'Medium',
                size: 'Medium',
                weight: 'Bolder',
              },
              {
                type: 'TextBlock',
                text: 'New this week',
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
                        text: '“Start later, so that people who come by bus are not late.” (no name given). Waits for a reply.',
                      },
                    ],
                    spacing: 'Small',
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'Still open',
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
                        text: '“Tell us what happened to the garden money.” (no name given). Open for 2 weeks. Has a reply that waits for a yes. We did: “It is spent on seats. The bill is in the shared folder.”',
                      },
                    ],
                    spacing: 'Small',
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'Kept this week',
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
                        text: '“Send the minutes within a week.” (Gwen Abara). We did: “They now come every Monday.”',
                      },
                    ],
                    spacing: 'Small',
                  },
                ],
              },
            ],
          },
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.Submit',
                title: 'Raise a promise',
                data: {
                  rt: 's1.bXcx1M0etWIXK0M6UY4Kq5RitLsmawLUZ0u-9f7rIENbInByb21pc2UuZm9ybSIsIiJd',
                  msteams: {
                    type: 'task/fetch',
                  },
                },
              },
            ],
          },
          {
            type: 'Container',
            items: [
              {
                type: 'TextBlock',
                text: 'Who chairs next',
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
                        text: 'Thursday 3 December, 2pm: Gwen Abara (Service-user reps)',
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
                        text: 'Thursday 17 December, 2pm: probably the turn of Staff',
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
                        text: 'Thursday 31 December, 2pm: probably the turn of Service-user reps',
                      },
                    ],
                    spacing: 'Small',
                  },
                ],
              },
              {
                type: 'TextBlock',
                text: 'What is not shown, and why',
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
                        text: '“What got in the way most?”: this needs 5 people who were asked it, and 5 who were not.',
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
                        text: '“Anything else?”: it takes 10 comments to show what people wrote.',
                      },
                    ],
                    spacing: 'Small',
                  },
                ],
              },
            ],
          },
        ],
        msteams: {
          width: 'Full',
        },
      },
    },
  ],
} satisfies TeamsPost;
