import { z } from 'zod';
import { ADDRESS_KINDS } from '../../core/circle.ts';
import { type Reader, readerOf } from '../../core/messages/reader.ts';
import {
  carrying,
  type NotificationKinds,
  notification,
  type Writing,
} from '../../core/outbox/notifications.ts';
import { personTable } from '../../core/tables/people.ts';
import { addressCheck, addressGone, addressNew, numberCheck } from './messages.ts';
import { CHECK_LASTS, codeOf, sealCheck } from './use-cases/check.ts';

/** `subject` of both: the person who says that the address is theirs. */
export const addressNotifications = {
  'address-check': notification(
    async (writing) => {
      const { context, delivery } = writing;
      const [name, address] = splitOnce(delivery.person ?? '');
      const kind = ADDRESS_KINDS.find((each) => each === name);
      const reader = await readerFor(writing);
      if (kind === undefined || reader === null) return null;
      if (kind === 'sms') return numberCheck(codeOf(context, delivery.id), reader);
      const until = delivery.dueAt + CHECK_LASTS;
      const sealed = sealCheck(context, {
        letterId: delivery.id,
        personId: delivery.subject,
        kind,
        address,
        until,
      });
      return addressCheck(context.links.wayIn(sealed), reader);
    },
    { namesCircle: false },
  ),
  'address-new': carrying(
    z.strictObject({ platform: z.enum(ADDRESS_KINDS), gone: z.literal('yes').optional() }),
    async (writing, { platform, gone }) => {
      const reader = writing.member === null ? await readerFor(writing) : writing.reader;
      if (reader === null) return null;
      return gone === 'yes' ? addressGone(platform, reader) : addressNew(platform, reader);
    },
    { namesCircle: false },
  ),
} satisfies Partial<NotificationKinds>;

/** The words are the person's own, also where the letter goes to a bare address. null: nothing is known of them any more. */
async function readerFor({ context, circle, delivery }: Writing): Promise<Reader | null> {
  const person = await personTable.find(context.store, delivery.subject);
  return person === null ? null : readerOf(person, circle, context.clock.now());
}

function splitOnce(name: string): readonly [string, string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}
