import type { Block, ChartBlock, LinkBlock, Message } from '../../src/core/ports/message.ts';

/** The blocks, with the summary on top where none of them says it: chats show it only in notifications. */
export function withSummary({ summary, blocks }: Message): readonly Block[] {
  const said = blocks.some((block) =>
    block.kind === 'heading' ? block.level === 1 : block.kind === 'text' && block.text === summary,
  );
  return said ? blocks : [{ kind: 'text', text: summary, tone: 'lead' }, ...blocks];
}

export type BlockRun =
  | { readonly kind: 'links'; readonly links: readonly LinkBlock[] }
  | { readonly kind: 'one'; readonly block: Exclude<Block, LinkBlock> };

/** Links next to each other share rows of buttons. */
export function inRuns(blocks: readonly Block[]): BlockRun[] {
  const runs: BlockRun[] = [];
  let links: LinkBlock[] = [];
  const finish = (): void => {
    if (links.length > 0) runs.push({ kind: 'links', links });
    links = [];
  };
  for (const block of blocks) {
    if (block.kind === 'link') links.push(block);
    else {
      finish();
      runs.push({ kind: 'one', block });
    }
  }
  finish();
  return runs;
}

/** From the first to behind the last category for which every series has a value; the table has the others. */
export function drawableSpan({ categories, series }: ChartBlock): {
  readonly from: number;
  readonly to: number;
} {
  const whole = categories.map((_, index) =>
    series.every(({ values }) => Number.isFinite(values[index] ?? null)),
  );
  const from = whole.indexOf(true);
  return from < 0 ? { from: 0, to: 0 } : { from, to: whole.lastIndexOf(true) + 1 };
}
