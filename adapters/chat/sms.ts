import { clean, cutAtWord } from './text.ts';

/** GSM 03.38, 6.2.1: one septet each. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** 6.2.1.1, its extension: each takes an escape before it, so two. */
const EXTENDED = '\f^{}\\[~]|€';

const COSTS: ReadonlyMap<string, number> = new Map([
  ...[...BASIC].map((letter) => [letter, 1] as const),
  ...[...EXTENDED].map((letter) => [letter, 2] as const),
]);

/** What one part holds where it is the only one, and where each says which it is (3GPP TS 23.040, 9.2.3.24.1). */
const SEPTETS = { alone: 160, joined: 153 } as const;
/** The same in UTF-16 units, for what GSM 03.38 has no sign for. */
const UNITS = { alone: 70, joined: 67 } as const;

/** Other signs for what GSM 03.38 has, which mean the same; what shows nothing goes. */
const SAME: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '\u2011': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
};
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** How many parts a text is sent in. A sign that takes two places is never parted, so a part may hold one less. */
export function partsOf(text: string): number {
  const letters = [...text];
  const isGsm = letters.every((letter) => COSTS.has(letter));
  const costs = letters.map((letter) => (isGsm ? (COSTS.get(letter) ?? 1) : letter.length));
  const { alone, joined } = isGsm ? SEPTETS : UNITS;
  if (costs.reduce((sum, cost) => sum + cost, 0) <= alone) return 1;
  let parts = 1;
  let room = joined;
  for (const cost of costs) {
    if (cost > room) {
      parts += 1;
      room = joined;
    }
    room -= cost;
  }
  return parts;
}

/**
 * Words as a text can hold them: in one line, with signs of GSM 03.38 in the place of others that mean the same, and nothing that a phone
 * would make an address of. Letters stay what they are, also where they cost more.
 */
export function foldedForSms(words: string): string {
  const folded = [...clean(words).normalize('NFC')].map((sign) => SAME[sign] ?? sign).join('');
  const isMarked = RIGHT_TO_LEFT.test(folded);
  return folded
    .replace(/\p{Cf}/gu, (mark) => (isMarked && /[\u2066-\u2069\u200c\u200d]/.test(mark) ? mark : ''))
    .replace(/[a-z][a-z0-9+.-]*:\/\//gi, '')
    .replace(/(?<=[\p{L}\p{M}\p{N}\p{S}])\.(?=\p{L}{2})/gu, '. ')
    .replace(/\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/g, '$1. $2. $3. $4')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * The longest beginning of the words with which `whole` fits into so many parts, cut behind a word and ended by "..."; empty where none
 * does. `words` are folded.
 */
export function cutForSms(words: string, most: number, whole: (words: string) => string): string {
  const fits = (part: string) => partsOf(whole(part)) <= most;
  if (fits(words)) return words;
  for (let room = Math.min(words.length, most * SEPTETS.alone); room > 1; room -= 1) {
    const cut = foldedForSms(cutAtWord(words, room));
    if (fits(cut)) return cut;
  }
  return '';
}
