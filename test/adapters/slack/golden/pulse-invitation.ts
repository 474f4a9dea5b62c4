import type { KnownBlock } from '@slack/types';

export const pulseInvitation = {
  text: 'A new pulse is open in Ward 7 co-production group. It closes on Thursday 26 November, 10am.',
  blocks: [
    {
      type: 'header',
      text: {
        type: 'plain_text',
        text: 'Having a voice',
        emoji: false,
      },
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'A few short questions for everybody in Ward 7 co-production group. You can answer until Thursday 26 November, 10am.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Your answer goes into a sealed total. It is never stored with your name. Nobody can look up what you said.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Results appear once, at the end. A score is shown only when 5 or more people answered that question.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'It is your choice. Nobody is told who answers.',
        emoji: false,
      },
      expand: true,
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: {
            type: 'plain_text',
            text: 'Answer the questions',
            emoji: false,
          },
          action_id: 'pulse.show#1',
          value: '1.b3t_xTv2rfJnP6TGEOxjQuw98wQdLzR50RPxV8Q3DMdbInB1bHNlLnNob3ciLCJyMSJd',
          style: 'primary',
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
            text: 'Stop asking me',
            emoji: false,
          },
          action_id: 'me.pulses#2',
          value: '1.hVPAoRKXqADgmuhZ01UE8sOiyqrutDgWJndlz0han4FbIm1lLnB1bHNlcyIsIiJd',
        },
      ],
    },
  ],
} satisfies { text: string; blocks: KnownBlock[] };
