import type { Action } from '../../../src/core/ports/action.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import { type BoundedMap, createBoundedMap } from '../../chat/bounded-map.ts';
import { saying } from '../../chat/dispatcher.ts';
import { inTime } from '../../chat/in-time.ts';
import type { Inputs } from '../../chat/typed.ts';
import type { ViewFacts } from '../auth/action-codec.ts';
import { messageOf, problemsOf } from '../outbound/replies.ts';
import { editionIn } from '../render/input-id.ts';
import { inEdition } from '../render/modal.ts';
import { WORDS } from '../words.ts';
import { publishHome, unknownTeam } from './actions.ts';
import type { HandlerDependencies, ViewAnswer } from './dependencies.ts';
import type { Actor, Submission } from './requests.ts';
import { problemsAsErrors, readViewState } from './view-state.ts';

/** Slack waits three seconds; the way there and back needs some of them. */
const ANSWER_WITHIN_MS = 2_000;
const MOST_REMEMBERED = 500;

/** Answers forms that were sent: gives what Slack is told at once, within two seconds however slow the core is. */
export interface Submissions {
  answer(submission: Submission): Promise<ViewAnswer | null>;
}

export function createSubmissions(dependencies: HandlerDependencies): Submissions {
  const { codec, modals, dispatcher, log } = dependencies;
  // Slack sends a form again where it believes that its first request was lost. Whoever answers second says the same.
  const underWay: BoundedMap<string, Promise<Reply>> = createBoundedMap(MOST_REMEMBERED);

  const showing = (text: string): ViewAnswer => ({
    response_action: 'update',
    view: modals.draw(saying(text), null),
  });

  /** One line for the log, without anything of what was sent. */
  function refuse(what: string, text: string): ViewAnswer {
    log.warn('slack.refused-form', { requestId: dependencies.newId(), what });
    return showing(text);
  }

  async function knowsTeam(team: string): Promise<boolean> {
    return (await dependencies.workspaces.find(team)) !== null;
  }

  function send({ actor, view }: Submission, action: Action, inputs: Inputs): Promise<Reply> {
    const name = `${view.id} ${view.hash}`;
    const before = underWay.get(name);
    if (before !== undefined) return before;
    const reply = dispatcher.ask(actor, action, inputs);
    underWay.set(name, reply);
    // What was refused may be mended and sent again from the same view.
    reply.then(({ kind }) => {
      if (kind === 'refused') underWay.delete(name);
      else if (action.name === 'circle.set-up') dependencies.inBackground(() => putHomeUpToDate(actor));
    });
    return reply;
  }

  /** Below the form somebody may still read that they are in no circle. */
  async function putHomeUpToDate(actor: Actor): Promise<void> {
    const workspace = await dependencies.workspaces.find(actor.team);
    if (workspace !== null)
      await publishHome(dependencies, workspace, actor, { name: 'home.show', subject: '' });
  }

  function answerFor({ actor, view: sent }: Submission, reply: Reply, inputs: Inputs): ViewAnswer {
    const edition = editionIn(Object.keys(sent.state?.values ?? {}));
    const problems = problemsOf(reply);
    const errors = problems === null ? null : problemsAsErrors(problems, inputs, edition);
    if (errors !== null) return { response_action: 'errors', errors };
    const view = modals.draw(messageOf(reply), null, actor.team);
    const isFilled = reply.kind === 'refused' && reply.filled === true;
    return { response_action: 'update', view: inEdition(isFilled ? edition + 1 : edition, view) };
  }

  /** The person already reads that it is not counted yet: the outcome takes the place of that. */
  async function tellLater({ actor, view }: Submission, outcome: Promise<Reply | null>, inputs: Inputs) {
    const reply = await outcome;
    const workspace = await dependencies.workspaces.find(actor.team);
    if (workspace === null) return unknownTeam(dependencies);
    const message = reply === null ? saying(WORDS.unknownTeam) : messageOf(reply, inputs);
    await modals.show(workspace, view.id, modals.draw(message, null, actor.team));
  }

  /** The next question stands below those before; Slack keeps what was typed. */
  async function nextStep({ actor }: Submission, shownBy: Action, step: number, inputs: Inputs) {
    const reply = await inTime(dispatcher.ask(actor, shownBy), ANSWER_WITHIN_MS);
    if (reply === null) {
      const [input = ''] = Object.keys(inputs).slice(-1);
      const errors = problemsAsErrors({ [input]: WORDS.slowNext }, inputs);
      return errors === null ? showing(WORDS.slowNext) : ({ response_action: 'errors', errors } as const);
    }
    const view = modals.draw(messageOf(reply), shownBy, actor.team, step + 1);
    return { response_action: 'update', view } as const;
  }

  return {
    async answer(submission) {
      const facts: ViewFacts | null = codec.decodeView(submission.view.private_metadata);
      if (facts === null) return refuse('forged', WORDS.forged);
      const inputs = readViewState(submission.view.state?.values ?? {}, submission.actor.team);
      if (inputs === null) return refuse('unreadable', WORDS.tooLarge);
      if (facts.step !== null && facts.view !== null) {
        return nextStep(submission, facts.view, facts.step, inputs);
      }
      const { submit } = facts;
      if (submit === null) return null;
      const outcome = knowsTeam(submission.actor.team).then((known) =>
        known ? send(submission, submit, inputs) : null,
      );
      const early = await inTime(
        outcome.then((reply) => ({ reply })),
        ANSWER_WITHIN_MS,
      );
      if (early === null) {
        dependencies.inBackground(() => tellLater(submission, outcome, inputs));
        return {
          response_action: 'update',
          view: modals.draw({ ...saying(WORDS.waiting.text), summary: WORDS.waiting.title }, null),
        };
      }
      if (early.reply === null) {
        await unknownTeam(dependencies);
        return showing(WORDS.unknownTeam);
      }
      return answerFor(submission, early.reply, inputs);
    },
  };
}
