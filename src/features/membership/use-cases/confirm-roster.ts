import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import {
  type ConfirmRefusal,
  confirmRoster as confirm,
  type SettingUp,
  settingUp,
} from '../../governance/rules/setting-up.ts';
import { actTable } from '../../governance/tables/proposals.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { meetingTable } from '../../turns/tables.ts';
import { advanceSeries } from '../../turns/use-cases/advance.ts';
import { inviteByMail } from '../../ways-in/use-cases/mailed.ts';
import { waitForNone } from '../../ways-in/use-cases/views.ts';

/** How far the setting up of a circle has come; null: it is set up. */
export async function settingUpOf(
  { clock, store }: Context,
  circle: Pick<Circle, 'id' | 'setUpAt'>,
): Promise<SettingUp<Member> | null> {
  if (circle.setUpAt !== null) return null;
  const members = await memberTable.list(store, circle.id);
  return settingUp(members, await actTable.doers(store, circle.id, 'roster-confirmed'), clock.now());
}

/**
 * A steward says yes to everybody in a circle that is not set up, on record. With the yes of a second voice it is set up, in
 * the same transaction, so once or not at all: everybody is welcomed, the times run from then on, the stewards are told,
 * and the first chair is drawn.
 */
export async function confirmRoster(
  context: Context,
  { id }: Pick<Circle, 'id'>,
  by: Pick<Member, 'id'>,
): Promise<Result<'waits' | 'set-up', ConfirmRefusal | 'set-up-before'>> {
  const outcome = await transactSending(context, async (tx, send) => {
    const circle = await circleTable.lock(tx, id);
    const members = await memberTable.listWithReaders(tx, id);
    const steward = members.find((member) => member.id === by.id);
    if (circle === null || steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    if (circle.setUpAt !== null) return refuse('set-up-before');
    const now = context.clock.now();
    const said = confirm(steward, members, await actTable.doers(tx, id, 'roster-confirmed'), now);
    if (!said.ok) return said;
    await recordAct(context, tx, circle, steward, 'roster-confirmed', circle.name);
    if (said.value === 'waits') return success({ is: said.value, series: [] });
    await circleTable.markSetUp(tx, id, now);
    const series = await startTimes(tx, circle, now);
    await send(lettersFor(context, circle, members, now));
    await send(await inviteAll(context, tx, circle, members, steward));
    await send(await toPutAway(context, tx, circle, id, ['roster-waits']));
    return success({ is: said.value, series });
  });
  if (!outcome.ok) return outcome;
  const { is, series } = outcome.value;
  for (const each of series) await advanceSeries(context, each);
  return success(is);
}

/** Gives the meeting series, to be planned after the commit; they are due from then on in any case. */
async function startTimes(tx: Tx, { id, timezone }: Circle, now: Instant): Promise<readonly string[]> {
  for (const pulse of await pulseTable.list(tx, id)) {
    const next = pulse.state === 'running' ? nextOccurrence(pulse.schedule, timezone, now) : null;
    await pulseTable.setNextOpening(tx, pulse.id, next);
  }
  const digest = await circleTable.digestSettings(tx, id);
  if (digest !== null)
    await circleTable.setNextDigest(tx, id, nextOccurrence(digest.schedule, timezone, now));
  const series = (await meetingTable.series(tx, id)).map((each) => each.id);
  for (const each of series) await meetingTable.setNextDue(tx, each, now);
  return series;
}

/** Those without a way in, at the addresses of the list that two voices now said yes to. What is not used for it is not kept. */
async function inviteAll(
  context: Context,
  tx: Tx,
  circle: Circle,
  members: readonly Member[],
  { id: makerId }: Pick<Member, 'id'>,
): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const member of await waitForNone(context, tx, circle, members))
    if (member.email !== null)
      letters.push(
        ...(await inviteByMail(context, tx, circle, member, { maker: 'stewards', makerId }, member.email)),
      );
  await memberTable.forgetEmails(
    tx,
    members.map(({ id }) => id),
  );
  return letters;
}

function lettersFor(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  dueAt: Instant,
): readonly Delivery[] {
  const letter = { subject: circle.id, dueAt, expiresAt: null };
  return members.flatMap((member) => [
    toMember(context, circle, member, { ...letter, kind: 'welcome' }),
    ...(isSteward(member) ? [toMember(context, circle, member, { ...letter, kind: 'circle-set-up' })] : []),
  ]);
}
