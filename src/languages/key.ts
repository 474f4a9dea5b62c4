import type { enGB } from './en-GB.ts';

type Catalogue = typeof enGB;

/** Names a sentence. Shorter forms (`<key>.easy`) are chosen by the reader's wish, never named by the code. */
export type Key = Exclude<keyof Catalogue, `${string}.easy`>;

/** What has to be handed over with a sentence: nothing, or a value for each name in braces. */
export type Values<K extends Key> = [Names<Catalogue[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Names<Catalogue[K]>, string | number>>];

/**
 * The argument names in an ICU message. Each `{` is tried; what follows a plural or select keyword is told from a name by
 * its space or `#`, so such a branch must hold one of them.
 */
export type Names<Text extends string> = Text extends `${string}{${infer After}`
  ? Name<Before<Before<After, '}'>, ','>> | Names<After>
  : never;

type Before<Text extends string, Mark extends string> = Text extends `${infer Start}${Mark}${string}`
  ? Start
  : Text;

type Name<Text extends string> = Text extends '' | `${string}${' ' | '#' | '{'}${string}` ? never : Text;
