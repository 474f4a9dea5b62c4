import type { Instant } from '../../../core/instant.ts';
import type { CircleFile } from '../../circles/circle-file/circle-file.ts';
import { complete } from '../../circles/circle-file/complete.ts';
import { findingsOf, plainWords } from '../../circles/circle-file/findings.ts';
import { checkPeople } from '../../circles/circle-file/people-checks.ts';
import { type Finding, pathText } from '../../circles/circle-file/problem.ts';
import { schemaFor } from '../../circles/circle-file/shape.ts';
import { checkTimetable } from '../../circles/circle-file/timetable-checks.ts';
import { merge } from './merge.ts';
import type { Section } from './state.ts';

export type EditReading =
  | { readonly ok: true; readonly before: CircleFile; readonly after: CircleFile }
  | { readonly ok: false; readonly problems: readonly Finding[] };

/**
 * Reads an edited file over the circle as it stands, by the rules of circle files. What is no better in the circle itself,
 * such as a voice without a steward, is no fault of the file.
 */
export function readEdit(exported: Section, edited: Section, now: Instant): EditReading {
  const { raw, problems, placeOf } = merge(exported, edited);
  const stands = merge(exported, exported).raw;
  const known = new Set(faultsOf(stands, now).map(textOf));
  const fresh = faultsOf(raw, now).filter((each) => !known.has(textOf(each)));
  const all = [...problems, ...fresh.map(({ path, message }) => ({ path: placeOf(path), message }))];
  const [before, after] = [schemaFor(stands).safeParse(stands), schemaFor(raw).safeParse(raw)];
  if (all.length > 0 || !before.success || !after.success) return { ok: false, problems: all };
  return { ok: true, before: complete(before.data, now), after: complete(after.data, now) };
}

function textOf({ path, message }: Finding): string {
  return `${pathText(path)} ${message}`;
}

function faultsOf(raw: Section, now: Instant): readonly Finding[] {
  const shape = schemaFor(raw).safeParse(raw, { error: plainWords });
  return [
    ...(shape.success ? [] : findingsOf(shape.error)),
    ...checkPeople(raw).problems,
    ...checkTimetable(raw, now).problems,
  ];
}
