import { IntlMessageFormat } from 'intl-messageformat';
import { cy } from '../../languages/cy.ts';
import { enGB } from '../../languages/en-GB.ts';
import type { Key, Values } from '../../languages/key.ts';
import { isolated } from '../names.ts';

/** The language every sentence exists in. */
export const FALLBACK_LANGUAGE = 'en-GB';

const CATALOGUES: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'en-GB': enGB, cy };

/** Languages a person may ask for, most complete first. Those after the first hold some messages only. */
export const LANGUAGES = [
  { tag: 'en-GB', name: 'English', complete: true },
  { tag: 'cy', name: 'Cymraeg', complete: false },
] as const;

/** By its own name where it is one of ours, else by its tag. */
export function languageName(tag: string): string {
  return LANGUAGES.find((each) => each.tag === tag)?.name ?? tag;
}

/** Looks sentences up in one language, and fills them in. */
export interface Words {
  /** BCP 47 tag of what is said. */
  readonly language: string;
  /** The sentence for a key; where the reader asked for Easy Read and there is a shorter form (`<key>.easy`), that one. */
  say<K extends Key>(key: K, ...values: Values<K>): string;
  /** "A, B and C". */
  list(items: readonly string[]): string;
}

export interface Wish {
  readonly language: string;
  readonly easyRead: boolean;
}

/**
 * Builds something in the language asked for, or all of it in English where a single sentence is missing: half a
 * message in each language is hard to follow, and a screen reader would pronounce one half wrongly.
 */
export function inLanguageOf<T>(wish: Wish, build: (words: Words) => T): T {
  const language = nearest(wish.language);
  const missing: string[] = [];
  const built = build(wordsIn(language, wish.easyRead, missing));
  return missing.length === 0 ? built : build(wordsIn(FALLBACK_LANGUAGE, wish.easyRead, []));
}

/** The words of a language we have; the nearest one otherwise (`en-US` gets `en-GB`). Missing sentences come in English. */
export function words(language: string, easyRead = false): Words {
  return wordsIn(nearest(language), easyRead, []);
}

function nearest(language: string): string {
  const tags = Object.keys(CATALOGUES);
  const base = language.toLowerCase().split('-')[0];
  return (
    tags.find((tag) => tag.toLowerCase() === language.toLowerCase()) ??
    tags.find((tag) => tag.toLowerCase().split('-')[0] === base) ??
    FALLBACK_LANGUAGE
  );
}

function wordsIn(language: string, easyRead: boolean, missing: string[]): Words {
  const catalogue: Readonly<Record<string, string>> = CATALOGUES[language] ?? enGB;
  const pattern = (key: string): string | undefined =>
    (easyRead ? catalogue[`${key}.easy`] : undefined) ?? catalogue[key];
  return {
    language,
    say(key, ...values) {
      const own = pattern(key);
      if (own === undefined) missing.push(key);
      return filled(own === undefined ? FALLBACK_LANGUAGE : language, own ?? enGB[key], values[0]);
    },
    list: (items) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items.map(isolated)),
  };
}

/** Our languages run from left to right: names that run the other way must not pull the words around them along. */
function apart(values: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(value) : value,
    ]),
  );
}

/** Parsed sentences, kept because parsing costs more than filling in. Catalogues are constants, so this never goes stale. */
const parsed = new Map<string, IntlMessageFormat>();

function filled(
  language: string,
  pattern: string,
  values: Readonly<Record<string, string | number>> | undefined,
) {
  const id = `${language} ${pattern}`;
  let format = parsed.get(id);
  if (format === undefined) {
    format = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
    parsed.set(id, format);
  }
  return String(format.format(values === undefined ? values : apart(values)));
}
