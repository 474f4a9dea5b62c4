import { compose, heading, link, text } from '../../../core/messages/blocks.ts';
import { percent } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Message, TableBlock } from '../../../core/ports/message.ts';
import type { ChairPolicy } from '../../rota/rules/policy.ts';

export interface PreviewView {
  readonly seriesId: string;
  readonly meeting: string;
  /** Meetings in the 12 weeks. */
  readonly count: number;
  /** How the voices share the chair today. */
  readonly now: ChairPolicy['kind'];
  readonly voices: readonly string[];
  /** The reader is a steward. */
  readonly mayChange: boolean;
  /** `turns`: of each voice, in their order. */
  readonly policies: readonly { readonly policy: ChairPolicy; readonly turns: readonly number[] }[];
}

/** What each way of sharing the chair would bring, before a group chooses one. */
export function policyPreview(view: PreviewView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('preview.summary', { meeting: view.meeting }),
    blocks: [
      heading(1, words.say('preview.summary', { meeting: view.meeting })),
      text(words.say('preview.count', { count: view.count }), 'lead'),
      ...(view.count === 0
        ? []
        : [text(words.say('preview.supposed')), tableOf(view, words), text(words.say('preview.choose'))]),
      ...(view.mayChange
        ? [link(words.say('circle.edit-meetings'), 'meeting-settings.form', view.seriesId)]
        : []),
    ],
  }));
}

function tableOf({ now, policies, voices }: PreviewView, words: Words): TableBlock {
  const nameOf = ({ kind, floor }: ChairPolicy) => {
    const name = words.say(`preview.${kind}`, { share: percent(floor ?? 0, words.language) });
    return kind === now ? words.say('preview.as-now', { name }) : name;
  };
  return {
    kind: 'table',
    caption: words.say('preview.caption'),
    columns: [words.say('preview.voice'), ...policies.map(({ policy }) => nameOf(policy))],
    rows: voices.map((voice, index) => [voice, ...policies.map(({ turns }) => String(turns[index] ?? 0))]),
  };
}
