import { LIMITS } from '../limits.ts';

/** Fields of our own in a form. They begin with an underscore, which the name of an input cannot. */
export const FORM_TOKEN = '_token';
export const FORM_VALUE = '_value';

/** The three fields of a day: `from:day`, `from:month`, `from:year`. */
export const DAY_PARTS = ['day', 'month', 'year'] as const;

export const FIELD_NAME = new RegExp(`^[A-Za-z][A-Za-z0-9._:-]{0,${LIMITS.fieldNameCharacters - 1}}$`);
