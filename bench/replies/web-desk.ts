import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createFormGuard } from '../../adapters/web/auth/csrf.ts';
import { createSessions } from '../../adapters/web/auth/session.ts';
import { systemClock } from '../../src/clock.ts';
import type { KeyRing } from '../../src/core/ports/secrets.ts';
import type { SessionTable } from '../../src/core/ports/session-table.ts';
import type { WebSession } from '../../src/core/way-in.ts';
import { newId } from '../../src/ids.ts';
import { answerTo } from './answers.ts';
import type { Desk } from './bench-app.ts';

/** People at their browsers, with the web adapter's own cookies and form tokens. */
export function webDesk(linkKeys: KeyRing, table: SessionTable): Desk {
  const sessions = createSessions(linkKeys, table, systemClock, false);
  const guard = createFormGuard(linkKeys, () => '');
  return {
    identity: () => ({ platform: 'web', externalId: newId() }),
    async filled(round, _circle, member) {
      const response = new ServerResponse(new IncomingMessage(new Socket()));
      const session: WebSession = {
        id: newId(),
        webId: member.identities[0]?.externalId ?? '',
        device: 'own',
        beganAt: systemClock.now(),
      };
      await table.begin(session);
      sessions.give(response, session);
      const cookie = String(response.getHeader('set-cookie')).split(';')[0] ?? '';
      const body = new URLSearchParams({ _token: guard.token(session) });
      for (const question of round.questions) body.set(question.id, answerTo(question));
      return { path: `/pulse/${round.id}`, cookie, body: body.toString() };
    },
  };
}
