import type { SlackPost } from '../../../../adapters/slack/render/post.ts';

export const digest = {
  text: 'Trust that something will change went up for Service-user reps and stayed about the same for Staff.',
  blocks: [
    {
      type: 'header',
      text: {
        type: 'plain_text',
        text: 'Ward 7 co-production group: the week of 16 November 2026',
        emoji: false,
      },
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Trust that something will change went up for Service-user reps and stayed about the same for Staff.',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '5 things to look at',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Trust that something will change',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Now: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '3.5 or higher for Staff and 3.5 for Service-user reps',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Change: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'about the same for Staff and up for Service-user reps',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We aim for: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '3.5 or higher',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Next step: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'Keep closing promises, and say so in the meeting.',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The question: “I believe something will change because of this.” 1 means disagree strongly, 5 means agree strongly.',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Trust, week by week',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'From 26 Oct to 16 Nov. Latest: 3.5 or higher for Staff and 3.5 for Service-user reps. A gap means that nothing was shown.',
            },
          ],
        },
      ],
    },
    {
      type: 'data_table',
      caption: 'Trust, week by week',
      page_size: 4,
      rows: [
        [
          {
            type: 'raw_text',
            text: 'Week of',
          },
          {
            type: 'raw_text',
            text: 'Staff',
          },
          {
            type: 'raw_text',
            text: 'Service-user reps',
          },
        ],
        [
          {
            type: 'raw_text',
            text: '26 Oct',
          },
          {
            type: 'raw_text',
            text: '3.5',
          },
          {
            type: 'raw_text',
            text: '2.5',
          },
        ],
        [
          {
            type: 'raw_text',
            text: '2 Nov',
          },
          {
            type: 'raw_text',
            text: 'not shown',
          },
          {
            type: 'raw_text',
            text: 'not shown',
          },
        ],
        [
          {
            type: 'raw_text',
            text: '9 Nov',
          },
          {
            type: 'raw_text',
            text: '3.5 or higher',
          },
          {
            type: 'raw_text',
            text: '2.5',
          },
        ],
        [
          {
            type: 'raw_text',
            text: '16 Nov',
          },
          {
            type: 'raw_text',
            text: '3.5 or higher',
          },
          {
            type: 'raw_text',
            text: '3.5',
          },
        ],
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Being able to say what you think',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Now: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '4 for Staff and 3.5 for Service-user reps',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Change: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'about the same',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We aim for: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '3.5 or higher',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Next step: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'Say thank you, and ask what helped people to speak.',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The question: “I could say what I think.” 1 means disagree strongly, 5 means agree strongly.',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Who chaired the meetings',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Now: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '3 of 5 by Staff and 2 of 5 by Service-user reps',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Change: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'about the same',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We aim for: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '50% for each voice',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Next step: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'Nothing to do: the rota keeps the balance.',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Meetings of the last 12 weeks. One turn more or less is no change.',
            },
          ],
        },
      ],
    },
    {
      type: 'data_visualization',
      title: 'Who chaired, and what we aim for',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'Chaired',
            data: [
              {
                label: 'Staff',
                value: 60,
              },
              {
                label: 'Service-user reps',
                value: 40,
              },
            ],
          },
          {
            name: 'Aim',
            data: [
              {
                label: 'Staff',
                value: 50,
              },
              {
                label: 'Service-user reps',
                value: 50,
              },
            ],
          },
        ],
        axis_config: {
          categories: ['Staff', 'Service-user reps'],
          y_label: '% of meetings',
        },
      },
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Share of the meetings chaired, and the share aimed for: Staff 60%, aim 50%; Service-user reps 40%, aim 50%.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'data_table',
      caption: 'Who chaired, and what we aim for',
      page_size: 2,
      rows: [
        [
          {
            type: 'raw_text',
            text: 'Voice',
          },
          {
            type: 'raw_text',
            text: 'Chaired',
          },
          {
            type: 'raw_text',
            text: 'Aim',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Staff',
          },
          {
            type: 'raw_text',
            text: '60%',
          },
          {
            type: 'raw_text',
            text: '50%',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Service-user reps',
          },
          {
            type: 'raw_text',
            text: '40%',
          },
          {
            type: 'raw_text',
            text: '50%',
          },
        ],
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Who was at the meetings',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Now: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '4 of 5 with both sides and 1 with one rep alone',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Change: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'up',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We aim for: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'staff and two reps or more at each meeting',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Next step: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'Ask reps what would help them to come, such as another time, place or travel costs.',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Meetings of the last 12 weeks of which it was noted. We count sides, never people.',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Promises',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Now: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '2 open, 1 kept, none refused, none taken back',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Change: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'as many not kept as last week',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'We aim for: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'kept, and within 4 weeks',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Next step: ',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: 'Who asked, or reps, can open the list and say “done” or “not yet”.',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The longest wait for one to be kept: 2 weeks. One waits for a reply. One has a reply that waits for a yes.',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'You said, we did',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'New this week',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: '“Start later, so that people who come by bus are not late.” (no name given). Waits for a reply.',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Still open',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: '“Tell us what happened to the garden money.” (no name given). Open for 2 weeks. Has a reply that waits for a yes. We did: “It is spent on seats. The bill is in the shared folder.”',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Kept this week',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: '“Send the minutes within a week.” (Gwen Abara). We did: “They now come every Monday.”',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: {
            type: 'plain_text',
            text: 'Raise a promise',
            emoji: false,
          },
          action_id: 'promise.form#1',
          value: '1.9G8e8AQbPKal2c5k29J_IpEEdBvy0hWLiKh0VXaWE6lbInByb21pc2UuZm9ybSIsIiJd',
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'Who chairs next',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Thursday 3 December, 2pm: Gwen Abara (Service-user reps)',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Thursday 17 December, 2pm: probably the turn of Staff',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Thursday 31 December, 2pm: probably the turn of Service-user reps',
                },
              ],
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'What is not shown, and why',
              style: {
                bold: true,
              },
            },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: '\n',
            },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: '“What got in the way most?”: this needs 5 people who were asked it, and 5 who were not.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: '“Anything else?”: it takes 10 comments to show what people wrote.',
                },
              ],
            },
          ],
        },
      ],
    },
  ],
} satisfies SlackPost;
