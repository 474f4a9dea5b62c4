import { action, type FindSubject } from '../../core/actions/action.ts';
import { type Handlers, refused, shown } from '../../core/actions/handler.ts';
import type { Asker } from '../../core/actions/person.ts';
import type { Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { link } from '../../core/messages/blocks.ts';
import { words } from '../../core/messages/words.ts';
import { composeTogether } from '../../core/outbox/compose-together.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import { composeLetter, inPlaceOf } from '../../core/outbox/notifications.ts';
import { sentWith } from '../../core/outbox/sent-with.ts';
import type { Block, Button, Message } from '../../core/ports/message.ts';
import { addressTable } from '../../core/tables/addresses.ts';
import { deliveryTable } from '../../core/tables/deliveries.ts';

/** One that was written to the asker: as a member of one of their circles, or at a place of theirs. */
const ownLetter: FindSubject<Delivery> = async ({ store }, asker, id) => {
  const letter = await deliveryTable.find(store, id);
  const person = letter === null ? null : asker.in(letter.circleId);
  if (letter === null || person === null) return null;
  const { member } = person;
  const isOwn =
    letter.memberId === member.id ||
    // What warns at an address that was theirs before.
    (letter.kind === 'address-new' && letter.subject === member.personId) ||
    member.identities.some((one) => `${one.platform}/${one.externalId}` === letter.person) ||
    (await addressTable.of(store, member.personId)).some(
      (one) => `${one.kind}/${one.address}` === letter.person,
    );
  return isOwn ? { person, subject: letter } : null;
};

/** `value` of `letter.show` names a button, as `name/subject`: then that one stands there alone, to be pressed. */
export const letterHandlers = {
  'letter.show': action({
    by: 'reader',
    subject: ownLetter,
    missing: 'letter-gone',
    run: async (context, { asker, subject: letter, person: { member, reader }, interaction }) => {
      const message = await writtenAgain(context, asker, letter);
      if (message === null) return refused('letter-gone', reader);
      const asked = asking(message, interaction.action.value ?? '');
      return shown(await withTexts(context, member, asked));
    },
  }),
} satisfies Partial<Handlers>;

/** As it would be sent now, as far as it is still theirs to read: what is settled says so. */
async function writtenAgain(context: Context, asker: Asker, letter: Delivery): Promise<Message | null> {
  const sendings = (await sentWith(context, letter)).filter(({ circle }) => asker.in(circle.id) !== null);
  const { message } = await composeTogether(sendings, async (sending) => {
    const { delivery, circle, member } = sending;
    const onPage = await composeLetter(context, delivery, circle, member, 'web');
    // What stands on the board is not told there twice; here it was asked for.
    const composed =
      onPage === 'told-on-the-board'
        ? await composeLetter(context, delivery, circle, member, 'mail')
        : onPage;
    return composed === 'no-longer-true' ? inPlaceOf(context, delivery, circle, member) : composed;
  });
  return message;
}

/** With the way to where texts are switched off, for who gets any: a text has no room to say how. */
async function withTexts(
  { posts, store }: Context,
  { personId }: Member,
  message: Message,
): Promise<Message> {
  const isTold =
    posts.has('sms') && (await addressTable.of(store, personId)).some(({ kind }) => kind === 'sms');
  if (!isTold) return message;
  const way = link(words(message.language).say('address.sms.link.has'), 'address.form', 'sms');
  return { ...message, blocks: [...message.blocks, way] };
}

/** The words with the one button that was pressed elsewhere; all of them where it is not there any more. */
function asking(message: Message, pressed: string): Message {
  const isIt = ({ action: { name, subject } }: Button) => `${name}/${subject}` === pressed;
  const alone = message.blocks.flatMap((block): readonly Block[] => {
    if (block.kind !== 'actions') return [block];
    const buttons = block.buttons.filter(isIt);
    return buttons.length === 0 ? [] : [{ ...block, buttons }];
  });
  return alone.some(({ kind }) => kind === 'actions') ? { ...message, blocks: alone } : message;
}
