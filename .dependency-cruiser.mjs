import { readFileSync } from 'node:fs';

/** Which feature stands on which, and what runs the other way for now: see ARCHITECTURE.md. */
const { order, runsUp } = JSON.parse(
  readFileSync(new URL('src/features/order.json', import.meta.url), 'utf8'),
);

const exactly = (path) => `^${path.replaceAll('.', '\\.')}$`;
const inFeatures = (names) => `^src/features/(${names.join('|')})/`;
const allowedFrom = new Map();
for (const { from, to } of runsUp) allowedFrom.set(from, [...(allowedFrom.get(from) ?? []), to]);

/** Nothing under `from` may import one of the later features, but for what `runsUp` names file by file. */
function standsBelow(name, from, later) {
  const comment = `${name} stands below: declare what must run the other way, or name it in src/features/order.json with its reason.`;
  const excepted = [...allowedFrom.keys()].filter((file) => new RegExp(from).test(file));
  return [
    {
      name: `${name}-stands-below`,
      comment,
      severity: 'error',
      from: { path: from, pathNot: excepted.map(exactly) },
      to: { path: inFeatures(later) },
    },
    ...excepted.map((file) => ({
      name: `${name}-stands-below-${file.replace(/^.*\/src\//, '')}`,
      comment,
      severity: 'error',
      from: { path: exactly(file) },
      to: { path: inFeatures(later), pathNot: allowedFrom.get(file).map(exactly) },
    })),
  ];
}

/** Rules and shapes: no I/O, no clock, no words. */
const PURE = [
  '^src/features/[^/]+/rules(/|\\.ts$)',
  '^src/core/calendar/',
  '^src/core/outbox/delivery\\.ts$',
  '^src/core/(account-links|chat-person|circle|code|fields|instant|limits|mail-address|meeting-plan|names|nearest|person|phone-number|preferences|random-order|result|review-time|schedule-messages|signpost|way-in|written-words)\\.ts$',
];
const MESSAGES = [
  '^src/core/messages/',
  '^src/features/[^/]+/messages(/|\\.ts$)',
  '^src/features/[^/]+/catalogue(/|\\.ts$)',
];
/** What does something: use cases, handlers, notifications. */
const DOING =
  '^src/(dispatcher)\\.ts$|^src/core/(actions|outbox|jobs)/(?!delivery\\.ts)|^src/features/[^/]+/(use-cases|actions|[a-z-]*notifications)(/|\\.ts$)';
/** Schema and queries: the only files that speak to the database. */
const TABLES = '^src/core/tables/|^src/features/[^/]+/tables(/|\\.ts$)';
const TECHNOLOGY = ['^src/store/', '^adapters/', '^jobs/', '^src/compose\\.ts$'];

/**
 * Imports point one way: store <- core <- features, each standing on those before it; jobs see core, and each adapter core and its
 * part of config; src/compose.ts alone sees every part. Each rule says what to do instead of breaking it.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Two files that need each other are one idea: move the shared part into a third file below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead code: delete it, or wire it where it is used.',
      severity: 'error',
      from: { orphan: true, pathNot: ['^src/(main|cli)\\.ts$', '^adapters/web/assets/'] },
      to: {},
    },
    ...standsBelow('core', '^src/core/', order),
    {
      name: 'parts-meet-above-core',
      comment: 'What features declare is put together above them: take it from the Context.',
      severity: 'error',
      from: { path: '^src/(core|features/[^/]+)/' },
      to: { path: '^src/(dispatcher|compose|features/index)\\.ts$' },
    },
    {
      name: 'features-meet-in-the-list',
      comment: 'A feature.ts only declares: import what it gathers from the file that has it.',
      severity: 'error',
      from: { pathNot: '^src/features/index\\.ts$' },
      to: { path: '^src/features/[^/]+/feature\\.ts$' },
    },
    ...order
      .slice(0, -1)
      .flatMap((name, at) => standsBelow(name, `^src/features/${name}/`, order.slice(at + 1))),
    {
      name: 'rules-are-pure',
      comment:
        'Rules know no clock, disk, network or SDK. Take `now`, `random` and bytes as arguments. They may use zod (shapes), node:crypto (sealing), what numbers of phones look like (libphonenumber-js), and for the calendar a Temporal polyfill, a recurrence package and date-holidays, which node:module loads when it is first asked.',
      severity: 'error',
      from: { path: PURE },
      to: {
        pathNot: [
          ...PURE,
          '^node_modules/(zod|temporal-polyfill|rrule-temporal|date-holidays|libphonenumber-js)/',
          '^(node:)?(crypto|module)$',
        ],
      },
    },
    {
      name: 'ports-are-types',
      comment: 'A port is a set of types over core. Put behaviour into the store, a use case or an adapter.',
      severity: 'error',
      from: { path: '^src/core/ports/' },
      to: { pathNot: ['^src/core/ports/', '^src/core/context\\.ts$', ...PURE, '^node_modules/zod/'] },
    },
    {
      name: 'messages-see-rules',
      comment:
        'Wording turns values into Messages. If it needs data, let the use case fetch it and pass it in.',
      severity: 'error',
      from: { path: MESSAGES },
      to: { path: [DOING, TABLES, ...TECHNOLOGY] },
    },
    {
      name: 'use-cases-see-no-technology',
      comment:
        'A use case speaks to JobQueue, Chat and Sender through their ports, and to the database through tables; compose.ts hands them in.',
      severity: 'error',
      from: { path: '^src/(core|features|dispatcher)', pathNot: TABLES },
      to: { path: TECHNOLOGY },
    },
    {
      name: 'tables-see-shapes',
      comment:
        'Tables only store: types and pure rules come in, queries go out. What does something is a use case.',
      severity: 'error',
      from: { path: TABLES },
      to: { path: [DOING, ...MESSAGES, '^adapters/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'store-knows-no-table',
      comment:
        'The store is the engine: transactions, errors, migrations. What is kept stands in core and in features.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: [TABLES, '^src/features/', DOING, ...MESSAGES, '^adapters/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'adapters-see-core',
      comment:
        'An adapter turns a platform into Interactions and Messages into a platform. Reach the core through the ports it is given, and what features do through Interactions.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: ['^src/features/', DOING, ...MESSAGES, TABLES, '^src/store/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'adapters-do-not-meet',
      comment:
        'What the chat adapters share of signing, waiting and remembering lies in adapters/chat, which knows no platform. Anything else is a port or core matter: move it there.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/', pathNot: '^adapters/($1|chat)/' },
    },
    {
      name: 'teams-sdk-in-teams-only',
      comment:
        'The Teams SDK and the Bot Framework stay in adapters/teams, behind the Chat and Sender ports.',
      severity: 'error',
      from: { pathNot: '^adapters/teams/' },
      to: { path: '^node_modules/(@microsoft/teams-ai|botbuilder|botframework)' },
    },
    {
      name: 'jobs-see-use-cases',
      comment:
        'A job handler parses its data and calls core, which runs what a feature declared for the job under `due`.',
      severity: 'error',
      from: { path: '^jobs/' },
      to: {
        path: ['^src/features/', '^src/store/', TABLES, ...MESSAGES, '^adapters/', '^src/compose'],
      },
    },
    {
      name: 'only-compose-sees-all',
      comment:
        'Wiring lives in src/compose.ts. Entry points call it: the server, the command line and the demo.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(compose|serve|control/run|demo/)' },
      to: { path: ['^adapters/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'queue-sdk-in-jobs-only',
      comment: 'BullMQ and ioredis stay in jobs/, behind the JobQueue port.',
      severity: 'error',
      from: { pathNot: '^jobs/' },
      to: { path: '^node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'drizzle-in-tables-only',
      comment: 'Drizzle stays in tables and the store.',
      severity: 'error',
      from: { pathNot: ['^src/store/', TABLES] },
      to: { path: '^node_modules/drizzle-orm/' },
    },
    {
      name: 'database-sdk-in-store-only',
      comment: 'pg and PGlite stay in the store.',
      severity: 'error',
      from: { pathNot: '^src/store/' },
      to: { path: '^node_modules/(pg|@types/pg|@electric-sql)/' },
    },
    {
      name: 'web-sdk-in-web-only',
      comment: 'Express and helmet stay in adapters/web.',
      severity: 'error',
      from: { pathNot: '^adapters/web/' },
      to: { path: '^node_modules/(express|helmet|nhsuk-frontend)/' },
    },
    {
      name: 'slack-sdk-in-slack-only',
      comment: 'Bolt and everything of Slack stay in adapters/slack, behind the Chat and Sender ports.',
      severity: 'error',
      from: { pathNot: '^adapters/slack/' },
      to: { path: '^node_modules/@slack/' },
    },
    {
      name: 'notify-sdk-in-notify-only',
      comment: 'The client of GOV.UK Notify stays in adapters/notify, behind the Sender port.',
      severity: 'error',
      from: { pathNot: '^adapters/notify/' },
      to: { path: '^node_modules/(notifications-node-client|axios)/' },
    },
    {
      name: 'zip-in-teams-package-only',
      comment: 'fflate packs the Teams app and nothing else: call src/config/teams-package.ts.',
      severity: 'error',
      from: { pathNot: '^src/config/teams-package\\.ts$' },
      to: { path: '^node_modules/fflate/' },
    },
    {
      name: 'icalendar-in-one-file',
      comment: 'ical-generator writes feeds and turns for calendars: call adapters/chat/icalendar.ts.',
      severity: 'error',
      from: { pathNot: '^adapters/chat/icalendar\\.ts$' },
      to: { path: '^node_modules/ical-generator/' },
    },
    {
      name: 'no-dev-dependency-in-product',
      comment: 'The product must start after `npm ci --omit=dev`: move the package to dependencies.',
      severity: 'error',
      from: { path: '^(src|adapters|jobs)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
