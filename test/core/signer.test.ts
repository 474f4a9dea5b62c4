import { expect, test } from 'vitest';
import { createSigner } from '../../src/core/signer.ts';

const key = new Uint8Array(32).fill(7);
const other = new Uint8Array(32).fill(8);

/** What v0.1.0 wrote into cookies and buttons under this key: it opens until it expires. */
test.each([
  ['web/session', '', 'AYGtMvBwq4UjF842CnsvsJvGfaAol-txl0ZhKePmpLFoZWxsbw', 'hello'],
  [
    'slack/button',
    '',
    'aPrNLfW1Dq8MK4ydNH19quH7CFAuuxDesRQ_BGcPw8xbImhvbWUuc2hvdyIsIiJd',
    '["home.show",""]',
  ],
  [
    'slack/button',
    'T1/U1',
    'kUH8r0p8H-9l49sD-pQafZtDuX5nR9yAdNtUzLlnZuJbImhvbWUuc2hvdyIsIiJd',
    '["home.show",""]',
  ],
])('%s about "%s" signs as it always did', (purpose, about, token, text) => {
  expect(createSigner([key], purpose).sign(text, about)).toBe(token);
  expect(createSigner([other, key], purpose).open(token, about)).toBe(text);
});

test('nothing opens under another key, purpose, version or subject, or changed in one letter', () => {
  const token = createSigner([key], 'a').sign('text', 'me');
  const opened = [
    createSigner([other], 'a').open(token, 'me'),
    createSigner([key], 'b').open(token, 'me'),
    createSigner([key], 'a', '2').open(token, 'me'),
    createSigner([key], 'a').open(token, 'you'),
    createSigner([key], 'a').open(token),
    ...[...token].map((letter, at) =>
      createSigner([key], 'a').open(
        token.slice(0, at) + (letter === 'A' ? 'B' : 'A') + token.slice(at + 1),
        'me',
      ),
    ),
    createSigner([key], 'a').open(`${token}=`, 'me'),
    createSigner([key], 'a').open('', 'me'),
  ];
  expect(opened.every((text) => text === null)).toBe(true);
  expect(() => createSigner([new Uint8Array(31)], 'a')).toThrow(RangeError);
});
