import { done, type Handlers, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import { isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Message } from '../../../core/ports/message.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import { makeChanges } from '../../governance/actions/settings.ts';
import { notSetUp } from '../../membership/messages/roster.ts';
import { rosterView } from '../../membership/use-cases/roster-view.ts';
import type { Pulse, Round } from '../../release/rules/pulse.ts';
import { checkAnswers } from '../../release/rules/question.ts';
import { cancelForm, roundOpened, testDone, testForm } from '../messages/round.ts';
import { openRoundAsSteward } from '../use-cases/open-as-steward.ts';

type RoundActions = 'round.open' | 'round.cancel-form' | 'round.cancel' | 'pulse.test' | 'pulse.test-send';

export const roundHandlers: Handlers<RoundActions> = {
  'round.open': async (context, asker, { action }) => {
    const found = await findPulse(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { circle, member, reader } = found.person;
    const opened = await openRoundAsSteward(context, circle, member, action.subject);
    if (opened.ok) return done(roundOpened(opened.value, reader));
    const roster = opened.code === 'not-set-up' ? await rosterView(context, circle, member) : null;
    const refusal = refused(opened.code, reader);
    return roster === null ? refusal : { ...refusal, message: notSetUp(roster, reader) };
  },
  'round.cancel-form': async (context, asker, { action }) => {
    const found = await findRound(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { round, person } = found;
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    const over = round.state !== 'open' || round.closesAt <= context.clock.now();
    return over ? refused('not-open', person.reader) : shown(cancelForm(round, person.reader));
  },
  'round.cancel': async (context, asker, { action, inputs }) => {
    const found = await findRound(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { round, person } = found;
    const change = { kind: 'cancel-round', roundId: round.id, title: round.title } as const;
    const form = isSteward(person.member) ? cancelForm(round, person.reader) : null;
    return makeChanges(context, person, [change], { form, inputs });
  },
  'pulse.test': async (context, asker, { action }) => {
    const found = await findPulse(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { pulse, person } = found;
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    return shown(await testFormOf(context, pulse, person));
  },
  /** Checks as a real form would, then forgets: a test has no round, no seat and no seal. */
  'pulse.test-send': async (context, asker, { action, inputs }) => {
    const found = await findPulse(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { pulse, person } = found;
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    const answers = checkAnswers(pulse.questions, inputs);
    if (answers.ok) return done(testDone(person.reader));
    const question = answers.details?.question;
    const form = await testFormOf(context, pulse, person);
    return refusedAt(answers.code, person.reader, form, question === undefined ? null : String(question));
  },
};

async function testFormOf(context: Context, pulse: Pulse, { circle, reader }: Person): Promise<Message> {
  const signpost = await circleSignpost(context, circle);
  return testForm(pulse, { signpost, trust: await circleTrust(context, circle) }, reader);
}

async function findPulse(
  context: Context,
  asker: Asker,
  id: string,
): Promise<{ readonly pulse: Pulse; readonly person: Person } | null> {
  const pulse = await context.store.tables.pulses.find(id);
  const person = pulse === null ? null : asker.in(pulse.circleId);
  return pulse === null || person === null ? null : { pulse, person };
}

async function findRound(
  context: Context,
  asker: Asker,
  id: string,
): Promise<{ readonly round: Round; readonly person: Person } | null> {
  const round = await context.store.tables.rounds.find(id);
  const person = round === null ? null : asker.in(round.circleId);
  return round === null || person === null ? null : { round, person };
}
