import type { IsoWeek } from '../domain/calendar/iso-week.ts';
import type { Digest, Hidden, PromiseEntry, Result } from '../domain/digest/digest.ts';
import type { Block, Message, TableBlock } from '../ports/message.ts';
import { actions, button, compose, heading, link, list, text } from './blocks.ts';
import { dayAndTime } from './dates.ts';
import { chartBlock } from './digest-charts.ts';
import { leadWords, promiseWords, pulseWords, resultLabel, shareWords, weekName } from './digest-figures.ts';
import { measureWords } from './digest-measures.ts';
import { plainText } from './plain-text.ts';
import type { Reader } from './reader.ts';
import type { Words } from './words.ts';

/** The whole digest: the same for every reader but for the language. */
export function digestPage(digest: Digest, reader: Reader): Message {
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
        ...section(
          'digest.charts',
          digest.charts.map((chart) => chartBlock(chart, words)),
          words,
        ),
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
        ...section('digest.comments', commentBlocks(digest, words), words),
        heading(2, words.say('digest.hidden')),
        hiddenBlock(digest.hidden, words),
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
        heading(1, words.say('digest.notice.heading', { circle: digest.circle })),
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
  key: 'digest.charts' | 'digest.results' | 'digest.comments',
  blocks: Block[],
  words: Words,
): Block[] {
  return blocks.length === 0 ? [] : [heading(2, words.say(key)), ...blocks];
}

function measureBlocks({ measures }: Digest, words: Words): Block[] {
  if (measures.length === 0) return [];
  const told = measures.map((measure) => measureWords(measure, words));
  const table: TableBlock = {
    kind: 'table',
    caption: words.say('digest.measures.caption'),
    columns: [
      words.say('digest.column.what'),
      words.say('digest.column.now'),
      words.say('digest.column.direction'),
      words.say('digest.column.target'),
    ],
    rows: told.map(({ label, value, direction, target }) => [label, value, direction, target]),
  };
  return [
    heading(2, words.say('digest.measures.some', { count: measures.length })),
    table,
    ...told.flatMap(({ label, explanation, advice }) => [
      heading(3, label),
      text(explanation, 'quiet'),
      text(advice),
    ]),
  ];
}

function promiseBlocks({ raised, open, confirmed }: Digest['promises'], words: Words): Block[] {
  const part = (
    key: 'digest.promises.raised' | 'digest.promises.open' | 'digest.promises.confirmed',
    entries: readonly PromiseEntry[],
  ) =>
    entries.length === 0
      ? []
      : [heading(3, words.say(key)), list(entries.map((entry) => promiseWords(entry, words)))];
  return [
    ...(raised.length + open.length === 0 ? [text(words.say('digest.promises.none'))] : []),
    ...part('digest.promises.raised', raised),
    ...part('digest.promises.open', open),
    ...part('digest.promises.confirmed', confirmed),
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

function chairBlocks({ chairs, timezone }: Digest, words: Words): Block[] {
  const meetings = [
    ...(chairs.next === null ? [] : [{ ...chairs.next, forecast: false }]),
    ...chairs.forecasts.map((meeting) => ({ ...meeting, forecast: true })),
  ];
  const lines = meetings.map(({ startsAt, chair, forecast }) => {
    const when = dayAndTime(startsAt, words.language, timezone);
    if (chair === null) return words.say('home.chair.unknown', { when });
    const told = { when, name: chair.name, voice: chair.voiceName };
    return words.say(forecast ? 'home.chair.forecast' : 'home.chair.next', told);
  });
  return [
    lines.length === 0 ? text(words.say('home.chair.none')) : list(lines),
    ...chairs.handedOver.map(({ name, why }) =>
      text(words.say(`digest.chairs.handed-over.${why}`, { name }), 'quiet'),
    ),
  ];
}

function resultTable({ question, groups }: Result, words: Words): TableBlock {
  const [first] = groups;
  return {
    kind: 'table',
    caption: question,
    columns: [
      words.say('digest.result.answer'),
      ...groups.map(({ voice, name }) => (voice === null ? words.say('digest.everybody') : name)),
    ],
    rows: (first?.shares ?? []).map(({ label }, index) => [
      resultLabel(label, words),
      ...groups.map(({ shares }) => {
        const share = shares[index]?.share;
        return share === undefined ? words.say('digest.point.none') : shareWords(share, words);
      }),
    ]),
  };
}

function commentBlocks({ comments }: Digest, words: Words): Block[] {
  if (comments.length === 0) return [];
  return [
    text(words.say('digest.comments.mixed'), 'quiet'),
    ...comments.flatMap(({ question, texts }) => [heading(3, question), list(texts)]),
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
    case 'scores':
    case 'comments':
    case 'follow-up':
      return words.say(`digest.hidden.${what}`, { questions: quoted, from: from ?? 0 });
    case 'one-voice':
      return words.say('digest.hidden.one-voice', { questions: quoted });
    case 'participation':
      return words.say('digest.hidden.participation');
    case 'cancelled':
      return words.say('digest.hidden.cancelled', { title: questions.join(', ') });
  }
}
