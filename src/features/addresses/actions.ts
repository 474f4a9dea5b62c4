import { action, anywhere } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { ADDRESS_KINDS, type AddressKind } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { TOPICS } from '../../core/person.ts';
import { addressTable } from '../../core/tables/addresses.ts';
import {
  ADDRESS_INPUTS,
  addressEntered,
  addressPage,
  addressRemoved,
  numberProved,
  topicsSaved,
} from './messages.ts';
import { addressLetters } from './tables.ts';
import { proveAddress, removeAddress } from './use-cases/addresses.ts';
import { CODE_LASTS } from './use-cases/check.ts';
import { enterAddress } from './use-cases/enter.ts';

/** Each about the asker's own alone. `subject` is a kind of address; of the first two none means `mail`. */
export const addressHandlers = {
  'address.form': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject, person }) => {
      const kind = kindOf(subject || 'mail');
      if (kind === undefined) return refused('not-found', person.reader);
      if (context.posts.has(kind)) return shown(await pageOf(context, person, kind));
      return refused(kind === 'mail' ? 'mail-not-set-up' : 'texts-not-set-up', person.reader);
    },
  }),
  'address.enter': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject, person, interaction }) => {
      const kind = kindOf(subject || 'mail');
      if (kind === undefined) return refused('not-found', person.reader);
      const entered = await enterAddress(context, person, kind, only(interaction, ADDRESS_INPUTS.address));
      if (entered.ok)
        return kind === 'mail'
          ? done(addressEntered(entered.value, person.reader))
          : shown(await pageOf(context, person, kind));
      return entered.code === 'not-an-address' || entered.code === 'not-a-number'
        ? refusedAt(entered.code, person.reader, await pageOf(context, person, kind), ADDRESS_INPUTS.address)
        : refused(entered.code, person.reader);
    },
  }),
  'address.prove': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject, person, interaction }) => {
      const { member, reader } = person;
      if (subject !== 'sms') return refused('not-found', reader);
      const typed = only(interaction, ADDRESS_INPUTS.code);
      const proved = await proveAddress(context, member.personId, subject, typed);
      if (proved.ok) return done(numberProved(reader));
      const page = await pageOf(context, person, subject);
      const at = proved.code === 'wrong-code' ? ADDRESS_INPUTS.code : ADDRESS_INPUTS.address;
      return refusedAt(proved.code, reader, page, at);
    },
  }),
  'address.remove': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject, person: { circle, member, reader } }) => {
      const kind = kindOf(subject);
      if (kind === undefined) return refused('not-found', reader);
      await removeAddress(context, circle, member, kind);
      return done(addressRemoved(kind, reader));
    },
  }),
  'address.topics': action({
    by: 'reader',
    subject: anywhere,
    run: async ({ store }, { subject, person: { member, reader }, interaction }) => {
      const kind = kindOf(subject);
      if (kind === undefined) return refused('not-found', reader);
      const wanted = interaction.inputs[ADDRESS_INPUTS.topics] ?? [];
      const stopped = TOPICS.filter((topic) => !wanted.includes(topic));
      await addressTable.saveStopped(store, member.personId, kind, stopped);
      return done(topicsSaved(kind, reader));
    },
  }),
} satisfies Partial<Handlers>;

function kindOf(subject: string): AddressKind | undefined {
  return ADDRESS_KINDS.find((each) => each === subject);
}

async function pageOf({ clock, store }: Context, { member, reader }: Person, kind: AddressKind) {
  const { personId } = member;
  const own = (await addressTable.of(store, personId)).find((each) => each.kind === kind) ?? null;
  const isRefused = await addressLetters.wasRefused(store, personId, kind);
  const since = clock.now() - CODE_LASTS;
  const open = kind === 'sms' ? await addressLetters.openSince(store, personId, kind, since) : [];
  return addressPage({ kind, own, isRefused, waits: open.at(-1)?.address ?? null }, reader);
}
