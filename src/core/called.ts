import { type Circle, type Member, type MemberId, READER, voiceName } from './circle.ts';
import { nameKey } from './names.ts';
import type { Tx } from './ports/store.ts';
import { memberTable } from './tables/members.ts';
import { FORMER_MEMBER } from './tables/schema/members.ts';

type Named = Pick<Member, 'id' | 'name' | 'voice'>;
/** Whoever waits to be let in is told apart from others, and makes nobody else's name longer: it would tell of them. */
type Listed = Named & Partial<Pick<Member, 'confirmedAt' | 'leftAt'>>;

/** What a circle calls its people, so that two of one name are told apart by what everybody in it may see. */
export interface Called {
  /** The name of each by itself. */
  readonly names: ReadonlyMap<MemberId, string>;
  /** A name by itself: "Sam Lee (Staff)" where there are two. null: nobody of this circle. */
  nameOf(id: MemberId | null | undefined): string | null;
  /** What stands beside a name: the voice, and which of them where two of one name have it ("Staff, 2"). */
  voiceOf(member: Named): string;
}

/**
 * `everybody` who is or was there, in the order they were entered: so nobody is called otherwise because somebody else left.
 * Whose data is deleted is called like all others of these.
 */
export function callNames(circle: Pick<Circle, 'voices'>, everybody: readonly Listed[]): Called {
  const alike = new Map<string, Named[]>();
  const waits = ({ confirmedAt, leftAt }: Listed) => confirmedAt === null && leftAt != null;
  for (const each of everybody) {
    if (waits(each)) continue;
    const key = nameKey(each.name);
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  const likeThem = (member: Named): readonly Named[] => {
    if (member.name === FORMER_MEMBER) return [];
    const known = alike.get(nameKey(member.name)) ?? [];
    return known.some(({ id }) => id === member.id) ? known : [...known, member];
  };
  const voiceOf = (member: Named) => {
    const twins = likeThem(member).filter(({ voice }) => voice === member.voice);
    const place = twins.length > 1 ? String(twins.findIndex(({ id }) => id === member.id) + 1) : '';
    const voice = member.voice === READER ? '' : voiceName(circle, member.voice);
    return [voice, place].filter(Boolean).join(', ');
  };
  const told = (member: Named) => {
    const beside = likeThem(member).length > 1 ? voiceOf(member) : '';
    return beside === '' ? member.name : `${member.name} (${beside})`;
  };
  const names = new Map(everybody.map((each) => [each.id, told(each)]));
  return { names, voiceOf, nameOf: (id) => names.get(id ?? '') ?? null };
}

export async function calledIn(tx: Tx, circle: Pick<Circle, 'id' | 'voices'>): Promise<Called> {
  return callNames(circle, await memberTable.everybody(tx, circle.id));
}

/** The present members who have a voice, each as the circle calls them: for lists without voices. */
export async function listCalled(tx: Tx, circle: Pick<Circle, 'id' | 'voices'>): Promise<readonly Member[]> {
  const { nameOf } = await calledIn(tx, circle);
  const members = await memberTable.list(tx, circle.id);
  return members.map((member) => ({ ...member, name: nameOf(member.id) ?? member.name }));
}
