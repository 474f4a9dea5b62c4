/** Marks without a shape that turn the writing direction of what follows: https://www.unicode.org/reports/tr9/ */
const DIRECTION_MARK = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** The first direction mark in a text, as Unicode calls it (`U+202E`); null: there is none. */
export function directionMarkIn(text: string): string | null {
  const mark = DIRECTION_MARK.exec(text)?.[0].codePointAt(0);
  return mark === undefined ? null : `U+${mark.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether there is a letter or digit that can be seen: some letters of Unicode have no shape. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));
}

/** Alike for two spellings of one name: apostrophes of any kind, spaces of any kind and number, and the case do not count. */
export function nameKey(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u0060\u00B4\u02B9\u02BC\u2018\u2019\u201B\u2032\uFF07]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** A text that runs from right to left, set apart from the sentence around it, which runs the other way. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
