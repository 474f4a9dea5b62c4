import { pathToFileURL } from 'node:url';
import { parse, stringify } from 'yaml';
import { circleApply, circleExport, circlePlan } from '../src/commands/circle-file.ts';
import type { CommandContext } from '../src/commands/command.ts';
import { startCore } from '../test/support/test-core.ts';
import { median } from './support/figures.ts';

const FEW = 20;
const MANY = 200;
const RUNS = 7;
const RENAMED = 20;

interface Costs {
  readonly plan: number;
  readonly apply: number;
}

/** Median milliseconds of a plan of a circle's file that changes nothing, and of an apply that gives 20 people other names. */
async function costsOf(people: number): Promise<Costs> {
  const core = await startCore();
  try {
    const { circle } = await core.group({ staff: people / 2, reps: people / 2 });
    const command: CommandContext = { context: core.context, renderDocument: async () => '', attended: true };
    const [plans, applies]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      const { out } = await circleExport(command, { circle: circle.id });
      const timed = async (times: number[], work: () => Promise<{ code: number; out: string }>) => {
        const start = performance.now();
        const done = await work();
        times.push(performance.now() - start);
        if (done.code !== 0) throw new Error(done.out);
      };
      await timed(plans, () => circlePlan(command, { file: 'circle.yaml', text: out }));
      const file = parse(out) as { members: Record<string, unknown>[] };
      for (const [index, member] of file.members.slice(0, RENAMED).entries())
        member.name = `Renamed ${run} ${index}`;
      await timed(applies, () => circleApply(command, { file: 'circle.yaml', text: stringify(file) }));
    }
    return { plan: median(plans), apply: median(applies) };
  } finally {
    await core.stop();
  }
}

/** Prints what a plan and an apply of a circle's file cost with 200 people, on a database in memory. Baseline: 20 people, before and after. */
export async function run(print: (line: string) => void): Promise<void> {
  print(
    `circle file: a plan that changes nothing, and an apply with ${RENAMED} other names (medians of ${RUNS})`,
  );
  await costsOf(FEW);
  const before = await costsOf(FEW);
  const many = await costsOf(MANY);
  const after = await costsOf(FEW);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const told = (people: number, { plan, apply }: Costs) =>
    print(`  ${people} people: plan ${ms(plan)}, apply ${ms(apply)}`);
  told(FEW, before);
  told(MANY, many);
  told(FEW, after);
  const ratio = (of: keyof Costs) => ((2 * many[of]) / (before[of] + after[of])).toFixed(1);
  print(`  ${MANY} / ${FEW} people: plan ${ratio('plan')}, apply ${ratio('apply')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
