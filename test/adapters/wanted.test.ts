import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createWanted } from '../../adapters/web/auth/wanted.ts';

const wanted = createWanted(true);

/** The cookie that a request to this address leaves; null: none. */
function left(url: string, method = 'GET'): string | null {
  const cookies: string[] = [];
  const response = { appendHeader: (_name: string, value: string) => cookies.push(value) };
  wanted.remember({ method, url } as IncomingMessage, response as unknown as ServerResponse);
  return cookies[0] ?? null;
}

const taken = (cookie: string): string =>
  wanted.take(
    { headers: { cookie } } as IncomingMessage,
    { appendHeader: () => {} } as unknown as ServerResponse,
  );

test('a view that somebody wanted comes back once they are in', () => {
  for (const path of ['/letter/l1?value=turn.accept%2Fm1', '/pulse/r1', '/digest/d1']) {
    const cookie = left(path) ?? '';
    expect(cookie).toMatch(/; Path=\/in; HttpOnly; SameSite=Lax; Secure; Max-Age=3600$/);
    expect(taken(cookie.split(';')[0] ?? '')).toBe(path);
  }
});

test('what is no view of ours is not kept', () => {
  for (const path of ['/', '/in', '/healthz', '/stop/abc', '//evil.example/pulse/r1', '/%2e%2e/x'])
    expect(left(path)).toBeNull();
  expect(left('/pulse/r1', 'POST')).toBeNull();
});

test('whatever stands in the cookie leads nowhere else', () => {
  for (const value of [
    'https://evil.example/pulse/r1',
    '//evil.example/pulse',
    '/\\evil.example/pulse',
    '/pulse/../../x/y',
    'javascript:alert(1)',
    '/pulse/r1\r\nSet-Cookie: a=b',
    '%',
    '',
  ])
    for (const written of [value, encodeURIComponent(value)]) {
      const to = taken(`roundtable-next=${written}`);
      expect(to === '/' || /^\/pulse(\/r1)?$/.test(to), `${written} led to ${to}`).toBe(true);
      expect(to).not.toMatch(/[\r\n]/);
    }
  expect(taken('')).toBe('/');
});

test('of what follows a question mark only the part that was meant is kept', () => {
  expect(taken((left('/letter/l1?value=a%0D%0Ab&next=//evil') ?? '').split(';')[0] ?? '')).toBe(
    '/letter/l1?value=a%0D%0Ab',
  );
});
