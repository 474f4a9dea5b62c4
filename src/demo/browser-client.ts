/** One person with a browser, as the demo plays them: real requests to the real pages, with cookies and forms. */
export class BrowserClient {
  readonly name: string;
  readonly #origin: string;
  #cookie = '';

  constructor(name: string, origin: string) {
    this.name = name;
    this.#origin = origin;
  }

  /** Comes in by an invitation, and says that it is them. */
  async enter(address: string): Promise<void> {
    const code = new URL(address).hash.slice(1);
    const body = new URLSearchParams({ code, device: 'own' });
    await this.#request('/in', { method: 'POST', body });
    await this.#request('/in/yes', { method: 'POST', body });
  }

  /** Reads a page. Rejects for one that is not there. */
  async open(path: string): Promise<Page> {
    const page = await this.#request(path, { method: 'GET' });
    if (page.status >= 300) throw new Error(`${this.name} could not open ${path}: ${page.status}`);
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
