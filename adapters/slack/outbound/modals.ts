import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Action } from '../../../src/core/ports/action.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { saying } from '../../chat/dispatcher.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import type { Workspace } from '../auth/workspaces.ts';
import { renderModal, renderStep } from '../render/modal.ts';
import { WORDS } from '../words.ts';
import { faultOf } from './errors.ts';

/** Where a new view goes. */
export type Spot =
  | { readonly on: 'screen'; readonly triggerId: string }
  /** On top of the open modal; what was typed below stays. */
  | { readonly on: 'modal'; readonly triggerId: string; readonly viewId: string }
  /** In place of what an open modal shows. */
  | { readonly on: 'view'; readonly viewId: string };

const shownSchema = z.object({ view: z.object({ id: z.string() }) });

/** Views of ours in one workspace. */
export interface Modals {
  /** Shows at once that something comes, before anything else is asked of anybody. Gives the view's id. */
  place(workspace: Workspace, spot: Spot): Promise<string>;
  show(workspace: Workspace, viewId: string, view: ModalView): Promise<void>;
  /**
   * A message as a view; its form one input at a time where the message wants that. `from` shows it again; `team` is the
   * workspace of who looks at it, for pickers.
   */
  draw(message: Message, from: Action | null, team?: string, step?: number): ModalView;
}

export function createModals(codec: ActionCodec): Modals {
  function draw(message: Message, from: Action | null, team?: string, step = 0): ModalView {
    const options = { view: from, team: team ?? null };
    return message.oneAtATime === true && from !== null
      ? renderStep(message, codec, step, options)
      : renderModal(message, codec, options);
  }

  async function update({ client }: Workspace, viewId: string, view: ModalView): Promise<void> {
    await client.views.update({ view_id: viewId, view });
  }

  return {
    draw,
    show: update,
    async place(workspace, spot) {
      const view = draw(saying(WORDS.opening), null);
      const { client } = workspace;
      if (spot.on === 'view') {
        await update(workspace, spot.viewId, view);
        return spot.viewId;
      }
      if (spot.on === 'screen') {
        return shownSchema.parse(await client.views.open({ trigger_id: spot.triggerId, view })).view.id;
      }
      try {
        return shownSchema.parse(await client.views.push({ trigger_id: spot.triggerId, view })).view.id;
      } catch (error) {
        // At most three lie on top of each other: https://docs.slack.dev/surfaces/modals
        const fault = faultOf(error);
        if (fault?.kind !== 'other' || fault.code !== 'push_limit_reached') throw error;
        await update(workspace, spot.viewId, view);
        return spot.viewId;
      }
    },
  };
}
