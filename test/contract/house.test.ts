import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { FEATURES } from '../../src/features/index.ts';
import house from '../../src/features/order.json' with { type: 'json' };

const folders = readdirSync('src/features', { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test('every feature has its place in the order, once', () => {
  expect([...house.order].sort()).toEqual(folders.sort());
  expect(FEATURES.map(({ name }) => name)).toEqual(house.order);
});

test('every arrow that is said to run up does', () => {
  for (const { from, to, why } of house.runsUp) {
    const imported = [...readFileSync(from, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
      normalize(join(dirname(from), path)),
    );
    expect(imported, from).toContain(to);
    expect(why).toMatch(/\.$/);
  }
});

/** More than this, and a stranger cannot read it in an afternoon. */
const MOST_LINES = 3500;

test.each(folders)('%s can be read in an afternoon', (name) => {
  const files = readdirSync(`src/features/${name}`, { recursive: true, encoding: 'utf8' });
  const lines = files
    .filter((file) => file.endsWith('.ts'))
    .reduce(
      (sum, file) => sum + readFileSync(`src/features/${name}/${file}`, 'utf8').split('\n').length - 1,
      0,
    );
  expect(lines).toBeLessThanOrEqual(MOST_LINES);
});

test('what the documents point to is there', () => {
  const documents = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'PRIVACY.md', 'README.md'];
  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).flatMap((file) =>
    file.endsWith('.md') ? [`docs/${file}`] : [],
  );
  const missing = [...documents, ...pages].flatMap((page) =>
    [
      ...readFileSync(page, 'utf8').matchAll(
        /`((?:src|adapters|jobs|test|bench|examples|scripts)\/[\w./-]+)`/g,
      ),
    ]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(path))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});
