import { deliver, type Line, viewPayload } from './client.ts';
import { checkedView } from './methods/views.ts';
import { isPayload, object, objects, text } from './payload.ts';
import { Refusal } from './refusal.ts';
import { seenView } from './seen.ts';
import type { Delivery, DeliveryOptions, Submitted } from './types.ts';
import type { StoredView } from './views.ts';
import type { User } from './world.ts';

/** Presses the submit button of the top view and does what the app answers. */
export async function submitView(line: Line, user: User, options?: DeliveryOptions): Promise<Submitted> {
  const view = line.world.views.stack(user.team, user.id).at(-1);
  if (view === undefined) throw new Error(`${user.name} has no modal open.`);
  if (!isPayload(view.content.submit)) throw new Error('This view has no submit button.');
  const labels = view.form.incomplete();
  if (labels.length > 0) return { outcome: 'incomplete', labels };
  const payload = {
    ...line.payloads.interaction('view_submission', user),
    view: viewPayload(line, view),
    response_urls: [],
  };
  const delivery = await deliver(
    line,
    'view_submission',
    user.team,
    { type: 'interactive', payload },
    options,
  );
  return answered(line, user, view, delivery);
}

/** `response_action`: https://docs.slack.dev/surfaces/modals */
function answered(line: Line, user: User, view: StoredView, delivery: Delivery): Submitted {
  if (!delivery.inTime) {
    return { outcome: 'trouble', why: `status ${delivery.status} after ${Math.round(delivery.tookMs)} ms` };
  }
  const { views } = line.world;
  const answer = object(delivery.body);
  const trouble = (why: string): Submitted => ({ outcome: 'trouble', why });
  try {
    switch (answer.response_action) {
      case undefined:
        if (delivery.body !== undefined) return trouble('an answer without response_action');
        views.close(user.team, user.id, false);
        return { outcome: 'closed' };
      case 'clear':
        views.close(user.team, user.id, true);
        return { outcome: 'closed' };
      case 'update':
        views.update(view, checkedView(answer.view, 'modal'), '');
        return { outcome: 'updated', view: seenView(view) };
      case 'push':
        return {
          outcome: 'pushed',
          view: seenView(views.push(user.team, user.id, checkedView(answer.view, 'modal'))),
        };
      case 'errors':
        return refused(view, object(answer.errors));
      default:
        return trouble(`unknown response_action ${text(answer.response_action)}`);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return trouble(JSON.stringify(error.answer));
  } finally {
    line.world.journal.ring();
  }
}

/** Errors stand at input blocks only; Slack's client shows trouble for any other block id. */
function refused(view: StoredView, errors: Readonly<Record<string, unknown>>): Submitted {
  const inputs = new Set(
    objects(view.content.blocks)
      .filter(({ type }) => type === 'input')
      .map(({ block_id }) => block_id),
  );
  const entries = Object.entries(errors);
  const stray = entries.find(([id, words]) => !inputs.has(id) || text(words) === '');
  if (stray !== undefined || entries.length === 0) {
    return { outcome: 'trouble', why: `errors name «${stray?.[0] ?? 'nothing'}»` };
  }
  view.errors = Object.fromEntries(entries.map(([id, words]) => [id, text(words)]));
  return { outcome: 'errors', errors: { ...view.errors } };
}
