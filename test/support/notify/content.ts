/** What Notify makes of a template and the values for it, after its published source (alphagov/notifications-utils). */
const REPLACED: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '…': '...',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '\u200b': '',
  '\u00a0': ' ',
  '\t': ' ',
};
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€\f');

export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\(\(([^()]+)\)\)/g)].map(([, name = '']) => name))];
}

export function contentOf(
  template: string,
  values: Readonly<Record<string, string>>,
  type: 'sms' | 'email',
): string {
  const filled = template.replace(/\(\(([^()]+)\)\)/g, (_whole, name: string) => values[name] ?? '');
  if (type === 'email') return filled.trim();
  return [...filled]
    .map((sign) => REPLACED[sign] ?? sign)
    .join('')
    .replace(/[^\S\n]+([,.])/g, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** How many parts a text is charged as. */
export function fragmentsOf(content: string): number {
  const signs = [...content];
  if (signs.some((sign) => !GSM.has(sign) && !EXTENDED.has(sign)))
    return content.length <= 70 ? 1 : Math.ceil(content.length / 67);
  const septets = signs.length + signs.filter((sign) => EXTENDED.has(sign)).length;
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

/** Markdown is escaped, and addresses go. */
export function sanitised(value: string): string {
  return value
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, '')
    .replace(/[\\`*_{}[\]()#+!|>]/g, (sign) => `\\${sign}`);
}
