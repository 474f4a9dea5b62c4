import type { Circle, Member } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { addressTable } from '../core/tables/addresses.ts';
import { memberTable } from '../core/tables/members.ts';
import { inviteSelf } from '../features/ways-in/use-cases/invite.ts';
import { addressOn, BrowserClient, type Page } from './browser-client.ts';

/** Everybody of the sample circle, each with their own browser. */
export interface DemoUsers {
  readonly circle: Circle;
  browser(name: string): BrowserClient;
  /** The visitor who is this member. */
  member(id: string): BrowserClient;
}

/** Are told by e-mail and by text, which the demo catches. */
const BY_MAIL = 'Joe Brady';
const BY_TEXT = 'Kasia Nowak';

/** Hands everybody a way in, and has them come in by it. */
export async function assemble(context: Context, circle: Circle, origin: string): Promise<DemoUsers> {
  const byName = new Map<string, BrowserClient>();
  const names = new Map<string, string>();
  for (const member of await memberTable.list(context.store, circle.id)) {
    const { id, name, personId } = member;
    const browser = new BrowserClient(name, origin);
    await browser.enter((await inviteSelf(context, circle, member)).address);
    if (name === BY_TEXT) await addressTable.save(context.store, personId, 'sms', '+447700900123');
    if (name === BY_MAIL) await addressTable.save(context.store, personId, 'mail', 'joe.brady@example.org');
    byName.set(name, browser);
    names.set(id, name);
  }
  const browser = (name: string): BrowserClient => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`Nobody in the circle is called ${name}.`);
    return found;
  };
  return { circle, browser, member: (id) => browser(names.get(id) ?? id) };
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
  browser: BrowserClient,
  [voice, trust]: readonly [number, number],
): Promise<Page | null> {
  const address = addressOn(await browser.open('/'), '/pulse');
  if (address === null) return null;
  return browser.send(await browser.open(address), address, {
    voice: String(voice),
    trust: String(trust),
    ...(voice <= 2 ? { 'in-the-way': 'others-spoke' } : {}),
  });
}
