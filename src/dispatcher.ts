import { findAsker } from './core/actions/person.ts';
import { inItsCircle } from './core/actions/which-circle.ts';
import type { Context } from './core/context.ts';
import { failure } from './core/messages/failure.ts';
import type { Interaction, OnInteraction, Reply } from './core/ports/interaction.ts';
import { answerOutsider } from './features/circles/actions/set-up.ts';
import { HANDLERS } from './features/index.ts';
import { linkUnknown } from './features/linking/actions.ts';
import { answerUnconfirmed } from './features/membership/actions/concerned.ts';

/** Before anybody is known there is no language either. */
const STRANGER = { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Etc/UTC' } as const;

/**
 * The core's one door: everything a person asks on any platform comes in here. Never throws: what goes wrong on our
 * side is logged with the request's id, and the person is told that nothing was lost.
 */
export function interactionHandler(context: Context): OnInteraction {
  return async (interaction) => {
    try {
      return await answer(context, interaction);
    } catch (error) {
      context.log.error('interaction.failed', error, { request: interaction.requestId });
      return { kind: 'refused', reason: 'unavailable', message: failure('unavailable', STRANGER) };
    }
  };
}

async function answer(context: Context, interaction: Interaction): Promise<Reply> {
  const asker = await findAsker(context, interaction.actor, interaction.channel ?? null);
  if (asker === null) {
    const unconfirmed = await answerUnconfirmed(context, interaction);
    if (unconfirmed !== null) return unconfirmed;
    const answered = await answerOutsider(context, interaction, STRANGER);
    if (answered !== null) return answered;
    // Chat platforms know who asks. Whoever is signed in on the web was a member once, or was never let in.
    if (interaction.platform !== 'web') return linkUnknown(context, interaction, STRANGER);
    return { kind: 'refused', reason: 'not-allowed', message: failure('in-no-circle', STRANGER) };
  }
  const placed = inItsCircle(asker, interaction);
  const reply = 'kind' in placed ? placed : await HANDLERS[placed.action.name].handle(context, asker, placed);
  return interaction.platform === 'web' ? { ...reply, as: asker.anywhere.member.name } : reply;
}
