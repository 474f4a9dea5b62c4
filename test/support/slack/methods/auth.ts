import type { Method } from './method.ts';

export const AUTH: Readonly<Record<string, Method>> = {
  'api.test': (call) => ({ args: call.args }),

  'auth.test': ({ workspace }) => ({
    url: `https://${workspace.domain}.slack.com/`,
    team: workspace.name,
    user: 'roundtable',
    team_id: workspace.id,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  }),

  'auth.revoke': ({ token, args }) => {
    if (args.test === true || args.test === 'true') return { revoked: false };
    token.dead = 'token_revoked';
    return { revoked: true };
  },
};
