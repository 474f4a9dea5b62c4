import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCard, type Surface } from '../../../adapters/teams/render/card.ts';
import { renderDialog } from '../../../adapters/teams/render/dialog.ts';
import { renderPost } from '../../../adapters/teams/render/post.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { everyMessage, plainTyped, reader } from '../../messages/samples.ts';
import { understood, warningsOf } from '../../support/teams/parser.ts';
import { anyMessage } from '../slack/arbitrary-message.ts';
import {
  all,
  brokenInCard,
  brokenInDialog,
  brokenInPost,
  letters,
  textsIn,
  wordsOf,
} from './card-checker.ts';
import { CARDS, codec, OWNER } from './sample-cards.ts';

const places: readonly Surface[] = ['chat', 'shared', 'dialog'];
const runs = { numRuns: 120 };
const refresh = { name: 'pulse.show', subject: 'r1' } as const;

/** Nothing is left out silently: every word is there, or the line that says that there is more. */
function missing(card: unknown, message: Message): string[] {
  const shown = letters(textsIn(card).join(' '));
  if (shown.includes(letters('There is more than fits here.'))) return [];
  return wordsOf(message).filter((words) => !shown.includes(letters(words)));
}

test('no message breaks a limit as a post, in a chat or where others see it', () => {
  fc.assert(
    fc.property(anyMessage, fc.constantFrom('chat' as const, 'shared' as const), (message, surface) => {
      const post = renderPost(message, codec, { surface, owner: OWNER, refresh });
      const [{ content }] = post.attachments;
      expect(brokenInPost(post, surface)).toEqual([]);
      expect(warningsOf(content)).toEqual([]);
      expect(missing([content], message)).toEqual([]);
    }),
    runs,
  );
});

test('no message breaks a limit as an answer', () => {
  fc.assert(
    fc.property(anyMessage, fc.constantFrom(...places), (message, surface) => {
      const card = renderCard(message, codec, { surface, owner: OWNER });
      expect(brokenInCard(card, surface)).toEqual([]);
      expect(warningsOf(card)).toEqual([]);
      expect(missing(card, message)).toEqual([]);
    }),
    runs,
  );
});

test('no message breaks a limit as a dialog', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const dialog = renderDialog(message, codec, OWNER);
      expect(brokenInDialog(dialog)).toEqual([]);
      expect(warningsOf(dialog.card.content)).toEqual([]);
      expect(missing([dialog.title, dialog], message)).toEqual([]);
    }),
    runs,
  );
});

test("everything the core says is taken by Teams and understood whole by Microsoft's parser", () => {
  for (const [name, each] of Object.entries(everyMessage(plainTyped, reader))) {
    for (const message of [each, { ...each, oneAtATime: true }]) {
      for (const surface of places) {
        const card = renderCard(message, codec, { surface, owner: OWNER });
        expect([name, brokenInCard(card, surface)]).toEqual([name, []]);
        expect([name, warningsOf(card)]).toEqual([name, []]);
        expect([name, missing(card, message)]).toEqual([name, []]);
        expect([name, textsIn(card).join(' ')]).toEqual([
          name,
          expect.not.stringContaining('more than fits'),
        ]);
        const kept = textsIn(understood(card)).length;
        if (all(card, /^Chart\./).length === 0) expect([name, kept]).toEqual([name, textsIn(card).length]);
      }
      expect([name, brokenInDialog(renderDialog(message, codec, OWNER))]).toEqual([name, []]);
    }
  }
});

test('the cards of the pictures are taken too', () => {
  expect(brokenInPost(CARDS.invitation, 'shared')).toEqual([]);
  expect(brokenInPost(CARDS.digest, 'shared')).toEqual([]);
  expect(brokenInPost(CARDS.turnOffer, 'chat')).toEqual([]);
  expect(brokenInDialog(CARDS.form)).toEqual([]);
  expect(brokenInCard(CARDS.oneQuestion, 'chat')).toEqual([]);
});

test('a post with more than fits keeps every heading with its buttons', () => {
  const sections = Array.from({ length: 8 }, (_, index): Message['blocks'] => [
    { kind: 'heading', level: 2, text: `Change ${index + 1}` },
    { kind: 'text', text: `What change ${index + 1} is about.`, tone: 'plain' },
    { kind: 'text', text: 'Why.', tone: 'warning' },
    {
      kind: 'actions',
      buttons: [
        { label: 'Look', action: { name: 'approval.show', subject: `p${index}` }, weight: 'primary' },
      ],
    },
  ]);
  const message = { summary: 'Eight changes wait.', language: 'en-GB', blocks: sections.flat() };
  const card = textsIn(renderPost(message, codec, { surface: 'chat', owner: OWNER })).join('\n');
  for (let number = 1; number <= 8; number += 1) expect(card).toContain(`Change ${number}`);
  expect(card).toContain('There is more than fits here.');
});
