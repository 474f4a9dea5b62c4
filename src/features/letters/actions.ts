import { action, type FindSubject } from '../../core/actions/action.ts';
import { type Handlers, refused, shown } from '../../core/actions/handler.ts';
import type { Context } from '../../core/context.ts';
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
    run: async (context, { subject: letter, person: { reader }, interaction }) => {
      const message = await writtenAgain(context, letter);
      return message === null
        ? refused('letter-gone', reader)
        : shown(asking(message, interaction.action.value ?? ''));
    },
  }),
} satisfies Partial<Handlers>;

/** As it would be sent now: what is settled says so. */
async function writtenAgain(context: Context, letter: Delivery): Promise<Message | null> {
  const { message } = await composeTogether(await sentWith(context, letter), async (sending) => {
    const { delivery, circle, member } = sending;
    // As for a place that is no board: what is shown on the board would not be told twice.
    const composed = await composeLetter(context, delivery, circle, member, 'mail');
    return composed === 'no-longer-true' ? inPlaceOf(context, delivery, circle, member) : composed;
  });
  return message;
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
