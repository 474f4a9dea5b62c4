import { randomBytes, randomUUID } from 'node:crypto';
import { createActionCodec } from '../../adapters/teams/auth/action-codec.ts';
import { renderCard } from '../../adapters/teams/render/card.ts';
import { readerOf } from '../../src/core/messages/reader.ts';
import type { KeyRing } from '../../src/core/ports/secrets.ts';
import { pulseForm } from '../../src/features/pulses/messages/pulse.ts';
import { CardView } from '../../test/support/teams/cards/view.ts';
import type { Payload } from '../../test/support/teams/types.ts';
import { answerTo } from './answers.ts';
import type { Desk } from './bench-app.ts';

const MESSAGES_PATH = '/api/messages';

/** What of a Teams a desk has to know. `proof`: the `Authorization` of an activity. */
export interface TeamsAround {
  readonly appId: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly proof: string;
}

/** People at their Teams clients: each fills in the pulse's own card in the personal chat and presses its button. */
export function teamsDesk(linkKeys: KeyRing, { appId, tenantId, serviceUrl, proof }: TeamsAround): Desk {
  const codec = createActionCodec(linkKeys);
  return {
    identity: () => ({ platform: 'teams', externalId: randomUUID() }),
    filled(round, circle, member) {
      const aadObjectId = member.identities[0]?.externalId ?? '';
      const message = pulseForm(
        {
          circle: circle.name,
          round,
          credit: null,
          signpost: { kind: 'uk' },
          trust: { operator: null, outside: null },
        },
        readerOf(member, circle),
      );
      const card: Payload = { ...renderCard(message, codec, { surface: 'chat', owner: aadObjectId }) };
      const view = new CardView([card], false);
      for (const question of round.questions) {
        // Only what would be a comment, where none are kept, has no input.
        if (question.kind === 'text') continue;
        view.fill(`${question.kind === 'multiple' ? 'many' : 'one'}.${question.id}`, answerTo(question), []);
      }
      const [button, ...others] = view.buttons();
      if (button === undefined || others.length > 0) throw new Error('The form has not one button.');
      const { type, title, verb, data } = button;
      const now = new Date().toISOString();
      const activity = {
        type: 'invoke',
        id: `f:${randomUUID()}`,
        name: 'adaptiveCard/action',
        timestamp: now,
        localTimestamp: now,
        channelId: 'msteams',
        serviceUrl,
        from: { id: `29:${randomBytes(32).toString('base64url')}`, name: member.name, aadObjectId },
        conversation: {
          conversationType: 'personal',
          tenantId,
          id: `a:1${randomBytes(64).toString('base64url')}`,
        },
        recipient: { id: `28:${appId}`, name: 'Roundtable' },
        entities: [
          { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London' },
        ],
        channelData: { tenant: { id: tenantId }, source: { name: 'message' } },
        replyToId: String(Date.now()),
        value: {
          action: { type, title, verb, data: { ...dataOf(data), ...view.values() } },
          trigger: 'manual',
        },
        locale: 'en-GB',
      };
      return { path: MESSAGES_PATH, proof, body: JSON.stringify(activity) };
    },
  };
}

function dataOf(data: unknown): Payload {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}
