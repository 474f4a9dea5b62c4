import type { AddressKind, PlatformName } from '../../src/core/circle.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import type { PostOutcome, Sender } from '../../src/core/ports/sender.ts';

/** A platform that answers as it is told, and remembers what it was asked to say. */
export interface ScriptedPlatform extends Chat {
  /** The next answers to `post` and `update`; an Error is thrown. With none left everything is posted. */
  readonly answers: (PostOutcome | Error)[];
  readonly posts: Parameters<Chat['post']>[];
  readonly updates: Parameters<Chat['update']>[];
}

export function scriptedPlatform(name: PlatformName): ScriptedPlatform {
  const answers: (PostOutcome | Error)[] = [];
  const posts: Parameters<Chat['post']>[] = [];
  const updates: Parameters<Chat['update']>[] = [];
  const answer = (): PostOutcome => {
    const next = answers.shift() ?? { outcome: 'posted', ref: { platform: name, value: `ref-${name}` } };
    if (next instanceof Error) throw next;
    return next;
  };
  return {
    name,
    abilities: {
      charts: false,
      updates: true,
      standsAlone: false,
      reachesEverybody: true,
      calls: name !== 'web',
      maxCharacters: 1000,
    },
    answers,
    posts,
    updates,
    start: async () => {},
    stop: async () => {},
    post: async (...post) => {
      posts.push(post);
      return answer();
    },
    update: async (...update) => {
      updates.push(update);
      return answer();
    },
    check: async () => [],
    members: async () => [],
    person: async () => null,
    around: async () => ({ channels: [], people: [] }),
  };
}

type ScriptedSender = Pick<ScriptedPlatform, 'answers' | 'posts'> & Sender;

/** The same for e-mail. */
export function scriptedMail(): ScriptedSender {
  return scriptedSender('mail');
}

/** The same for texts. */
export function scriptedTexts(): ScriptedSender {
  return scriptedSender('sms');
}

function scriptedSender(name: AddressKind): ScriptedSender {
  const { answers, posts, abilities, post, check } = scriptedPlatform('slack');
  return {
    name,
    abilities: { ...abilities, updates: false, standsAlone: true },
    answers,
    posts,
    post,
    check,
  };
}
