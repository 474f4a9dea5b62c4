import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/core/messages/plain-text.ts';
import { inLanguageOf, words } from '../../src/core/messages/words.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { digestPage } from '../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { cy } from '../../src/languages/cy.ts';
import { enGB } from '../../src/languages/en-GB.ts';
import { facts } from '../features/digests/arbitrary.ts';
import { readability } from './readability.ts';
import { everyMessage, plainTyped, reader } from './samples.ts';

const typed = fc.record({
  name: said(40),
  circle: said(60),
  title: said(80),
  words: said(300),
});

function said(maxLength: number) {
  return fc.string({ minLength: 1, maxLength, unit: 'grapheme' }).filter((text) => !/[{}]/.test(text));
}

const easy = { ...reader, easyRead: true, oneAtATime: true };
const welsh = { ...reader, language: 'cy' };

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

function checkShape(name: string, message: Message): void {
  expect(message.summary.trim(), name).not.toBe('');
  for (const text of stringsOf(message)) expect(text, name).not.toMatch(/[{}]|undefined|\[object|NaN/);
  const levels = message.blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
  levels.forEach((level, index) => {
    expect(level, `${name}: no heading level is skipped`).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });
  expect(levels.filter((level) => level === 1).length, name).toBeLessThanOrEqual(1);
  for (const block of message.blocks) {
    if (block.kind === 'table')
      expect(block.rows.every((row) => row.length === block.columns.length)).toBe(true);
    if (block.kind === 'chart') {
      for (const each of block.series) expect(each.values.length).toBe(block.categories.length);
    }
  }
  for (const line of plainText(message).split('\n')) {
    if (line.trim().includes(' ')) expect([...line].length, name).toBeLessThanOrEqual(78);
  }
}

describe('every message', () => {
  test.each([reader, easy, welsh])('has a summary, whole headings and nothing left to fill in', (to) => {
    for (const [name, message] of Object.entries(everyMessage(plainTyped, to))) checkShape(name, message);
  });

  test('keeps its shape whatever people type', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom(reader, easy, welsh), (given, to) => {
        const messages = everyMessage(
          {
            ...given,
            name: `x${given.name}`,
            circle: `x${given.circle}`,
            title: `x${given.title}`,
            words: `x${given.words}`,
          },
          to,
        );
        for (const [name, message] of Object.entries(messages)) {
          expect(message.summary.trim(), name).not.toBe('');
          for (const text of stringsOf(message)) expect(text, name).not.toMatch(/[{}]/);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of any digest has its shape too', () => {
    fc.assert(
      fc.property(facts, (given) =>
        checkShape(
          'digest',
          digestPage(
            composeDigest(given, () => 0.5),
            reader,
          ),
        ),
      ),
      { numRuns: 200 },
    );
  });

  test('says nothing with a picture sign alone', () => {
    for (const text of Object.values(enGB)) expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
  });

  test('thanks everybody in the same words', () => {
    expect(everyMessage(plainTyped, reader).pulseThanks?.summary).toBe(
      'Thank you. Your answer has been counted.',
    );
  });
});

describe('the pulse form', () => {
  const form = () => everyMessage(plainTyped, easy).pulseForm;

  test('names its inputs after the questions, holds no answer and has one button', () => {
    const message = form();
    const names = message?.blocks.flatMap((block) => ('name' in block ? [block.name] : []));
    expect(names).toEqual(['voice', 'in-the-way', 'trust', 'anything-else']);
    expect(JSON.stringify(message)).not.toContain('"chosen":["');
    const buttons = message?.blocks.flatMap((block) => (block.kind === 'actions' ? block.buttons : []));
    expect(buttons?.map(({ action }) => action)).toEqual([{ name: 'pulse.answer', subject: 'r1' }]);
  });

  test('says who a follow-up is for, and to check just above the button', () => {
    const blocks = form()?.blocks ?? [];
    const followUp = blocks.find((block) => 'name' in block && block.name === 'in-the-way');
    expect(followUp).toMatchObject({
      hint: expect.stringContaining('Only if you chose 1 or 2 in question 1.'),
    });
    expect(blocks.at(-2)).toMatchObject({
      text: 'Check your answers. You can send them once, and not change them later.',
    });
  });

  test('is one at a time for those who asked for it', () => {
    expect(form()).toMatchObject({ oneAtATime: true });
    expect(everyMessage(plainTyped, reader).pulseForm).not.toHaveProperty('oneAtATime');
  });
});

describe('languages', () => {
  test('a message is in one language, and says in which', () => {
    const messages = everyMessage(plainTyped, welsh);
    expect(messages.pulseThanks).toMatchObject({
      language: 'cy',
      summary: 'Diolch. Mae eich ateb wedi’i gyfrif.',
    });
    expect(messages.turnOffer?.language).toBe('cy');
    expect(messages.pulseForm?.language).toBe('en-GB');
    expect(messages.pulseForm).toEqual(everyMessage(plainTyped, reader).pulseForm);
  });

  test('a language we do not have becomes English', () => {
    expect(words('fr').language).toBe('en-GB');
    expect(words('en-US').language).toBe('en-GB');
    expect(words('CY-gb').language).toBe('cy');
  });

  test('one missing sentence turns all of it into English', () => {
    const said = inLanguageOf(welsh, (each) => [each.say('pulse.thanks'), each.say('me.saved')]);
    expect(said).toEqual([enGB['pulse.thanks'], enGB['me.saved']]);
  });

  test('every Welsh sentence fills in the same names as the English one', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();
    const english: Record<string, string> = enGB;
    for (const [key, text] of Object.entries(cy)) expect(names(text), key).toEqual(names(english[key] ?? ''));
  });
});

describe('the catalogue', () => {
  const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)messages(\/.*)?\.ts$/.test(file) && !file.includes('catalogue'))
    .map((file) => readFileSync(`src/${file}`, 'utf8'))
    .join('\n');

  test('holds no sentence that nothing says', () => {
    const patterns = [...source.matchAll(/`([a-z0-9.${}A-Z-]+)`/g)].map(([, text = '']) => {
      const pieces = text.split(/\$\{[^}]*\}/).map((piece) => piece.replaceAll('.', '\\.'));
      return new RegExp(`^${pieces.join('[a-z0-9.-]+')}$`);
    });
    const unused = Object.keys(enGB).filter((key) => {
      const base = key.replace(/\.easy$/, '');
      return !source.includes(`'${base}'`) && !patterns.some((pattern) => pattern.test(base));
    });
    expect(unused).toEqual([]);
  });

  test('has a longer form for each shorter one', () => {
    for (const key of Object.keys(enGB).filter((each) => each.endsWith('.easy'))) {
      expect(Object.keys(enGB)).toContain(key.slice(0, -'.easy'.length));
    }
  });

  test.each([
    'pulse',
    'privacy',
    'home',
    'welcome',
    'link',
    'turn',
    'swap',
    'beside',
    'say',
    'help',
    'channel-welcome',
    'joining',
    'promise',
    'digest',
    'me',
    'circle',
    'settings',
    'change',
    'approval',
    'history',
    'round',
    'trends',
    'away',
    'attendance',
    'buddy',
    'failure',
  ])('is easy to read: %s', (topic) => {
    const text = Object.entries(enGB)
      .filter(([key]) => key.startsWith(`${topic}.`))
      .map(([, sentence]) => filledRoughly(sentence))
      .filter((sentence) => sentence.includes(' ') && /[.!?]$/.test(sentence))
      .join('\n');
    const { grade, wordsPerSentence, longestSentence } = readability(text);
    expect(wordsPerSentence).toBeLessThanOrEqual(14);
    expect(longestSentence).toBeLessThanOrEqual(28);
    expect(grade).toBeLessThanOrEqual(6);
  });

  test('the measure tells hard words from easy ones', () => {
    expect(readability('The cat sat on the mat.').grade).toBeLessThan(2);
    expect(
      readability(
        'Organisational stakeholders facilitate participatory methodologies regarding accountability.',
      ).grade,
    ).toBeGreaterThan(15);
  });
});

/** Every branch of a plural read one after the other, and short words in the gaps. */
function filledRoughly(text: string): string {
  return text
    .replace(/\{\w+, (?:plural|select),/g, '')
    .replace(/(?:=0|one|other|yes) \{/g, '')
    .replace(/\{\w+\}/g, 'this')
    .replace(/[{}#]/g, '')
    .trim();
}
