import type { Frame } from '../../../adapters/mail/render/mail.ts';
import { EVERY_BLOCK, message } from '../../contract/chat.fixtures.ts';

export const FRAME: Frame = {
  linkOf: ({ name, subject }) => `https://roundtable.example.org/mail/${name}/${encodeURIComponent(subject)}`,
  stop: { text: 'Stop letters like this by mail', url: 'https://roundtable.example.org/stop/abc' },
  foot: ['You get this because you are a member of Ward 7.', 'Northfield Hospital runs this server.'],
};

export const BARE: Frame = { ...FRAME, stop: null, foot: [] };

export const EVERYTHING = message('All there is', ...EVERY_BLOCK.map(([block]) => block));
