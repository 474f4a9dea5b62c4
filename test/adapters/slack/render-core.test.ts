import { expect, test } from 'vitest';
import { createActionCodec } from '../../../adapters/slack/auth/action-codec.ts';
import { renderHome } from '../../../adapters/slack/render/home.ts';
import { renderModal } from '../../../adapters/slack/render/modal.ts';
import { renderPost } from '../../../adapters/slack/render/post.ts';
import { everyMessage, plainTyped, reader } from '../../messages/samples.ts';
import { refusedInPost, refusedInView, textsIn } from './limit-checker.ts';

const codec = createActionCodec([new Uint8Array(32).fill(7)]);

test('everything the core says is taken by Slack, and whole in modals', () => {
  for (const [name, each] of Object.entries(everyMessage(plainTyped, reader))) {
    const modal = renderModal(each, codec);
    expect([name, refusedInPost(renderPost(each, codec))]).toEqual([name, []]);
    expect([name, refusedInView(modal)]).toEqual([name, []]);
    expect([name, refusedInView(renderHome(each, codec))]).toEqual([name, []]);
    expect([name, textsIn(modal).join(' ')]).toEqual([name, expect.not.stringContaining('more than fits')]);
  }
});
