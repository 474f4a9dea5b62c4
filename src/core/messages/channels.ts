import type { Circle } from '../circle.ts';
import type { Words } from './words.ts';

/** Where news for everybody goes, in a sentence. */
export function channelWords(channels: Circle['channels'], words: Words): string {
  const told = channels
    .filter(({ platform }) => platform !== 'web')
    .map(({ platform, externalId }) => `${platform === 'slack' ? 'Slack' : 'Teams'} ${externalId}`);
  if (told.length === 0) return words.say('change.channels.none');
  return words.say('change.channels', { channels: words.list(told) });
}
