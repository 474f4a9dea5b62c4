import type { Handlers } from './core/actions/handler.ts';
import { findAsker } from './core/actions/person.ts';
import { inItsCircle } from './core/actions/which-circle.ts';
import type { Context } from './core/context.ts';
import { failure } from './core/messages/failure.ts';
import type { ActionName } from './core/ports/action.ts';
import type { Interaction, OnInteraction, Reply } from './core/ports/interaction.ts';
import { together } from './core/together.ts';
import { attendanceHandlers } from './features/attendance/actions.ts';
import { buddyHandlers } from './features/buddies/actions.ts';
import { circleHandlers } from './features/circles/actions/circle.ts';
import { answerOutsider, setUpHandlers } from './features/circles/actions/set-up.ts';
import { settingsHandlers } from './features/circles/actions/settings.ts';
import { digestHandlers } from './features/digests/actions.ts';
import { approvalHandlers } from './features/governance/actions/approval.ts';
import { choosingHandlers } from './features/governance/actions/choosing.ts';
import { standInHandlers } from './features/governance/actions/stand-in.ts';
import { helpHandlers } from './features/help/actions.ts';
import { homeHandlers } from './features/home/actions.ts';
import { linkHandlers, linkUnknown } from './features/linking/actions.ts';
import { meetingChatHandlers } from './features/meetings/actions.ts';
import { answerUnconfirmed, concernedHandlers } from './features/membership/actions/concerned.ts';
import { joiningHandlers } from './features/membership/actions/joining.ts';
import { memberHandlers } from './features/membership/actions/member.ts';
import { rosterHandlers } from './features/membership/actions/roster.ts';
import { meHandlers } from './features/preferences/actions.ts';
import { promiseHandlers } from './features/promises/actions.ts';
import { pulseHandlers } from './features/pulses/actions/pulse.ts';
import { roundHandlers } from './features/pulses/actions/round.ts';
import { trendsHandlers } from './features/trends/actions.ts';
import { takeOverHandlers } from './features/turns/actions/take-over.ts';
import { turnHandlers } from './features/turns/actions/turn.ts';
import { sayHandlers } from './features/unnamed-words/actions.ts';
import { sessionHandlers } from './features/ways-in/actions/session.ts';
import { wayInHandlers } from './features/ways-in/actions/way-in.ts';
import { withdrawingHandlers } from './features/withdrawing/actions.ts';

/** Every action that people can ask for: one that no feature declares does not compile. */
export const ACTIONS: Handlers<ActionName> = together(
  'action',
  homeHandlers,
  circleHandlers,
  settingsHandlers,
  setUpHandlers,
  memberHandlers,
  approvalHandlers,
  standInHandlers,
  choosingHandlers,
  concernedHandlers,
  rosterHandlers,
  roundHandlers,
  trendsHandlers,
  pulseHandlers,
  turnHandlers,
  takeOverHandlers,
  sayHandlers,
  withdrawingHandlers,
  helpHandlers,
  joiningHandlers,
  promiseHandlers,
  digestHandlers,
  meHandlers,
  sessionHandlers,
  wayInHandlers,
  meetingChatHandlers,
  linkHandlers,
  attendanceHandlers,
  buddyHandlers,
);

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
  const reply = 'kind' in placed ? placed : await ACTIONS[placed.action.name].handle(context, asker, placed);
  return interaction.platform === 'web' ? { ...reply, as: asker.anywhere.member.name } : reply;
}
