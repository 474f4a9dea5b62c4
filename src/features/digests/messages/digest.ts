import { type IsoWeek, isoWeekRange } from '../../../core/calendar/iso-week.ts';
import { actions, button, compose, facts, heading, link, list, text } from '../../../core/messages/blocks.ts';
import { dayAndTime } from '../../../core/messages/dates.ts';
import { plainText } from '../../../core/messages/plain-text.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { chairLine } from '../../meetings/messages/chair-line.ts';
import { type Digest, type Hidden, PROMISE_SECTIONS } from '../rules/digest.ts';
import { chartBlock } from './charts.ts';
import { leadWords, promiseWords, pulseWords, weekName } from './figures.ts';
import { measureWords } from './measures.ts';
import { commentBlocks, pooledBlocks, resultTable } from './results.ts';
import { takenOutBlocks } from './taken-out.ts';

/** The whole digest: the same for every reader but for the language. With its `id` it leads to what to do about words in it. */
export function digestPage(digest: Digest, reader: Reader, id: string | null = null): Message {
  return compose(reader, (words) => {
    const lead = leadWords(digest.lead, digest.timezone, words);
    const pulse = pulseWords(digest, words);
    return {
      summary: lead,
      blocks: [
        heading(
          1,
          words.say('digest.heading', { circle: digest.circle, week: weekName(digest.week, words) }),
        ),
        text(lead, 'lead'),
        ...(pulse === null ? [] : [text(pulse)]),
        ...measureBlocks(digest, words),
        ...section('digest.charts', otherCharts(digest, words), words),
        heading(2, words.say('digest.promises')),
        ...promiseBlocks(digest.promises, words),
        ...saidBlocks(digest, words),
        heading(2, words.say('digest.chairs')),
        ...chairBlocks(digest, words),
        ...section(
          'digest.results',
          digest.results.map((result) => resultTable(result, words)),
          words,
        ),
        ...section('digest.pooled', pooledBlocks(digest, words), words),
        ...section('digest.comments', commentBlocks(digest, words), words),
        ...takenOutBlocks(digest, words),
        heading(2, words.say('digest.hidden')),
        hiddenBlock(digest.hidden, words),
        ...(id === null ? [] : [link(words.say('withdraw.link'), 'words.form', id)]),
      ],
    };
  });
}

/** Says that a digest is out; goes to everybody at the same minute. */
export function digestNotice(digest: Digest, digestId: string, reader: Reader): Message {
  return compose(reader, (words) => {
    const lead = leadWords(digest.lead, digest.timezone, words);
    return {
      summary: words.say('digest.notice.summary', { circle: digest.circle, lead }),
      blocks: [
        heading(
          1,
          words.say('digest.notice.heading', { circle: digest.circle, week: weekName(digest.week, words) }),
        ),
        text(lead, 'lead'),
        text(words.say('digest.notice.same'), 'quiet'),
        actions(button(words.say('digest.open'), 'digest.show', digestId, 'primary')),
      ],
    };
  });
}

export interface DigestListView {
  readonly circle: string;
  /** Newest first. */
  readonly digests: readonly { readonly id: string; readonly week: IsoWeek }[];
}

export function digestList(view: DigestListView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { circle, digests } = view;
    const links = digests.map(({ id, week }) =>
      link(words.say('home.digest', { week: weekName(week, words) }), 'digest.show', id),
    );
    return {
      summary: words.say('digest.list.summary', { count: digests.length, circle }),
      blocks: [
        heading(1, words.say('digest.list.heading')),
        ...(links.length === 0 ? [text(words.say('digest.list.none'))] : links),
      ],
    };
  });
}

/** The digest for a terminal or a plain e-mail: 78 columns, no lines drawn, read from top to bottom. */
export function digestText(digest: Digest, language: string): string {
  const reader = { language, easyRead: false, oneAtATime: false, timezone: digest.timezone };
  return plainText(digestPage(digest, reader));
}

function section(
  key: 'digest.charts' | 'digest.results' | 'digest.pooled' | 'digest.comments',
  blocks: readonly Block[],
  words: Words,
): Block[] {
  return blocks.length === 0 ? [] : [heading(2, words.say(key)), ...blocks];
}

/** Each measure with the picture of it, where there is one. */
function measureBlocks({ measures, charts }: Digest, words: Words): Block[] {
  if (measures.length === 0) return [];
  return [
    heading(2, words.say('digest.measures.some', { count: measures.length })),
    ...measures.flatMap((measure) => {
      const { label, value, direction, target, advice, explanation } = measureWords(measure, words);
      return [
        heading(3, label),
        facts(
          [words.say('digest.fact.now'), value],
          [words.say('digest.fact.direction'), direction],
          [words.say('digest.fact.target'), target],
          [words.say('digest.fact.next-step'), advice],
        ),
        ...(explanation === null ? [] : [text(explanation, 'quiet')]),
        ...charts.filter(({ kind }) => kind === measure.id).map((chart) => chartBlock(chart, words)),
      ];
    }),
  ];
}

/** Pictures whose measure has nothing new this week. */
function otherCharts({ measures, charts }: Digest, words: Words): Block[] {
  return charts
    .filter(({ kind }) => measures.every(({ id }) => id !== kind))
    .map((chart) => chartBlock(chart, words));
}

function promiseBlocks(promises: Digest['promises'], words: Words): Block[] {
  const { raised, open, withdrawn = 0 } = promises;
  return [
    ...(raised.length + open.length === 0 ? [text(words.say('digest.promises.none'))] : []),
    ...PROMISE_SECTIONS.flatMap((section) => {
      const lines = (promises[section] ?? []).map((entry) => promiseWords(entry, words));
      return lines.length === 0 ? [] : [heading(3, words.say(`digest.promises.${section}`)), list(lines)];
    }),
    ...(withdrawn === 0
      ? []
      : [
          heading(3, words.say('digest.promises.withdrawn')),
          text(words.say('promise.closed.withdrawn.count', { count: withdrawn })),
        ]),
    link(words.say('promise.raise-link'), 'promise.form'),
  ];
}

/** Apart from promises and scores: words that ask for nothing may stand here too. */
function saidBlocks({ said }: Digest, words: Words): Block[] {
  if (said.length === 0) return [];
  return [
    heading(2, words.say('digest.said')),
    text(words.say('digest.said.mixed'), 'quiet'),
    list(said.map((each) => words.say('digest.quoted', { question: each }))),
    link(words.say('home.say'), 'say.form'),
  ];
}

function chairBlocks({ chairs, timezone, week }: Digest, words: Words): Block[] {
  const meetings = [
    ...(chairs.next === null ? [] : [{ ...chairs.next, forecast: null }]),
    ...chairs.forecasts.map((meeting) => ({ ...meeting, forecast: 'voice' as const })),
  ];
  const among = new Set(meetings.map(({ meeting }) => meeting)).size > 1;
  const { from } = isoWeekRange(week, timezone);
  const lines = meetings.map(({ meeting, startsAt, chair, forecast, turnOf }) => {
    const at = dayAndTime(startsAt, words.language, timezone, from);
    const when = among ? words.say('home.chair.of', { meeting, when: at }) : at;
    // A digest of v0.1.0 says nothing of whether who it names had said yes.
    if (turnOf === undefined)
      return chairLine({ chair: null, turnOf: chair?.voiceName ?? null, forecast }, when, words);
    return chairLine({ chair, turnOf, forecast }, when, words);
  });
  return [
    lines.length === 0 ? text(words.say('home.chair.none')) : list(lines),
    ...chairs.handedOver.flatMap(({ name, why }) =>
      why === 'capped' ? [text(words.say('digest.chairs.handed-over.capped', { name }), 'quiet')] : [],
    ),
  ];
}

function hiddenBlock(hidden: readonly Hidden[], words: Words): Block {
  if (hidden.length === 0) return text(words.say('digest.hidden.none'));
  return list(hidden.map((each) => hiddenWords(each, words)));
}

function hiddenWords({ what, questions, from }: Hidden, words: Words): string {
  const quoted = words.list(questions.map((question) => words.say('digest.quoted', { question })));
  switch (what) {
    case 'split':
    case 'by-voice':
    case 'scores':
    case 'comments':
    case 'follow-up':
      return words.say(`digest.hidden.${what}`, { questions: quoted, from: from ?? 0 });
    case 'one-voice':
    case 'pool':
    case 'resting':
      return words.say(`digest.hidden.${what}`, { questions: quoted });
    case 'participation':
      return words.say('digest.hidden.participation');
    case 'cancelled':
      return words.say('digest.hidden.cancelled', { title: questions.join(', ') });
  }
}
