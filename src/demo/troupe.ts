import type { Circle, Member } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { memberTable } from '../core/tables/members.ts';
import { inviteSelf } from '../features/ways-in/use-cases/invite.ts';
import { addressOn, type Page, Visitor } from './visitor.ts';

/** Everybody of the sample circle, each with their own browser. */
export interface Troupe {
  readonly circle: Circle;
  visitor(name: string): Visitor;
  /** The visitor who is this member. */
  member(id: string): Visitor;
}

/** Hands everybody a way in, and has them come in by it. */
export async function assemble(context: Context, circle: Circle, origin: string): Promise<Troupe> {
  const byName = new Map<string, Visitor>();
  const names = new Map<string, string>();
  for (const member of await memberTable.list(context.store, circle.id)) {
    const { id, name } = member;
    const visitor = new Visitor(name, origin);
    await visitor.enter((await inviteSelf(context, circle, member)).address);
    byName.set(name, visitor);
    names.set(id, name);
  }
  const visitor = (name: string): Visitor => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`Nobody in the circle is called ${name}.`);
    return found;
  };
  return { circle, visitor, member: (id) => visitor(names.get(id) ?? id) };
}

/** The people whom a browser can be, for the persona switcher. */
export async function webPeople(context: Context, circle: Circle) {
  const members = await memberTable.list(context.store, circle.id);
  return members.flatMap((member: Member) => {
    const web = member.identities.find(({ platform }) => platform === 'web');
    const voice = circle.voices.find(({ id }) => id === member.voice);
    if (web === undefined) return [];
    return [{ name: member.name, voice: voice?.name ?? member.voice, webId: web.externalId }];
  });
}

/** Finds the open pulse on somebody's first page and answers it. null: there is none to be seen. */
export async function answerPulse(
  visitor: Visitor,
  [voice, trust]: readonly [number, number],
): Promise<Page | null> {
  const address = addressOn(await visitor.open('/'), '/pulse');
  if (address === null) return null;
  return visitor.send(await visitor.open(address), address, {
    voice: String(voice),
    trust: String(trust),
    ...(voice <= 2 ? { 'in-the-way': 'others-spoke' } : {}),
  });
}
