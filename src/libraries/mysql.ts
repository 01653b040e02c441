import { each } from '../knowledge/members.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const query: Member = { request: { options: 0, callback: -1 }, returns: 'Result' };
const connection: Member = {
  request: { phase: 'connect', callback: -1 },
  checkout: {
    what: 'connection',
    release: ['release', 'destroy', 'end'],
    taken: true,
    why: 'a mysql2 pool has 10 connections unless connectionLimit is set',
  },
  returns: 'Connection',
  callback: { argument: 0, parameters: [null, 'Connection'] },
};
const createConnection: Member = {
  request: { method: 'connect', phase: 'connect', options: 0 },
  returns: 'Connection',
  createsClient: true,
  options: 0,
};
const createPool: Member = { returns: 'Pool', createsClient: true, options: 0 };

export const mysql: Library = {
  name: 'mysql2',
  api: 'db',
  modules: ['mysql2', 'mysql2/promise', 'promise-mysql', 'mariadb'],
  exports: {
    default: { members: { createConnection, createPool, createPoolCluster: createPool } },
    createConnection: { call: createConnection },
    createPool: { call: createPool },
    createPoolCluster: { call: createPool },
  },
  typeNames: { Pool: 'Pool', Connection: 'Connection', PoolConnection: 'Connection' },
  types: {
    Pool: {
      members: {
        ...each(['query', 'execute', 'batch'], query),
        getConnection: connection,
        promise: { returns: 'this' },
      },
    },
    Connection: {
      emitter: true,
      members: {
        ...each(['query', 'execute', 'batch', 'beginTransaction', 'commit', 'rollback', 'ping', 'changeUser'], query),
        connect: { request: { phase: 'connect', callback: -1 } },
        promise: { returns: 'this' },
      },
    },
    Result: { members: {} },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'call',
      off: [0],
      why: "a query's `timeout` is an idle timeout",
    },
    {
      option: 'connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeout` limits connecting, not the query',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 10_000 },
        why: 'mysql2 limits connecting (10 s) but not queries or waiting for a connection',
      },
      retry: once,
      source: 'mysql2 3.24.6 lib/connection_config.js; queueLimit 0, waitForConnections true',
    },
  ],
};

/** What a query gives is a `Query`, an emitter: it has no `then`, so that `await` waits for nothing and nothing rejects. */
function byCallback(member: Member): Member {
  return member.request ? { ...member, request: { ...member.request, callbackOnly: true } } : member;
}

function typeByCallback(type: TypeSpec): TypeSpec {
  const members = Object.entries(type.members ?? {}).flatMap(([name, member]) =>
    name === 'promise' ? [] : [[name, byCallback(member)] as const],
  );
  return { ...type, members: Object.fromEntries(members) };
}

/** The older package, whose calls answer to callbacks alone. Source: mysql 2.18.1 lib/Pool.js, lib/protocol/sequences/Query.js. */
export const mysqlByCallback: Library = {
  ...mysql,
  name: 'mysql',
  modules: ['mysql'],
  types: Object.fromEntries(Object.entries(mysql.types).map(([name, type]) => [name, typeByCallback(type)])),
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 10_000 },
        why: 'mysql limits connecting (10 s) but not queries',
      },
      retry: once,
      source:
        'mysql 2.18.1 lib/ConnectionConfig.js: connectTimeout 10 * 1000; lib/PoolConfig.js: acquireTimeout 10 * 1000',
    },
  ],
};
