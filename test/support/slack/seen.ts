import { buttonsOf, elementsOf, labelOf, plain, wordsOf } from './elements.ts';
import { namesOf } from './form-state.ts';
import type { StoredMessage } from './messages.ts';
import { objects, text, words } from './payload.ts';
import type { Payload, SeenMessage, SeenView } from './types.ts';
import type { StoredView } from './views.ts';

/** What a person sees of a message or view: copies, so that a test may keep and compare them. */

const labels = (blocks: readonly Payload[]): readonly string[] =>
  buttonsOf(blocks).map(({ element }) => words(element.text));

export function seenMessage(message: StoredMessage): SeenMessage {
  const { team, channel, ts, text: said, blocks, edited, onlyFor } = message;
  const shown = blocks.length === 0 ? said : wordsOf(blocks);
  return {
    team,
    channel,
    ts,
    text: said,
    blocks: structuredClone(blocks),
    words: shown,
    buttons: labels(blocks),
    edited,
    onlyFor,
  };
}

export function seenView(view: StoredView): SeenView {
  const blocks = objects(structuredClone(view.content.blocks));
  const submit = plain(view.content.submit);
  return {
    id: view.id,
    type: view.type,
    hash: view.hash,
    title: plain(view.content.title),
    submit: submit === '' ? undefined : submit,
    blocks,
    callbackId: text(view.content.callback_id),
    privateMetadata: text(view.content.private_metadata),
    words: wordsOf(blocks),
    buttons: labels(blocks),
    inputs: namesOf(blocks),
    values: structuredClone(view.form.values()),
    errors: { ...view.errors },
  };
}

/** The button with this text, or an error that says which there are. */
export function buttonNamed(blocks: readonly Payload[], label: string) {
  const found = buttonsOf(blocks).find(({ element }) => words(element.text) === label);
  if (found === undefined) {
    throw new Error(`There is no button «${label}», only: ${labels(blocks).join(', ') || 'none'}.`);
  }
  return found;
}

export function inputLabels(blocks: readonly Payload[]): string {
  return elementsOf(blocks).map(labelOf).join(', ') || 'none';
}
