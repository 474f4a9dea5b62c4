const PATIENCE_MS = 10_000;

interface InOrder {
  readonly order: number;
}

/** All that went to and fro, in order, and the bell that rings whenever something did. */
export class Journal<
  Sent extends { readonly method: string; readonly outcome: string },
  Delivery extends object,
> {
  readonly #sent: (Sent & InOrder)[] = [];
  readonly #deliveries: (Delivery & InOrder)[] = [];
  readonly #waiting = new Set<() => void>();
  #order = 0;

  sent(entry: Sent): void {
    this.#order += 1;
    this.#sent.push({ order: this.#order, ...entry });
    this.ring();
  }

  delivered(entry: Delivery): Delivery & InOrder {
    this.#order += 1;
    const delivery = { order: this.#order, ...entry };
    this.#deliveries.push(delivery);
    this.ring();
    return delivery;
  }

  everything(): readonly (Sent & InOrder)[] {
    return [...this.#sent];
  }

  deliveries(): readonly (Delivery & InOrder)[] {
    return [...this.#deliveries];
  }

  ring(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Waits for the world to change until `read` finds something. Gives up after ten seconds, saying what it waited for. */
  until<T>(read: () => T | undefined | false, what: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const look = () => {
        try {
          const found = read();
          if (found === undefined || found === false) return;
          done();
          resolve(found);
        } catch (error) {
          done();
          reject(error);
        }
      };
      const giveUp = setTimeout(() => {
        done();
        const recent = this.#sent.slice(-5).map(({ method, outcome }) => `${method}: ${outcome}`);
        reject(new Error(`Waited in vain for ${what}. Last heard: ${recent.join(', ') || 'nothing'}.`));
      }, PATIENCE_MS);
      const done = () => {
        clearTimeout(giveUp);
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
