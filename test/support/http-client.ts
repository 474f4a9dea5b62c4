/** A page as a person without a script sees it, and what a test may want to know besides. */
export interface SeenPage {
  readonly status: number;
  readonly headers: Headers;
  readonly path: string;
  readonly html: string;
  readonly title: string;
  /** The words of the body, white space collapsed, entities read. */
  readonly text: string;
}

/** As `fetch`, with headers by name. */
export type Asked = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };
export type Fetcher = (url: URL, init: Asked) => Promise<Response>;

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser without a script: keeps cookies, follows redirects, fills in and sends the forms that a page really holds. */
export class HttpClient {
  readonly #base: string;
  readonly #fetch: Fetcher;
  readonly cookies = new Map<string, string>();

  /** `fetcher`: for a certificate or an address of one's own. It must not follow redirects. */
  constructor(base: string, fetcher: Fetcher = fetch) {
    this.#base = base;
    this.#fetch = fetcher;
  }

  open(path: string): Promise<SeenPage> {
    return this.send(path, { method: 'GET' });
  }

  /** Opens a way in, as its page's script or somebody who types the code does, and says that it is them. */
  async enter(link: string, device: 'own' | 'shared' = 'own'): Promise<SeenPage> {
    const asked = await this.look(link);
    return asked.status === 200 ? this.press(asked, 'Yes, that’s me', { device }) : asked;
  }

  /** Up to the question whether it is them. */
  async look(link: string): Promise<SeenPage> {
    return this.press(await this.open('/in'), 'Continue', { code: new URL(link).hash.slice(1) });
  }

  /** Presses the button with this label, sending its form with the given inputs in place of those shown. */
  press(page: SeenPage, label: string, inputs: Fields = {}): Promise<SeenPage> {
    const { action, fields } = formOf(page.html, label);
    for (const [name, values] of Object.entries(inputs)) {
      fields.delete(name);
      for (const value of [values].flat()) fields.append(name, value);
    }
    return this.post(action, fields);
  }

  /** Sends a form of one's own making. */
  post(
    path: string,
    fields: URLSearchParams | string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<SeenPage> {
    const body = fields instanceof URLSearchParams ? fields.toString() : fields;
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return this.send(path, { method: 'POST', body, headers: { ...type, ...headers } });
  }

  /** One request as given, then whatever it redirects to, unless asked not to (`redirect: 'manual'`). */
  async send(path: string, init: Asked): Promise<SeenPage> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...init.headers };
    const response = await this.#fetch(new URL(path, this.#base), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null && init.redirect !== 'manual') {
      await response.arrayBuffer();
      return this.open(location);
    }
    const html = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      path,
      html,
      title: readEntities(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''),
      text: textOf(html),
    };
  }
}

export function pathOf(link: string): string {
  const url = new URL(link);
  return url.pathname + url.search;
}

/** Visible words of markup. */
export function textOf(html: string): string {
  const body = html.replace(/^[\s\S]*<body[^>]*>/, '').replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, ' ');
  return readEntities(body.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** What each input of a page holds now, by name. */
export function valuesOf(html: string): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of fieldsOf(html)) values[name] = [...(values[name] ?? []), value];
  return values;
}

function formOf(html: string, label: string): { action: string; fields: URLSearchParams } {
  for (const [, attributes = '', content = ''] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    for (const [, own = '', words = ''] of content.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)) {
      if (textOf(words) !== label) continue;
      const fields = fieldsOf(content);
      const name = attribute(own, 'name');
      if (name !== null) fields.append(name, attribute(own, 'value') ?? '');
      return { action: attribute(own, 'formaction') ?? attribute(attributes, 'action') ?? '/', fields };
    }
  }
  throw new Error(`there is no button "${label}" on this page: ${textOf(html)}`);
}

function fieldsOf(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, attributes = ''] of html.matchAll(/<input([^>]*)>/g)) {
    const choice = /type="(radio|checkbox)"/.test(attributes);
    if (choice && !/ checked(\s|$)/.test(attributes)) continue;
    fields.append(attribute(attributes, 'name') ?? '', attribute(attributes, 'value') ?? '');
  }
  for (const [, attributes = '', value = ''] of html.matchAll(
    /<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g,
  )) {
    fields.append(attribute(attributes, 'name') ?? '', readEntities(value));
  }
  return fields;
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes);
  return found?.[1] === undefined ? null : readEntities(found[1]);
}

function readEntities(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
