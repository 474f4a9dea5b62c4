import { randomBytes } from 'node:crypto';
import { createActionCodec } from '../../adapters/slack/auth/action-codec.ts';
import { blockIdOf } from '../../adapters/slack/render/input-id.ts';
import { renderModal } from '../../adapters/slack/render/modal.ts';
import { readerOf } from '../../src/core/messages/reader.ts';
import type { KeyRing } from '../../src/core/ports/secrets.ts';
import { pulseForm } from '../../src/features/pulses/messages/pulse.ts';
import { withIds } from '../../test/support/slack/elements.ts';
import { elementNamed, FormState } from '../../test/support/slack/form-state.ts';
import { objects } from '../../test/support/slack/payload.ts';
import { describeView } from '../../test/support/slack/views.ts';
import { answerTo } from './answers.ts';
import type { Desk } from './bench-app.ts';

const EVENTS_PATH = '/slack/events';

const slackId = (kind: string): string => `${kind}${randomBytes(5).toString('hex').toUpperCase()}`;

/** People at their Slack clients: each sends the pulse's own modal, whole as Slack hands it on, with all its blocks. */
export function slackDesk(linkKeys: KeyRing, team: string, signingSecret: string): Desk {
  const codec = createActionCodec(linkKeys);
  return {
    identity: () => ({ platform: 'slack', externalId: `${team}/${slackId('U')}` }),
    filled(round, circle, member) {
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
      const view = renderModal(message, codec, { view: { name: 'pulse.show', subject: round.id } });
      const blocks = withIds(objects(view.blocks));
      const form = new FormState(blocks);
      for (const question of round.questions) {
        const placed = elementNamed(blocks, blockIdOf(question.id));
        // Only what would be a comment, where none are kept, has no input.
        if (placed !== undefined) form.put(placed, answerTo(question));
        else if (question.kind !== 'text') throw new Error(`The form does not ask for ${question.id}.`);
      }
      const user = member.identities[0]?.externalId.split('/')[1] ?? '';
      const id = slackId('V');
      const shown = {
        id,
        team,
        user,
        type: 'modal',
        rootId: id,
        previousId: null,
        hash: `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`,
        content: { ...view, blocks },
        form,
        errors: {},
      } as const;
      const payload = {
        type: 'view_submission',
        token: 'deprecated',
        api_app_id: 'A01BENCH',
        team: { id: team, domain: 'bench' },
        enterprise: null,
        is_enterprise_install: false,
        user: { id: user, username: 'somebody', name: 'somebody', team_id: team },
        trigger_id: `1000001.${Date.now()}.${randomBytes(8).toString('hex')}`,
        view: describeView(shown, 'B01BENCH', 'A01BENCH'),
        response_urls: [],
      };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      return { path: EVENTS_PATH, signingSecret, body };
    },
  };
}
