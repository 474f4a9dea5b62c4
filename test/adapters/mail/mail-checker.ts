/**
 * What mail programs draw, or leave out without loss: mostly what https://www.caniemail.com has as supported by Apple Mail, Gmail, Yahoo
 * and the Outlooks, of which some draw by Word (https://www.hteumeuleu.com/2020/outlook-rendering-engine/). Here although not all take
 * it: `max-width` (not Word before 2019, which gets a table of 600), `word-break` and `role` (not Yahoo), `display` (Word ignores it, and
 * a button is its cell then). Not here: `white-space`, `float`, `position`, margins of `auto`, and padding outside of cells and links,
 * which Word does not know; for links it takes `mso-padding-alt` of the cell.
 */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  html: ['lang', 'dir'],
  head: [],
  meta: ['charset', 'name', 'content'],
  title: [],
  style: [],
  body: [],
  table: ['role', 'border', 'cellpadding', 'cellspacing', 'width', 'align'],
  caption: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['scope'],
  td: ['align'],
  div: ['role', 'lang', 'dir'],
  h1: [],
  h2: [],
  h3: [],
  p: [],
  strong: [],
  br: [],
  hr: [],
  ul: [],
  li: [],
  a: ['href'],
};

const PROPERTIES: Readonly<Record<string, RegExp>> = {
  color: /^#[0-9a-f]{6}$/,
  'background-color': /^#[0-9a-f]{6}$/,
  'font-family': /^Arial,Helvetica,sans-serif$/,
  'font-size': /^(?:16|19|24)px$/,
  'font-weight': /^bold$/,
  'line-height': /^1\.5$/,
  'text-align': /^(?:left|right)$/,
  'text-decoration': /^(?:underline|none)$/,
  'vertical-align': /^top$/,
  'word-break': /^break-word$/,
  margin: /^(?:\d+(?:px)? ?)+$/,
  'margin-top': /^0$/,
  'margin-bottom': /^\d+px$/,
  padding: /^(?:\d+(?:px)? ?)+$/,
  border: /^(?:0|2px solid)$/,
  'border-bottom': /^1px solid$/,
  'border-color': /^#[0-9a-f]{6}$/,
  'border-collapse': /^collapse$/,
  width: /^100%$/,
  'max-width': /^600px$/,
  height: /^1px$/,
  display: /^inline-block$/,
  'mso-padding-alt': /^10px 20px$/,
};
/** Where Word heeds padding; `a` has its cell do it, and `body` has none. */
const PADDED = ['td', 'th', 'caption', 'a', 'body'];
/** Around the column, for Word alone, which knows no `max-width`: comments to all others. */
const FOR_WORD =
  /<!--\[if mso\]>(?:<table role="presentation" border="0" cellpadding="0" cellspacing="0" width="600" align="center"><tr><td>|<\/td><\/tr><\/table>)<!\[endif\]-->/g;
const CLOSED_BY_THEMSELVES = ['meta', 'br', 'hr'];

/** All that a mail program may not take of this HTML, each in a line; every element is closed in its place. */
export function notForMail(html: string): string[] {
  const problems: string[] = [];
  const sheet = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
  const open: string[] = [];
  const drawn = html.replace('<!DOCTYPE html>', '').replace(FOR_WORD, '').replace(sheet, '');
  const rest = drawn.replace(/<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/g, (_, end, name, given) => {
    if (end === '/') {
      if (open.pop() !== name) problems.push(`</${name}> out of its place`);
      return '';
    }
    if (!CLOSED_BY_THEMSELVES.includes(name)) open.push(name);
    if (ELEMENTS[name] === undefined) problems.push(`<${name}>`);
    for (const [, attribute = '', value = ''] of String(given).matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      if (attribute === 'style') problems.push(...stylesNotForMail(name, value));
      else if (attribute === 'class' && /^rt-[a-z0-9]+(?: rt-[a-z]+)*$/.test(value)) continue;
      else if (!ELEMENTS[name]?.includes(attribute)) problems.push(`${name} ${attribute}`);
      if (attribute !== 'href' && /https?:|url\(|:\/\//i.test(value))
        problems.push(`${attribute}="${value}"`);
      if (attribute === 'href' && !/^https?:\/\//.test(value)) problems.push(`href="${value}"`);
    }
    return '';
  });
  problems.push(...open.map((name) => `<${name}> left open`));
  if (/[<>]/.test(rest)) problems.push(`a sign of markup in words: ${/.{0,20}[<>].{0,20}/.exec(rest)?.[0]}`);
  if (/url\(|@import|@font-face|https?:|\\/i.test(sheet))
    problems.push('something remote in the style sheet');
  return problems;
}

function stylesNotForMail(element: string, style: string): string[] {
  return style.split(';').flatMap((declaration) => {
    const [property = '', value = ''] = declaration.split(':');
    if (!PROPERTIES[property]?.test(value)) return [`${element} style ${declaration}`];
    return property === 'padding' && !PADDED.includes(element) ? [`padding of ${element}`] : [];
  });
}

/** The words of a mail's body as they are read, white space collapsed. */
export function wordsOf(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return body
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
