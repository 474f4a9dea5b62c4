import { z } from 'zod';
import { PERSON_KINDS } from '../../core/chat-person.ts';
import { isReader, isSteward, type Member, type SurfaceName, voiceName } from '../../core/circle.ts';
import { carrying, type NotificationKinds, toOne, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { channelWelcome, joiningProposed, joiningSettled } from './messages/joining.ts';
import { rosterPage } from './messages/roster.ts';
import { welcome } from './messages/welcome.ts';
import { joiningFor, joiningView } from './use-cases/joining/views.ts';
import { rosterElsewhere, rosterView, setUpMessage } from './use-cases/roster-view.ts';
import { whoAndWhen } from './use-cases/who-and-when.ts';

/** How the platform knows the person; who they are is kept nowhere else. */
const newcomerPayload = z.strictObject({ who: z.enum(PERSON_KINDS) });

export const membershipNotifications = {
  welcome: toOne(welcomeLetter),
  'roster-waits': toOne(rosterLetter),
  'circle-set-up': toOne(rosterLetter),
  'channel-welcome': carrying(newcomerPayload, channelLetter),
  'joining-proposed': toOne(joiningLetter, { inPlace: joiningInPlace }),
} satisfies Partial<NotificationKinds>;

/** What stewards hear of a circle that is being set up. null: they look after it no more, or it is set up meanwhile. */
async function rosterLetter(
  { context, delivery: { kind }, circle, member, reader }: Writing & { readonly member: Member },
  platform: SurfaceName,
): Promise<Message | null> {
  if (!isSteward(member)) return null;
  if (kind === 'circle-set-up') return setUpMessage(context, circle, reader);
  const view = await rosterView(context, circle, member);
  return view === null ? null : rosterPage(view, rosterElsewhere(context, view, platform), reader);
}

function welcomeLetter({ circle, member, reader }: Writing & { readonly member: Member }): Message {
  return welcome(
    {
      name: member.name,
      circle: circle.name,
      circleId: circle.id,
      organisation: circle.organisation,
      voiceName: isReader(member) ? null : voiceName(circle, member.voice),
    },
    reader,
  );
}

async function channelLetter(
  { context, circle, reader }: Writing,
  { who: kind }: z.infer<typeof newcomerPayload>,
): Promise<Message> {
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

/** What the stewards answered: each of them could have. */
async function joiningInPlace({ context, delivery: { subject }, circle, member, reader }: Writing) {
  const joining = member === null ? null : await joiningFor(context, member, subject);
  if (joining?.state !== 'accepted' && joining?.state !== 'dismissed') return null;
  const outcome = joining.state === 'dismissed' ? 'dismissed' : joining.what;
  return joiningSettled(outcome, joiningView(circle, joining), reader);
}
