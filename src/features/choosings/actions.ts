import { action, circleSubject, inCircle } from '../../core/actions/action.ts';
import {
  type DeclaredAction,
  done,
  type Handlers,
  only,
  refused,
  refusedAt,
  shown,
} from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { listCalled } from '../../core/called.ts';
import type { Context } from '../../core/context.ts';
import type { Message } from '../../core/ports/message.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { withWayIn } from '../../core/way-in.ts';
import { CHOOSING_INPUTS, choosingDone, choosingForm, choosingPage } from './messages.ts';
import { choosers } from './rules.ts';
import { choosingTable } from './tables.ts';
import { type ChooseRefusal, confirmSteward, proposeSteward, stopSteward } from './use-cases/choosings.ts';
import { choosingAtHome, choosingView } from './use-cases/views.ts';

const choosingSubject = inCircle((tx, id) => choosingTable.find(tx, id));

export const choosingHandlers = {
  'choosing.form': action({
    by: 'member',
    subject: circleSubject,
    run: async (context, { person }) => {
      const form = await formFor(context, person);
      return form.ok ? shown(form.value) : refused(form.code, person.reader);
    },
  }),
  'choosing.propose': action({
    by: 'member',
    subject: circleSubject,
    run: async (context, { person, interaction }) => {
      const { circle, member, reader } = person;
      const form = await formFor(context, person);
      if (!form.ok) return refused(form.code, reader);
      const who = only(interaction, CHOOSING_INPUTS.who);
      if (who === '') return refusedAt('nobody-chosen', reader, form.value, CHOOSING_INPUTS.who);
      const proposed = await proposeSteward(context, circle, member, who);
      if (!proposed.ok) return refusedAt(proposed.code, reader, form.value, null);
      return done(choosingDone(await choosingView(context, circle, member, proposed.value), reader));
    },
  }),
  /** Every member of the circle may read it. */
  'choosing.show': action({
    by: 'member',
    subject: choosingSubject,
    run: async (context, { subject: choosing, person: { circle, member, reader } }) =>
      shown(choosingPage(await choosingView(context, circle, member, choosing), reader)),
  }),
  'choosing.confirm': answering(confirmSteward),
  'choosing.stop': answering(stopSteward),
} satisfies Partial<Handlers>;

function answering(does: typeof confirmSteward): DeclaredAction {
  return action({
    by: 'member',
    subject: choosingSubject,
    run: async (context, { subject: { id }, person: { circle, member, reader } }) => {
      const outcome = await does(context, circle, member, id);
      if (!outcome.ok) return refused(outcome.code, reader);
      return done(choosingDone(await choosingView(context, circle, member, outcome.value), reader));
    },
  });
}

async function formFor(
  context: Context,
  { circle, member, reader }: Person,
): Promise<Result<Message, ChooseRefusal>> {
  const now = context.clock.now();
  const everybody = await listCalled(context.store, circle);
  const view = await choosingAtHome(context, circle, everybody, member);
  if (view === null) return refuse('voice-has-steward');
  if (!view.mayChoose) return refuse('not-a-chooser');
  if (view.current !== null) return refuse('choosing-under-way');
  const may = new Set(
    choosers(member.voice, withWayIn(everybody, context.platforms), now).map(({ id }) => id),
  );
  const people = everybody.filter(({ id }) => may.has(id));
  return success(choosingForm({ ...view, people }, reader));
}
