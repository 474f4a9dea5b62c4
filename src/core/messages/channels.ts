import type { Circle } from '../circle.ts';
import type { Words } from './words.ts';

/** Where news for everybody goes, in a sentence. By the platform alone: ids are nothing to read, and names are not kept. */
export function channelWords(channels: Circle['channels'], words: Words): string {
  const told = channels.flatMap(({ platform }) =>
    platform === 'web' ? [] : [words.say(`change.channels.${platform}`)],
  );
  if (told.length === 0) return words.say('change.channels.none');
  return words.say('change.channels', { channels: words.list([...new Set(told)]) });
}
