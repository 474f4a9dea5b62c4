import {
  done,
  type Handler,
  type Handlers,
  only,
  refused,
  refusedAt,
  shown,
} from '../../core/actions/handler.ts';
import { type Asker, type Person, personFor } from '../../core/actions/person.ts';
import { isSteward, type Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Message } from '../../core/ports/message.ts';
import { BUDDY_INPUTS, buddyAnswered, buddyChosen, buddyForm, buddyWished } from './messages.ts';
import { answerBuddy, askForBuddy, chooseBuddy } from './use-cases.ts';

type BuddyActions = 'buddy.ask' | 'buddy.form' | 'buddy.choose' | 'buddy.accept' | 'buddy.decline';

/** `subject` is the newcomer; of `buddy.ask` the circle, or empty for the person's first. */
export const buddyHandlers: Handlers<BuddyActions> = {
  'buddy.ask': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const wished = await askForBuddy(context, person.member);
    if (!wished.ok) return refused(wished.code, person.reader);
    return done(buddyWished(wished.value.state === 'agreed', person.reader));
  },
  'buddy.form': async (context, asker, { action }) => {
    const found = await findNewcomer(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { newcomer, person } = found;
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    return shown(await formFor(context, person, newcomer));
  },
  'buddy.choose': async (context, asker, interaction) => {
    const found = await findNewcomer(context, asker, interaction.action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { newcomer, person } = found;
    const helper = only(interaction, BUDDY_INPUTS.buddy);
    const chosen = await chooseBuddy(context, person.member, newcomer.id, helper);
    if (chosen.ok) return done(buddyChosen(person.reader));
    if (chosen.code !== 'no-choice') return refused(chosen.code, person.reader);
    const form = await formFor(context, person, newcomer);
    return refusedAt('no-choice', person.reader, form, BUDDY_INPUTS.buddy);
  },
  'buddy.accept': answering(true),
  'buddy.decline': answering(false),
};

function answering(yes: boolean): Handler {
  return async (context, asker, { action }) => {
    const found = await findNewcomer(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { newcomer, person } = found;
    const answered = await answerBuddy(context, person.member, newcomer.id, yes);
    if (!answered.ok) return refused(answered.code, person.reader);
    return done(buddyAnswered(yes, newcomer.name, person.reader));
  };
}

/** Somebody of a circle of the asker's who has asked for a buddy. */
async function findNewcomer(
  context: Context,
  asker: Asker,
  id: string,
): Promise<{ readonly newcomer: Member; readonly person: Person } | null> {
  const { buddies, members } = context.store.tables;
  const buddy = await buddies.find(id);
  const person = buddy === null ? null : asker.in(buddy.circleId);
  const newcomer = person === null ? null : await members.find(id);
  return person === null || newcomer === null || newcomer.leftAt !== null ? null : { newcomer, person };
}

async function formFor(context: Context, { circle, reader }: Person, newcomer: Member): Promise<Message> {
  const members = await context.store.tables.members.list(circle.id);
  const people = members
    .filter(({ id }) => id !== newcomer.id)
    .map(({ id, name, voice }) => ({
      id,
      name,
      voiceName: circle.voices.find((each) => each.id === voice)?.name ?? voice,
    }));
  return buddyForm({ newcomerId: newcomer.id, newcomer: newcomer.name, people }, reader);
}
