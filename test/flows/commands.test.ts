import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { socketPath } from '../../src/control/socket-path.ts';
import { HOUR } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { type Ended, runProgram } from '../support/app-process.ts';
import { temporaryFolder } from '../support/folders.ts';
import { HttpClient } from '../support/http-client.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { NORTHFIELD, sayYes, wordsOn } from '../support/test-users.ts';

const BROKEN = NORTHFIELD.replace('timezone: Europe/London', 'timezone: Europe/Londn')
  .replace('{ name: Bex Turner,      voice: staff', '{ name: Bex Turner,      voice: stuff')
  .replace('T01TEST/U03CHIDI', 'T01TEST/U01AMINA')
  .replace('show-scores-from: 5', 'show-scores-from: 3')
  .replace('every: week', 'every: fortnightish');

const files = temporaryFolder('commands');
afterAll(() => files.remove());

function fileOf(name: string, text: string | Uint8Array): string {
  const path = join(files.path, name);
  writeFileSync(path, text);
  return path;
}

const northfield = fileOf('northfield.yaml', NORTHFIELD);
const broken = fileOf('broken.yaml', BROKEN);
const latin1 = fileOf('latin1.yaml', Buffer.from(NORTHFIELD.replace('Ines Costa', 'Inés Costa'), 'latin1'));

describe('while a server holds the embedded folder, commands go through it', () => {
  let app: TestApp;
  const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, app.environment).ended;

  beforeAll(async () => {
    app = await startApp({ backend: 'embedded' });
  });
  afterAll(() => app?.stop());

  test('the socket is for its owner only, and so is the folder', () => {
    const path = socketPath(app.environment.DATA_DIR ?? '');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(app.environment.DATA_DIR ?? '').mode & 0o777).toBe(0o700);
  });

  test('a malformed file: every problem at once with its path and line, and nothing is imported', async () => {
    const { code, out, errors } = await run('circle', 'import', broken);
    expect([code, out]).toEqual([1, '']);
    expect(errors).toContain('Nothing was imported. 5 things need mending:');
    for (const [path, key] of [
      ['timezone', 'timezone: Europe/Londn'],
      ['members[1].voice', 'voice: stuff'],
      ['members[2].slack', 'Chidi Okafor'],
      ['pulse.show-scores-from', 'show-scores-from: 3'],
      ['pulse.every', 'every: fortnightish'],
    ] as const) {
      expect(errors).toContain(`${broken}:${lineOf(BROKEN, key)} ${path}: `);
    }
    for (const table of ['organisations', 'circles', 'members', 'pulses']) {
      expect(await app.records.table(table)).toEqual([]);
    }
  });

  test('a sound file is imported once, names who cannot be reached, and no second time', async () => {
    const first = await run('circle', 'import', northfield);
    const where = `Database: the folder ${app.environment.DATA_DIR}. A server runs on it.\n`;
    expect([first.code, first.errors]).toEqual([0, where]);
    expect(first.out).toContain('Imported "Ward 7 co-production group".');
    expect(first.out).toContain('Not reachable yet: 12.');
    expect(first.out).toContain('  npm run roundtable -- member link "NAME" --circle ');
    const second = await run('circle', 'import', northfield);
    expect(second.code).toBe(1);
    expect(second.errors).toContain('is there already');
    expect(await app.records.table('circles')).toHaveLength(1);
  });

  test('a link works in a browser; a wrong name is answered with the right ones', async () => {
    const come = async (name: string) => {
      const { code, out } = await run('member', 'link', name);
      expect(code).toBe(0);
      const browser = new HttpClient(app.address);
      return { browser, page: await browser.enter(/http\S+\/in#\S+/.exec(out)?.[0] ?? '') };
    };
    // Nobody is there yet who could say that it is them; from then on a steward does.
    const amina = await come('Amina Khan');
    expect([amina.page.status, amina.page.text]).toEqual([200, expect.stringContaining('Hello, Amina Khan')]);
    const joe = await come('Joe Brady');
    const [form = ''] = /\/came-in\/[\w-]+/.exec((await amina.browser.open('/')).html) ?? [];
    const asked = await amina.browser.open(form);
    await amina.browser.press(asked, 'Yes, it is Joe Brady', { words: wordsOn(joe.page) });
    const inside = (await joe.browser.open('/')).text;
    expect([inside, inside.includes('three words')]).toEqual([
      expect.stringContaining('Welcome, Joe Brady'),
      false,
    ]);
    const steward = await run('member', 'steward', 'Joe Brady');
    expect([steward.code, steward.errors]).toEqual([1, expect.stringContaining('has a steward who can act')]);
    const wrong = await run('member', 'link', 'Jo Bradey');
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.errors).toContain('Joe Brady');
    expect(wrong.errors).not.toMatch(/\n\s+at /);
  });

  test('a pulse can be opened once two stewards have said yes, not twice, and cancelled, not twice', async () => {
    const early = await run('pulse', 'open');
    expect([early.code, early.errors]).toEqual([1, expect.stringContaining('Nobody can say yes for them.')]);
    const [circle] = await circleTable.list(app.context.store);
    await sayYes(app, { id: circle?.id ?? '' });
    const short = await app.ask({ name: 'pulse.open', openFor: HOUR - 1 });
    expect(short.out).toContain('Nobody would find the time to answer. Give 1 hour or more');
    expect((await app.ask({ name: 'pulse.open', openFor: HOUR })).out).toContain('2 people are invited.');
    expect(await app.ask({ name: 'pulse.open' })).toMatchObject({ code: 1 });
    expect(await app.ask({ name: 'pulse.cancel' })).toMatchObject({ code: 0 });
    expect(await app.ask({ name: 'pulse.cancel' })).toMatchObject({ code: 1 });
  });

  test('every other command answers', async () => {
    await app.settle();
    for (const request of [
      { name: 'doctor' },
      { name: 'circle.list' },
      { name: 'rota.show' },
      { name: 'digest.compose', format: 'text', send: false },
      { name: 'digest.compose', format: 'html', send: false },
      { name: 'digest.compose', format: 'json', send: true },
    ] as const) {
      const { code, out } = await app.ask(request);
      expect([request.name, code]).toEqual([request.name, 0]);
      expect(out.length).toBeGreaterThan(50);
    }
    const past = await app.ask({ name: 'digest.compose', week: '2026-W99', format: 'text', send: false });
    expect(past.code).toBe(1);
  });
});

describe('while no server runs, commands open the store themselves', () => {
  const environment = {
    DATA_DIR: join(files.path, 'data'),
    PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
    LOG_LEVEL: 'silent',
  };
  const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, environment).ended;

  test('import, then show', async () => {
    expect(await run('circle', 'import', northfield)).toMatchObject({
      code: 0,
      errors: expect.stringMatching(/^Database: the folder .*, made just now: there was none\./),
    });
    const { code, out, errors } = await run('circle', 'show', 'ward');
    expect([code, errors]).toEqual([0, expect.stringMatching(/ No server runs on it\.\n$/)]);
    expect(out).toContain('Service-user reps: 6');
  });

  test('what cannot be read, and what cannot be meant', async () => {
    const [missing, garbled, wordless] = await Promise.all([
      run('circle', 'import', join(files.path, 'nowhere.yaml')),
      run('circle', 'import', latin1),
      run('digest', 'compose', '--format', 'papyrus'),
    ]);
    expect(missing?.errors).toContain('cannot be read');
    expect(garbled?.errors).toContain('is not UTF-8 text');
    expect(wordless?.errors).toContain('Allowed choices are text, html, json');
    for (const ended of [missing, garbled, wordless]) {
      expect(ended?.code).toBe(1);
      expect(ended?.errors).not.toMatch(/\n\s+at /);
    }
  });
});

function lineOf(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split('\n').length;
}
