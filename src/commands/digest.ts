import { isIsoWeek, isoWeekOf } from '../core/calendar/iso-week.ts';
import { channelReader } from '../core/messages/reader.ts';
import { digestPage, digestText } from '../features/digests/messages/digest.ts';
import { composeAndSend, digestOf } from '../features/digests/use-cases/compose.ts';
import { aboutCircle } from './circle-choice.ts';
import { refused, told } from './command.ts';
import { settingUpTold } from './setting-up.ts';

interface DigestAsked {
  readonly circle?: string | undefined;
  readonly week?: string | undefined;
  readonly format: 'text' | 'html' | 'json';
  readonly send: boolean;
}

/**
 * `roundtable digest compose`: the digest of a week as it was sent, or a preview of one that was not. With `send` it is
 * composed for good and put into the outbox, once.
 */
export const digestCompose = aboutCircle(async ({ context, renderDocument }, circle, asked: DigestAsked) => {
  const thisWeek = isoWeekOf(context.clock.now(), circle.timezone);
  const week = asked.week ?? thisWeek;
  if (!isIsoWeek(week) || week > thisWeek) {
    return refused(`There is no digest for "${week}". Give a past week or this one, such as ${thisWeek}.`);
  }
  if (asked.send && week !== thisWeek) {
    return refused(
      `Only this week's digest can be sent. Leave --week out, or leave --send out to read ${week}.`,
    );
  }
  const waits = asked.send ? await settingUpTold(context, circle) : null;
  if (waits !== null) return refused(`Nothing was sent. ${waits.what}`, waits.todo);
  const digest = asked.send ? await composeAndSend(context, circle) : await digestOf(context, circle, week);
  const reader = channelReader(circle, context.clock.now());
  switch (asked.format) {
    case 'json':
      return told(JSON.stringify(digest, null, 2));
    case 'html':
      return told(await renderDocument(digestPage(digest, reader)));
    case 'text':
      return told(digestText(digest, circle.language));
  }
});
