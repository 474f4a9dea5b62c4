import { describe, expect, test } from 'vitest';
import { readNotifyConfig } from '../src/config/notify.ts';

const SERVICE = '26785a09-ab16-4eb0-8407-a37497a57506';
const KEY = `my-test-key-${SERVICE}-3d844edf-8d35-48ac-975b-e847b4f122b0`;
const TEMPLATE = 'f33517ff-2a88-4f6e-b855-c550268ce08a';
const HERE = { NODE_ENV: 'production', HOST: '0.0.0.0' };
type Values = Parameters<typeof readNotifyConfig>[0];
const read = (over: Partial<Values>) =>
  readNotifyConfig({ ...HERE, NOTIFY_API_KEY: KEY, NOTIFY_TEXT_TEMPLATE: TEMPLATE, ...over });

describe('the variables of GOV.UK Notify', () => {
  test('none of them: it is not set up', () => {
    expect(readNotifyConfig(HERE)).toEqual({ config: null, problems: [] });
  });

  test('a key holds the id of its service', () => {
    expect(read({ NOTIFY_MAIL_TEMPLATE: TEMPLATE, NOTIFY_RECEIPTS_TOKEN: 'x'.repeat(16) })).toEqual({
      problems: [],
      config: {
        service: { apiKey: KEY, serviceId: SERVICE, url: 'https://api.notifications.service.gov.uk' },
        textTemplate: TEMPLATE,
        mailTemplate: TEMPLATE,
        receiptsToken: 'x'.repeat(16),
      },
    });
    expect(read({ SMTP_URL: 'smtp://mail.example.org' }).config?.mailTemplate).toBeNull();
  });

  test.each([
    [{ NOTIFY_API_KEY: undefined }, ['NOTIFY_API_KEY is missing']],
    [{ NOTIFY_API_KEY: `key-${SERVICE}` }, ['is no key']],
    [{ NOTIFY_API_KEY: KEY.slice(0, -1) }, ['is no key']],
    [{ NOTIFY_TEXT_TEMPLATE: undefined }, ['notify templates']],
    [{ NOTIFY_TEXT_TEMPLATE: 'welcome' }, ['NOTIFY_TEXT_TEMPLATE is no id']],
    [{ NOTIFY_MAIL_TEMPLATE: TEMPLATE, SMTP_URL: 'smtp://x.org' }, ['NOTIFY_MAIL_TEMPLATE and SMTP_URL']],
    [{ NOTIFY_API_KEY: 'catch:' }, ['for this machine alone']],
    [{ NOTIFY_API_KEY: 'catch:', NODE_ENV: 'development' }, ['for this machine alone']],
    [{ NOTIFY_URL: 'https://notify.example.org' }, ['NOTIFY_URL']],
    [{ NOTIFY_URL: 'http://127.0.0.1:6011' }, ['NOTIFY_URL']],
    [{ NOTIFY_URL: 'https://notify.example.org', NODE_ENV: 'development' }, ['NOTIFY_URL']],
    [{ BASE_URL: `https://${'x'.repeat(60)}.org` }, ['BASE_URL']],
    [
      { NOTIFY_API_KEY: undefined, NOTIFY_TEXT_TEMPLATE: 'secret' },
      ['NOTIFY_API_KEY', 'NOTIFY_TEXT_TEMPLATE'],
    ],
  ])('%o is told with all that is to mend, and no value', (over, words) => {
    const { config, problems } = read(over);
    expect(config).toBeNull();
    expect(problems).toHaveLength(words.length);
    for (const [at, word] of words.entries()) expect(problems[at]).toContain(word);
    expect(problems.join()).not.toMatch(/secret|welcome|example\.org|26785a09/);
  });

  test('texts may be caught on this machine, and a test server may stand there', () => {
    const here = { NODE_ENV: 'development', HOST: '127.0.0.1' };
    expect(readNotifyConfig({ ...here, NOTIFY_API_KEY: 'catch:' }).config).toMatchObject({
      service: null,
      textTemplate: 'catch:',
      mailTemplate: null,
    });
    expect(read({ ...here, NOTIFY_URL: 'http://127.0.0.1:6011/' }).config?.service?.url).toBe(
      'http://127.0.0.1:6011',
    );
  });
});
