import type { Instant } from '../../../core/instant.ts';
import { actions, button, facts, link, sentence, text } from '../../../core/messages/blocks.ts';
import { dateName, whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { type Words, words } from '../../../core/messages/words.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { PromiseItem, ReplyOutcome } from '../rules/promise.ts';
import { judgeButtons } from './list.ts';
import { quoted } from './quoted.ts';

export interface AnsweredView {
  readonly item: PromiseItem;
  readonly outcome: ReplyOutcome;
  readonly circle: string;
  readonly repliedBy: string;
  /** Until when the reader is asked before the reps; null: two reps say, and the reader is told. */
  readonly first: Instant | null;
}

/** Tells a named asker of a reply, before anybody else is asked. */
export function promiseAnswered(view: AnsweredView, reader: Reader): Message {
  const { item, outcome, circle, repliedBy, first } = view;
  return sentence(
    reader,
    (words) => words.say(`promise.answered.${outcome}`, { name: repliedBy, circle }),
    (words) => {
      const until = first === null ? '' : whenTold(first, reader, words);
      return [
        facts(...quoted(item, words)),
        text(words.say(first === null ? 'promise.answered.reps' : 'promise.answered.first', { until })),
        ...(outcome === 'we-cannot' && first !== null ? [text(words.say('promise.answered.no-stays'))] : []),
        ...(first === null ? [] : [judgeButtons(item, words)]),
      ];
    },
  );
}

/** Asks those who close a promise. */
export function promiseToClose(
  { item, outcome, circle }: Pick<AnsweredView, 'item' | 'outcome' | 'circle'>,
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) => words.say(`promise.to-close.${outcome}`, { circle }),
    (words) => [facts(...quoted(item, words)), judgeButtons(item, words)],
  );
}

/** Asks a member whether they look after a promise; they may say no without a reason. */
export function ownerAsked(item: PromiseItem, circle: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('promise.owner-asked', { circle }),
    (words) => [
      facts([words.say('promise.said'), item.words]),
      text(words.say('promise.owner-asked.what')),
      actions(
        button(words.say('promise.owner-yes'), 'promise.own-yes', item.id, 'primary'),
        button(words.say('promise.owner-no'), 'promise.own-no', item.id),
      ),
    ],
  );
}

/** Tells who looked after a promise that somebody else does now. */
export function promiseTakenOver(
  { item, circle, by }: { readonly item: PromiseItem; readonly circle: string; readonly by: string },
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) => words.say('promise.taken-over.told', { name: by, circle }),
    (words) => [
      facts([words.say('promise.said'), item.words]),
      text(words.say('promise.taken-over.nothing')),
      link(words.say('promise.list.heading'), 'promises.show', item.circleId),
    ],
  );
}

/** Reminds who looks after a promise. */
export function promiseNudge(item: PromiseItem, circle: string, reader: Reader): Message {
  const again = item.reopened?.reason ?? null;
  return sentence(
    reader,
    (words) => nudgeLead(item, circle, words),
    (words) => [
      facts(
        ...quoted(item, words),
        ...(again === null ? [] : [[words.say('promise.again'), again] as const]),
      ),
      link(words.say('promise.reply-link'), 'promise.reply-form', item.id),
      link(words.say('promise.owner-link.mine'), 'promise.owner-form', item.id),
    ],
  );
}

function nudgeLead({ state, reply, dueOn }: PromiseItem, circle: string, words: Words): string {
  if (state === 'not-yet') return words.say('promise.nudge.not-yet', { circle });
  if (state === 'raised' && reply !== null) return words.say('promise.nudge.again', { circle });
  return dueOn === null
    ? words.say('promise.nudge', { circle })
    : words.say('promise.nudge.due', { circle, day: dateName(dueOn, words.language) });
}

/** In place of unnamed words where they could not be taken out again. */
export function unnamedElsewhere(reader: Reader): string {
  return words(reader.language, reader.easyRead).say('promise.unnamed-elsewhere');
}
