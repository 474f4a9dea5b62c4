import { action, anywhere } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Context } from '../../core/context.ts';
import { failure } from '../../core/messages/failure.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Interaction, Reply } from '../../core/ports/interaction.ts';
import { accountsJoined, codeShown, LINK_INPUTS, linkForm, linkUndone, notInCircle } from './messages.ts';
import { showCode } from './use-cases/codes.ts';
import { joinByCode } from './use-cases/join.ts';
import { undoLink } from './use-cases/undo.ts';

/** `subject` of an undo is the link. */
export const linkHandlers = {
  'link.show-code': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { person: { member, reader }, interaction: { actor } }) => {
      const { code, expiresAt } = await showCode(context, member.personId, actor);
      return done(codeShown(code, expiresAt, reader));
    },
  }),
  'link.form': action({
    by: 'reader',
    subject: anywhere,
    run: async (_context, { person: { reader } }) => shown(linkForm('member', reader)),
  }),
  'link.join': action({
    by: 'reader',
    subject: anywhere,
    run: (context, { person: { reader }, interaction }) => join(context, interaction, 'member', reader),
  }),
  'link.undo': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject: linkId, person: { reader }, interaction: { actor } }) => {
      const undone = await undoLink(context, actor, linkId);
      return undone.ok ? done(linkUndone(reader)) : refused(undone.code, reader);
    },
  }),
} satisfies Partial<Handlers>;

/**
 * What somebody can do whom no circle knows: join this account to the member they are on another platform, and undo that
 * theirs had to give way. Everything else is refused, with the way to that form.
 */
export async function linkUnknown(
  context: Context,
  interaction: Interaction,
  reader: Reader,
): Promise<Reply> {
  switch (interaction.action.name) {
    case 'link.form':
      return shown(linkForm('unknown', reader));
    case 'link.join':
      return join(context, interaction, 'unknown', reader);
    case 'link.undo': {
      const undone = await undoLink(context, interaction.actor, interaction.action.subject);
      return undone.ok ? done(linkUndone(reader)) : stranger(reader);
    }
    default:
      return stranger(reader);
  }
}

function stranger(reader: Reader): Reply {
  return { kind: 'refused', reason: 'not-allowed', message: notInCircle(reader) };
}

async function join(
  context: Context,
  interaction: Interaction,
  who: 'member' | 'unknown',
  reader: Reader,
): Promise<Reply> {
  const joined = await joinByCode(context, interaction.actor, only(interaction, LINK_INPUTS.code));
  if (joined.ok) {
    const circles = joined.value.circles.map(({ circle, member }) => ({
      circle: circle.name,
      name: member.name,
    }));
    return done(accountsJoined(circles, reader));
  }
  if (joined.code !== 'no-such-code') {
    return { kind: 'refused', reason: 'conflict', message: failure(joined.code, reader) };
  }
  return refusedAt(joined.code, reader, linkForm(who, reader), LINK_INPUTS.code);
}
