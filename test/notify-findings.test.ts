import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformFindings } from '../src/commands/platform-findings.ts';
import type { PlatformFinding } from '../src/core/ports/sender.ts';
import { scriptedMail, scriptedTexts } from './core/scripted-platform.ts';
import { startCore, type TestCore } from './support/test-core.ts';

const where = 'GOV.UK Notify';
const texts = scriptedTexts();
const mail = scriptedMail();
let core: TestCore;
beforeAll(async () => {
  core = await startCore({ texts, mail });
});
afterAll(() => core?.stop());

/** What `doctor` says of it, as a mark and all its words. */
async function told(finding: PlatformFinding, of = texts): Promise<readonly string[]> {
  Object.assign(texts, { check: async () => (of === texts ? [finding] : []) });
  Object.assign(mail, { check: async () => (of === mail ? [finding] : []) });
  const [, ...findings] = await platformFindings(core.context);
  return findings.map(({ is, what, todo = '' }) => `${is}: ${what} ${todo}`);
}

test.each([
  [{ is: 'let-in', where }, /^ok: GOV.UK Notify takes text messages/],
  [
    { is: 'let-in', where: 'the local catcher' },
    /^ok: Nothing is sent: text messages go to the local catcher/,
  ],
  [{ is: 'rights-missing', where, rights: ['sms'] }, /^mend: .*other words.*notify templates/],
  [{ is: 'unknown', where, why: 'test-key' }, /^note: .*seems to be a test key/],
  [{ is: 'unknown', where, why: 'unclear' }, /^note: .*could not be asked about text messages/],
  [
    { is: 'shut-out', where, why: 'key-refused' },
    /^mend: .*takes no text messages from us: key-refused.*Copy NOTIFY_API_KEY/,
  ],
  [{ is: 'shut-out', where, why: 'clock' }, /^mend: .*Set the clock/],
  [{ is: 'shut-out', where, why: 'template' }, /^mend: .*NOTIFY_TEXT_TEMPLATE/],
] as const)('doctor tells of %o', async (finding, words) => {
  expect(await told(finding)).toEqual([expect.stringMatching(words)]);
});

test('and of e-mail by which way it goes', async () => {
  expect(await told({ is: 'let-in', where }, mail)).toEqual([
    expect.stringContaining('GOV.UK Notify takes e-mails from us.'),
  ]);
  expect(await told({ is: 'let-in', where: 'mail.example.org' }, mail)).toEqual([
    expect.stringContaining('E-mail goes over mail.example.org.'),
  ]);
  expect(await told({ is: 'shut-out', where: 'mail.example.org', why: 'no-tls' }, mail)).toEqual([
    expect.stringContaining('SMTP_URL'),
  ]);
});
