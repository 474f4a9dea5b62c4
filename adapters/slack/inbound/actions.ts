import type { webApi } from '@slack/bolt';
import { ACTIONS, type Action } from '../../../src/core/ports/action.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { saying } from '../../chat/dispatcher.ts';
import type { Inputs } from '../../chat/typed.ts';
import type { Workspace } from '../auth/workspaces.ts';
import { faultOf } from '../outbound/errors.ts';
import type { Spot } from '../outbound/modals.ts';
import { messageOf } from '../outbound/replies.ts';
import { opensPage } from '../render/buttons.ts';
import { renderHome } from '../render/home.ts';
import { WORDS } from '../words.ts';
import type { HandlerDependencies, Tell } from './dependencies.ts';
import type { Actor, Press } from './requests.ts';
import { readViewState } from './view-state.ts';

/** A button was pressed. It has been acknowledged already. */
export async function answerAction(
  dependencies: HandlerDependencies,
  press: Press,
  say: Tell,
): Promise<void> {
  const { pressed, actor, view } = press;
  if (pressed?.type !== 'button' || opensPage(pressed.action_id)) return;
  const workspace = await dependencies.workspaces.find(actor.team);
  if (workspace === null) return unknownTeam(dependencies, say);
  const action = dependencies.codec.decode(pressed);
  if (action === null) {
    dependencies.log.warn('slack.forged', { requestId: dependencies.newId(), what: 'button' });
    return tell(dependencies, workspace, { on: 'screen', triggerId: press.triggerId }, saying(WORDS.forged));
  }
  const onHome = view?.type === 'home';
  if (onHome && action.name === 'home.show') return publishHome(dependencies, workspace, actor, action);
  const inputs = view?.type === 'modal' ? readViewState(view.state?.values ?? {}, actor.team) : {};
  const wanted = { action, inputs: inputs ?? {} };
  // On the Home tab Slack gives no address to answer at: the sentence stands on top of it.
  const late: Tell = onHome ? (text) => publishHome(dependencies, workspace, actor, HOME, text) : say;
  await openAndAsk(dependencies, workspace, actor, wanted, spotOf(press, action), () =>
    late(WORDS.pressAgain),
  );
  if (onHome && ACTIONS[action.name] === 'write') {
    await publishHome(dependencies, workspace, actor, HOME);
  }
}

const HOME: Action = { name: 'home.show', subject: '' };

function spotOf({ triggerId, view }: Press, action: Action): Spot {
  if (view?.type !== 'modal') return { on: 'screen', triggerId };
  return ACTIONS[action.name] === 'write'
    ? { on: 'view', viewId: view.id }
    : { on: 'modal', triggerId, viewId: view.id };
}

/**
 * Shows a placeholder, asks the core, and shows what it says. Where the placeholder cannot be shown (Slack sent the same
 * press twice, or the three seconds are over) the core is not asked: nothing happens that the person would not see. `late`
 * tells them that it was too late (https://docs.slack.dev/reference/methods/views.open#errors); of a press that came twice
 * the first is shown.
 */
export async function openAndAsk(
  { modals, dispatcher }: HandlerDependencies,
  workspace: Workspace,
  actor: Actor,
  { action, inputs }: { readonly action: Action; readonly inputs?: Inputs },
  spot: Spot,
  late: () => Promise<void>,
): Promise<void> {
  const viewId = await modals.place(workspace, spot).catch(async (error: unknown) => {
    const fault = faultOf(error);
    if (fault?.kind === 'other' && fault.code === 'expired_trigger_id') await late();
    throw error;
  });
  const writing = ACTIONS[action.name] === 'write';
  const reply = await dispatcher.ask(actor, action, writing ? inputs : {});
  // A view remembers what shows it again, but never words that somebody wrote.
  const from = writing || action.value !== undefined ? null : action;
  await modals.show(workspace, viewId, modals.draw(messageOf(reply, inputs), from, actor.team));
}

async function tell(
  { modals }: HandlerDependencies,
  workspace: Workspace,
  spot: Spot,
  message: Message,
): Promise<void> {
  const viewId = await modals.place(workspace, spot);
  await modals.show(workspace, viewId, modals.draw(message, null));
}

/** Puts a person's Home tab up to date. */
export async function publishHome(
  { dispatcher, codec }: HandlerDependencies,
  { client }: Workspace,
  actor: Actor,
  action: Action,
  note: string | null = null,
): Promise<void> {
  const message = messageOf(await dispatcher.ask(actor, action));
  const noted: Block[] = note === null ? [] : [{ kind: 'text', text: note, tone: 'warning' }];
  const shown = { ...message, blocks: [...noted, ...message.blocks] };
  const view: webApi.ViewsPublishArguments['view'] = renderHome(shown, codec);
  await client.views.publish({ user_id: actor.user, view });
}

export async function unknownTeam(
  { log, newId }: Pick<HandlerDependencies, 'log' | 'newId'>,
  say?: Tell,
): Promise<void> {
  log.warn('slack.unknown-workspace', { requestId: newId() });
  await say?.(WORDS.unknownTeam);
}
