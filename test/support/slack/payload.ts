import type { Payload } from './types.ts';

/** Reading payloads whose shape nobody has promised: what is missing or of another kind reads as empty. */

export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const object = (value: unknown): Payload => (isPayload(value) ? value : {});

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const objects = (value: unknown): readonly Payload[] => list(value).filter(isPayload);

/** The words of a text object (`{ type: 'plain_text', text }`). */
export const words = (value: unknown): string => text(object(value).text);

/** JSON where it is JSON, `undefined` where it is not. */
export function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
