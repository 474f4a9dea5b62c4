import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../src/config/config.ts';
import { SLACK_SCOPES } from '../src/config/slack-manifest.ts';
import {
  TEAMS_CALLS,
  TEAMS_COMMANDS,
  TEAMS_PERMISSIONS,
  TEAMS_RESOURCE_PERMISSIONS,
  TEAMS_TAB_PATH,
  TEAMS_WORDS,
  teamsManifest,
} from '../src/config/teams-manifest.ts';

const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'PRIVACY.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  ...readdirSync(new URL('../docs', import.meta.url), { recursive: true, encoding: 'utf8' }).flatMap(
    (file) => (file.endsWith('.md') ? [`docs/${file}`] : []),
  ),
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

/** Tables of two columns under a heading, as first cell without backticks to second cell. */
function tableOf(document: string, heading: string, title: string): Record<string, string> {
  const [, section = ''] = readable(document).split(`\n## ${heading}\n`);
  const [, table = ''] = (section.split('\n## ')[0] ?? '').split(`| ${title} |`);
  const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(2);
  return Object.fromEntries(
    rows.map((row) => {
      const [, first = '', second = ''] = row.split('|').map((cell) => cell.trim());
      return [first.replaceAll('`', ''), second];
    }),
  );
}

describe('what is asked for', () => {
  const asked = 'What we ask for, and why';

  it('stands in docs/slack.md as in the manifest', () => {
    const told = tableOf('docs/slack.md', asked, 'scope | why');
    expect(Object.keys(told)).toEqual(Object.keys(SLACK_SCOPES));
  });

  it('stands in docs/teams.md as in the manifest, word for word', () => {
    const [, , people = ''] = readable('docs/teams.md').split('| permission | why |');
    expect(tableOf('docs/teams.md', asked, 'permission | why')).toEqual(TEAMS_RESOURCE_PERMISSIONS);
    for (const [name, why] of Object.entries(TEAMS_PERMISSIONS)) {
      expect(people).toContain(`| \`${name}\` | ${why} |\n`);
    }
    expect(people.split('\n\n')[0]?.match(/^\| `/gm)).toHaveLength(Object.keys(TEAMS_PERMISSIONS).length);
  });
});

describe('docs/teams.md', () => {
  const guide = readable('docs/teams.md');

  it('lists the words that Teams offers, and no other', () => {
    const listed = Object.keys(tableOf('docs/teams.md', 'What people will see', 'word | opens'));
    expect(listed).toEqual([...TEAMS_WORDS]);
    expect(Object.keys(TEAMS_COMMANDS)).toEqual(listed);
  });

  it('names the calls and the tab as the app does', () => {
    const manifest = JSON.stringify(
      teamsManifest('https://roundtable.example.org', { appId: '11111111-2222-3333-4444-555555555555' }),
    );
    for (const title of ['Say something', 'Turn into a you-said']) {
      expect(guide).toContain(`"${title}"`);
      expect(manifest).toContain(`"title":"${title}"`);
    }
    expect(Object.keys(TEAMS_CALLS)).toHaveLength(2);
    expect(guide).toContain('"Your pages"');
    expect(manifest).toContain(
      `"name":"Your pages","contentUrl":"https://roundtable.example.org${TEAMS_TAB_PATH}"`,
    );
  });

  it('names only variables that are read, and every one of Teams', () => {
    const named = new Set([...guide.matchAll(/`([A-Z]{2,}(?:_[A-Z]+)+)/g)].map(([, name = '']) => name));
    const read = Object.keys(environmentSchema.shape);
    expect([...named].filter((name) => !read.includes(name))).toEqual([]);
    expect(read.filter((name) => name.startsWith('TEAMS_') && !named.has(name))).toEqual([]);
  });

  it('quotes what the server says as it says it', () => {
    const sources = ['src/config/teams.ts', 'src/config/config.ts', 'src/commands/manifest.ts']
      .map(readable)
      .join('\n');
    const quoted = [...guide.matchAll(/^\| (`[^|]*`) \| [^|]* \|$/gm)]
      .flatMap(([, cell = '']) => cell.split(', ').map((each) => each.replaceAll('`', '')))
      .filter((each) => / (is|are|looks|holds|starts) /.test(each));
    expect(quoted.length).toBeGreaterThan(5);
    for (const sentence of quoted) {
      for (const part of sentence.split('…')) expect(sources, sentence).toContain(part.trim());
    }
  });

  it('leads to sections that are there', () => {
    const anchors = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor = ''] of guide.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  });
});
