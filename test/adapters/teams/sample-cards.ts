import { createActionCodec } from '../../../adapters/teams/auth/action-codec.ts';
import { renderCard } from '../../../adapters/teams/render/card.ts';
import { renderDialog } from '../../../adapters/teams/render/dialog.ts';
import { renderPost } from '../../../adapters/teams/render/post.ts';
import { everyMessage, plainTyped, reader } from '../../messages/samples.ts';
import { SAMPLES } from '../slack/sample-messages.ts';

export const codec = createActionCodec([new Uint8Array(32).fill(7)]);
export const OWNER = '3f2a6c1e-5b0d-4c7e-9a43-0d6f7b8c9e10';
const WHOLE = { name: 'digest.show', subject: 'd1' } as const;

const every = everyMessage(plainTyped, reader);

function sample(name: string) {
  const found = every[name];
  if (found === undefined) throw new Error(`no message ${name}`);
  return found;
}

/** What people see most, drawn where they see it. */
export const CARDS = {
  invitation: renderPost(SAMPLES.invitation, codec, { surface: 'shared', owner: null }),
  form: renderDialog(SAMPLES.form, codec, OWNER),
  oneQuestion: renderCard({ ...SAMPLES.form, oneAtATime: true }, codec, { surface: 'chat', owner: OWNER }),
  digest: renderPost(SAMPLES.digest, codec, { surface: 'shared', owner: null, whole: WHOLE }),
  turnOffer: renderPost(sample('turnOffer'), codec, { surface: 'chat', owner: OWNER }),
};
