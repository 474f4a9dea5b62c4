import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createFormGuard } from '../../adapters/web/csrf.ts';
import { createSessions } from '../../adapters/web/session.ts';
import { systemClock } from '../../src/clock.ts';
import { newId } from '../../src/ids.ts';
import { answerTo } from './answers.ts';
import type { Desk } from './town.ts';

/** People at their browsers, with the web adapter's own cookies and form tokens. */
export function webDesk(linkKey: Uint8Array): Desk {
  const sessions = createSessions(linkKey, systemClock, false);
  const guard = createFormGuard(linkKey, () => '');
  return {
    identity: () => ({ platform: 'web', externalId: newId() }),
    filled(round, _circle, member) {
      const response = new ServerResponse(new IncomingMessage(new Socket()));
      sessions.begin(response, member.identities[0]?.externalId ?? '');
      const cookie = String(response.getHeader('set-cookie')).split(';')[0] ?? '';
      const request = new IncomingMessage(new Socket());
      request.headers.cookie = cookie;
      const session = sessions.read(request);
      if (session === null) throw new Error('The cookie that was just made does not open.');
      const body = new URLSearchParams({ _token: guard.token(session) });
      for (const question of round.questions) body.set(question.id, answerTo(question));
      return { path: `/pulse/${round.id}`, cookie, body: body.toString() };
    },
  };
}
