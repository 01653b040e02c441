import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const request: Member = { request: {} };

const query: Member = {
  request: { chain: { timeout: { timeout: 'call' } }, sentBy: ['then', 'execute', 'resultSize', 'first', 'stream'] },
  returns: 'Result',
};
const modelMembers: Readonly<Record<string, Member>> = {
  ...each(['query', 'relatedQuery'], query),
  knex: {},
  bindKnex: { returns: 'this' },
  bindTransaction: { returns: 'this' },
  transaction: { request: { method: 'transaction' } },
  startTransaction: { request: { method: 'transaction' } },
};

/** Objection: models over knex. A query is sent when its builder is awaited. */
const objection: Library = {
  name: 'objection',
  api: 'db',
  modules: ['objection'],
  exports: {
    Model: 'ModelClass',
    default: { members: { Model: { property: 'ModelClass' } } },
    transaction: { call: { request: { method: 'transaction' } } },
  },
  typeNames: { ModelClass: 'ModelClass', Model: 'Model' },
  types: {
    ModelClass: { new: { returns: 'Model' }, members: modelMembers },
    Model: { members: each(['$query', '$relatedQuery', '$fetchGraph'], query) },
    Result: { members: {} },
  },
  defaults: [
    {
      timeout: { operation: 'none', why: 'objection bounds no query; use `.timeout(ms)` of the builder' },
      retry: once,
      source: 'objection 3.1.5: queries are those of knex; vincit.github.io/objection.js query-builder "timeout"',
    },
  ],
};

const entityOperations = each(
  [
    'find',
    'findAll',
    'findAndCount',
    'findByCursor',
    'findOne',
    'findOneOrFail',
    'refresh',
    'refreshOrFail',
    'upsert',
    'upsertMany',
    'lock',
    'insert',
    'insertMany',
    'nativeInsert',
    'nativeUpdate',
    'nativeDelete',
    'count',
    'flush',
    'persistAndFlush',
    'removeAndFlush',
    'populate',
    'execute',
    'aggregate',
  ],
  request,
);
const builder: Member = {
  request: {
    chain: true,
    sentBy: ['execute', 'getResult', 'getResultList', 'getSingleResult', 'getCount', 'getResultAndCount', 'then'],
  },
};
const manager: Readonly<Record<string, Member>> = {
  ...entityOperations,
  ...each(['transactional'], { request: {}, callback: { argument: 0, parameters: ['Manager'] } }),
  ...each(['begin', 'commit', 'rollback'], request),
  ...each(['fork', 'getConnection', 'getDriver', 'getKnex'], { returns: 'Manager' }),
  getRepository: { returns: 'Repository' },
  ...each(['createQueryBuilder', 'qb'], builder),
};

const mikroOrm: Library = {
  name: '@mikro-orm/core',
  api: 'db',
  modules: [
    '@mikro-orm/core',
    '@mikro-orm/postgresql',
    '@mikro-orm/mysql',
    '@mikro-orm/mariadb',
    '@mikro-orm/mongodb',
    '@mikro-orm/mssql',
    '@mikro-orm/knex',
  ],
  exports: {
    MikroORM: {
      members: {
        init: { request: { phase: 'connect' }, returns: 'Orm', createsClient: true, options: 0 },
        initSync: { returns: 'Orm', createsClient: true, options: 0 },
      },
    },
    EntityManager: { new: { returns: 'Manager' } },
    EntityRepository: { new: { returns: 'Repository' } },
  },
  typeNames: { MikroORM: 'Orm', SqlEntityManager: 'Manager', SqlEntityRepository: 'Repository' },
  types: {
    Orm: { members: { em: { property: 'Manager' }, connect: { request: { phase: 'connect' } } } },
    Manager: { members: manager },
    Repository: {
      members: {
        ...entityOperations,
        ...each(['createQueryBuilder', 'qb'], builder),
        getEntityManager: { returns: 'Manager' },
        em: { property: 'Manager' },
      },
    },
  },
  defaults: [
    {
      timeout: { operation: 'none', why: 'mikro-orm bounds no query unless the driver is told to' },
      retry: once,
      source: '@mikro-orm/core 6.6.16 EntityManager.js: no timer; options of a query have no timeout',
    },
  ],
};

const pgQuery: Member = { request: {} };

/** pg-promise: a database object, and tasks and transactions with the same methods. */
const pgPromise: Library = {
  name: 'pg-promise',
  api: 'db',
  modules: ['pg-promise'],
  namespace: 'Factory',
  exports: { default: 'Factory' },
  typeNames: { IDatabase: 'Db', ITask: 'Db', IConnected: 'Db', IBaseProtocol: 'Db' },
  types: {
    // It takes settings of the library; limits among them are refused.
    Factory: { call: { returns: 'Main' } },
    Main: { call: { returns: 'Db', createsClient: true, options: 0 } },
    Db: {
      members: {
        ...each(
          [
            'query',
            'none',
            'one',
            'oneOrNone',
            'many',
            'manyOrNone',
            'any',
            'result',
            'multi',
            'multiResult',
            'stream',
            'func',
            'proc',
            'map',
            'each',
          ],
          pgQuery,
        ),
        ...each(['task', 'taskIf', 'tx', 'txIf'], {
          request: { method: 'transaction' },
          callback: { argument: -1, parameters: ['Db'] },
        }),
        connect: {
          request: { phase: 'connect' },
          returns: 'Db',
          checkout: {
            what: 'connection',
            release: ['done'],
            taken: true,
            why: 'a pg pool has 10 connections unless max is set',
          },
        },
      },
    },
  },
  timeouts: [
    { option: 'query_timeout', bounds: 'call', acceptedAt: 'instance', off: [0, false], breaks: ['pg-query-stream'] },
    { option: 'statement_timeout', bounds: 'call', acceptedAt: 'instance', off: [0, false] },
    {
      option: 'connectionTimeoutMillis',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectionTimeoutMillis` bounds getting a connection, not the query',
    },
  ],
  defaults: [
    {
      timeout: { operation: 'none', connect: 'none', why: 'pg-promise has no timeout of its own, nor has pg' },
      retry: once,
      source: 'pg-promise 12.7.1: connections are those of pg, whose lib/defaults.js sets query_timeout false',
    },
  ],
};

const pubsub = each(['addChannel', 'publish', 'removeChannel', 'once'], request);

const pgPubsub: Library = {
  name: 'pg-pubsub',
  api: 'db',
  modules: ['pg-pubsub'],
  namespace: 'ClientClass',
  exports: { default: 'ClientClass' },
  types: {
    ClientClass: { new: { returns: 'Client', createsClient: true, options: 1 } },
    Client: { emitter: true, members: pubsub },
  },
  retryOptions: { attempts: ['retryLimit'], countsAs: 'retries', off: [0] },
  defaults: [
    {
      timeout: { operation: 'none', why: 'pg-pubsub sets no timeout' },
      retry: once,
      connectRetry: {
        attempts: null,
        delay: 'unknown',
        jitter: false,
        errors: 'all',
        why: 'pg-pubsub connects again unless retryLimit is set',
      },
      source: 'pg-pubsub 0.8.1 lib/client.js: promised-retry with retryLimit',
    },
  ],
};

/** Mappers over databases, and what stands on the pg driver. */
export const objectMappers: readonly Library[] = [objection, mikroOrm, pgPromise, pgPubsub];
