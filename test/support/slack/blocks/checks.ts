import { isPayload } from '../payload.ts';

/**
 * Small checks that grow into Slack's schemas. Each reports what is wrong at a JSON pointer, in the words Slack uses
 * (`must be less than 3001 characters [json-pointer:/blocks/1/text/text]`, as seen in public issues).
 */
export type Check = (value: unknown, at: string, report: Report) => void;
export type Report = (complaint: string, at: string) => void;

/** Lengths are in UTF-16 units: Slack does not say which unit it counts, and this is the strictest. */
export const string =
  (max: number, min = 1): Check =>
  (value, at, report) => {
    if (typeof value !== 'string') report('must provide a string', at);
    else if (value.length > max) report(`must be less than ${max + 1} characters`, at);
    else if (value.length < min) report(`must be more than ${min - 1} characters`, at);
  };

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, at, report) => {
    if (!allowed.includes(value)) report('must be a valid enum value', at);
  };

export const boolean: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report('must provide a boolean', at);
};

export const finite: Check = (value, at, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report('must provide a number', at);
};

export const integer =
  (min: number, max: number): Check =>
  (value, at, report) => {
    if (!Number.isInteger(value)) report('must provide an integer', at);
    else if (Number(value) < min || Number(value) > max) report(`must be between ${min} and ${max}`, at);
  };

export const array =
  (of: Check, max: number, min = 1): Check =>
  (value, at, report) => {
    if (!Array.isArray(value)) {
      report('must provide an array', at);
      return;
    }
    if (value.length > max) report(`no more than ${max} items allowed`, at);
    if (value.length < min) report(`no less than ${min} items allowed`, at);
    value.forEach((item, index) => {
      of(item, `${at}/${index}`, report);
    });
  };

/** Exactly these fields: Slack refuses what it does not know. */
export const shape =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value, at, report) => {
    if (!isPayload(value)) {
      report('must provide an object', at);
      return;
    }
    for (const key of Object.keys(required)) {
      if (value[key] === undefined) report(`missing required field: ${key}`, at);
    }
    for (const [key, content] of Object.entries(value)) {
      const check = required[key] ?? optional[key];
      if (check === undefined) report(`invalid additional property: ${key}`, at);
      else if (content !== undefined) check(content, `${at}/${key}`, report);
    }
  };

/** One of several shapes, told apart by `type`. */
export const byType =
  (kinds: Readonly<Record<string, Check>>): Check =>
  (value, at, report) => {
    const kind = isPayload(value) ? value.type : undefined;
    const check = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (check === undefined) report(`unsupported type: ${String(kind)}`, `${at}/type`);
    else check(value, at, report);
  };

export const both =
  (...checks: readonly Check[]): Check =>
  (value, at, report) => {
    for (const check of checks) check(value, at, report);
  };

/** Runs a check and gives the lines that Slack would put into `response_metadata.messages`, without their `[ERROR]`. */
export function complaints(check: Check, value: unknown, at: string): readonly string[] {
  const found: string[] = [];
  check(value, at, (complaint, pointer) => {
    found.push(`${complaint} [json-pointer:${pointer}]`);
  });
  return found;
}
