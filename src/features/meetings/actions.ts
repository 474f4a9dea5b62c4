import { done, type Handler, type Handlers, refused, shown } from '../../core/actions/handler.ts';
import { type Asker, personFor } from '../../core/actions/person.ts';
import { type Identity, isSteward } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import * as field from '../../core/fields.ts';
import type { Interaction } from '../../core/ports/interaction.ts';
import { meetingChatDone, meetingChatForm } from './messages/meeting-chat.ts';
import { isMeetingChat, linkMeetingChat } from './use-cases/meeting-chat.ts';

/** `subject` is the circle, empty for the person's first; `value` is the chat, as the adapter saw it. */
export const meetingChatHandlers: Handlers<
  'meeting-chat.form' | 'meeting-chat.link' | 'meeting-chat.unlink'
> = {
  'meeting-chat.form': async (context, asker, interaction) => {
    const found = find(asker, interaction);
    if ('reply' in found) return found.reply;
    const { person, chat } = found;
    const { circle, member, reader } = person;
    if (!isSteward(member)) return refused('not-a-steward', reader);
    const linked = await isMeetingChat(context, circle, chat);
    const view = { circle: circle.name, circleId: circle.id, chat: chat.externalId, linked };
    return shown(meetingChatForm(view, reader));
  },
  'meeting-chat.link': setting(true),
  'meeting-chat.unlink': setting(false),
};

function setting(linked: boolean): Handler {
  return async (context: Context, asker, interaction) => {
    const found = find(asker, interaction);
    if ('reply' in found) return found.reply;
    const { circle, member, reader } = found.person;
    const set = await linkMeetingChat(context, circle, member, found.chat, linked);
    return set.ok ? done(meetingChatDone(linked, reader)) : refused(set.code, reader);
  };
}

/** Only Teams has chats of meetings. */
function find(asker: Asker, { action, platform }: Interaction) {
  const person = personFor(asker, action.subject);
  const id = field.teamsChannel.safeParse(action.value);
  if (person === null || platform !== 'teams' || !id.success) {
    return { reply: refused('not-found', asker.anywhere.reader) };
  }
  const chat: Identity = { platform: 'teams', externalId: id.data };
  return { person, chat };
}
