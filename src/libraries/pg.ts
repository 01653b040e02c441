import type { Library, Member } from '../knowledge/schema.ts';

/** What reads a result in parts has no callback for `query_timeout` to call: it throws in a timer, or ends the rows early. */
const breaks: readonly string[] = ['pg-cursor', 'pg-query-stream'];

const query: Member = { request: { callback: -1, options: 0 }, returns: 'Result' };
const connectPool: Member = {
  request: { phase: 'connect', callback: -1 },
  checkout: {
    what: 'connection',
    release: ['release', 'end'],
    taken: true,
    why: 'a pg pool has 10 connections unless max is set',
  },
  returns: 'Client',
  callback: { argument: 0, parameters: [null, 'Client'] },
};

/** What a pool tells of its connections: those that it opened, lent or gave up. */
const onPool: Member = { callback: { argument: 1, parameters: ['Client'], after: ['connect', 'acquire', 'remove'] } };

export const pg: Library = {
  name: 'pg',
  api: 'db',
  // Not `pg/lib/connection`: the protocol alone, which takes no limit and sends no query.
  modules: ['pg', 'pg-pool', 'pg/lib/index*', 'pg/lib/client*', 'pg/lib/native*'],
  exports: {
    default: {
      members: { Pool: { property: 'PoolClass' }, Client: { property: 'ClientClass' } },
      new: { returns: 'Pool', createsClient: true, options: 0 },
    },
    Pool: 'PoolClass',
    Client: 'ClientClass',
    native: { members: { Pool: { property: 'PoolClass' }, Client: { property: 'ClientClass' } } },
  },
  typeNames: { PoolClient: 'Client', ClientBase: 'Client' },
  types: {
    PoolClass: {
      new: { returns: 'Pool', createsClient: true, options: 0 },
      call: { returns: 'Pool', createsClient: true, options: 0 },
    },
    ClientClass: { new: { returns: 'Client', createsClient: true, options: 0 } },
    Pool: { emitter: true, members: { query, connect: connectPool, on: onPool, once: onPool } },
    Client: { emitter: true, members: { query, connect: { request: { phase: 'connect', callback: -1 } } } },
    Result: { members: {} },
  },
  timeouts: [
    {
      option: 'query_timeout',
      bounds: 'call',
      versions: '>=7.7.0',
      unit: 'ms',
      off: [0, false, 'undefined'],
      breaks,
    },
    { option: 'statement_timeout', bounds: 'call', acceptedAt: 'instance', unit: 'ms', off: [0, false, 'undefined'] },
    {
      option: 'connectionTimeoutMillis',
      bounds: 'connect',
      acceptedAt: 'instance',
      off: [0, 'undefined'],
      why: '`connectionTimeoutMillis` limits getting a connection, not the query',
    },
    {
      option: 'idleTimeoutMillis',
      bounds: 'nothing',
      acceptedAt: 'instance',
      why: '`idleTimeoutMillis` closes idle connections of the pool; it does not limit queries',
    },
  ],
  defaults: [
    {
      timeout: { operation: 'none', connect: 'none', why: 'pg has no query timeout unless one is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'pg 8.23.1 lib/defaults.js; pg-pool 3.14 index.js:89-99,206; connecting to a silent peer stays pending',
    },
  ],
};
