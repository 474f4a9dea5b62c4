import { isReader, isSteward } from '../circle.ts';
import type { Context } from '../context.ts';
import type { FailureCode } from '../messages/failure.ts';
import type { Interaction, Reply } from '../ports/interaction.ts';
import type { Tx } from '../ports/store.ts';
import { type DeclaredAction, refused } from './handler.ts';
import { type Asker, type Person, personFor } from './person.ts';

/** What an action is about, and who the asker is in its circle. */
export interface Found<Subject> {
  readonly person: Person;
  readonly subject: Subject;
}

/** Finds what an action is about by the id that it carries. null: there is no such thing, or it is not for the asker to see. */
export type FindSubject<Subject, More extends readonly unknown[] = []> = (
  context: Context,
  asker: Asker,
  id: string,
  ...more: More
) => Promise<Found<Subject> | null>;

/** One action at work: its subject is found, and the asker may do it. */
export interface Doing<Subject> extends Found<Subject> {
  readonly asker: Asker;
  readonly interaction: Interaction;
}

export interface ActionDeclaration<Subject> {
  /** Everybody in the subject's circle, readers too; everybody there who has a voice; or its stewards. */
  readonly by: DeclaredAction['by'];
  /** Most need no more than the id; some look at the rest of the interaction too. */
  readonly subject: FindSubject<Subject, [Interaction]>;
  /** What is said where nothing is found: `not-found` where left out. */
  readonly missing?: FailureCode;
  readonly run: (context: Context, doing: Doing<Subject>) => Promise<Reply>;
}

/**
 * Declares an action. Before it runs, its subject is found and the asker's right to it is looked at, here and nowhere else:
 * who is not in the subject's circle is told that there is no such thing.
 */
export function action<Subject>(declared: ActionDeclaration<Subject>): DeclaredAction {
  const { by, subject, missing = 'not-found', run } = declared;
  return {
    by,
    handle: async (context, asker, interaction) => {
      const found = await subject(context, asker, interaction.action.subject, interaction);
      if (found === null) return refused(missing, asker.anywhere.reader);
      const { member, reader } = found.person;
      // Where no circle is known yet, it may be one in which they have a voice.
      const seen = found.person === asker.anywhere ? asker.everywhere : [found.person];
      const reads = seen.every((each) => isReader(each.member));
      if (by !== 'reader' && reads) return refused('only-reads', reader);
      if (by === 'steward' && !isSteward(member)) return refused('not-a-steward', reader);
      return run(context, { ...found, asker, interaction });
    },
  } as DeclaredAction;
}

/** What belongs to a circle of the asker's. */
export function inCircle<Row extends { readonly circleId: string }>(
  read: (tx: Tx, id: string) => Promise<Row | null>,
): FindSubject<Row> {
  return async ({ store }, asker, id) => {
    const subject = await read(store, id);
    const person = subject === null ? null : asker.in(subject.circleId);
    return subject === null || person === null ? null : { person, subject };
  };
}

/** A circle of the asker's; an empty id is the one it can be about. */
export const circleSubject: FindSubject<null> = async (_context, asker, id) => {
  const person = personFor(asker, id);
  return person === null ? null : { person, subject: null };
};

/** Belongs to no circle in particular: the id means what the action says. */
export const anywhere: FindSubject<string> = async (_context, asker, id) => ({
  person: asker.anywhere,
  subject: id,
});
