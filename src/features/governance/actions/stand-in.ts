import { z } from 'zod';
import { type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import { type Person, personFor } from '../../../core/actions/person.ts';
import { isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { STAND_IN_INPUTS, type StandInView, standInForm } from '../messages/stand-in.ts';
import { isSettled } from '../rules/keys.ts';
import { isLastingSteward, standInTimes } from '../rules/stand-in.ts';
import { makeChanges } from './settings.ts';

const day = z.iso.date();

export const standInHandlers: Handlers<'stand-in.form' | 'stand-in.name' | 'stand-in.end'> = {
  'stand-in.form': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const { member, reader } = person;
    if (!isSteward(member)) return refused('not-a-steward', reader);
    if (!isLastingSteward(member)) return refused('stands-in-yourself', reader);
    return shown(standInForm(await standInView(context, person), reader));
  },
  'stand-in.name': async (context, asker, interaction) => {
    const person = personFor(asker, interaction.action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    const form = standInForm(await standInView(context, person), person.reader);
    const memberId = only(interaction, STAND_IN_INPUTS.who);
    const lastDay = day.safeParse(only(interaction, STAND_IN_INPUTS.until));
    if (memberId === '') return refusedAt('nobody-chosen', person.reader, form, STAND_IN_INPUTS.who);
    if (!lastDay.success) return refusedAt('not-a-date', person.reader, form, STAND_IN_INPUTS.until);
    return makeChanges(context, person, [{ kind: 'stand-in', memberId, lastDay: lastDay.data }], { form });
  },
  'stand-in.end': async (context, asker, { action }) => {
    const member = await context.store.tables.members.find(action.subject);
    const person = member === null ? null : asker.in(member.circleId);
    if (member === null || person === null) return refused('not-found', asker.anywhere.reader);
    return makeChanges(context, person, [{ kind: 'stand-in-ended', memberId: member.id }], { form: null });
  },
};

async function standInView(context: Context, { circle, member }: Person): Promise<StandInView> {
  const now = context.clock.now();
  const ours = (await context.store.tables.members.list(circle.id)).filter(
    ({ voice }) => voice === member.voice,
  );
  return {
    circleId: circle.id,
    people: ours.filter((each) => !isLastingSteward(each) && isSettled(each, now)),
    standIns: ours.flatMap(({ id, name, stewardUntil: until }) =>
      until === null || until <= now ? [] : [{ id, name, until }],
    ),
    lastDays: standInTimes(now, circle.timezone),
  };
}
