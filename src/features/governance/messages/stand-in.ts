import { type LocalDate, localTime } from '../../../core/calendar/local-time.ts';
import type { Instant } from '../../../core/instant.ts';
import { actions, button, choice, compose, heading, text } from '../../../core/messages/blocks.ts';
import { dateName } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';

export const STAND_IN_INPUTS = { who: 'who', until: 'until' } as const;

export interface StandInView {
  readonly circleId: string;
  /** Who can be named. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Who stands in for the voice now. */
  readonly standIns: readonly { readonly id: string; readonly name: string; readonly until: Instant }[];
  /** From the shortest to the longest time that is offered. */
  readonly lastDays: readonly { readonly weeks: number; readonly day: LocalDate }[];
}

/** Asks a steward who stands in for their voice, and until when; with who does so now. */
export function standInForm(view: StandInView, reader: Reader): Message {
  const { circleId, people, standIns, lastDays } = view;
  return compose(reader, (words) => ({
    summary: words.say('stand-in.summary'),
    blocks: [
      heading(1, words.say('stand-in.heading')),
      text(words.say('stand-in.lead'), 'lead'),
      text(words.say('stand-in.public')),
      ...standIns.flatMap(({ id, name, until }) => [
        text(words.say('stand-in.now', { name, day: lastDayOf(until, reader, words) })),
        actions(button(words.say('stand-in.end', { name }), 'stand-in.end', id)),
      ]),
      ...(people.length === 0
        ? [text(words.say('stand-in.nobody'))]
        : [
            choice(
              STAND_IN_INPUTS.who,
              words.say('stand-in.who'),
              people.map(({ id, name }) => ({ value: id, label: name })),
              null,
            ),
            choice(
              STAND_IN_INPUTS.until,
              words.say('stand-in.until'),
              lastDays.map(({ weeks, day }) => ({
                value: day,
                label: words.say('stand-in.weeks', { weeks, day: dateName(day, words.language) }),
              })),
              null,
            ),
            actions(button(words.say('stand-in.send'), 'stand-in.name', circleId, 'primary')),
          ]),
    ],
  }));
}

/** On the start page of who stands in: until when, and a way to stop. Waits for nothing. */
export function standInAtHome(memberId: string, until: Instant, reader: Reader, words: Words): Block[] {
  return [
    text(words.say('stand-in.home', { day: lastDayOf(until, reader, words) })),
    actions(button(words.say('stand-in.home.end'), 'stand-in.end', memberId)),
  ];
}

/** The last day on which somebody stands in. */
export function lastDayOf(until: Instant, { timezone }: Reader, { language }: Words): string {
  return dateName(localTime(until - 1, timezone).date, language);
}
