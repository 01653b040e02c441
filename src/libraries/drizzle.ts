import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const drizzleStart: Member = { request: { chain: true, sentBy: ['then', 'execute', 'all', 'get', 'run', 'values'] } };

export const drizzle: Library = {
  name: 'drizzle-orm',
  api: 'db',
  modules: ['drizzle-orm', 'drizzle-orm/*'],
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
