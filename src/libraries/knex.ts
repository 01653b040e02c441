import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const knexChain = { timeout: { timeout: 'call' } } as const;
const build: Member = {
  request: { chain: knexChain, sentBy: ['then', 'first', 'stream', 'pipe', 'asCallback', 'exec'] },
  returns: 'Result',
};

export const knex: Library = {
  name: 'knex',
  api: 'db',
  modules: ['knex'],
  namespace: 'Factory',
  exports: { default: 'Factory', knex: 'Factory', Knex: { new: { returns: 'Knex', createsClient: true, options: 0 } } },
  typeNames: { Knex: 'Knex' },
  types: {
    Factory: { call: { returns: 'Knex', createsClient: true, options: 0 } },
    Knex: {
      recognizedBy: [
        'createTable',
        'hasTable',
        'alterTable',
        'dropTable',
        'dropTableIfExists',
        'hasColumn',
        'renameTable',
        'raw',
      ].map((method) => `schema.${method}`),
      call: build,
      members: {
        // Whatever starts a query: `select`, `from`, `column`, `where`, ...
        '*': build,
        ...each(['destroy', 'initialize', 'ref', 'on', 'once', 'removeListener', 'isTransaction', 'isCompleted'], {}),
        ...each(['client', 'fn', 'context', 'userParams'], { property: { members: {} } }),
        ...each(['withUserParams', 'queryBuilder'], { returns: 'this' }),
        batchInsert: { request: {} },
        seed: { property: { members: each(['run'], { request: {} }) } },
        transaction: {
          request: { method: 'transaction' },
          checkout: {
            what: 'transaction',
            release: ['rollback', 'commit'],
            taken: true,
            why: 'a knex pool has 10 connections unless pool.max is set',
          },
          returns: 'Knex',
          callback: { argument: 0, parameters: ['Knex'] },
        },
        schema: {
          property: {
            members: each(
              [
                'createTable',
                'dropTable',
                'dropTableIfExists',
                'alterTable',
                'table',
                'hasTable',
                'hasColumn',
                'raw',
                'renameTable',
              ],
              build,
            ),
          },
        },
        migrate: {
          property: {
            members: each(['latest', 'up', 'down', 'rollback', 'list', 'currentVersion', 'status'], { request: {} }),
          },
        },
        commit: { request: {} },
        rollback: { request: {} },
      },
    },
    Result: { members: {} },
  },
  embedded: [{ option: 'client', is: ['sqlite3', 'sqlite', 'better-sqlite3'] }],
  timeouts: [
    // What stands in `connection` is what the driver is made with: lib/dialects/postgres/index.js, `new Client(settings)`.
    { option: 'connection.query_timeout', bounds: 'call', acceptedAt: 'instance', off: [0, false, 'undefined'] },
    { option: 'connection.statement_timeout', bounds: 'call', acceptedAt: 'instance', off: [0, false, 'undefined'] },
    { option: 'connection.requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'connection.options.requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    {
      option: 'acquireConnectionTimeout',
      bounds: 'queue',
      acceptedAt: 'instance',
      why: 'it limits waiting for a connection, not the query',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        ms: { queue: 60_000 },
        why: 'knex limits waiting for a connection (60 s) but not queries; use `.timeout(ms, { cancel: true })`',
      },
      retry: once,
      source: 'knex 3.3 lib/client.js DEFAULT_ACQUIRE_TIMEOUT',
    },
  ],
};
