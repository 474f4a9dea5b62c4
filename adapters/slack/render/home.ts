import type { HomeView } from '@slack/types';
import type { Message } from '../../../src/core/ports/message.ts';
import { withSummary } from '../../chat/blocks.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import { atomsOf } from './atoms.ts';
import { withinBudget } from './budget.ts';
import { createButtons, more, type Whole } from './buttons.ts';

/** The Home tab. Inputs are shown to be read: they are filled in in a modal. */
export function renderHome(message: Message, codec: ActionCodec, whole: Whole | null = null): HomeView {
  const buttons = createButtons(codec);
  const atoms = atomsOf(withSummary(message), { buttons, inputs: false, native: false, team: null });
  return { type: 'home', blocks: withinBudget(atoms, LIMITS.view, () => more(whole, buttons)) };
}
