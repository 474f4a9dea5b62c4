import { z } from 'zod';
import { action, circleSubject, inCircle } from '../../../core/actions/action.ts';
import { type Handlers, only, refused, refusedForm, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { listCalled } from '../../../core/called.ts';
import type { Context } from '../../../core/context.ts';
import { faultAt, together } from '../../../core/messages/form-inputs.ts';
import { success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { STAND_IN_INPUTS, type StandInView, standInForm } from '../messages/stand-in.ts';
import { isSettled } from '../rules/keys.ts';
import { isLastingSteward, standInTimes } from '../rules/stand-in.ts';
import { makeChanges } from './settings.ts';

const day = z.iso.date();

/** Also somebody who left: the change itself tells that nobody stands in there. */
const standInSubject = inCircle((tx, id) => memberTable.find(tx, id));

export const standInHandlers = {
  'stand-in.form': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person }) => {
      if (!isLastingSteward(person.member)) return refused('stands-in-yourself', person.reader);
      return shown(standInForm(await standInView(context, person), person.reader));
    },
  }),
  'stand-in.name': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person, interaction }) => {
      const form = standInForm(await standInView(context, person), person.reader);
      const memberId = only(interaction, STAND_IN_INPUTS.who);
      const lastDay = day.safeParse(only(interaction, STAND_IN_INPUTS.until));
      const read = together({
        memberId: memberId === '' ? faultAt('nobody-chosen', STAND_IN_INPUTS.who) : success(memberId),
        lastDay: lastDay.success ? success(lastDay.data) : faultAt('not-a-date', STAND_IN_INPUTS.until),
      });
      if (!read.ok) return refusedForm(read, person.reader, form);
      return makeChanges(context, person, [{ kind: 'stand-in', ...read.value }], { form });
    },
  }),
  'stand-in.end': action({
    by: 'steward',
    subject: standInSubject,
    run: (context, { subject: { id }, person }) =>
      makeChanges(context, person, [{ kind: 'stand-in-ended', memberId: id }], { form: null }),
  }),
} satisfies Partial<Handlers>;

async function standInView(context: Context, { circle, member }: Person): Promise<StandInView> {
  const now = context.clock.now();
  const ours = (await listCalled(context.store, circle)).filter(({ voice }) => voice === member.voice);
  return {
    circleId: circle.id,
    people: ours.filter((each) => !isLastingSteward(each) && isSettled(each, now)),
    standIns: ours.flatMap(({ id, name, stewardUntil: until }) =>
      until === null || until <= now ? [] : [{ id, name, until }],
    ),
    lastDays: standInTimes(now, circle.timezone),
  };
}
