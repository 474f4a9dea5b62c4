import type { z } from 'zod';
import type { Circle, Member, SurfaceName } from '../circle.ts';
import type { Context } from '../context.ts';
import { naming } from '../messages/blocks.ts';
import { channelReader, type Reader, readerOf } from '../messages/reader.ts';
import { settled } from '../messages/settled.ts';
import { words } from '../messages/words.ts';
import type { Message } from '../ports/message.ts';
import type { Delivery, DeliveryKind } from './delivery.ts';

/** Why a letter is not sent after all: what it told of has moved on; or the board has told it already. */
export type NotSent = 'no-longer-true' | 'told-on-the-board';

/** A letter that is being written, as things stand. */
export interface Writing {
  readonly context: Context;
  readonly delivery: Delivery;
  readonly circle: Circle;
  /** To whom; null: a channel, or somebody who is no member. */
  readonly member: Member | null;
  readonly reader: Reader;
}

export interface NotificationKind {
  /** The words, made when it is sent; null: it is no longer true. Depends on nothing that tells who answered. */
  compose(writing: Writing, platform: SurfaceName): Promise<Message | NotSent | null>;
  /** What stands in the place of one that was sent and is no longer true; null: that it is settled. */
  inPlace(writing: Writing): Promise<Message | null>;
  /** False: who reads it may be a stranger, to whom the circle's name would tell what somebody has to do with. */
  readonly namesCircle: boolean;
  /** What follows from one that was posted. */
  sent(context: Context, letter: Delivery): Promise<void>;
  /** What follows from one that will never arrive. */
  failed(context: Context, letter: Delivery): Promise<void>;
}

/** A correction is composed as the letter that it corrects: see `correct.ts`. */
type Written = Exclude<DeliveryKind, 'digest-correction'>;

/** Together the features declare them all. */
export type NotificationKinds = { readonly [Kind in Written]: NotificationKind };

declare module '../context.ts' {
  interface Context {
    readonly notifications: NotificationKinds;
  }
}

/** A kind of letter whose words are made by `compose`; after it nothing follows, but for what is given. */
export function notification(
  compose: NotificationKind['compose'],
  given: Partial<Omit<NotificationKind, 'compose'>> = {},
): NotificationKind {
  return {
    compose,
    inPlace: async () => null,
    namesCircle: true,
    sent: async () => {},
    failed: async () => {},
    ...given,
  };
}

/** For a member in private: to anybody else there is nothing to say. */
export function toOne(
  compose: (
    writing: Writing & { readonly member: Member },
    platform: SurfaceName,
  ) => Promise<Message | null> | Message | null,
  given: Partial<Omit<NotificationKind, 'compose'>> = {},
): NotificationKind {
  return notification(async (writing, platform) => {
    const { member } = writing;
    return member === null ? null : compose({ ...writing, member }, platform);
  }, given);
}

/** A kind whose letters carry a payload. One that does not fit its shape is a mistake of ours: it is logged and not sent. */
export function carrying<P>(
  shape: z.ZodType<P>,
  compose: (
    writing: Writing,
    payload: P,
    platform: SurfaceName,
  ) => Promise<Message | NotSent | null> | Message | null,
  given: Partial<Omit<NotificationKind, 'compose'>> = {},
): NotificationKind {
  return notification(async (writing, platform) => {
    const { context, delivery } = writing;
    const payload = shape.safeParse(delivery.payload);
    if (payload.success) return compose(writing, payload.data, platform);
    context.log.error('letter.payload-unfit', payload.error, { delivery: delivery.id, kind: delivery.kind });
    return null;
  }, given);
}

/** The words of a delivery, made when it is sent, or why there are none. */
export async function composeLetter(
  context: Context,
  delivery: Delivery,
  circle: Circle,
  member: Member | null,
  platform: SurfaceName,
): Promise<Message | NotSent> {
  const writing = writingOf(context, delivery, circle, member);
  const kind = kindOf(context, delivery);
  const letter = (await kind?.compose(writing, platform)) ?? 'no-longer-true';
  return typeof letter === 'string' || kind?.namesCircle === false
    ? letter
    : naming(letter, circle.name, words(letter.language));
}

/**
 * What stands in the place of a letter that was sent and is no longer true, with nothing to press: what it led to is decided. It
 * leaves our own board at once.
 */
export async function inPlaceOf(
  context: Context,
  letter: Delivery,
  circle: Circle,
  member: Member | null,
): Promise<Message> {
  const writing = writingOf(context, letter, circle, member);
  const message = (await kindOf(context, letter)?.inPlace(writing)) ?? settled(writing.reader);
  const blocks = message.blocks.filter(({ kind }) => kind !== 'actions' && kind !== 'link');
  const told = { ...message, blocks };
  return { ...naming(told, circle.name, words(message.language)), until: context.clock.now() };
}

/** To be called once a letter was posted. */
export async function afterSending(context: Context, letter: Delivery): Promise<void> {
  await kindOf(context, letter)?.sent(context, letter);
}

/** To be called once it is known that a letter will not arrive. */
export async function afterFailing(context: Context, letter: Delivery): Promise<void> {
  await kindOf(context, letter)?.failed(context, letter);
}

function kindOf({ notifications }: Context, { kind }: Delivery): NotificationKind | null {
  return kind === 'digest-correction' ? null : notifications[kind];
}

function writingOf(context: Context, delivery: Delivery, circle: Circle, member: Member | null): Writing {
  const now = context.clock.now();
  const reader = member === null ? channelReader(circle, now) : readerOf(member, circle, now);
  return { context, delivery, circle, member, reader };
}
