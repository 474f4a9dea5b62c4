import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActionCodec } from '../../../adapters/slack/auth/action-codec.ts';
import type { Action } from '../../../src/core/ports/action.ts';
import { anyAction } from './arbitrary-message.ts';

const codec = createActionCodec([new Uint8Array(32).fill(7)]);
const other = createActionCodec([new Uint8Array(32).fill(8)]);
const accept: Action = { name: 'turn.accept', subject: 'm1' };

describe('buttons', () => {
  test('every action comes back as it was, within the limits', () => {
    fc.assert(
      fc.property(anyAction, fc.nat(), (action, position) => {
        const encoded = codec.encode(action, position);
        expect(encoded.action_id.length).toBeLessThanOrEqual(255);
        expect(encoded.value.length).toBeLessThanOrEqual(2000);
        expect(codec.decode(encoded)).toEqual(action);
      }),
    );
  });

  test('positions keep the action ids of equal buttons apart', () => {
    expect(codec.encode(accept, 1).action_id).not.toBe(codec.encode(accept, 2).action_id);
  });

  test('a value with any one character changed is refused', () => {
    const { action_id, value } = codec.encode({ ...accept, value: 'yes' }, 1);
    for (let at = 0; at < value.length; at += 1) {
      for (const sign of ['A', 'z', '=', '.', '2']) {
        if (value[at] === sign) continue;
        const forged = value.slice(0, at) + sign + value.slice(at + 1);
        expect(codec.decode({ action_id, value: forged })).toBeNull();
      }
    }
  });

  test.each([
    ['longer', (value: string) => `${value}A`],
    ['shorter', (value: string) => value.slice(0, -1)],
    ['padded', (value: string) => `${value}=`],
    ['with white space', (value: string) => `${value.slice(0, 9)} ${value.slice(9)}`],
    ['of another version', (value: string) => `2${value.slice(1)}`],
    ['without a version', (value: string) => value.slice(2)],
    ['empty', () => ''],
  ])('a value that is %s is refused', (_, change) => {
    const { action_id, value } = codec.encode(accept, 1);
    expect(codec.decode({ action_id, value: change(value) })).toBeNull();
  });

  test('a value goes with its own action only', () => {
    const { value } = codec.encode(accept, 1);
    expect(codec.decode({ action_id: 'turn.decline#1', value })).toBeNull();
    expect(codec.decode({ value })).toBeNull();
  });

  test('another installation cannot make one, nor a view stand for one', () => {
    const { action_id } = codec.encode(accept, 1);
    expect(codec.decode({ action_id, value: other.encode(accept, 1).value })).toBeNull();
    const metadata = codec.encodeView({ view: accept, submit: accept, step: null });
    expect(codec.decode({ action_id, value: metadata })).toBeNull();
  });

  test('anything else is refused without a throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (action_id, value) => {
        expect(codec.decode({ action_id, value })).toBeNull();
        expect(codec.decodeView(value)).toBeNull();
      }),
    );
  });

  test('what does not fit is never made', () => {
    expect(() => codec.encode({ ...accept, value: 'x'.repeat(2000) }, 1)).toThrow(RangeError);
    expect(() => createActionCodec([new Uint8Array(31)])).toThrow(RangeError);
  });
});

describe('views', () => {
  test('what a view knows of itself comes back, within the limit', () => {
    fc.assert(
      fc.property(
        fc.option(anyAction),
        fc.option(anyAction),
        fc.option(fc.nat(100)),
        (view, submit, step) => {
          const metadata = codec.encodeView({ view, submit, step });
          expect(metadata.length).toBeLessThanOrEqual(3000);
          expect(codec.decodeView(metadata)).toEqual({ view, submit, step });
        },
      ),
    );
  });

  test('forged metadata and that of a button are refused', () => {
    const facts = { view: null, submit: accept, step: null };
    expect(codec.decodeView(other.encodeView(facts))).toBeNull();
    expect(codec.decodeView(codec.encode(accept, 1).value)).toBeNull();
    expect(codec.decodeView(`${codec.encodeView(facts)}A`)).toBeNull();
  });
});
