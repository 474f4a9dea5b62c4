import { calledIn } from '../../core/called.ts';
import type { Member } from '../../core/circle.ts';
import { type NotificationKinds, toOne, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { memberTable } from '../../core/tables/members.ts';
import { buddyAsked, buddyFound, buddyWanted } from './messages.ts';
import { BUDDY_ASK_LASTS } from './rules.ts';
import { buddyTable } from './tables.ts';
import { endsAsking } from './use-cases.ts';

export const buddyNotifications = {
  'buddy-wanted': toOne(buddyLetter),
  'buddy-asked': toOne(buddyLetter),
  'buddy-found': toOne(buddyLetter),
} satisfies Partial<NotificationKinds>;

/** Letters about a buddy, made from how it stands. null: it has moved on since. */
async function buddyLetter({
  context,
  delivery: letter,
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  const { kind, subject, dueAt } = letter;
  const buddy = await buddyTable.find(context.store, subject);
  const newcomer = await memberTable.find(context.store, subject);
  if (buddy === null || newcomer === null || newcomer.leftAt !== null) return null;
  const { nameOf } = await calledIn(context.store, circle);
  const name = nameOf(newcomer.id) ?? newcomer.name;
  const view = { newcomerId: newcomer.id, newcomer: name, circle: circle.name };
  const isHelper = buddy.helperId === member.id;
  switch (kind) {
    case 'buddy-wanted':
      if (!member.steward) return null;
      if (buddy.state === 'wanted' || (buddy.state === 'asked' && endsAsking(letter, buddy)))
        return buddyWanted({ ...view, again: buddy.state === 'asked' }, reader);
      return null;
    case 'buddy-asked':
      return buddy.state === 'asked' && isHelper
        ? buddyAsked({ ...view, until: dueAt + BUDDY_ASK_LASTS }, reader)
        : null;
    default: {
      const helper = buddy.helperId === null ? null : await memberTable.find(context.store, buddy.helperId);
      if (buddy.state !== 'agreed' || helper === null) return null;
      if (isHelper) return buddyFound(name, circle.name, reader);
      return member.id === newcomer.id
        ? buddyFound(nameOf(helper.id) ?? helper.name, circle.name, reader)
        : null;
    }
  }
}
