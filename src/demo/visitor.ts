/** How the pages answer somebody who is not signed in: refused, or in a demo led to the list of people. */
const SIGNED_OUT: ReadonlySet<number> = new Set([303, 401, 403]);

/** One person with a browser, as the demo plays them: real requests to the real pages, with cookies and forms. */
export class Visitor {
  readonly name: string;
  readonly #origin: string;
  #cookie = '';
  #link = '';

  constructor(name: string, origin: string) {
    this.name = name;
    this.#origin = origin;
  }

  /** Follows a personal link and presses its button. */
  async enter(link: string): Promise<void> {
    this.#link = link;
    const path = new URL(link).pathname;
    await this.#request(path, { method: 'GET' });
    await this.#request(path, { method: 'POST', body: new URLSearchParams() });
  }

  /** Reads a page; follows the personal link again where the session has run out. Rejects for a page that is not there. */
  async open(path: string): Promise<Page> {
    let page = await this.#request(path, { method: 'GET' });
    if (SIGNED_OUT.has(page.status)) {
      await this.enter(this.#link);
      page = await this.#request(path, { method: 'GET' });
    }
    if (page.status >= 400) throw new Error(`${this.name} could not open ${path}: ${page.status}`);
    return page;
  }

  /** Fills in the form of a page and presses one of its buttons. A refusal is a page too. */
  async send(page: Page, action: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const token = /name="_token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    return this.#request(action, { method: 'POST', body: new URLSearchParams({ ...fields, _token: token }) });
  }

  async #request(path: string, init: RequestInit): Promise<Page> {
    const response = await fetch(new URL(path, this.#origin), {
      ...init,
      redirect: 'manual',
      headers: { cookie: this.#cookie, origin: this.#origin },
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    return { status: response.status, path, html: await response.text() };
  }
}

export interface Page {
  readonly status: number;
  readonly path: string;
  readonly html: string;
}

/** The first address on a page that leads to a place of this kind, such as `/pulse`; null where there is none. */
export function addressOn(page: Page, place: string): string | null {
  return new RegExp(`"(${place}/[A-Za-z0-9._-]+)"`).exec(page.html)?.[1] ?? null;
}
