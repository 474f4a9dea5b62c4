import { ACTIONS, type Action } from '../../../src/core/ports/action.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { type BoundedMap, createBoundedMap } from '../../chat/bounded-map.ts';
import { saying } from '../../chat/dispatcher.ts';
import { inTime } from '../../chat/in-time.ts';
import type { Inputs } from '../../chat/typed.ts';
import { messageOf } from '../outbound/replies.ts';
import { WORDS } from '../words.ts';
import type { Actor, Data } from './activities.ts';
import type { HandlerDependencies } from './dependencies.ts';
import { readInputs } from './typed-inputs.ts';

/**
 * Teams waits some seconds, and shows "Something went wrong" after that
 * (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions: five at most).
 */
const ANSWER_WITHIN_MS = 4_000;
const MOST_REMEMBERED = 500;

/** One press of a button of ours, wherever it stood. */
export interface Press {
  /** The activity's id: Teams sends the same one again where it believes that its first was lost. */
  readonly activityId: string;
  readonly actor: Actor;
  readonly data: Data;
  /** Teams asks by itself, because a card came into view: nobody has pressed anything. */
  readonly automatic: boolean;
}

/** Answers presses: gives the message to show within four seconds, however slow the core is. */
export interface Actions {
  answer(press: Press): Promise<Message>;
  /** The same for an action that no button carried: a typed word, a command. */
  open(actor: Actor, action: Action): Promise<Message>;
}

export function createActions({ codec, dispatcher, log, newId, inBackground }: HandlerDependencies): Actions {
  // Whoever answers second says the same.
  const underWay: BoundedMap<string, Promise<Message>> = createBoundedMap(MOST_REMEMBERED);

  /** One line for the log, without anything of what was sent. */
  function refuse(what: string, text: string): Message {
    log.warn('teams.refused', { requestId: newId(), what });
    return saying(text);
  }

  async function ask(actor: Actor, action: Action, inputs: Inputs): Promise<Message> {
    const writes = ACTIONS[action.name] === 'write';
    return messageOf(await dispatcher.ask(actor, action, writes ? inputs : {}), inputs);
  }

  /** What comes too late is still done, and counted: only its words are lost, and the person is told to look again. */
  async function orWhatToDo(action: Action, answer: Promise<Message>): Promise<Message> {
    const early = await inTime(answer, ANSWER_WITHIN_MS);
    if (early !== null) return early;
    inBackground(async () => {
      await answer;
    });
    if (action.name === 'pulse.answer') return saying(WORDS.waiting);
    return saying(ACTIONS[action.name] === 'write' ? WORDS.slowChange : WORDS.slow);
  }

  return {
    async answer({ activityId, actor, data, automatic }) {
      const opened = codec.open(data.rt, actor.aadObjectId);
      if (!opened.ok) {
        return refuse(opened.why, opened.why === 'not-yours' ? WORDS.notYours : WORDS.forged);
      }
      const { action } = opened;
      if (automatic && ACTIONS[action.name] === 'write') return refuse('automatic', WORDS.forged);
      const inputs = readInputs(data);
      if (inputs === 'too-large') return refuse('too-large', WORDS.tooLarge);
      if (inputs === 'unreadable') return refuse('unreadable', WORDS.unreadable);
      const name = `${actor.aadObjectId} ${activityId} ${String(data.rt)}`;
      const before = underWay.get(name);
      if (before !== undefined) return orWhatToDo(action, before);
      const answer = ask(actor, action, inputs);
      if (activityId !== '') underWay.set(name, answer);
      return orWhatToDo(action, answer);
    },
    open: (actor, action) => orWhatToDo(action, ask(actor, action, {})),
  };
}
