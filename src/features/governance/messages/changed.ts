import type { Ahead } from '../../../core/calendar/ahead.ts';
import { compose, link, list, text } from '../../../core/messages/blocks.ts';
import { dayName, whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import type { Change } from '../rules/change.ts';
import { changeWords, type Naming } from './change.ts';

export interface ChangedView {
  readonly circleId: string;
  readonly made: readonly Change[];
  readonly asked: readonly Change[];
  readonly naming: Naming;
  /** When it happens next what was planned; null: nothing was. */
  readonly ahead: Ahead | null;
}

/** The reply to a steward's form: what holds now, what waits, and the next dates as they will really happen. */
export function settingsChanged(view: ChangedView, reader: Reader): Message {
  const { circleId, made, asked, naming } = view;
  return compose(reader, (words) => {
    const lines = (changes: readonly Change[]) =>
      list(changes.map((change) => changeWords(change, naming, words)));
    const summary =
      made.length > 0 ? 'settings.saved' : asked.length > 0 ? 'settings.asked' : 'settings.same';
    return {
      summary: words.say(summary),
      blocks: [
        ...(made.length === 0 && asked.length === 0 ? [text(words.say('settings.same'), 'lead')] : []),
        ...(made.length === 0 ? [] : [text(words.say('settings.made-list'), 'lead'), lines(made)]),
        ...(asked.length === 0 ? [] : [text(words.say('settings.asked-list'), 'lead'), lines(asked)]),
        ...aheadBlocks(view, reader, words),
        link(words.say('circle.link'), 'circle.show', circleId),
      ],
    };
  });
}

function aheadBlocks({ ahead, asked }: ChangedView, reader: Reader, words: Words): Block[] {
  if (ahead === null || ahead.dates.length === 0) return [];
  const { dates, leftOut, clash = null } = ahead;
  const { timezone } = reader;
  const waits = asked.some(({ kind }) => kind === 'pulse' || kind === 'digest' || kind === 'meetings');
  return [
    text(words.say(waits ? 'settings.next-asked' : 'settings.next')),
    list(dates.map((at) => whenTold(at, reader, words))),
    ...(leftOut === null
      ? []
      : [
          text(
            words.say(`settings.left-out.${leftOut.why}`, {
              day: dayName(leftOut.at, words.language, timezone),
              last: leftOut.why === 'asked-lately' ? dayName(leftOut.last, words.language, timezone) : '',
            }),
          ),
        ]),
    ...(clash === null
      ? []
      : [
          text(
            words.say('settings.clash', {
              day: dayName(clash.at, words.language, timezone),
              other: clash.name,
            }),
          ),
        ]),
  ];
}
