import { type Circle, isReader } from '../circle.ts';
import type { Context } from '../context.ts';
import { CIRCLE_INPUT, type CircleOption, circleChoice, type Whose } from '../messages/circle-choice.ts';
import { ACTIONS, type ActionName } from '../ports/action.ts';
import type { Interaction, Reply } from '../ports/interaction.ts';
import type { Signpost } from '../signpost.ts';
import { circleSignpost } from '../signposts.ts';
import type { FindSubject } from './action.ts';
import { only, shown } from './handler.ts';
import { type Asker, type Person, personFor } from './person.ts';

/** What is about one circle, which its subject names. */
const OF_ONE_CIRCLE: ReadonlySet<ActionName> = new Set([
  'promises.show',
  'promise.form',
  'promise.raise',
  'say.form',
  'say.send',
  'say.from-message',
  'digests.show',
  'circle.show',
  'circle.history',
  'trends.show',
  'meeting-chat.form',
  'calendar.show',
]);

/** Too much for a button to carry: the form itself asks. */
const ASKS_IN_ITS_FORM: ActionName = 'say.from-message';

/**
 * Gives the interaction with the circle that it is about, from the form, from the channel, or because there is only one. A
 * Reply: the person is asked first. Left without a circle: its form asks.
 */
export function inItsCircle(asker: Asker, interaction: Interaction): Interaction | Reply {
  const { action } = interaction;
  if (action.subject !== '' || !OF_ONE_CIRCLE.has(action.name)) return interaction;
  const person = asker.in(only(interaction, CIRCLE_INPUT)) ?? asker.here;
  if (person !== null) return { ...interaction, action: { ...action, subject: person.circle.id } };
  if (ACTIONS[action.name] === 'write' || action.name === ASKS_IN_ITS_FORM) return interaction;
  return shown(circleChoice(action, circlesOf(asker), asker.anywhere.reader));
}

/** A circle of the asker's. null where the action names none and it could be one of several: then its form asks. */
export const circleIfKnown: FindSubject<Circle | null> = async (_context, asker, id) => {
  const person = personFor(asker, id);
  if (person !== null) return { person, subject: person.circle };
  return id === '' ? { person: asker.anywhere, subject: null } : null;
};

/** Who the asker is in the circle that the action names; naming none of theirs: in each of them. */
export const circleOrAll: FindSubject<readonly Person[]> = async (_context, asker, id) => {
  const one = asker.in(id);
  return { person: asker.anywhere, subject: one === null ? asker.everywhere : [one] };
};

/** For a form that has to ask, of circles in which they have a voice. */
export async function ofAnyCircle(context: Context, asker: Asker): Promise<Whose> {
  const voiced = asker.everywhere.filter(({ member }) => !isReader(member));
  const signposts: Signpost[] = [];
  for (const { circle } of voiced) signposts.push(await circleSignpost(context, circle));
  return { circles: circlesOf({ everywhere: voiced }), signposts };
}

function circlesOf({ everywhere }: Pick<Asker, 'everywhere'>): readonly CircleOption[] {
  return everywhere.map(({ circle: { id, name, organisation } }) => ({ id, name, organisation }));
}
