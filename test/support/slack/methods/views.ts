import { viewComplaints } from '../blocks/surfaces.ts';
import { isPayload, parsed, text } from '../payload.ts';
import { badShape, Refusal } from '../refusal.ts';
import type { Payload } from '../types.ts';
import { describeView, type StoredView } from '../views.ts';
import { type Call, type Method, required } from './method.ts';

/** Source: https://docs.slack.dev/reference/methods/views.open */
const VIEW_BYTES = 250_000;

/** A view as an app gave it, checked against the shapes and limits of its surface. */
export function checkedView(given: unknown, surface: 'modal' | 'home'): Payload {
  const view = typeof given === 'string' ? parsed(given) : given;
  if (!isPayload(view)) {
    const messages = ['[ERROR] missing required field: view'];
    throw new Refusal('invalid_arguments', { response_metadata: { messages } });
  }
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES) throw new Refusal('view_too_large');
  const complaints = viewComplaints(view, surface);
  if (complaints.length > 0) throw badShape('invalid_arguments', complaints);
  return view;
}

const answer = (call: Call, view: StoredView): Payload => ({
  view: describeView(view, call.workspace.botId, call.world.appId),
});

/** A trigger id is looked at before the view, and is used up even where the view is refused. */
const open: Method = (call) => {
  const { user } = call.world.views.redeem(required(call, 'trigger_id'), call.workspace.id);
  const view = checkedView(call.args.view, 'modal');
  return answer(call, call.world.views.open(call.workspace.id, user, view));
};

const push: Method = (call) => {
  const { user } = call.world.views.redeem(required(call, 'trigger_id'), call.workspace.id);
  const view = checkedView(call.args.view, 'modal');
  return answer(call, call.world.views.push(call.workspace.id, user, view));
};

const update: Method = (call) => {
  const known = call.world.views.find(
    call.workspace.id,
    text(call.args.view_id),
    text(call.args.external_id),
  );
  if (known === undefined) throw new Refusal('not_found');
  const view = checkedView(call.args.view, known.type);
  return answer(call, call.world.views.update(known, view, text(call.args.hash)));
};

const publish: Method = (call) => {
  const user = required(call, 'user_id');
  if (call.world.user(call.workspace.id, user) === undefined) throw new Refusal('user_not_found');
  const view = checkedView(call.args.view, 'home');
  return answer(call, call.world.views.publish(call.workspace.id, user, view, text(call.args.hash)));
};

export const VIEWS: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
