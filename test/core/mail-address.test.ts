import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMailAddress, sameMailbox } from '../../src/core/mail-address.ts';

describe('an e-mail address', () => {
  test.each([
    ['joe@example.org', 'joe@example.org'],
    ['  Joe.Bloggs+northfield@Example.ORG ', 'Joe.Bloggs+northfield@example.org'],
    ['<joe@example.org>', 'joe@example.org'],
    ['Joe Brady <joe@example.org>', 'joe@example.org'],
    ['joe@example.org.', 'joe@example.org'],
    ['joe@example.org,', 'joe@example.org'],
    ['joe\u200b@example.org', 'joe@example.org'],
    ['mailto:joe@example.org', 'joe@example.org'],
    ["o'neil_{a}!#$%&*/=?^`|~-@example.org", "o'neil_{a}!#$%&*/=?^`|~-@example.org"],
    ['"joe bloggs"@example.org', '"joe bloggs"@example.org'],
    ['"a@b"@example.org', '"a@b"@example.org'],
    ['joe@bücher.example', 'joe@xn--bcher-kva.example'],
    ['joe@例え.テスト', 'joe@xn--r8jz45g.xn--zckzah'],
    ['zoë@example.org', 'zoë@example.org'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%s is kept as %s', (typed, kept) => {
    expect(readMailAddress(typed)).toEqual({ ok: true, value: kept });
  });

  test.each([
    '',
    'joe',
    '@example.org',
    'joe@',
    'joe@localhost',
    'joe@10.0.0.1',
    'joe@[10.0.0.1]',
    'joe@example..org',
    'joe@-example.org',
    '.joe@example.org',
    'joe.@example.org',
    'jo..e@example.org',
    'joe bloggs@example.org',
    'joe@example.org, ann@example.org',
    'joe@example.org; ann@example.org',
    'joe@example.org\r\nBcc: ann@example.org',
    '"joe\r\nBcc: ann"@example.org',
    'joe\u202e@example.org',
    `${'a'.repeat(65)}@example.org`,
    `joe@${'a'.repeat(64)}.org`,
    `joe@${'a.'.repeat(130)}org`,
  ])('%j is none', (typed) => {
    expect(readMailAddress(typed)).toMatchObject({ ok: false, code: 'not-an-address' });
  });

  test('whatever is typed, what is kept has one line, no control characters and no blanks outside quotes, and stays as it is', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());
    fc.assert(
      fc.property(typed, (given) => {
        const read = readMailAddress(given);
        if (!read.ok) return;
        expect(read.value).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(read.value.replace(/^"(?:[^"\\]|\\.)*"/u, '')).not.toMatch(/\s/u);
        expect(readMailAddress(read.value)).toEqual(read);
      }),
    );
  });

  test('large and small letters make no other mailbox', () => {
    expect(sameMailbox('Joe@example.org', 'joe@example.org')).toBe(true);
    expect(sameMailbox('joe@example.org', 'jo@example.org')).toBe(false);
  });
});
