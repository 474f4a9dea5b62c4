import { sameAccount } from '../../../core/account-links.ts';
import { type Circle, type Identity, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Change } from '../../governance/rules/change.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellStewards } from '../../governance/use-cases/telling.ts';

/** Chats that one circle may have. */
const MOST_CHATS = 20;

/**
 * A steward links the chat of a meeting to the circle, or takes it off again; on record, and told to the other stewards.
 * When a meeting there ends, the chair is asked which sides were there. Nothing is ever written into the chat. Doing what
 * is done already changes nothing.
 */
export async function linkMeetingChat(
  context: Context,
  circle: Circle,
  by: Member,
  chat: Identity,
  linked: boolean,
): Promise<Result<null, 'not-a-steward' | 'circle-full'>> {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const members = await memberTable.list(tx, circle.id);
    const steward = members.find(({ id }) => id === by.id);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    const chats = await circleTable.meetingChats(tx, circle.id);
    if (chats.some((each) => sameAccount(each, chat)) === linked) return success([]);
    const others = chats.filter((each) => !sameAccount(each, chat));
    if (linked && others.length >= MOST_CHATS) return refuse('circle-full');
    await circleTable.saveMeetingChats(tx, circle.id, linked ? [...others, chat] : others);
    const change: Change = { kind: 'meeting-chat', linked };
    const act = await recordAct(context, tx, circle, by, 'changed', change);
    return success(await addToOutbox(tx, tellStewards(context, circle, members, act)));
  });
  if (!outcome.ok) return outcome;
  await enqueueDeliveries(context, outcome.value);
  return success(null);
}

/** Whether this chat is one of the circle's. */
export async function isMeetingChat(context: Context, circle: Circle, chat: Identity): Promise<boolean> {
  return (await circleTable.meetingChats(context.store, circle.id)).some((each) => sameAccount(each, chat));
}
