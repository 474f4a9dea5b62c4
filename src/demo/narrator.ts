const BAR_WIDTH = 24;

/** Tells what happens in plain lines; on a terminal a progress bar stays below them. */
export class Narrator {
  readonly #out: NodeJS.WriteStream;
  #bar = '';

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  say(line = ''): void {
    this.#clear();
    this.#out.write(`${line}\n`);
    this.#draw();
  }

  /** `done` of `all` steps are over. */
  progress(done: number, all: number, label: string): void {
    const full = Math.round((done / all) * BAR_WIDTH);
    const percent = String(Math.round((done / all) * 100)).padStart(3);
    this.#clear();
    this.#bar = `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${percent}%  ${label}`;
    this.#draw();
  }

  finish(): void {
    this.#clear();
    this.#bar = '';
  }

  #draw(): void {
    if (this.#out.isTTY && this.#bar !== '') this.#out.write(this.#bar);
  }

  #clear(): void {
    if (this.#out.isTTY && this.#bar !== '') this.#out.write('\r\x1b[2K');
  }
}
