import { object, text } from '../slack/payload.ts';
import { type Client, type Line, viewOf } from './client.ts';
import type { StoredMessage } from './messages.ts';
import { execute, pressInDialog, pressOnMessage, refreshOf, runCommand } from './pressing.ts';
import { seenDialog, seenMessage } from './seen.ts';
import type {
  Delivery,
  DeliveryOptions,
  Payload,
  Person,
  Pressed,
  SeenDialog,
  SeenMessage,
  Surface,
} from './types.ts';
import type { OpenDialog } from './views.ts';
import type { Conversation } from './world.ts';

/** A person at a Teams client: sees what Teams would show, and can do only what Teams would let them do. */
export class PersonAtClient implements Person {
  readonly #client: Client;

  constructor(line: Line, aad: string, oldClient: boolean) {
    const person = line.world.person(aad);
    this.#client = { ...line, person, oldClient, screen: oldClient ? `${aad} on an old client` : aad };
  }

  get tenant(): string {
    return this.#client.person.tenant;
  }

  get aad(): string {
    return this.#client.person.aad;
  }

  get memberId(): string {
    return this.#client.person.memberId;
  }

  messages(): readonly SeenMessage[] {
    return this.#readable()
      .filter(({ from }) => from === undefined)
      .map((message) => seenMessage(message, viewOf(this.#client, message)));
  }

  direct(): readonly SeenMessage[] {
    const { id } = this.#personalChat();
    return this.messages().filter(({ conversation }) => conversation === id);
  }

  look(message: SeenMessage): SeenMessage {
    const stored = this.#stored(message);
    return seenMessage(stored, viewOf(this.#client, stored));
  }

  press(where: Surface, label: string, options?: DeliveryOptions): Promise<Pressed> {
    if (where !== 'dialog') return pressOnMessage(this.#client, this.#stored(where), label, options);
    const dialog = this.#top();
    return pressInDialog(this.#client, dialog, dialog.view.button(label), options);
  }

  fill(where: Surface, values: Readonly<Record<string, string | readonly string[]>>): void {
    const view = where === 'dialog' ? this.#top().view : viewOf(this.#client, this.#stored(where));
    const people = this.#client.world.peopleOf(this.tenant);
    for (const [name, choice] of Object.entries(values)) view.fill(name, choice, people);
  }

  dialog(): SeenDialog | undefined {
    const dialog = this.#client.world.views.dialogs.get(this.#client.screen);
    return dialog === undefined ? undefined : seenDialog(dialog);
  }

  openDialog(): SeenDialog {
    return seenDialog(this.#top());
  }

  submit(options?: DeliveryOptions): Promise<Pressed> {
    const dialog = this.#top();
    const buttons = dialog.view.buttons().filter(({ type }) => type === 'Action.Submit');
    const [button] = buttons;
    if (button === undefined || buttons.length > 1) {
      const titles = buttons.map(({ title }) => text(title)).join(', ');
      throw new Error(`The dialog has no one submit button, but: ${titles || 'none'}.`);
    }
    return pressInDialog(this.#client, dialog, button, options);
  }

  closeDialog(): void {
    this.#client.world.views.dialogs.delete(this.#client.screen);
  }

  toast(): string | undefined {
    return this.#client.world.views.toasts.get(this.#client.screen);
  }

  async refresh(seen: SeenMessage, trigger: 'automatic' | 'manual' = 'automatic'): Promise<Pressed> {
    const message = this.#stored(seen);
    const members = this.#client.world.conversation(message.conversation).members.length;
    const action = refreshOf(this.#client, viewOf(this.#client, message).cards[0], members, trigger);
    return execute(this.#client, message, action, object(action.data), trigger);
  }

  reload(): void {
    this.#client.world.views.reload(this.#client.screen);
  }

  say(words: string, id?: string, options?: DeliveryOptions): Promise<Delivery> {
    const { world, person, activities, deliveries } = this.#client;
    const place = id === undefined ? this.#personalChat() : world.conversation(id);
    this.#refuseStrangers(place);
    const { tenant } = place;
    const content = { text: words, cards: [], suggestions: [] };
    const stored = world.messages.add({ tenant, conversation: place.id, from: person.aad, ...content });
    const thread = place.kind === 'channel' ? stored.thread : undefined;
    const activity = activities.message(person, place, words, thread);
    return deliveries.send({ ...activity, id: stored.id }, options);
  }

  command(commandId: string, message?: SeenMessage): Promise<Pressed> {
    return runCommand(this.#client, commandId, message && this.#stored(message));
  }

  invoke(name: string, value: Payload, options?: DeliveryOptions): Promise<Delivery> {
    const { person, activities, deliveries } = this.#client;
    return deliveries.send(activities.invoke(person, this.#personalChat(), name, value), options);
  }

  #refuseStrangers({ kind, members, installed, blocked }: Conversation): void {
    const { aad, name } = this.#client.person;
    if (!members.includes(aad)) throw new Error(`${name} is not there.`);
    if (!installed)
      throw new Error(kind === 'personal' ? `${name} has not added the app.` : 'The app is not there.');
    if (blocked) throw new Error(`${name} has blocked the app.`);
  }

  #stored(seen: SeenMessage): StoredMessage {
    const found = this.#readable().find(
      ({ conversation, id }) => conversation === seen.conversation && id === seen.id,
    );
    if (found === undefined) throw new Error('This person cannot see that message.');
    return found;
  }

  #readable(): readonly StoredMessage[] {
    const { world } = this.#client;
    return world.messages
      .all()
      .filter(({ conversation }) => world.conversation(conversation).members.includes(this.aad));
  }

  #personalChat(): Conversation {
    return this.#client.world.personalChat(this.aad);
  }

  #top(): OpenDialog {
    const dialog = this.#client.world.views.dialogs.get(this.#client.screen);
    if (dialog === undefined) throw new Error(`${this.#client.person.name} has no dialog open.`);
    return dialog;
  }
}
