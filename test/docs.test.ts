import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'PRIVACY.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  'docs/slack.md',
];
const ROOTS = ['src/', 'adapters/', 'jobs/', 'test/', 'bench/', 'examples/', 'docs/', 'scripts/'];

function readable(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

/** Words in backticks, and targets of links, that name something in this repository. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path);
  const linked = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => path);
  const inRepository = (path: string) => ROOTS.some((root) => path.startsWith(root)) && !/[*<]/.test(path);
  return [
    ...quoted.filter(inRepository),
    ...linked.filter((path) => !/^https?:/.test(path) && !path.startsWith('mailto:')),
  ];
}

describe.each(DOCUMENTS)('%s', (document) => {
  it('names only files and folders that exist', () => {
    const folder = document.includes('/') ? document.slice(0, document.lastIndexOf('/') + 1) : '';
    const base = folder === '' ? [''] : ['', folder];
    const missing = pathsIn(readable(document)).filter(
      (path) => !base.some((start) => existsSync(new URL(`../${start}${path}`, import.meta.url))),
    );
    expect(missing).toEqual([]);
  });
});

describe('package.json', () => {
  it('has every script that the documents name', () => {
    const { scripts } = JSON.parse(readable('package.json')) as { scripts: Record<string, string> };
    const named = DOCUMENTS.flatMap((document) =>
      [...readable(document).matchAll(/npm run ([a-z]+)/g)].map(([, name = '']) => name),
    );
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('gives every dependency a reason in ARCHITECTURE.md', () => {
    const { dependencies } = JSON.parse(readable('package.json')) as { dependencies: Record<string, string> };
    const reasons = readable('ARCHITECTURE.md');
    expect(Object.keys(dependencies).filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });
});
