import type { SlackPost } from '../../../../adapters/slack/render/post.ts';

export const digest = {
  text: 'Trust that something will change: about the same for Staff and up for Service-user reps.',
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
              text: 'Trust that something will change: about the same for Staff and up for Service-user reps.',
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
      ],
    },
    {
      type: 'data_table',
      caption: 'This week at a glance',
      page_size: 5,
      rows: [
        [
          {
            type: 'raw_text',
            text: 'What',
          },
          {
            type: 'raw_text',
            text: 'Now',
          },
          {
            type: 'raw_text',
            text: 'Change',
          },
          {
            type: 'raw_text',
            text: 'We aim for',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Trust that something will change',
          },
          {
            type: 'raw_text',
            text: 'Staff: 3.5 or higher; Service-user reps: 3.5',
          },
          {
            type: 'raw_text',
            text: 'Staff: About the same; Service-user reps: Up',
          },
          {
            type: 'raw_text',
            text: '3.5 or higher',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Being able to say what you think',
          },
          {
            type: 'raw_text',
            text: 'Staff: 4; Service-user reps: 3.5',
          },
          {
            type: 'raw_text',
            text: 'Staff: About the same; Service-user reps: About the same',
          },
          {
            type: 'raw_text',
            text: '3.5 or higher',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Taking part in the pulse',
          },
          {
            type: 'raw_text',
            text: 'Staff: half or more; Service-user reps: half or more',
          },
          {
            type: 'raw_text',
            text: 'About the same',
          },
          {
            type: 'raw_text',
            text: 'half or more',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Who chaired the meetings',
          },
          {
            type: 'raw_text',
            text: 'Staff: 3 of 5; Service-user reps: 2 of 5',
          },
          {
            type: 'raw_text',
            text: 'Staff: About the same; Service-user reps: About the same',
          },
          {
            type: 'raw_text',
            text: 'Staff: 50%; Service-user reps: 50%',
          },
        ],
        [
          {
            type: 'raw_text',
            text: 'Promises',
          },
          {
            type: 'raw_text',
            text: '2 open, the oldest for 2 weeks; 1 confirmed',
          },
          {
            type: 'raw_text',
            text: 'About the same',
          },
          {
            type: 'raw_text',
            text: 'none open for over 4 weeks',
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
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The question: “I believe something will change because of this.” 1 means disagree strongly, 5 means agree strongly. Agree (4 or 5): Staff: all but two people, or more; Service-user reps: all but two people, or more.',
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
              text: 'Next step: keep closing promises, and say so in the meeting.',
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
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The question: “I could say what I think.” 1 means disagree strongly, 5 means agree strongly. Agree (4 or 5): Staff: all but two people, or more; Service-user reps: all but two people, or more.',
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
              text: 'Next step: say thank you, and ask what helped people to speak.',
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
              text: 'Taking part in the pulse',
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
              text: 'Told in rough words, so that nobody can work out who answered.',
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
              text: 'Next step: thank everybody at the next meeting.',
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
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'The 5 meetings of the last 12 weeks, by the voice of who chaired. We call it a change when it is more than one turn.',
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
              text: 'Next step: none. The rota keeps the balance.',
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
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'One waits for a reply. One waits for a rep to confirm.',
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
              text: 'Next step: a rep can open the list and say “done” or “not yet”.',
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
              text: 'Pictures',
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
              text: 'From 26 Oct to 16 Nov. Latest: Staff: 3.5 or higher; Service-user reps: 3.5. A gap means that nothing was shown.',
            },
          ],
        },
      ],
    },
    {
      type: 'data_table',
      caption: 'Trust that something will change',
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
          {
            type: 'raw_text',
            text: 'Everybody',
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
          {
            type: 'raw_text',
            text: 'not shown',
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
          {
            type: 'raw_text',
            text: '3',
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
          {
            type: 'raw_text',
            text: 'not shown',
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
          {
            type: 'raw_text',
            text: 'not shown',
          },
        ],
      ],
    },
    {
      type: 'data_visualization',
      title: 'Who chaired, in 12 weeks',
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
          y_label: 'Share of meetings, in per cent',
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
      caption: 'Who chaired, in 12 weeks',
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
                  text: '“Start later, so that people who come by bus are not late.” (no name given). Open for less than a week. Waits for a reply.',
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
                  text: '“Tell us what happened to the garden money.” (no name given). Open for 2 weeks. Waits for a rep to confirm. We did: “It is spent on seats. The bill is in the shared folder.”',
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
              text: 'Confirmed this week',
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
                  text: 'Thursday 17 December, 2pm: probably Dilys Pugh (Staff)',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Thursday 31 December, 2pm: probably Hasan Ali (Service-user reps)',
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
                  text: 'The answers to “What got in the way most?” are not shown. They need 5 people who were asked, and 5 who were not.',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'What people wrote under “Anything else?” is not shown. It needs 10 comments.',
                },
              ],
            },
          ],
        },
      ],
    },
  ],
} satisfies SlackPost;
