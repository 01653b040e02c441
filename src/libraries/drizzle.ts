import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const drizzleStart: Member = { request: { chain: true, sentBy: ['then', 'execute', 'all', 'get', 'run', 'values'] } };

/**
 * Those that ask a server. Its drivers for SQLite in this process (`better-sqlite3`, `bun-sqlite`, `sql-js`,
 * `durable-sqlite`, `expo-sqlite`, `op-sqlite`) answer at once, without a promise: nothing there waits for a network.
 * orm.drizzle.team/docs/get-started-sqlite
 */
const drivers = [
  'drizzle-orm',
  ...['node-postgres', 'postgres-js', 'neon-http', 'neon-serverless', 'neon', 'vercel-postgres', 'xata-http'],
  ...['aws-data-api/*', 'pg-proxy', 'pg-core', 'bun-sql', 'bun-sql/*', 'gel', 'gel-core', 'pglite'],
  ...['mysql2', 'mysql-core', 'mysql-proxy', 'planetscale-serverless', 'tidb-serverless', 'singlestore'],
  ...['singlestore-proxy', 'libsql', 'libsql/*', 'd1', 'sqlite-proxy', 'sqlite-cloud', 'tursodatabase/*'],
].map((one) => (one === 'drizzle-orm' ? one : `drizzle-orm/${one}`));

export const drizzle: Library = {
  name: 'drizzle-orm',
  api: 'db',
  modules: drivers,
  exports: { drizzle: { call: { returns: 'Db', createsClient: true, options: 0 } } },
  typeNames: { NodePgDatabase: 'Db', PostgresJsDatabase: 'Db', MySql2Database: 'Db', NeonHttpDatabase: 'Db' },
  types: {
    Db: {
      members: {
        ...each(['select', 'selectDistinct', 'selectDistinctOn', 'insert', 'update', 'delete', 'with'], drizzleStart),
        execute: { request: {} },
        $count: { request: {} },
        batch: { request: {}, batches: 0 },
        transaction: { request: {}, callback: { argument: 0, parameters: ['Db'] } },
        query: {
          property: { members: { '*': { property: { members: each(['findMany', 'findFirst'], { request: {} }) } } } },
        },
      },
    },
  },
  defaults: [
    {
      timeout: {
        operation: 'none',
        instance: 'unknown',
        why: "drizzle sets no limit of its own; the query's limit is the driver's",
      },
      retry: once,
      source: 'orm.drizzle.team/docs/connect-overview',
    },
  ],
};
