import { systemClock } from '../../src/clock.ts';
import type { Identity } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Chat, KnownPerson } from '../../src/core/ports/chat.ts';

/** The same core at another moment: nothing else that a test file made passes through the time in between. */
export const contextAt = (context: Context, moment: Instant): Context => ({
  ...context,
  clock: { ...systemClock, now: () => moment },
});

/** With addresses to hand out, which a web platform that listens to nobody has not. */
export const withLinks = (context: Context): Context => ({
  ...context,
  links: {
    entrance: () => 'https://example.org/in',
    wayIn: (secret) => `https://example.org/in#${secret}`,
    page: ({ name, subject }) => `https://example.org/${name}/${subject}`,
    feed: (secret) => `https://example.org/feed/${secret}.ics`,
    stopPage: (capability) => `https://example.org/stop/${capability}`,
    shortPage: (letterId) => `https://example.org/t/${letterId}`,
  },
});

/** What a Slack that is not there says of people, by external id: nobody of the others; an error where it is silent. */
export type Directory = Record<string, Partial<KnownPerson> | Error>;

export function withSlack(context: Context, people: Readonly<Directory>): Context {
  const person = async (identity: Identity): Promise<KnownPerson | null> => {
    const known = people[identity.externalId];
    if (known instanceof Error) throw known;
    if (known === undefined) return null;
    const [workspace = ''] = identity.externalId.split('/');
    const name = identity.externalId.replace('/', ' ');
    return { identity, name, kind: 'member', workspace, timezone: null, ...known };
  };
  const slack = { name: 'slack', person } as Pick<Chat, 'name' | 'person'> as Chat;
  return { ...context, platforms: new Map([...context.platforms, ['slack', slack]]) };
}
