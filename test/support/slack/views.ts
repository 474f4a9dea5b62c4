import { randomBytes } from 'node:crypto';
import type { ServerClock } from './clock.ts';
import { withIds } from './elements.ts';
import { FormState } from './form-state.ts';
import { objects, text } from './payload.ts';
import { Refusal } from './refusal.ts';
import type { Payload } from './types.ts';

/** How long a trigger id lives: https://docs.slack.dev/interactivity/handling-user-interaction */
const TRIGGER_MS = 3000;
/** Views in one modal: https://docs.slack.dev/reference/methods/views.push */
const STACK_MAX = 3;

export interface StoredView {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  /** As the app gave it, ids filled in. */
  content: Payload;
  readonly form: FormState;
  errors: Readonly<Record<string, string>>;
}

interface Trigger {
  readonly team: string;
  readonly user: string;
  readonly at: number;
  used: boolean;
}

/** Modals and Home tabs that are open, and the trigger ids that open them. */
export class Views {
  readonly #clock: ServerClock;
  readonly #triggers = new Map<string, Trigger>();
  readonly #stacks = new Map<string, StoredView[]>();
  readonly #homes = new Map<string, StoredView>();
  #count = 0;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** A new trigger id, for something this person just did. */
  trigger(team: string, user: string): string {
    this.#count += 1;
    const id = `${1_000_000 + this.#count}.${this.#clock.now()}.${randomBytes(8).toString('hex')}`;
    this.#triggers.set(id, { team, user, at: this.#clock.now(), used: false });
    return id;
  }

  /** Uses a trigger id up. Wrong, used or over three seconds old: refused, each with its own error. */
  redeem(id: string, team: string): Trigger {
    const trigger = this.#triggers.get(id);
    if (trigger === undefined || trigger.team !== team) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (this.#clock.now() - trigger.at > TRIGGER_MS) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  open(team: string, user: string, content: Payload): StoredView {
    this.#refuseKnownExternalId(team, content, undefined);
    const view = this.#make(team, user, 'modal', content, undefined);
    this.#stacks.set(key(team, user), [view]);
    return view;
  }

  push(team: string, user: string, content: Payload): StoredView {
    const stack = this.stack(team, user);
    const top = stack.at(-1);
    if (top === undefined) throw new Refusal('not_found');
    if (stack.length >= STACK_MAX) throw new Refusal('push_limit_reached');
    this.#refuseKnownExternalId(team, content, undefined);
    const view = this.#make(team, user, 'modal', content, top);
    this.#stacks.set(key(team, user), [...stack, view]);
    return view;
  }

  /** With a hash, only if the view is still as it was when that hash was given. */
  update(view: StoredView, content: Payload, hash: string): StoredView {
    if (hash !== '' && hash !== view.hash) throw new Refusal('hash_conflict');
    this.#refuseKnownExternalId(view.team, content, view);
    view.content = { ...content, blocks: withIds(objects(content.blocks)) };
    view.hash = this.#hash();
    view.form.replace(objects(view.content.blocks));
    view.errors = {};
    return view;
  }

  publish(team: string, user: string, content: Payload, hash: string): StoredView {
    const known = this.home(team, user);
    if (known !== undefined) return this.update(known, content, hash);
    const view = this.#make(team, user, 'home', content, undefined);
    this.#homes.set(key(team, user), view);
    return view;
  }

  /** An open view of a workspace; a closed one is gone. */
  find(team: string, id: string, externalId: string): StoredView | undefined {
    return this.#open(team).find(
      (view) =>
        (id !== '' && view.id === id) || (externalId !== '' && view.content.external_id === externalId),
    );
  }

  stack(team: string, user: string): readonly StoredView[] {
    return this.#stacks.get(key(team, user)) ?? [];
  }

  home(team: string, user: string): StoredView | undefined {
    return this.#homes.get(key(team, user));
  }

  /** Takes the top view away, or all; gives those that went, top first. */
  close(team: string, user: string, all: boolean): readonly StoredView[] {
    const stack = this.stack(team, user);
    const left = all ? [] : stack.slice(0, -1);
    this.#stacks.set(key(team, user), left);
    return stack.slice(left.length).reverse();
  }

  #open(team: string): readonly StoredView[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()].filter(
      (view) => view.team === team,
    );
  }

  #refuseKnownExternalId(team: string, content: Payload, own: StoredView | undefined): void {
    const id = text(content.external_id);
    const other = id === '' ? undefined : this.find(team, '', id);
    if (other !== undefined && other !== own) throw new Refusal('duplicate_external_id');
  }

  #make(
    team: string,
    user: string,
    type: 'modal' | 'home',
    given: Payload,
    previous: StoredView | undefined,
  ): StoredView {
    this.#count += 1;
    const id = `V${String(this.#count).padStart(9, '0')}`;
    const content = { ...given, blocks: withIds(objects(given.blocks)) };
    const rootId = previous?.rootId ?? id;
    const form = new FormState(content.blocks);
    const previousId = previous?.id ?? null;
    return { id, team, user, type, rootId, previousId, hash: this.#hash(), content, form, errors: {} };
  }

  #hash(): string {
    this.#count += 1;
    return `${Math.floor(this.#clock.now() / 1000)}.${randomBytes(4).toString('hex')}${this.#count}`;
  }
}

const key = (team: string, user: string): string => `${team}/${user}`;

/** A view as answers and payloads carry it. */
export function describeView(view: StoredView, botId: string, appId: string): Payload {
  const { content } = view;
  return {
    id: view.id,
    team_id: view.team,
    type: view.type,
    blocks: content.blocks,
    private_metadata: text(content.private_metadata),
    callback_id: text(content.callback_id),
    state: { values: view.form.values() },
    hash: view.hash,
    title: content.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: content.clear_on_close === true,
    notify_on_close: content.notify_on_close === true,
    close: content.close ?? null,
    submit: content.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: appId,
    external_id: text(content.external_id),
    app_installed_team_id: view.team,
    bot_id: botId,
  };
}
