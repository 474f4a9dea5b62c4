import { action } from '../../../core/actions/action.ts';
import { done, type Handlers, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import type { Context } from '../../../core/context.ts';
import type { Message } from '../../../core/ports/message.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import { makeChanges } from '../../governance/actions/settings.ts';
import { notSetUp } from '../../membership/messages/roster.ts';
import { rosterView } from '../../membership/use-cases/roster-view.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { checkAnswers } from '../../release/rules/question.ts';
import { cancelForm, openForm, roundOpened, testDone, testForm } from '../messages/round.ts';
import { openRoundAsSteward } from '../use-cases/open-as-steward.ts';
import { pulseSubject, roundSubject } from './subjects.ts';

export const roundHandlers = {
  'round.open-form': action({
    by: 'steward',
    subject: pulseSubject,
    run: async (_context, { subject: pulse, person: { reader } }) => shown(openForm(pulse, reader)),
  }),
  'round.open': action({
    by: 'steward',
    subject: pulseSubject,
    run: async (context, { subject: { id }, person: { circle, member, reader } }) => {
      const opened = await openRoundAsSteward(context, circle, member, id);
      if (opened.ok) return done(roundOpened(opened.value, reader));
      const roster = opened.code === 'not-set-up' ? await rosterView(context, circle, member) : null;
      const refusal = refused(opened.code, reader);
      return roster === null ? refusal : { ...refusal, message: notSetUp(roster, reader) };
    },
  }),
  'round.cancel-form': action({
    by: 'steward',
    subject: roundSubject,
    run: async (context, { subject: round, person: { reader } }) => {
      const over = round.state !== 'open' || round.closesAt <= context.clock.now();
      return over ? refused('not-open', reader) : shown(cancelForm(round, reader));
    },
  }),
  'round.cancel': action({
    by: 'steward',
    subject: roundSubject,
    run: (context, { subject: round, person, interaction: { inputs } }) => {
      const change = { kind: 'cancel-round', roundId: round.id, title: round.title } as const;
      return makeChanges(context, person, [change], { form: cancelForm(round, person.reader), inputs });
    },
  }),
  'pulse.test': action({
    by: 'steward',
    subject: pulseSubject,
    run: async (context, { subject: pulse, person }) => shown(await testFormOf(context, pulse, person)),
  }),
  /** Checks as a real form would, then forgets: a test has no round, no seat and no seal. */
  'pulse.test-send': action({
    by: 'steward',
    subject: pulseSubject,
    run: async (context, { subject: pulse, person, interaction: { inputs } }) => {
      const answers = checkAnswers(pulse.questions, inputs);
      if (answers.ok) return done(testDone(person.reader));
      const question = answers.details?.question;
      const form = await testFormOf(context, pulse, person);
      return refusedAt(answers.code, person.reader, form, question === undefined ? null : String(question));
    },
  }),
} satisfies Partial<Handlers>;

async function testFormOf(context: Context, pulse: Pulse, { circle, reader }: Person): Promise<Message> {
  const signpost = await circleSignpost(context, circle);
  return testForm(pulse, { signpost, trust: await circleTrust(context, circle) }, reader);
}
