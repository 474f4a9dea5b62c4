import { addDays, instantAt } from '../core/calendar/local-time.ts';
import type { Context } from '../core/context.ts';
import { HOUR, type Instant } from '../core/instant.ts';
import { memberTable } from '../core/tables/members.ts';
import { changeCircle } from '../features/governance/use-cases/changes.ts';
import { approveProposal } from '../features/governance/use-cases/decisions.ts';
import { pulseTable } from '../features/release/tables/pulses.ts';
import { askedMember } from '../features/turns/rules/asks.ts';
import { meetingTable } from '../features/turns/tables.ts';
import { ANSWERS } from './answers.ts';
import { addressOn, type Page } from './browser-client.ts';
import { answerPulse, type DemoUsers } from './demo-users.ts';
import type { Narrator } from './narrator.ts';

export const WEEKS = 6;
/** A Monday. The clocks go back on Sunday 25 October 2026, in the middle of the story. */
export const FIRST_DAY = '2026-09-28';

/** Something a person does at a moment. Says what came of it. */
export interface Scene {
  readonly at: Instant;
  readonly play: (stage: Stage) => Promise<string>;
}

export interface Stage {
  readonly context: Context;
  readonly users: DemoUsers;
  readonly narrator: Narrator;
}

/** Six weeks of the sample circle, in order of time. */
export function scenes(timezone: string): readonly Scene[] {
  const at = (week: number, weekday: number, time: string) =>
    instantAt(`${addDays(FIRST_DAY, (week - 1) * 7 + weekday - 1)}T${time}`, timezone);
  const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY] = [1, 2, 3, 4, 5];
  let openPulse = '';
  const weekly = Array.from({ length: WEEKS }, (_, index) => index + 1).flatMap((week) => [
    { at: at(week, THURSDAY, '15:45'), play: (stage: Stage) => chairSaysWhoWasThere(stage, week) },
    { at: at(week, TUESDAY, '12:30'), play: (stage: Stage) => everybodyAnswers(stage, week) },
  ]);
  // A meeting every second Thursday. In the first week somebody says no, and the next is asked on Wednesday of the second.
  const yeses = [
    at(1, MONDAY, '16:00'),
    at(2, THURSDAY, '10:00'),
    at(3, FRIDAY, '11:00'),
    at(5, FRIDAY, '11:00'),
  ];
  return [
    ...weekly,
    ...yeses.map((moment) => ({ at: moment, play: chairSaysYes })),
    {
      at: at(1, TUESDAY, '15:00'),
      play: async ({ users }: Stage) => {
        const bex = users.browser('Bex Turner');
        openPulse = addressOn(await bex.open('/'), '/pulse') ?? '';
        const page = await answerPulse(bex, [5, 5]);
        return `Bex tries to answer a second time. ${told(page)}`;
      },
    },
    {
      at: at(1, WEDNESDAY, '11:00'),
      play: async ({ users }: Stage) => {
        const hasan = users.browser('Hasan Ali');
        const words = 'Please send the papers a week before the meeting, in plain words.';
        await hasan.send(await hasan.open('/promise'), '/promise', { words, named: 'unnamed' });
        return 'Somebody asks for something without giving a name. It waits for the digest.';
      },
    },
    {
      at: at(1, THURSDAY, '11:00'),
      play: async ({ users }: Stage) => {
        const leroy = users.browser('Leroy James');
        const page = await leroy.send(await leroy.open('/me'), openPulse, { voice: '3', trust: '3' });
        return `Leroy sends an answer an hour after the pulse has closed. ${told(page)}`;
      },
    },
    { at: at(1, MONDAY, '09:30'), play: stewardsSayYes },
    { at: at(1, MONDAY, '10:00'), play: stewardsChooseByVoice },
    { at: at(1, FRIDAY, '10:00'), play: chairDeclines },
    {
      at: at(2, WEDNESDAY, '11:00'),
      play: async ({ users }: Stage) => {
        const amina = users.browser('Amina Khan');
        const address = addressOn(await amina.open('/promises'), '/reply');
        if (address === null) return 'No promise waits for a reply.';
        const words = 'Papers now go out seven days before, with a page in plain words on top.';
        await amina.send(await amina.open(address), address, { outcome: 'we-did', words });
        return 'Amina replies to it: we did.';
      },
    },
    {
      at: at(3, MONDAY, '10:00'),
      play: async ({ users }: Stage) => {
        const kasia = users.browser('Kasia Nowak');
        await kasia.send(await kasia.open('/away'), '/away', { from: '2026-10-26', to: '2026-10-30' });
        return 'Kasia says that she is away in the last week of October. Nobody is told why.';
      },
    },
    {
      at: at(3, WEDNESDAY, '11:00'),
      play: async ({ users }: Stage) => {
        for (const rep of ['Gwen Abara', 'Leroy James']) {
          const browser = users.browser(rep);
          const home = await browser.open('/');
          const address = addressOn(home, '/promise-kept');
          if (address === null) return 'No reply waits for reps.';
          await browser.send(home, address, {});
        }
        return 'Gwen and Leroy, two reps, say that it has really happened. Only now is the promise closed.';
      },
    },
    {
      at: at(4, WEDNESDAY, '11:00'),
      play: async ({ users }: Stage) => {
        const joe = users.browser('Joe Brady');
        const words = 'Please pay travel costs on the day of the meeting.';
        await joe.send(await joe.open('/promise'), '/promise', { words, named: 'named' });
        return 'Joe asks for something under his own name.';
      },
    },
  ].sort((one, other) => one.at - other.at);
}

/** Nothing of a circle begins before. */
async function stewardsSayYes({ context, users: { circle, member } }: Stage): Promise<string> {
  const names: string[] = [];
  for (const { id, name, steward } of await memberTable.list(context.store, circle.id)) {
    if (!steward) continue;
    const browser = member(id);
    const address = addressOn(await browser.open('/'), '/roster');
    if (address === null) continue;
    await browser.send(await browser.open(address), address, {});
    names.push(name);
  }
  return `${names.join(' and ')}, stewards of two voices, say yes to the list of people. Now everybody gets a welcome.`;
}

/** Six and six would be shown together. Whether staff and reps feel alike is what this story is about. */
async function stewardsChooseByVoice({ context, users: { circle } }: Stage): Promise<string> {
  const { store } = context;
  const [pulse] = await pulseTable.list(store, circle.id);
  const stewards = (await memberTable.list(store, circle.id)).filter(({ steward }) => steward);
  const [first, second] = circle.voices.flatMap(({ id }) => stewards.find(({ voice }) => voice === id) ?? []);
  if (pulse === undefined || first === undefined || second === undefined) return '';
  const change = { kind: 'level', pulseId: pulse.id, level: 'by-voice' } as const;
  const wanted = await changeCircle(context, circle, first, [change], 'To see whether both feel alike.');
  const [asked] = wanted.ok ? wanted.value.asked : [];
  if (asked === undefined) return '';
  await approveProposal(context, circle, second, asked.id);
  return `${first.name} wants answers shown for each voice by itself. ${second.name}, of the other voice, says yes. So it stays, and weeks in which fewer than five of a voice answer show no scores.`;
}

async function everybodyAnswers({ users }: Stage, week: number): Promise<string> {
  let counted = 0;
  for (const [name, weeks] of Object.entries(ANSWERS)) {
    const said = weeks[week - 1];
    if (said == null) continue;
    const page = await answerPulse(users.browser(name), said);
    if (page?.status === 200) counted += 1;
  }
  const people = Object.keys(ANSWERS).length;
  return `${counted} of ${people} people answer the pulse. (The demo plays them, so it knows. Nobody in the circle does.)`;
}

/** Whoever has been asked to chair the next meeting, and has not said anything yet. */
async function askedChair({ context, users }: Stage) {
  for (const series of await meetingTable.series(context.store, users.circle.id)) {
    const planned = await meetingTable.planned(context.store, series.id);
    for (const meeting of planned) {
      const asked = askedMember(meeting);
      if (asked !== null) return { meeting, browser: users.member(asked) };
    }
  }
  return null;
}

async function chairSaysYes(stage: Stage): Promise<string> {
  const asked = await askedChair(stage);
  if (asked === null) return '';
  const { meeting, browser } = asked;
  await browser.send(await browser.open(`/chair/${meeting.id}`), `/chair-yes/${meeting.id}`, {});
  return `${browser.name} says yes to chairing the next meeting.`;
}

async function chairDeclines(stage: Stage): Promise<string> {
  const asked = await askedChair(stage);
  if (asked === null) return '';
  const { meeting, browser } = asked;
  await browser.send(await browser.open(`/chair/${meeting.id}`), `/chair-no/${meeting.id}`, {});
  return `${browser.name} is asked to chair and says no, without a reason. Nobody is told: the next person is asked when the time to answer is over.`;
}

/** Whoever chaired the meeting that has just ended. At the first one a rep had to speak alone. */
async function chairSaysWhoWasThere({ context, users }: Stage, week: number): Promise<string> {
  const [met] = await meetingTable.held(context.store, users.circle.id, context.clock.now() - HOUR);
  if (met?.chairId == null) return '';
  const chair = users.member(met.chairId);
  const address = `/attendance/${met.id}`;
  const tapped = week < 3 ? 'lone-rep' : 'both';
  const page = await chair.send(await chair.open(address), address, { _value: tapped });
  return `The meeting is over. ${chair.name} taps which sides were there, never who. ${told(page)}`;
}

/** What a page of one sentence says. */
function told(page: Page | null): string {
  const words = /<h1[^>]*>([^<]+)</.exec(page?.html ?? '')?.[1] ?? '';
  return `They read: "${words.trim()}"`;
}
