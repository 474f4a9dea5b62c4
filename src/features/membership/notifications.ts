import { isSteward, type Member } from '../../core/circle.ts';
import {
  type NotificationKinds,
  notification,
  toOne,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { channelWelcome, joiningProposed } from './messages/joining.ts';
import { rosterPage } from './messages/roster.ts';
import { welcome } from './messages/welcome.ts';
import { joiningFor, joiningView } from './use-cases/joining/views.ts';
import { rosterView, setUpMessage } from './use-cases/roster-view.ts';
import { whoAndWhen } from './use-cases/who-and-when.ts';

export const membershipNotifications: NotificationKinds<
  'welcome' | 'roster-waits' | 'circle-set-up' | 'channel-welcome' | 'joining-proposed'
> = {
  welcome: toOne(welcomeLetter),
  'roster-waits': toOne(rosterLetter),
  'circle-set-up': toOne(rosterLetter),
  'channel-welcome': notification(channelLetter),
  'joining-proposed': toOne(joiningLetter),
};

/** What stewards hear of a circle that is being set up. null: they look after it no more, or it is set up meanwhile. */
async function rosterLetter({
  context,
  delivery: { kind },
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  if (!isSteward(member)) return null;
  if (kind === 'circle-set-up') return setUpMessage(context, circle, reader);
  const view = await rosterView(context, circle, member);
  return view === null ? null : rosterPage(view, reader);
}

function welcomeLetter({ circle, member, reader }: Writing & { readonly member: Member }): Message {
  const voice = circle.voices.find(({ id }) => id === member.voice);
  return welcome(
    {
      name: member.name,
      circle: circle.name,
      circleId: circle.id,
      organisation: circle.organisation,
      voiceName: voice?.name ?? member.voice,
    },
    reader,
  );
}

/** The subject holds the circle and how the platform knows the person; who they are is kept nowhere else. */
async function channelLetter({ context, delivery: { subject }, circle, reader }: Writing): Promise<Message> {
  const said = subject.slice(subject.lastIndexOf('.') + 1);
  const kind = said === 'guest' || said === 'stranger' ? said : 'member';
  const { name, organisation } = circle;
  const { stewards, next } = await whoAndWhen(context, circle);
  return channelWelcome({ circle: name, organisation, kind, stewards, next }, reader);
}

async function joiningLetter({
  context,
  delivery: { subject },
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  const joining = await joiningFor(context, member, subject);
  return joining?.state === 'open' ? joiningProposed(joiningView(circle, joining), reader) : null;
}
