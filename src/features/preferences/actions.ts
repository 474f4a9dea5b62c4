import { z } from 'zod';
import { action, anywhere, circleSubject, type Doing, type FindSubject } from '../../core/actions/action.ts';
import {
  type DeclaredAction,
  done,
  type Handlers,
  only,
  refusedAt,
  refusedForm,
  shown,
} from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { type LocalDate, localTime, startOfDay } from '../../core/calendar/local-time.ts';
import { parseClock, parseDate } from '../../core/calendar/spoken.ts';
import { calledIn, listCalled } from '../../core/called.ts';
import { ADDRESS_KINDS, type ChairWillingness, isReader, type Preferences } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import { MAX_DAYS_AWAY } from '../../core/limits.ts';
import type { FailureCode } from '../../core/messages/failure.ts';
import { LANGUAGES } from '../../core/messages/words.ts';
import type { Interaction, Reply } from '../../core/ports/interaction.ts';
import type { Message } from '../../core/ports/message.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { addressTable } from '../../core/tables/addresses.ts';
import { linkTable } from '../../core/tables/links.ts';
import { memberTable } from '../../core/tables/members.ts';
import { chairReturned } from '../turns/messages/turn.ts';
import { ownWayIn } from '../ways-in/messages.ts';
import { inviteSelf, type WayIn } from '../ways-in/use-cases/invite.ts';
import { sessionsOf } from '../ways-in/use-cases/sessions.ts';
import { madeByOthers } from '../ways-in/use-cases/views.ts';
import {
  AWAY_INPUTS,
  askingChanged,
  askingPage,
  awayAdded,
  awayForm,
  awayNoteDone,
  awayNoteForm,
  awayRemoved,
  ME_INPUTS,
  type MeView,
  mePage,
  meSaved,
} from './messages/me.ts';
import { timesPage } from './messages/times.ts';
import { timesIn } from './use-cases/times-form.ts';
import { addDaysAway, noteDaysAway, saveWishes } from './use-cases/wishes.ts';

/** A circle of theirs; empty: any, since a way in opens all. */
const anyOfTheirs: FindSubject<null> = async (_context, asker, id) => {
  const person = id === '' ? asker.anywhere : asker.in(id);
  return person === null ? null : { person, subject: null };
};

/** About the asker alone, whichever of their circles it is. */
function aboutOneself(run: (context: Context, doing: Doing<string>) => Promise<Reply>): DeclaredAction {
  return action({ by: 'reader', subject: anywhere, run });
}

export const meHandlers = {
  'me.show': aboutOneself(async (context, doing) => shown(await pageOf(context, doing))),
  'me.save': aboutOneself(async (context, doing) => {
    const { person, interaction } = doing;
    const wishes = readWishes(interaction, person, await addressesOf(context, person));
    if (!wishes.ok) return refusedForm(wishes, person.reader, await pageOf(context, doing));
    const { preferences, chairs } = wishes.value;
    await saveWishes(context, person, preferences, chairs);
    const wayIn = await wayInFor(context, person, preferences, interaction);
    return done(meSaved({ ...person.reader, language: preferences.language }, wayIn));
  }),
  'me.times': aboutOneself(async (_context, { person: { member, reader } }) =>
    shown(timesPage(member.preferences, reader)),
  ),
  'me.save-times': aboutOneself(async (context, { person, interaction: { inputs } }) => {
    const { chairs, preferences } = person.member;
    const times = timesIn(inputs, preferences);
    if (!times.ok) {
      const input = String(times.details?.input ?? '');
      return refusedAt(times.code, person.reader, timesPage(preferences, person.reader), input);
    }
    await saveWishes(context, person, times.value, chairs);
    return done(meSaved(person.reader));
  }),
  'me.pulses': aboutOneself(async (_context, { person: { member, reader } }) =>
    shown(askingPage(member.preferences.invitations, reader)),
  ),
  'me.stop-asking': aboutOneself((context, doing) => askOrNot(context, doing, false)),
  'me.ask-again': aboutOneself((context, doing) => askOrNot(context, doing, true)),
  /** Not told by letter: who asked has it before their eyes. */
  'me.web-link': action({
    by: 'reader',
    subject: anyOfTheirs,
    run: async (context, { person: { circle, member, reader, accountSince } }) =>
      done(ownWayIn(await inviteSelf(context, circle, member, accountSince), reader)),
  }),
  /** Somebody who rests chairs again. */
  'turn.return': action({
    by: 'member',
    subject: circleSubject,
    run: async (context, { person }) => {
      await saveWishes(context, person, person.member.preferences, 'yes');
      return done(chairReturned(person.reader));
    },
  }),
  'away.form': aboutOneself(async (_context, { person: { reader } }) => shown(awayForm(reader))),
  'away.add': aboutOneself(async (context, { person, interaction }) => {
    const days = readDays(interaction, localTime(context.clock.now(), person.circle.timezone).date);
    if (!days.ok) return refusedForm(days, person.reader, awayForm(person.reader));
    await addDaysAway(context, person, days.value);
    return done(awayAdded(days.value, person.reader));
  }),
  'away.note-form': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person }) => shown(await noteForm(context, person)),
  }),
  'away.note': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person, interaction }) => {
      const { circle, member, reader } = person;
      const days = readDays(interaction, localTime(context.clock.now(), circle.timezone).date);
      const at = days.ok ? AWAY_INPUTS.who : String(days.details?.input ?? '');
      const who = only(interaction, AWAY_INPUTS.who);
      const noted = days.ok ? await noteDaysAway(context, circle, member, who, days.value) : days;
      if (!noted.ok) return refusedAt(noted.code, reader, await noteForm(context, person), at);
      const { nameOf } = await calledIn(context.store, circle);
      return done(awayNoteDone(nameOf(noted.value.id) ?? '', reader));
    },
  }),
  'away.remove': aboutOneself(async (context, { subject: id, person: { member, reader } }) => {
    await memberTable.removeAbsence(context.store, id, member.id);
    return done(awayRemoved(reader));
  }),
} satisfies Partial<Handlers>;

async function noteForm(
  { store }: Context,
  { circle, reader, member: { id: me } }: Person,
): Promise<Message> {
  const people = (await listCalled(store, circle)).filter(({ id }) => id !== me);
  return awayNoteForm({ circleId: circle.id, people }, reader);
}

/** Whether somebody gets letters about pulses. Nobody else is told; nothing of their seats changes. */
async function askOrNot(context: Context, { person }: Doing<string>, invitations: boolean): Promise<Reply> {
  const { chairs, preferences } = person.member;
  await saveWishes(context, person, { ...preferences, invitations }, chairs);
  return done(askingChanged(invitations, person.reader));
}

/** Whoever turns to web pages from a chat platform needs the way there; on the pages themselves they have it. */
function wayInFor(
  context: Context,
  { circle, member, accountSince }: Person,
  { reachOn }: Preferences,
  { platform }: Interaction,
): Promise<WayIn> | null {
  if (reachOn !== 'web' || member.preferences.reachOn === 'web' || platform === 'web') return null;
  return inviteSelf(context, circle, member, accountSince);
}

async function pageOf(
  context: Context,
  { asker: { alone, everywhere }, person, interaction: { session } }: Doing<string>,
) {
  const { circle, member, reader } = person;
  const absences = (await memberTable.absences(context.store, circle.id)).filter(
    ({ memberId }) => memberId === member.id,
  );
  const { chairs, identities, preferences } = member;
  const awayUntil = (await memberTable.awayStatuses(context.store, circle.id)).get(member.id) ?? null;
  const isOver = awayUntil !== null && awayUntil <= context.clock.now();
  const addresses = await addressesOf(context, person);
  const places = [
    ...identities.map(({ platform }) => platform),
    ...addresses.flatMap(({ kind, has }) => (has ? [kind] : [])),
  ];
  const links = (await linkTable.of(context.store, member.personId)).map(({ id, gained }) => ({
    id,
    platforms: gained.map(({ platform }) => platform),
  }));
  return mePage(
    {
      circleId: circle.id,
      preferences,
      chairs,
      reads: everywhere.every(({ member }) => isReader(member)),
      absences,
      inSeveral: alone === null,
      places: [...new Set(places)],
      addresses,
      links,
      sessions: (await sessionsOf(context, member)).map((each) => ({ ...each, here: each.id === session })),
      waysIn: await madeByOthers(context, member),
      awayUntil: isOver ? null : awayUntil,
    },
    reader,
  );
}

/** The kinds of addresses that are set up, and whether one of theirs is known. */
async function addressesOf({ posts, store }: Context, { member }: Person): Promise<MeView['addresses']> {
  const own = posts.size === 0 ? [] : await addressTable.of(store, member.personId);
  return ADDRESS_KINDS.filter((kind) => posts.has(kind)).map((kind) => ({
    kind,
    has: own.some((each) => each.kind === kind),
  }));
}

const platform = z.enum(['slack', 'teams', ...ADDRESS_KINDS, 'web', 'none']);
const willingness = z.enum(['yes', 'not-yet', 'resting']);

interface Wishes {
  readonly preferences: Preferences;
  readonly chairs: ChairWillingness;
}

/** Inputs that were left out stay as they are: an older form must not undo a wish it does not know. */
function readWishes(
  interaction: Interaction,
  { member, circle }: Person,
  addresses: MeView['addresses'],
): Result<Wishes, FailureCode> {
  const { preferences, chairs } = member;
  const language = only(interaction, ME_INPUTS.language) || preferences.language;
  const known = language === preferences.language || LANGUAGES.some(({ tag }) => tag === language);
  if (!known) return refuse('not-a-language', { input: ME_INPUTS.language });
  const willing = willingness.safeParse(only(interaction, ME_INPUTS.chairs) || chairs);
  if (!willing.success) return refuse('no-choice', { input: ME_INPUTS.chairs });
  const reach = platform.safeParse(only(interaction, ME_INPUTS.reachOn) || (preferences.reachOn ?? 'none'));
  const isReached = (name: string) =>
    name === 'web' ||
    name === 'none' ||
    addresses.some(({ kind, has }) => has && kind === name) ||
    member.identities.some((each) => each.platform === name);
  if (!reach.success || !isReached(reach.data)) return refuse('not-a-place', { input: ME_INPUTS.reachOn });
  const quiet = { from: '', to: '' };
  for (const [which, input] of [
    ['from', ME_INPUTS.quietFrom],
    ['to', ME_INPUTS.quietTo],
  ] as const) {
    const said = only(interaction, input);
    if (said === '') continue;
    const time = parseClock(said);
    if (!time.ok) return refuse(time.code, { input });
    quiet[which] = time.value;
  }
  const { from, to } = quiet;
  if ((from === '') !== (to === '')) {
    return refuse('half-quiet-hours', { input: from === '' ? ME_INPUTS.quietFrom : ME_INPUTS.quietTo });
  }
  return success({
    preferences: {
      ...preferences,
      language,
      easyRead: yesOr(interaction, ME_INPUTS.easyRead, preferences.easyRead),
      oneAtATime: yesOr(interaction, ME_INPUTS.oneAtATime, preferences.oneAtATime),
      quietHours: from === '' ? null : { from, to, timezone: clockOf(preferences, { from, to }, circle) },
      reminders: yesOr(interaction, ME_INPUTS.reminders, preferences.reminders),
      invitations: yesOr(interaction, ME_INPUTS.invitations, preferences.invitations),
      reachOn: reach.data === 'none' ? null : reach.data,
      awayFromStatus: yesOr(interaction, ME_INPUTS.awayFromStatus, preferences.awayFromStatus),
    },
    chairs: willing.data,
  });
}

/** Hours that stay as they were keep their clock; new ones go by the person's own, or by that of the circle the form is for. */
function clockOf(
  { quietHours, timezone: own }: Preferences,
  { from, to }: { readonly from: string; readonly to: string },
  { timezone }: Person['circle'],
): string {
  return quietHours?.from === from && quietHours.to === to ? quietHours.timezone : (own ?? timezone);
}

function yesOr(interaction: Interaction, input: string, otherwise: boolean): boolean {
  const said = only(interaction, input);
  return said === '' ? otherwise : said === 'yes';
}

function readDays(
  interaction: Interaction,
  today: LocalDate,
): Result<{ readonly from: string; readonly to: string }, FailureCode> {
  const from = parseDate(only(interaction, AWAY_INPUTS.from), today);
  if (!from.ok) return refuse(from.code, { input: AWAY_INPUTS.from });
  const last = only(interaction, AWAY_INPUTS.to);
  // "3 January" after "24 December" is the one of the next year.
  const to = last === '' ? from : parseDate(last, from.value);
  if (!to.ok) return refuse(to.code, { input: AWAY_INPUTS.to });
  const days = { from: from.value, to: to.value };
  if (days.to < days.from) return refuse('dates-reversed', { input: AWAY_INPUTS.to });
  const length = (startOfDay(days.to, 'UTC') - startOfDay(days.from, 'UTC')) / DAY + 1;
  return length > MAX_DAYS_AWAY ? refuse('too-long-away', { input: AWAY_INPUTS.to }) : success(days);
}
