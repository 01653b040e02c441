import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const request: Member = { request: {} };

const clickhouse: Library = {
  name: '@clickhouse/client',
  api: 'db',
  modules: ['@clickhouse/client', '@clickhouse/client-web'],
  exports: { createClient: { call: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { ClickHouseClient: 'Client', NodeClickHouseClient: 'Client' },
  types: { Client: { members: each(['query', 'insert', 'command', 'exec', 'ping'], { request: { options: 0 } }) } },
  timeouts: [
    { option: 'request_timeout', bounds: 'call', acceptedAt: 'instance' },
    { option: 'abort_signal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 30_000 }, why: '@clickhouse/client times out a request after 30 s' },
      retry: once,
      source: '@clickhouse/client 1.23.1 dist/common/config.js:93',
    },
  ],
};

const cassandra: Library = {
  name: 'cassandra-driver',
  api: 'db',
  modules: ['cassandra-driver'],
  exports: {
    Client: 'ClientClass',
    default: { members: { Client: { property: 'ClientClass' } } },
  },
  types: {
    ClientClass: { new: { returns: 'Client', createsClient: true, options: 0 } },
    Client: {
      members: {
        connect: { request: { phase: 'connect', callback: -1 } },
        execute: { request: { options: 2, callback: -1 } },
        batch: { request: { options: 1, callback: -1 } },
        eachRow: { request: { options: 2, callback: -1, streaming: true } },
        stream: { request: { options: 2, streaming: true, emitter: true } },
      },
    },
  },
  timeouts: [
    { option: 'readTimeout', bounds: 'call', acceptedAt: 'call', off: [0] },
    { option: 'socketOptions.readTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
  ],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 5_000, call: 12_000 },
        why: 'cassandra-driver times out a read after 12 s',
      },
      source: 'cassandra-driver 4.10.0 lib/client-options.js:81, :85',
    },
  ],
};

const work = { argument: 0, parameters: ['Session'] } as const;

const neo4j: Library = {
  name: 'neo4j-driver',
  api: 'db',
  modules: ['neo4j-driver', 'neo4j-driver-lite'],
  exports: {
    default: { members: { driver: { returns: 'Driver', createsClient: true, options: 2 } } },
    driver: { call: { returns: 'Driver', createsClient: true, options: 2 } },
  },
  typeNames: { Driver: 'Driver', Session: 'Session', Transaction: 'Session', ManagedTransaction: 'Session' },
  types: {
    Driver: {
      members: {
        session: { returns: 'Session' },
        executeQuery: { request: { retry: true } },
        ...each(['verifyConnectivity', 'getServerInfo', 'verifyAuthentication'], request),
      },
    },
    Session: {
      members: {
        run: { request: { options: 2 } },
        ...each(['executeRead', 'executeWrite', 'readTransaction', 'writeTransaction'], { callback: work }),
        beginTransaction: { request: { options: 0 }, returns: 'Session' },
        ...each(['commit', 'rollback'], request),
      },
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'call', off: [0] }],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 30_000, queue: 60_000 },
        why: 'neo4j-driver limits connecting and waiting for a connection, but not queries',
      },
      retry: once,
      source: 'neo4j-driver-core 6.3.0 lib/internal/constants.js:27, pool-config.js:22',
    },
  ],
};

const tedious: Library = {
  name: 'tedious',
  api: 'db',
  modules: ['tedious'],
  exports: { Connection: { new: { returns: 'Connection', createsClient: true, options: 0 } } },
  typeNames: { Connection: 'Connection' },
  types: {
    Connection: {
      emitter: true,
      members: {
        connect: { request: { phase: 'connect', emitter: true } },
        ...each(['execSql', 'execSqlBatch', 'callProcedure', 'execBulkLoad', 'execute'], request),
        ...each(['beginTransaction', 'commitTransaction', 'rollbackTransaction'], { request: { callback: 0 } }),
      },
    },
  },
  timeouts: [
    { option: 'options.requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    {
      option: 'options.connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeout` limits connecting only',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 15_000, call: 15_000 },
        why: 'tedious times out connecting and requests after 15 s',
      },
      retry: once,
      source: 'tedious 19.2.2 lib/connection.js:54, :58',
    },
  ],
};

const oracle = each(['execute', 'executeMany', 'commit', 'rollback', 'ping', 'queryStream'], {
  request: { callback: -1 },
});
const oracleConnection: Member = {
  request: { phase: 'connect', callback: -1 },
  checkout: {
    what: 'connection',
    release: ['close', 'release'],
    taken: true,
    why: 'an oracledb pool has 4 connections unless poolMax is set',
  },
  returns: 'Connection',
};
const oraclePool: Member = {
  request: { phase: 'connect', callback: -1 },
  returns: 'Pool',
  createsClient: true,
  options: 0,
};

const oracledb: Library = {
  name: 'oracledb',
  api: 'db',
  modules: ['oracledb'],
  exports: {
    default: { members: { getConnection: oracleConnection, createPool: oraclePool } },
    getConnection: { call: oracleConnection },
    createPool: { call: oraclePool },
  },
  typeNames: { Connection: 'Connection', Pool: 'Pool' },
  types: { Pool: { members: { getConnection: oracleConnection } }, Connection: { members: oracle } },
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'unknown',
        why: 'oracledb has no statement timeout unless `connection.callTimeout` is set',
      },
      retry: once,
      source: 'node-oracledb.readthedocs.io connection.callTimeout: 0',
    },
  ],
};

const cosmosRequest: Member = { request: { options: -1 } };

const cosmos: Library = {
  name: '@azure/cosmos',
  api: 'db',
  modules: ['@azure/cosmos'],
  exports: { CosmosClient: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { CosmosClient: 'Client', Database: 'Client', Container: 'Client' },
  types: {
    Client: {
      members: {
        ...each(['database', 'container', 'item'], { returns: 'Client' }),
        ...each(['databases', 'containers', 'items', 'scripts', 'users'], { property: 'Client' }),
        ...each(['query', 'readAll', 'readAllItems'], { returns: 'Query' }),
        ...each(
          [
            'create',
            'createIfNotExists',
            'read',
            'replace',
            'upsert',
            'delete',
            'patch',
            'batch',
            'bulk',
            'executeBulkOperations',
          ],
          cosmosRequest,
        ),
      },
    },
    Query: { members: each(['fetchAll', 'fetchNext'], request) },
  },
  timeouts: [
    { option: 'connectionPolicy.requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'abortSignal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
  ],
  retryOptions: {
    attempts: ['connectionPolicy.retryOptions.maxRetryAttemptCount'],
    countsAs: 'retries',
    off: [0],
  },
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 60_000 }, why: '@azure/cosmos times out a request after a minute' },
      retry: {
        attempts: 10,
        delay: 'server',
        jitter: false,
        errors: 'selective',
        why: '@azure/cosmos retries throttled requests 9 times by default',
      },
      source: '@azure/cosmos 4.9.3 dist/commonjs/documents/ConnectionPolicy.js:27, :31',
    },
  ],
};

export const databases: readonly Library[] = [clickhouse, cassandra, neo4j, tedious, oracledb, cosmos];
