import { readFileSync } from 'node:fs';
import type { Circle, Member } from '../../src/core/circle.ts';
import { MINUTE } from '../../src/core/instant.ts';
import { reachableAt } from '../../src/core/outbox/targets.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { changeCircle } from '../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { confirmRoster } from '../../src/features/membership/use-cases/confirm-roster.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { askedMember } from '../../src/features/turns/rules/asks.ts';
import type { Meeting } from '../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { acceptTurn, declineTurn } from '../../src/features/turns/use-cases/answer.ts';
import { inviteSelf } from '../../src/features/ways-in/use-cases/invite.ts';
import { HttpClient, type SeenPage, valuesOf } from './http-client.ts';
import type { TestApp } from './test-app.ts';

/** The sample circle's file: six staff, six reps; only Joe Brady is reached without Slack or Teams. */
export const NORTHFIELD = readFileSync(new URL('../../examples/northfield.yaml', import.meta.url), 'utf8');

/** The ids of the answers, by question id, as the form of a pulse sends them. */
export type Given = Readonly<Record<string, string | readonly string[]>>;

/** A member with a browser that is logged in. */
export interface TestUser {
  readonly member: Member;
  readonly browser: HttpClient;
  open(path: string): Promise<SeenPage>;
  /** Sends a form of ours with what it needs to be believed. */
  send(path: string, inputs: Given): Promise<SeenPage>;
  answer(round: Round, given: Given): Promise<SeenPage>;
}

/** Imports a circle, and sets it up. `withoutWayIn`: see `importWaiting`. */
export async function importCircle(
  app: TestApp,
  text: string = NORTHFIELD,
  withoutWayIn: readonly string[] = [],
): Promise<Circle> {
  const circle = await importWaiting(app, text, withoutWayIn);
  await sayYes(app, circle);
  await app.settle();
  return (await circleTable.find(app.context.store, circle.id)) ?? circle;
}

/** The first steward of each of two voices says yes to everybody in a circle. */
export async function sayYes(app: TestApp, circle: Pick<Circle, 'id'>): Promise<void> {
  const { store } = app.context;
  const stewards = (await memberTable.list(store, circle.id)).filter(({ steward }) => steward);
  const other = stewards.find(({ voice }) => voice !== stewards[0]?.voice);
  for (const steward of [stewards[0], other]) {
    const said = steward === undefined ? null : await confirmRoster(app.context, circle, steward);
    if (said?.ok !== true) throw new Error(`not set up: ${said?.code}`);
  }
}

/**
 * Imports a circle that waits for its stewards to say yes to everybody in it. Whoever no platform of the app reaches has
 * come in on web pages, but for those named.
 */
export async function importWaiting(
  app: TestApp,
  text: string = NORTHFIELD,
  withoutWayIn: readonly string[] = [],
): Promise<Circle> {
  const known = new Set((await circleTable.list(app.context.store)).map(({ id }) => id));
  await app.command({ name: 'circle.import', file: 'circle.yaml', text });
  await app.settle();
  const made = (await circleTable.list(app.context.store)).find(({ id }) => !known.has(id));
  if (made === undefined) throw new Error('the import made no circle');
  await letIn(app, made, withoutWayIn);
  return made;
}

/** Whoever no platform of the app reaches has come in on web pages, but for those named. */
export async function letIn(
  { context }: TestApp,
  { id }: Pick<Circle, 'id'>,
  withoutWayIn: readonly string[] = [],
): Promise<void> {
  for (const member of await memberTable.list(context.store, id)) {
    if (withoutWayIn.includes(member.name) || reachableAt(context.platforms, member) !== null) continue;
    await personTable.addAccount(
      context.store,
      member.personId,
      { platform: 'web', externalId: context.newId() },
      null,
    );
  }
}

/** The stewards of two voices choose that the pulse's answers are shown for each voice by itself. */
export async function chooseByVoice(app: TestApp, circle: Circle): Promise<void> {
  const { context } = app;
  const { store } = context;
  const [pulse] = await pulseTable.list(store, circle.id);
  const stewards = (await memberTable.list(store, circle.id)).filter(({ steward }) => steward);
  const other = stewards.find(({ voice }) => voice !== stewards[0]?.voice);
  if (pulse === undefined || stewards[0] === undefined || other === undefined) throw new Error('nobody can');
  const change = { kind: 'level', pulseId: pulse.id, level: 'by-voice' } as const;
  const wanted = await changeCircle(context, circle, stewards[0], [change], 'To see both.');
  const [asked] = wanted.ok ? wanted.value.asked : [];
  if (asked === undefined) throw new Error('no second key was asked for');
  const decided = await approveProposal(context, circle, other, asked.id);
  if (!decided.ok) throw new Error(`not by voice: ${decided.code}`);
  await app.settle();
}

/** Hands a way in to a member, who comes in by it. */
export async function testUser(app: TestApp, member: Member): Promise<TestUser> {
  const browser = new HttpClient(app.address);
  const home = await browser.enter(await wayInOf(app, member));
  if (home.status !== 200) throw new Error(`${member.name} could not come in: ${home.text}`);
  const open = (path: string) => browser.open(path);
  let token: string | undefined;
  async function send(path: string, inputs: Given): Promise<SeenPage> {
    token ??= await formToken(browser);
    const fields = new URLSearchParams({ _token: token });
    for (const [name, values] of Object.entries(inputs)) {
      for (const value of [values].flat()) fields.append(name, value);
    }
    return browser.post(path, fields);
  }
  return { member, browser, open, send, answer: (round, given) => send(`/pulse/${round.id}`, given) };
}

/** An address that a member made for themselves. */
export async function wayInOf(app: TestApp, { id }: Pick<Member, 'id'>): Promise<string> {
  const member = await memberTable.find(app.context.store, id);
  const circle = member === null ? null : await circleTable.find(app.context.store, member.circleId);
  if (member === null || circle === null) throw new Error(`no member ${id}`);
  return (await inviteSelf(app.context, circle, member)).address;
}

/** A steward of another voice says that it is them who wait on this page. */
export async function vouchFor(steward: TestUser, waiting: SeenPage): Promise<SeenPage> {
  const words = wordsOn(waiting);
  const path = /\/came-in\/[\w-]+/g;
  for (const [form = ''] of (await steward.open('/')).html.matchAll(path)) {
    const said = await steward.send(form, { words });
    if (said.status === 200) return said;
  }
  throw new Error(`nobody waits for ${steward.member.name} with the words ${words}`);
}

/** The three words that somebody waits with. */
export function wordsOn(page: SeenPage): string {
  return /Your three words\s+([a-z]+ [a-z]+ [a-z]+)/.exec(page.text)?.[1] ?? '';
}

/** Everybody of a circle, in the order of its file. */
export async function everybody(app: TestApp, circle: Circle): Promise<readonly TestUser[]> {
  const people: TestUser[] = [];
  for (const member of await memberTable.list(app.context.store, circle.id)) {
    people.push(await testUser(app, member));
  }
  await app.settle();
  return people;
}

export function named(people: readonly TestUser[], start: string): TestUser {
  const found = people.find(({ member }) => member.name.startsWith(start));
  if (found === undefined) throw new Error(`nobody is called ${start}`);
  return found;
}

/** The next meeting of a circle’s first series. */
export async function nextMeeting(app: TestApp, circle: Circle): Promise<Meeting> {
  const [series] = await meetingTable.series(app.context.store, circle.id);
  const [meeting] = await meetingTable.planned(app.context.store, series?.id ?? '');
  if (meeting === undefined) throw new Error('nothing is planned');
  return meeting;
}

/** Whoever is asked to chair the next meeting says yes, if nobody has, and the circle is told. Gives the meeting as it stands then. */
export async function takeTurn(app: TestApp, circle: Circle): Promise<Meeting> {
  const meeting = await nextMeeting(app, circle);
  if (meeting.chairId !== null) return meeting;
  const asked = await memberTable.find(app.context.store, askedMember(meeting) ?? '');
  if (asked === null) throw new Error('nobody is asked');
  const taken = await acceptTurn(app.context, asked, meeting.id);
  if (!taken.ok) throw new Error(taken.code);
  await app.settle();
  return taken.value;
}

/** Whoever is asked says yes and stands down, so that the next person is asked at once. */
export async function passTurnOn(app: TestApp, circle: Circle): Promise<void> {
  const { id, chairId } = await takeTurn(app, circle);
  const chair = await memberTable.find(app.context.store, chairId ?? '');
  const left = chair === null ? null : await declineTurn(app.context, chair, id);
  if (left?.ok !== true) throw new Error('nobody stood down');
  await app.settle();
  // A platform's pace holds up edits that come at one moment, and those are not tried again.
  await app.passTo(app.clock.now() + MINUTE);
}

/** The one round that is open. */
export async function openRound(app: TestApp, circle: Circle): Promise<Round> {
  const [round, ...others] = await roundTable.open(app.context.store, circle.id);
  if (round === undefined || others.length > 0)
    throw new Error(`${others.length + (round ? 1 : 0)} rounds are open`);
  return round;
}

/** A session's forms all carry one token; every page with a form shows it. */
async function formToken(browser: HttpClient): Promise<string> {
  return valuesOf((await browser.open('/me')).html)._token?.[0] ?? '';
}
