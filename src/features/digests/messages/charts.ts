import { percent, weekStart } from '../../../core/messages/dates.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { ChartBlock } from '../../../core/ports/message.ts';
import type { DigestChart } from '../rules/digest.ts';
import { groupValues, meanWords } from './figures.ts';

/** A picture with its sentence and its table: nothing is told by the picture alone. */
export function chartBlock(chart: DigestChart, words: Words): ChartBlock {
  return chart.kind === 'trust' ? trustBlock(chart, words) : chairingBlock(chart, words);
}

function trustBlock(chart: Extract<DigestChart, { kind: 'trust' }>, words: Words): ChartBlock {
  const categories = chart.weeks.map((week) => weekStart(week, words.language, true));
  const series = chart.series.map(({ voice, name, points }) => ({
    voice,
    name: voice === null ? words.say('digest.everybody') : name,
    values: points.map((point) => point?.value ?? null),
    labels: points.map((point) => meanWords(point, words)),
  }));
  const latest = series
    .filter(({ values }) => values.at(-1) != null)
    .map((each) => ({ ...each, value: each.labels.at(-1) ?? '' }));
  const title = words.say('digest.chart.trust.title');
  return {
    kind: 'chart',
    form: 'line',
    title,
    sentence: words.say('digest.chart.trust.sentence', {
      first: categories.at(0) ?? '',
      last: categories.at(-1) ?? '',
      latest: latest.length === 0 ? words.say('digest.point.none') : groupValues(latest, words),
    }),
    axis: { label: words.say('digest.chart.trust.axis'), min: 1, max: 5 },
    categories,
    series: series.map(({ name, values, labels }) => ({ name, values, labels })),
    table: {
      kind: 'table',
      caption: title,
      columns: [words.say('digest.chart.week'), ...series.map(({ name }) => name)],
      rows: categories.map((week, index) => [week, ...series.map(({ labels }) => labels[index] ?? '')]),
    },
  };
}

function chairingBlock({ voices }: Extract<DigestChart, { kind: 'chairing' }>, words: Words): ChartBlock {
  const show = (share: number) => percent(share, words.language);
  const told = voices.map(({ name, share, target }) => ({ name, share: show(share), target: show(target) }));
  const [chaired, aim] = [words.say('digest.chart.share'), words.say('digest.chart.target')];
  const title = words.say('digest.chart.chairing.title');
  return {
    kind: 'chart',
    form: 'bar',
    title,
    sentence: words.say('digest.chart.chairing.sentence', {
      voices: told.map((voice) => words.say('digest.chart.chairing.voice', voice)).join('; '),
    }),
    axis: { label: words.say('digest.chart.chairing.axis'), min: 0, max: 100 },
    categories: voices.map(({ name }) => name),
    series: [
      {
        name: chaired,
        values: voices.map(({ share }) => Math.round(share * 100)),
        labels: told.map(({ share }) => share),
      },
      {
        name: aim,
        values: voices.map(({ target }) => Math.round(target * 100)),
        labels: told.map(({ target }) => target),
      },
    ],
    table: {
      kind: 'table',
      caption: title,
      columns: [words.say('digest.chart.voice'), chaired, aim],
      rows: told.map(({ name, share, target }) => [name, share, target]),
    },
  };
}
