import { describe, expect, test } from 'vitest';
import { readMailConfig } from '../src/config/mail.ts';

const HERE = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  MAIL_FROM: 'Northfield Roundtable <bot@example.org>',
};
const read = (over: Partial<Parameters<typeof readMailConfig>[0]>) => readMailConfig({ ...HERE, ...over });

describe('the variables of e-mail', () => {
  test('none of them: it is not set up', () => {
    expect(readMailConfig({ NODE_ENV: 'production', HOST: '0.0.0.0' })).toEqual({
      config: null,
      problems: [],
    });
  });

  test.each([
    ['smtps://a%40b:p%3Aw@mail.example.org', { port: 465, user: 'a@b', password: 'p:w', tls: 'at-once' }],
    ['smtp://mail.example.org', { port: 587, user: null, password: null, tls: 'first' }],
    ['smtp://u:p@127.0.0.1:2525', { port: 2525, tls: 'none' }],
    ['smtp://[::1]:2525', { host: '::1', tls: 'none' }],
  ])('%s', (url, smtp) => {
    expect(read({ SMTP_URL: url })).toMatchObject({
      problems: [],
      config: { from: { name: 'Northfield Roundtable', address: 'bot@example.org' }, smtp },
    });
  });

  test.each([['bot@example.org'], ['<bot@example.org>'], ['"Roundtable" <bot@example.org>']])(
    'from %s',
    (from) => {
      expect(read({ SMTP_URL: 'smtp://localhost', MAIL_FROM: from }).config?.from).toEqual({
        name: 'Roundtable',
        address: 'bot@example.org',
      });
    },
  );

  test.each([
    [{}, ['SMTP_URL is missing']],
    [{ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'Roundtable' }, ['MAIL_FROM']],
    [{ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.org\r\nBcc: c@d.org' }, ['MAIL_FROM']],
    [{ MAIL_FROM: 'Roundtable' }, ['SMTP_URL is missing', 'MAIL_FROM']],
    [{ SMTP_URL: 'catch:', NODE_ENV: 'production' }, ['not in production']],
    [{ SMTP_URL: 'catch:', HOST: '0.0.0.0' }, ['for this machine alone']],
    [{ SMTP_URL: 'smtp:' }, ['names no server']],
    [{ SMTP_URL: 'smtp://u:50%off@mail.b.org' }, ['as %25']],
  ])('%o is told with all that is to mend, and no value', (over, words) => {
    const { config, problems } = read(over);
    expect(config).toBeNull();
    expect(problems).toHaveLength(words.length);
    for (const [at, word] of words.entries()) expect(problems[at]).toContain(word);
    expect(problems.join()).not.toMatch(/Bcc|b\.org/);
  });

  test('mails may be caught on this machine', () => {
    expect(read({ SMTP_URL: 'catch:' })).toMatchObject({ problems: [], config: { smtp: null } });
  });
});
