import { localTime } from '../../core/calendar/local-time.ts';
import { compose, heading, text } from '../../core/messages/blocks.ts';
import { dateName } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, ChartBlock, Message, TableBlock } from '../../core/ports/message.ts';
import { groupValues, meanWords } from '../digests/messages/figures.ts';
import type { Trend } from './rules.ts';

export interface TrendsView {
  readonly circle: string;
  readonly trends: readonly Trend[];
}

/** A year in lines, each with its sentence and its table. The same for every member, manager or not. */
export function trendsPage({ circle, trends }: TrendsView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('trends.summary', { circle }),
    blocks: [
      heading(1, words.say('trends.heading')),
      text(words.say('trends.lead'), 'lead'),
      ...(trends.length === 0
        ? [text(words.say('trends.none'))]
        : [
            text(words.say('trends.gaps')),
            summaryTable(trends, words),
            ...trends.flatMap((trend): Block[] => [
              heading(2, trend.question),
              chartOf(trend, reader, words),
            ]),
          ]),
    ],
  }));
}

/** First and latest value of every line that has one. */
function summaryTable(trends: readonly Trend[], words: Words): TableBlock {
  const rows = trends.flatMap(({ question, series }) =>
    series.flatMap(({ voice, name, points }) => {
      const shown = points.filter((point) => point !== null);
      const [first = null] = shown;
      if (first === null) return [];
      const group = voice === null ? words.say('digest.everybody') : name;
      return [[question, group, meanWords(first, words), meanWords(shown.at(-1) ?? null, words)]];
    }),
  );
  return {
    kind: 'table',
    caption: words.say('trends.latest'),
    columns: [
      words.say('trends.question'),
      words.say('trends.group'),
      words.say('trends.first'),
      words.say('trends.last'),
    ],
    rows,
  };
}

function chartOf({ question, to, moments, series }: Trend, reader: Reader, words: Words): ChartBlock {
  const categories = moments.map((at) => dateName(localTime(at, reader.timezone).date, words.language));
  const lines = series.map(({ voice, name, points }) => ({
    voice,
    name: voice === null ? words.say('digest.everybody') : name,
    values: points.map((point) => point?.value ?? null),
    labels: points.map((point) => meanWords(point, words)),
  }));
  const latest = lines
    .filter(({ values }) => values.at(-1) != null)
    .map(({ voice, name, labels }) => ({ voice, name, value: labels.at(-1) ?? '' }));
  return {
    kind: 'chart',
    form: 'line',
    title: question,
    sentence: words.say('trends.sentence', {
      first: categories.at(0) ?? '',
      last: categories.at(-1) ?? '',
      latest: latest.length === 0 ? words.say('digest.point.none') : groupValues(latest, words),
    }),
    axis: { label: words.say('trends.axis', { to }), min: 1, max: to },
    categories,
    series: lines.map(({ name, values, labels }) => ({ name, values, labels })),
    table: {
      kind: 'table',
      caption: question,
      columns: [words.say('trends.day'), ...lines.map(({ name }) => name)],
      rows: categories.map((day, index) => [day, ...lines.map(({ labels }) => labels[index] ?? '')]),
    },
  };
}
