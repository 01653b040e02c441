import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const run: Member = { request: { options: [] } };

/** redbean-node: an ORM over knex whose one object, `R`, holds the connection. */
export const redbean: Library = {
  name: 'redbean-node',
  api: 'db',
  modules: ['redbean-node', 'redbean-node/*'],
  exports: { R: 'R', RedBeanNode: { new: { returns: 'R' } } },
  typeNames: { RedBeanNode: 'R' },
  types: {
    R: {
      members: each(
        [
          'find',
          'findOne',
          'findAll',
          'load',
          'store',
          'storeAll',
          'trash',
          'trashAll',
          'exec',
          'getAll',
          'getRow',
          'getCol',
          'getCell',
          'getAssoc',
          'count',
          'inspect',
          'begin',
          'commit',
          'rollback',
          'transaction',
        ],
        run,
      ),
    },
  },
  defaults: [
    {
      timeout: {
        operation: 'unknown',
        why: "redbean-node sets no limit of its own; the query's limit is the database's",
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'redbean-node 0.3 README',
    },
  ],
};

const start: Member = {
  request: { chain: true, sentBy: ['execute', 'executeTakeFirst', 'executeTakeFirstOrThrow', 'stream'] },
};

/** Kysely sends where a builder chain ends in `execute...`. */
export const kysely: Library = {
  name: 'kysely',
  api: 'db',
  modules: ['kysely'],
  exports: { Kysely: { new: { returns: 'Db', createsClient: true, options: 0 } } },
  typeNames: { Kysely: 'Db', Transaction: 'Db' },
  types: {
    Db: {
      members: {
        ...each(
          [
            'selectFrom',
            'insertInto',
            'updateTable',
            'deleteFrom',
            'replaceInto',
            'mergeInto',
            'with',
            'withRecursive',
            'selectNoFrom',
          ],
          start,
        ),
        transaction: { returns: 'TransactionBuilder' },
        schema: { property: { members: { '*': start } } },
        withSchema: { returns: 'this' },
        withPlugin: { returns: 'this' },
      },
    },
    TransactionBuilder: {
      members: {
        setIsolationLevel: { returns: 'this' },
        execute: { request: { method: 'transaction' }, callback: { argument: 0, parameters: ['Db'] } },
      },
    },
  },
  defaults: [
    {
      timeout: {
        operation: 'none',
        instance: 'unknown',
        why: "kysely sets no limit of its own; the query's limit is the driver's",
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'kysely.dev/docs',
    },
  ],
};
