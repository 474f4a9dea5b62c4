import { action, circleSubject, type FindSubject } from '../../../core/actions/action.ts';
import { type DeclaredAction, done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import type { Identity } from '../../../core/circle.ts';
import * as field from '../../../core/fields.ts';
import type { Interaction } from '../../../core/ports/interaction.ts';
import { meetingChatDone, meetingChatForm } from '../messages/meeting-chat.ts';
import { isMeetingChat, linkMeetingChat } from '../use-cases/meeting-chat.ts';

/** The id is the circle's, empty for the person's first; `value` is the chat, as the adapter saw it. Only Teams has chats of meetings. */
const chatSubject: FindSubject<Identity, [Interaction]> = async (context, asker, id, interaction) => {
  const found = await circleSubject(context, asker, id);
  const chat = field.teamsChannel.safeParse(interaction.action.value);
  if (found === null || interaction.platform !== 'teams' || !chat.success) return null;
  return { ...found, subject: { platform: 'teams', externalId: chat.data } };
};

export const meetingChatHandlers = {
  'meeting-chat.form': action({
    by: 'steward',
    subject: chatSubject,
    run: async (context, { subject: chat, person: { circle, reader } }) => {
      const linked = await isMeetingChat(context, circle, chat);
      const view = { circle: circle.name, circleId: circle.id, chat: chat.externalId, linked };
      return shown(meetingChatForm(view, reader));
    },
  }),
  'meeting-chat.link': setting(true),
  'meeting-chat.unlink': setting(false),
} satisfies Partial<Handlers>;

function setting(linked: boolean): DeclaredAction {
  return action({
    by: 'steward',
    subject: chatSubject,
    run: async (context, { subject: chat, person: { circle, member, reader } }) => {
      const set = await linkMeetingChat(context, circle, member, chat, linked);
      return set.ok ? done(meetingChatDone(linked, reader)) : refused(set.code, reader);
    },
  });
}
