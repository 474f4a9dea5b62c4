import { type Html, trusted } from './markup.ts';

/** The tokens of docs/design.md. */
const LIGHT = {
  paper: '#ffffff',
  ink: '#16323d',
  quiet: '#4a5b63',
  line: '#6f7d84',
  action: '#0b5c6e',
} as const;
const DARK = {
  paper: '#10191d',
  ink: '#e9eff1',
  quiet: '#aebcc2',
  line: '#7d8c93',
  action: '#7cc6d8',
} as const satisfies Record<keyof typeof LIGHT, string>;

/** What takes which colour, as classes: mail programs that keep the style sheet can then turn them dark. */
const COLOURS = {
  page: ['background-color', 'paper'],
  ink: ['color', 'ink'],
  quiet: ['color', 'quiet'],
  link: ['color', 'action'],
  rule: ['background-color', 'line'],
  row: ['border-color', 'line'],
  box: ['border-color', 'ink'],
  edge: ['border-color', 'action'],
  fill: ['background-color', 'action'],
  onfill: ['color', 'paper'],
} as const satisfies Record<string, readonly [string, keyof typeof LIGHT]>;

type Colour = keyof typeof COLOURS;

/** Each element names its letters itself: Word hands them down to none. */
const LETTERS = 'font-family:Arial,Helvetica,sans-serif;line-height:1.5';
const BODY = `${LETTERS};font-size:19px`;
const CELL = `${LETTERS};font-size:16px;padding:8px 4px;vertical-align:top;border-bottom:1px solid`;
const BUTTON = `${BODY};font-weight:bold;display:inline-block;padding:10px 20px`;

const LOOKS = {
  body: ['margin:0;padding:0', ['page']],
  outer: ['padding:0', ['page']],
  column: ['width:100%;max-width:600px', []],
  inner: ['padding:24px 16px;word-break:break-word', ['page', 'ink']],
  h1: [`${LETTERS};font-size:24px;font-weight:bold;margin:0 0 16px`, ['ink']],
  h2: [`${LETTERS};font-size:24px;font-weight:bold;margin:40px 0 16px`, ['ink']],
  h3: [`${BODY};font-weight:bold;margin:24px 0 8px`, ['ink']],
  text: [`${BODY};margin:0 0 16px`, ['ink']],
  small: [`${LETTERS};font-size:16px;margin:0 0 16px`, ['quiet']],
  foot: [`${LETTERS};font-size:16px;margin:0 0 8px`, ['quiet']],
  fact: [`${BODY};margin:0 0 8px`, ['ink']],
  box: ['width:100%;margin:0 0 16px', []],
  warning: [`${BODY};padding:12px 16px;border:2px solid`, ['box', 'ink']],
  list: ['margin-top:0;margin-bottom:16px', []],
  item: [`${BODY};margin-bottom:8px`, ['ink']],
  table: ['width:100%;border-collapse:collapse;margin:0 0 24px', []],
  caption: [`${BODY};padding:0 0 8px`, ['ink']],
  cell: [CELL, ['row', 'ink']],
  way: [`${BODY};display:inline-block;padding:8px 0;text-decoration:underline`, ['link']],
  stop: [`${LETTERS};font-size:16px;display:inline-block;padding:10px 0;text-decoration:underline`, ['link']],
  rule: ['height:1px;border:0;margin:24px 0', ['rule']],
  button: ['margin:0 0 16px', []],
  primary: ['border:2px solid;mso-padding-alt:10px 20px', ['edge', 'fill']],
  secondary: ['border:2px solid;mso-padding-alt:10px 20px', ['edge', 'page']],
  onprimary: [`${BUTTON};text-decoration:none`, ['onfill']],
  onsecondary: [`${BUTTON};text-decoration:underline`, ['link']],
} as const satisfies Record<string, readonly [string, readonly Colour[]]>;

export type Look = keyof typeof LOOKS;
/** Where lines begin. */
export type Side = 'left' | 'right';

/** The attributes that make an element look so: all of it stands in `style`, as many mail programs read nothing else. */
export function look(name: Look, side?: Side): Html {
  const [style, colours] = LOOKS[name];
  const coloured = colours.map((colour: Colour) => {
    const [property, token] = COLOURS[colour];
    return `;${property}:${LIGHT[token]}`;
  });
  const classes = [name, ...colours].map((each) => `rt-${each}`).join(' ');
  return trusted(
    `class="${classes}" style="${style}${coloured.join('')}${side === undefined ? '' : `;text-align:${side}`}"`,
  );
}

const dark = Object.entries(COLOURS).map(
  ([name, [property, token]]) => `.rt-${name}{${property}:${DARK[token]} !important}`,
);

/** May be dropped without loss: dark colours, and buttons as wide as a narrow screen. */
export const SHEET: Html = trusted(`@media (prefers-color-scheme:dark){
${dark.join('\n')}
}
@media (max-width:480px){
.rt-button{width:100% !important}
.rt-onprimary,.rt-onsecondary{display:block !important;text-align:center}
}`);
