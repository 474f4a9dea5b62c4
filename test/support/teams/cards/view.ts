import { isPayload, list, object, objects, text } from '../../slack/payload.ts';
import type { Payload, SeenCard } from '../types.ts';
import { actionsIn, childrenOf, isInput, isKnownAction, labelOf, ownWords } from './elements.ts';
import { put, startValue } from './inputs.ts';

/** Somebody the person could pick. */
export interface Pickable {
  readonly aad: string;
  readonly name: string;
}

/** Cards as one client shows them to one person: what is folded away, and what stands in the inputs. */
export class CardView {
  readonly cards: readonly Payload[];
  readonly inPlace: boolean;
  readonly #oldClient: boolean;
  readonly #shown = new Map<string, boolean>();
  readonly #values = new Map<string, string>();

  constructor(cards: readonly Payload[], oldClient: boolean, inPlace = false) {
    this.cards = cards;
    this.inPlace = inPlace;
    this.#oldClient = oldClient;
    for (const input of this.#inputs(false)) {
      const value = startValue(input);
      if (value !== '') this.#values.set(text(input.id), value);
    }
  }

  seen(): SeenCard {
    return {
      cards: structuredClone(this.cards),
      words: this.#words(),
      buttons: this.buttons().map(({ title }) => text(title)),
      inputs: this.#inputs(true).map(labelOf),
      values: this.values(),
    };
  }

  /** What can be pressed, in order. */
  buttons(): readonly Payload[] {
    return this.#elements(true).flatMap((element) => this.#actions(element));
  }

  /** The button with this title, or an error that says which there are. */
  button(label: string): Payload {
    const buttons = this.buttons();
    const found = buttons.find(({ title }) => title === label);
    if (found !== undefined) return found;
    const titles = buttons.map(({ title }) => text(title)).join(', ');
    throw new Error(`There is no button «${label}», only: ${titles || 'none'}.`);
  }

  /** Puts in what a person types or picks. Throws where the client would not let them. */
  fill(name: string, choice: string | readonly string[], people: readonly Pickable[]): void {
    const inputs = this.#inputs(true);
    const found = inputs.find((input) => labelOf(input) === name) ?? inputs.find(({ id }) => id === name);
    if (found === undefined) {
      throw new Error(`There is no input «${name}», only: ${inputs.map(labelOf).join(', ') || 'none'}.`);
    }
    this.#values.set(text(found.id), put(found, choice, people));
  }

  /** What goes with an action, of inputs folded away too; empty inputs are left out, as by Microsoft's renderer. */
  values(): Readonly<Record<string, string>> {
    const entries = this.#inputs(false).map(({ id }) => [text(id), this.#values.get(text(id)) ?? '']);
    return Object.fromEntries(entries.filter(([, value]) => value !== ''));
  }

  /** Labels of inputs that keep the client from sending: empty though required, or not as they must be. Folded ones too. */
  incomplete(): readonly string[] {
    return this.#inputs(false)
      .filter((input) => {
        const value = this.#values.get(text(input.id)) ?? '';
        if (input.type === 'Input.Toggle')
          return input.isRequired === true && value !== (text(input.valueOn) || 'true');
        if (value === '') return input.isRequired === true;
        return typeof input.regex === 'string' && !new RegExp(input.regex).test(value);
      })
      .map(labelOf);
  }

  /** `Action.ToggleVisibility`: ids alone turn over, with `isVisible` they are set. */
  toggle(action: Payload): void {
    const elements = new Map(this.#elements(false).map((element) => [text(element.id), element]));
    for (const target of list(action.targetElements)) {
      const id = typeof target === 'string' ? target : text(object(target).elementId);
      const element = elements.get(id);
      if (element === undefined)
        throw new Error(`Nothing on the card has the id «${id}» that is to be shown or hidden.`);
      const wanted = object(target).isVisible;
      this.#shown.set(id, typeof wanted === 'boolean' ? wanted : !this.#isShown(element));
    }
  }

  #isShown(element: Payload): boolean {
    return this.#shown.get(text(element.id)) ?? element.isVisible !== false;
  }

  #elements(shownOnly: boolean): readonly Payload[] {
    const walk = (element: Payload): readonly Payload[] =>
      shownOnly && !this.#isShown(element) ? [] : [element, ...childrenOf(element).flatMap(walk)];
    return this.cards.flatMap(walk);
  }

  #inputs(shownOnly: boolean): readonly Payload[] {
    return this.#elements(shownOnly).filter(isInput);
  }

  /** What this client offers of an element's actions: those it does not know by their fallback. */
  #actions(element: Payload): readonly Payload[] {
    return actionsIn(element).flatMap((action) => {
      const old = this.#oldClient && action.type === 'Action.Execute';
      if (isKnownAction(action) && !old) return [action];
      return isPayload(action.fallback) ? [action.fallback] : [];
    });
  }

  /** A line for each block of a card, and one for its buttons. */
  #words(): string {
    const spoken = (element: Payload): readonly string[] => {
      if (!this.#isShown(element)) return [];
      const buttons = this.#actions(element).map(({ title }) => text(title));
      return [...ownWords(element), ...childrenOf(element).flatMap(spoken), ...buttons];
    };
    return this.cards
      .flatMap((card) => [
        ...objects(card.body).map(spoken),
        this.#actions(card).map(({ title }) => text(title)),
      ])
      .map((words) => words.filter(Boolean).join(' '))
      .filter(Boolean)
      .join('\n');
  }
}
