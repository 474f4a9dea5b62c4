import type { Instant } from '../../../core/instant.ts';
import { asksAgain } from '../../pulses/rules/several.ts';
import type { CircleFile } from './circle-file.ts';
import { complete } from './complete.ts';
import { findingsOf, plainWords } from './findings.ts';
import { checkPeople } from './people-checks.ts';
import type { Finding, Problem } from './problem.ts';
import { schemaFor } from './shape.ts';
import { checkTimetable } from './timetable-checks.ts';
import { readYaml } from './yaml-source.ts';

export type CircleFileReading =
  | { readonly ok: true; readonly value: CircleFile; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/**
 * Reads a circle file: the whole circle, or every problem at once, in the order of their lines. A file with a problem
 * must not be imported in part. Warnings are for a person to read and stop nothing. `now` decides what is past and from
 * which day "every 2 weeks" counts. Never throws, whatever it is given.
 */
export function parseCircleFile(input: string | Uint8Array, now: Instant): CircleFileReading {
  const reading = readYaml(input);
  if (!reading.ok) return { ok: false, problems: reading.problems, warnings: [] };
  const { value, problems: doubles, locate } = reading.source;
  if (value === null || value === undefined) {
    const problem = { path: '', line: 1, message: 'The file is empty: start from the example file.' };
    return { ok: false, problems: [problem], warnings: [] };
  }
  if (typeof value === 'string' && isTable(value)) {
    const message =
      'This is a table: write a circle file, with a line such as "- { name: Joe Brady, voice: reps }" under "members:" for each row.';
    return { ok: false, problems: [{ path: '', line: 1, message }], warnings: [] };
  }
  const read = readCircle(value, now);
  const found = read.ok ? [] : read.problems.map(locate);
  const problems = byLine([...doubles, ...found]);
  const warnings = byLine(read.warnings.map(locate));
  return read.ok && problems.length === 0
    ? { ok: true, value: read.value, warnings }
    : { ok: false, problems, warnings };
}

/** YAML folds the lines of a CSV into one text. */
function isTable(text: string): boolean {
  return (text.match(/[,;\t]/g) ?? []).length >= 2;
}

export type CircleReading =
  | { readonly ok: true; readonly value: CircleFile; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly problems: readonly Finding[]; readonly warnings: readonly Finding[] };

/** The same checks for a circle that is described as in a file and comes from elsewhere. Never throws. */
export function readCircle(value: unknown, now: Instant): CircleReading {
  const shape = schemaFor(value).safeParse(value, { error: plainWords });
  const people = checkPeople(value);
  const timetable = checkTimetable(value, now);
  const warnings = [...people.warnings, ...timetable.warnings];
  const problems = [
    ...(shape.success ? [] : findingsOf(shape.error)),
    ...people.problems,
    ...timetable.problems,
  ];
  if (!shape.success || problems.length > 0) return { ok: false, problems, warnings };
  const file = complete(shape.data, now);
  const clashes = pulsesThatClash(file, now);
  return clashes.length > 0
    ? { ok: false, problems: clashes, warnings }
    : { ok: true, value: file, warnings };
}

/** One of two that ask the same within seven days would never open. */
function pulsesThatClash({ pulses, timezone }: CircleFile, now: Instant): readonly Finding[] {
  const running = pulses.map((pulse) => ({ ...pulse, state: 'running' as const }));
  const message =
    'A pulse above asks one of these questions within seven days: choose other times or questions.';
  return running.flatMap((pulse, index) =>
    asksAgain(pulse, running.slice(0, index), timezone, now) ? [{ path: ['pulse', index], message }] : [],
  );
}

function byLine(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line);
}
