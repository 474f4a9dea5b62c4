import type { Request } from 'express';
import { z } from 'zod';
import { ACTIONS, type ActionName } from '../../../src/core/ports/action.ts';
import type { Interaction } from '../../../src/core/ports/interaction.ts';
import { SUBJECT } from '../addresses.ts';
import type { Session } from '../auth/session.ts';
import { LIMITS } from '../limits.ts';
import { FAULTS } from '../words.ts';
import { parseQuery, readFields } from './body.ts';
import { HttpError } from './errors.ts';
import { DAY_PARTS, FIELD_NAME, FORM_TOKEN, FORM_VALUE } from './fields.ts';

const subjectSchema = z.string().regex(SUBJECT).default('');
const valueSchema = z.string().max(LIMITS.valueCharacters).optional();
const namesSchema = z.array(z.string().regex(FIELD_NAME));

/** What a form of ours holds: its own two fields, and the person's. */
export interface Form {
  readonly token: string | undefined;
  readonly value: string | undefined;
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

export function readForm(request: Request): Form {
  const own = new Map<string, string>();
  const inputs = new Map<string, string[]>();
  for (const [name, value] of readFields(request)) {
    if (name === FORM_TOKEN || name === FORM_VALUE) own.set(name, value);
    else inputs.set(name, [...(inputs.get(name) ?? []), value]);
  }
  accepted(namesSchema, [...inputs.keys()]);
  return {
    token: own.get(FORM_TOKEN),
    value: accepted(valueSchema, own.get(FORM_VALUE)),
    inputs: Object.fromEntries(withDays(inputs)),
  };
}

/** The three fields of a day as one input, in the order in which they stand; the day by itself where it was sent whole. */
function withDays(inputs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const whole = new Map(inputs);
  for (const field of inputs.keys()) {
    const name = field.endsWith(':day') ? field.slice(0, -':day'.length) : null;
    if (name === null) continue;
    const parts = DAY_PARTS.map((part) => inputs.get(`${name}:${part}`)?.[0]?.trim() ?? '');
    for (const part of DAY_PARTS) whole.delete(`${name}:${part}`);
    if (!whole.has(name)) whole.set(name, [dayFrom(parts)]);
  }
  return whole;
}

function dayFrom(parts: readonly string[]): string {
  if (parts.every((part) => part === '')) return '';
  // "Dec" for the month is read like "24 Dec 2026".
  return parts.join(/[a-z]/i.test(parts[1] ?? '') ? ' ' : '/');
}

/** A request for an action as the core understands it. Throws a Fault for a subject that none of ours could be. */
export function toInteraction(
  request: Request,
  requestId: string,
  session: Session,
  name: ActionName,
  form: Form | null,
): Interaction {
  const subject = subjectSchema.safeParse(request.params.subject);
  if (!subject.success) throw new HttpError(404, FAULTS.unknownPage);
  const value =
    form === null ? accepted(valueSchema, queryOf(request).get('value') ?? undefined) : form.value;
  return {
    requestId,
    platform: 'web',
    actor: { platform: 'web', externalId: session.webId },
    session: session.id,
    action: { name, subject: subject.data, ...(value === undefined ? {} : { value }) },
    inputs: ACTIONS[name] === 'write' ? (form?.inputs ?? {}) : {},
  };
}

export function queryOf(request: Request): URLSearchParams {
  const start = request.originalUrl.indexOf('?');
  return parseQuery(start < 0 ? '' : request.originalUrl.slice(start + 1));
}

function accepted<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (!result.success) throw new HttpError(400, FAULTS.malformed);
  return result.data;
}
