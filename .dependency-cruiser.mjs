/**
 * Imports point one way: domain <- ports <- messages, services <- jobs; the store and each adapter see ports and
 * domain; src/compose.ts alone sees every part. Each rule says what to do instead of breaking it.
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
    {
      name: 'domain-is-pure',
      comment:
        'The domain knows no clock, disk, network or SDK. Take `now`, `random` and bytes as arguments. It may use zod (shapes), node:crypto (sealing) and a Temporal polyfill with a recurrence package (calendar arithmetic).',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        pathNot: [
          '^src/domain/',
          '^node_modules/(zod|temporal-polyfill|rrule-temporal)/',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'ports-are-types',
      comment:
        'A port is a set of types over the domain. Put behaviour into the store, a service or an adapter.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: ['^src/(ports|domain)/', '^node_modules/zod/'] },
    },
    {
      name: 'messages-see-ports-and-domain',
      comment:
        'Wording turns domain values into Messages. If it needs data, let the service fetch it and pass it in.',
      severity: 'error',
      from: { path: '^src/messages/' },
      to: { path: ['^src/(services|store)/', '^adapters/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'services-see-no-technology',
      comment:
        'A service speaks to Store, JobQueue and ChatPlatform through their ports; compose.ts hands them in.',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: ['^src/store/', '^adapters/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'store-sees-ports-and-domain',
      comment: 'The store only stores. Rules belong in the domain, use cases in services.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: ['^src/(services|messages)/', '^adapters/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'adapters-see-ports-and-domain',
      comment:
        'An adapter turns a platform into Interactions and Messages into a platform. Reach the core through the ports it is given.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: ['^src/(services|store|messages)/', '^jobs/', '^src/compose'] },
    },
    {
      name: 'adapters-do-not-meet',
      comment:
        'What the chat adapters share of signing, waiting and remembering lies in adapters/chat, which knows no platform. Anything else is a port or domain matter: move it there.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/', pathNot: '^adapters/($1|chat)/' },
    },
    {
      name: 'teams-sdk-in-teams-only',
      comment: 'The Teams SDK and the Bot Framework stay in adapters/teams, behind the ChatPlatform port.',
      severity: 'error',
      from: { pathNot: '^adapters/teams/' },
      to: { path: '^node_modules/(@microsoft/teams-ai|botbuilder|botframework)' },
    },
    {
      name: 'jobs-see-services',
      comment: 'A job handler parses its data and calls one service.',
      severity: 'error',
      from: { path: '^jobs/' },
      to: { path: ['^src/(store|messages)/', '^adapters/', '^src/compose'] },
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
      name: 'database-sdk-in-store-only',
      comment: 'Drizzle, pg and PGlite stay in src/store/, behind the Store port.',
      severity: 'error',
      from: { pathNot: '^(src/store/|jobs/)' },
      to: { path: '^node_modules/(drizzle-orm|pg|@electric-sql)/' },
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
      comment: 'Bolt and everything of Slack stay in adapters/slack, behind the ChatPlatform port.',
      severity: 'error',
      from: { pathNot: '^adapters/slack/' },
      to: { path: '^node_modules/@slack/' },
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
