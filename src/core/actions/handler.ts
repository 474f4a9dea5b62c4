import type { Context } from '../context.ts';
import { type Counted, type FailureCode, failure, problem } from '../messages/failure.ts';
import { type FormFault, saidIn } from '../messages/form-inputs.ts';
import type { Reader } from '../messages/reader.ts';
import type { ActionName } from '../ports/action.ts';
import type { Interaction, Refused, Reply } from '../ports/interaction.ts';
import type { Message } from '../ports/message.ts';
import type { Asker } from './person.ts';

/** Does one action for somebody. */
export type Handler = (context: Context, asker: Asker, interaction: Interaction) => Promise<Reply>;

declare const MADE_BY_ACTION: unique symbol;

/**
 * An action that the dispatcher can run: `by` tells who may, for tests that try everybody else. Only `action()` makes one: a plain
 * object that looks like it does not compile, for nobody would have looked at whose it is and who may.
 */
export interface DeclaredAction {
  readonly [MADE_BY_ACTION]: true;
  readonly by: 'reader' | 'member' | 'steward';
  readonly handle: Handler;
}

/** Together the features declare them all. */
export type Handlers = { readonly [Name in ActionName]: DeclaredAction };

export function shown(message: Message): Reply {
  return { kind: 'shown', message };
}

export function done(message: Message): Reply {
  return { kind: 'done', message };
}

const REASONS: Partial<Readonly<Record<FailureCode, Refused['reason']>>> = {
  'already-counted': 'conflict',
  'kept-before': 'conflict',
  'refused-before': 'conflict',
  'reply-changed': 'conflict',
  'not-closed': 'conflict',
  'opened-before': 'conflict',
  'has-owner': 'conflict',
  'reply-waits': 'conflict',
  'nothing-to-confirm': 'conflict',
  'not-your-turn': 'conflict',
  'request-over': 'conflict',
  'owner-request-over': 'conflict',
  'nothing-to-undo': 'conflict',
  'joining-over': 'conflict',
  'last-place': 'conflict',
  'not-met-yet': 'conflict',
  'attendance-told': 'closed',
  'meeting-settled': 'closed',
  'has-way-in': 'conflict',
  'too-many-feeds': 'conflict',
  'nobody-to-vouch': 'conflict',
  'about-you': 'not-allowed',
  'stand-in-no-key': 'not-allowed',
  'in-several-circles': 'not-allowed',
  'nothing-to-stop': 'conflict',
  'no-such-claim': 'conflict',
  'claim-left': 'conflict',
  'not-yours-to-vouch': 'not-allowed',
  'voice-has-steward': 'conflict',
  'not-a-chooser': 'not-allowed',
  'not-of-your-voice': 'not-allowed',
  'choosing-over': 'conflict',
  'confirmed-before': 'conflict',
  'choosing-under-way': 'conflict',
  'voice-is-choosing': 'conflict',
  'stands-in-yourself': 'not-allowed',
  'not-your-stand-in': 'not-allowed',
  'last-steward': 'conflict',
  'last-steward-of-voice': 'conflict',
  'said-before': 'conflict',
  'no-key-yet': 'not-allowed',
  'other-voices': 'not-allowed',
  closed: 'closed',
  'turn-over': 'closed',
  'not-found': 'not-found',
  'letter-gone': 'not-found',
  'not-allowed': 'not-allowed',
  'not-invited': 'not-allowed',
  'not-a-rep': 'not-allowed',
  'own-reply': 'not-allowed',
  'asker-first': 'not-allowed',
  'not-its-owner': 'not-allowed',
  'not-its-author': 'not-allowed',
  'answered-before': 'conflict',
  'words-gone': 'not-found',
  'other-circle': 'not-allowed',
  'not-shown-yet': 'not-allowed',
  'not-a-steward': 'not-allowed',
  'only-reads': 'not-allowed',
  'reader-no-steward': 'not-allowed',
  'own-proposal': 'not-allowed',
  'same-voice': 'not-allowed',
  'not-your-proposal': 'not-allowed',
  'no-second-voice': 'conflict',
  'already-asked': 'conflict',
  'changed-meanwhile': 'conflict',
  'decided-before': 'conflict',
  'asker-gone': 'conflict',
  'still-open': 'conflict',
  'asked-lately': 'conflict',
  'asked-by-another': 'conflict',
  'pulse-paused': 'conflict',
  'pulse-ended': 'conflict',
  'meetings-ended': 'conflict',
  'pulse-name-taken': 'conflict',
  'too-many-pulses': 'conflict',
  'question-rests': 'conflict',
  'not-set-up': 'conflict',
  'set-up-before': 'conflict',
  'roster-said-before': 'conflict',
  'side-confirmed': 'conflict',
  'not-open': 'closed',
  'run-out': 'closed',
  unavailable: 'unavailable',
};

/** A refusal in kind words. What has no reason of its own here is an input that can be mended. */
export function refused(code: FailureCode, reader: Reader, at: Counted = {}): Refused {
  return { kind: 'refused', reason: REASONS[code] ?? 'invalid', message: failure(code, reader, at) };
}

/** A refusal with the form to mend, and a sentence at the input at fault where one is. */
export function refusedAt(
  code: FailureCode,
  reader: Reader,
  form: Message,
  input: string | null,
  at: Counted = {},
): Refused {
  return {
    ...refused(code, reader, at),
    form,
    ...(input === null ? {} : { problems: { [input]: problem(code, reader, at) } }),
  };
}

/** A form that was not filled in as it must be: with a sentence at each input at fault, all at once. */
export function refusedForm(fault: FormFault, reader: Reader, form: Message): Refused {
  const problems = [fault, ...(fault.others ?? [])].flatMap(({ code, details = {} }) =>
    details.input === undefined ? [] : [[details.input, problem(code, reader, details)] as const],
  );
  return {
    ...refusedAt(fault.code, reader, form, null, fault.details),
    // Of two at one input the first is told.
    ...(problems.length === 0 ? {} : { problems: Object.fromEntries(problems.reverse()) }),
  };
}

/** The only value of an input, trimmed; empty where it was left out. */
export function only(interaction: Interaction, input: string): string {
  return saidIn(interaction.inputs, input);
}
