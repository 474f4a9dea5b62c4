import { action, anywhere } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { ADDRESS_KINDS } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { TOPICS } from '../../core/person.ts';
import { addressTable } from '../../core/tables/addresses.ts';
import { ADDRESS_INPUTS, addressEntered, addressPage, addressRemoved, stoppedAgain } from './messages.ts';
import { addressLetters } from './tables.ts';
import { removeAddress } from './use-cases/addresses.ts';
import { enterAddress } from './use-cases/enter.ts';

/** Each about the asker's own alone. `subject` of `address.remove` is a kind of address, of `address.again` that and a topic. */
export const addressHandlers = {
  'address.form': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { person }) =>
      context.posts.has('mail')
        ? shown(await pageOf(context, person))
        : refused('mail-not-set-up', person.reader),
  }),
  'address.enter': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { person, interaction }) => {
      const entered = await enterAddress(context, person, 'mail', only(interaction, ADDRESS_INPUTS.address));
      if (entered.ok) return done(addressEntered(entered.value, person.reader));
      return entered.code === 'not-an-address'
        ? refusedAt(entered.code, person.reader, await pageOf(context, person), ADDRESS_INPUTS.address)
        : refused(entered.code, person.reader);
    },
  }),
  'address.remove': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject, person: { circle, member, reader } }) => {
      const kind = ADDRESS_KINDS.find((each) => each === subject);
      if (kind !== undefined) await removeAddress(context, circle, member, kind);
      return done(addressRemoved(reader));
    },
  }),
  'address.again': action({
    by: 'reader',
    subject: anywhere,
    run: async ({ store }, { subject, person: { member, reader } }) => {
      const [first, second] = subject.split('.');
      const kind = ADDRESS_KINDS.find((each) => each === first);
      const topic = TOPICS.find((each) => each === second);
      if (kind === undefined || topic === undefined) return refused('not-found', reader);
      await addressTable.setStopped(store, member.personId, kind, topic, false);
      return done(stoppedAgain(topic, reader));
    },
  }),
} satisfies Partial<Handlers>;

async function pageOf({ store }: Context, { member, reader }: Person) {
  const [own = null] = await addressTable.of(store, member.personId);
  const isRefused = await addressLetters.wasRefused(store, member.personId);
  return addressPage(own, isRefused, reader);
}
