import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import type { Handlers } from '../../src/core/actions/handler.ts';
import type { Reply } from '../../src/core/ports/interaction.ts';
import { feature } from '../../src/features/feature.ts';
import { FEATURES } from '../../src/features/index.ts';
import house from '../../src/features/order.json' with { type: 'json' };

const folders = readdirSync('src/features', { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test('every feature has its place in the order, once', () => {
  const listed = 'add the folder to src/features/order.json and its feature to src/features/index.ts';
  expect([...house.order].sort(), listed).toEqual(folders.sort());
  expect(
    FEATURES.map(({ name }) => name),
    listed,
  ).toEqual(house.order);
});

test('a misspelt part of a feature does not compile', () => {
  // @ts-expect-error `letters` is no part: they are `notifications`.
  expect(feature({ name: 'misspelt', letters: {}, sweeps: [] }).name).toBe('misspelt');
  // @ts-expect-error `sweep` is no part: they are `sweeps`.
  expect(feature({ name: 'misspelt', sweep: [] }).name).toBe('misspelt');
});

test('only action() makes an action', () => {
  const looksLikeOne = {
    by: 'member',
    handle: (): Promise<Reply> => Promise.reject(new Error('Nobody asks.')),
  } as const;
  // @ts-expect-error nobody looks at whose it is.
  const handlers: Partial<Handlers> = { 'home.show': looksLikeOne };
  expect(Object.keys(handlers)).toEqual(['home.show']);
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
