import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActionCodec } from '../../../adapters/slack/auth/action-codec.ts';
import { renderHome } from '../../../adapters/slack/render/home.ts';
import { renderModal, renderStep, stepsOf } from '../../../adapters/slack/render/modal.ts';
import { renderPost } from '../../../adapters/slack/render/post.ts';
import { withoutNewBlocks } from '../../../adapters/slack/render/without-new-blocks.ts';
import { anyMessage } from './arbitrary-message.ts';
import { refusedInPost, refusedInView } from './limit-checker.ts';

const codec = createActionCodec([new Uint8Array(32).fill(7)]);
const runs = { numRuns: 200 };

test('no message breaks a limit as a post, with the new blocks or without', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const post = renderPost(message, codec);
      expect(refusedInPost(post)).toEqual([]);
      const plainer = withoutNewBlocks(post);
      expect(refusedInPost(plainer)).toEqual([]);
      expect(plainer.blocks.map(({ type }) => type)).not.toContain('data_table');
      expect(plainer.blocks.map(({ type }) => type)).not.toContain('data_visualization');
    }),
    runs,
  );
});

test('no message breaks a limit as a modal, whole or at any step', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), (message, pick) => {
      expect(refusedInView(renderModal(message, codec, { team: 'T0NORTH' }))).toEqual([]);
      expect(refusedInView(renderStep(message, codec, pick % stepsOf(message)))).toEqual([]);
    }),
    runs,
  );
});

test('no message breaks a limit as a Home tab', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      expect(refusedInView(renderHome(message, codec))).toEqual([]);
    }),
    runs,
  );
});
