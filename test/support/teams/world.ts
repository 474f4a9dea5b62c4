import { createHash } from 'node:crypto';
import { Journal } from '../journal.ts';
import { ServerClock } from '../slack/clock.ts';
import { RateLimits } from './limits.ts';
import { Login } from './login.ts';
import { Messages } from './messages.ts';
import type { ChatSeed, Payload, PersonSeed, TeamSeed, TeamsJournal, TeamsOptions } from './types.ts';
import { Views } from './views.ts';

export interface Account {
  readonly aad: string;
  readonly tenant: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly guest: boolean;
  /** `29:…`: other for every bot at Teams, so nothing to compute. */
  readonly memberId: string;
}

export interface Conversation {
  readonly id: string;
  readonly tenant: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly name: string;
  /** The team of a channel. */
  readonly team: Team | undefined;
  /** Object ids of people, in the order of joining; a channel's are its team's. */
  readonly members: string[];
  installed: boolean;
  /** In a personal chat: the person blocked the app. */
  blocked: boolean;
}

export interface Team {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly groupId: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

const digest = (words: string): string => createHash('sha256').update(words).digest('base64url');

/** Tenants, people and conversations, and where everything else of the peer is kept. */
export class World {
  readonly options: TeamsOptions;
  readonly clock: ServerClock;
  readonly journal: TeamsJournal = new Journal();
  readonly login: Login;
  readonly limits: RateLimits;
  readonly messages: Messages;
  readonly views = new Views();
  readonly botName = 'Roundtable';
  readonly #people = new Map<string, Account>();
  readonly #conversations = new Map<string, Conversation>();
  readonly #teams = new Map<string, Team>();
  /** Of the connector; known once the server listens. */
  serviceUrl = '';

  constructor(options: TeamsOptions) {
    this.options = options;
    this.clock = new ServerClock(options.speed ?? 1);
    const tenants = options.tenants.map(({ id }) => id);
    this.login = new Login(this.clock, tenants, options.appId);
    this.limits = new RateLimits(this.clock);
    this.messages = new Messages(this.clock);
    for (const person of options.people) this.addPerson(person);
    for (const team of options.teams ?? []) this.#addTeam(team);
    for (const chat of options.chats ?? []) this.#addChat(chat);
  }

  get botId(): string {
    return `28:${this.login.appId}`;
  }

  addPerson(seed: PersonSeed): void {
    const { aad, tenant, name, guest = false, locale = 'en-GB', installed = !guest } = seed;
    if (!this.options.tenants.some(({ id }) => id === tenant))
      throw new Error(`There is no tenant ${tenant}.`);
    const email = seed.email ?? `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.org`;
    const memberId = `29:1${digest(`${this.login.appId} ${aad}`)}`;
    this.#people.set(aad, { aad, tenant, name, email, locale, guest, memberId });
    this.#add({ id: personalId(memberId), tenant, kind: 'personal', name, members: [aad], installed });
  }

  #addTeam({ id, tenant, name, members, channels = [], installed = true }: TeamSeed): void {
    const all = [{ id, name: 'General' }, ...channels];
    const team: Team = { id, tenant, name, groupId: digest(id), channels: all };
    this.#teams.set(id, team);
    const roster = [...members];
    for (const channel of all) {
      this.#add({ ...channel, tenant, kind: 'channel', members: roster, installed }, team);
    }
  }

  #addChat({ id, tenant, name, members, installed = true }: ChatSeed): void {
    this.#add({ id, tenant, kind: 'groupChat', name, members: [...members], installed });
  }

  #add(conversation: Omit<Conversation, 'team' | 'blocked'>, team?: Team): void {
    this.#conversations.set(conversation.id, { ...conversation, team, blocked: false });
  }

  person(aad: string): Account {
    const found = this.#people.get(aad);
    if (found === undefined) throw new Error(`There is nobody ${aad}.`);
    return found;
  }

  peopleOf(tenant: string): readonly Account[] {
    return [...this.#people.values()].filter((person) => person.tenant === tenant);
  }

  /** By what a bot may call somebody: `29:…` or their object id. */
  known(id: string): Account | undefined {
    return this.#people.get(id) ?? [...this.#people.values()].find(({ memberId }) => memberId === id);
  }

  /** A conversation by its id, also by that of a thread in it. */
  find(id: string): Conversation | undefined {
    return this.#conversations.get(id.split(';messageid=')[0] ?? '');
  }

  conversation(id: string): Conversation {
    const found = this.find(id);
    if (found === undefined) throw new Error(`There is no conversation ${id}.`);
    return found;
  }

  personalChat(aad: string): Conversation {
    return this.conversation(personalId(this.person(aad).memberId));
  }

  team(id: string): Team | undefined {
    return this.#teams.get(id);
  }

  /** The conversations that share one roster and one installation: a team's channels, or just the one. */
  circleOf({ id, team }: Conversation): readonly Conversation[] {
    return (team?.channels.map((channel) => channel.id) ?? [id]).map((each) => this.conversation(each));
  }

  /** Somebody as rosters describe them; guests come without an address. */
  describe({ memberId, name, aad, email, tenant, guest }: Account): Payload {
    const [givenName = '', ...rest] = name.split(' ');
    return {
      id: memberId,
      name,
      objectId: aad,
      aadObjectId: aad,
      givenName,
      surname: rest.join(' '),
      ...(guest ? {} : { email, userPrincipalName: email }),
      tenantId: tenant,
      userRole: guest ? 'guest' : 'user',
    };
  }
}

const personalId = (memberId: string): string => `a:1${digest(memberId)}`;
