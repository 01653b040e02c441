import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const repository = each(
  [
    'find',
    'findBy',
    'findOne',
    'findOneBy',
    'findOneOrFail',
    'findOneByOrFail',
    'findAndCount',
    'findAndCountBy',
    'findByIds',
    'count',
    'countBy',
    'exist',
    'exists',
    'existsBy',
    'save',
    'insert',
    'update',
    'upsert',
    'delete',
    'remove',
    'softDelete',
    'softRemove',
    'restore',
    'increment',
    'decrement',
    'clear',
    'query',
    'sum',
    'average',
    'minimum',
    'maximum',
  ],
  { request: {} },
);
const queryBuilder: Member = {
  request: {
    chain: true,
    sentBy: [
      'getOne',
      'getOneOrFail',
      'getMany',
      'getManyAndCount',
      'getRawOne',
      'getRawMany',
      'getRawAndEntities',
      'getCount',
      'getExists',
      'execute',
      'stream',
    ],
  },
};

export const typeorm: Library = {
  name: 'typeorm',
  api: 'db',
  modules: ['typeorm'],
  exports: {
    DataSource: { new: { returns: 'DataSource', createsClient: true, options: 0 } },
    createConnection: {
      call: { request: { phase: 'connect' }, returns: 'DataSource', createsClient: true, options: 0 },
    },
    getRepository: { call: { returns: 'Repository' } },
    getManager: { call: { returns: 'Manager' } },
    getConnection: { call: { returns: 'DataSource' } },
    Repository: { new: { returns: 'Repository' } },
    EntityManager: { new: { returns: 'Manager' } },
    ...Object.fromEntries(
      ['TreeRepository', 'MongoRepository', 'AbstractRepository'].map((name) => [
        name,
        { new: { returns: 'Repository' } },
      ]),
    ),
    BaseEntity: 'Entity',
  },
  typeNames: {
    Repository: 'Repository',
    TreeRepository: 'Repository',
    MongoRepository: 'Repository',
    EntityManager: 'Manager',
    DataSource: 'DataSource',
    Connection: 'DataSource',
    QueryRunner: 'Manager',
  },
  types: {
    DataSource: {
      members: {
        initialize: { request: { phase: 'connect' } },
        query: { request: {} },
        getRepository: { returns: 'Repository' },
        getTreeRepository: { returns: 'Repository' },
        manager: { property: 'Manager' },
        createEntityManager: { returns: 'Manager' },
        createQueryRunner: {
          returns: 'Manager',
          checkout: {
            what: 'connection',
            release: ['release'],
            why: 'a query runner keeps one connection of the pool from its first query on',
          },
        },
        createQueryBuilder: queryBuilder,
        transaction: { request: {}, callback: { argument: -1, parameters: ['Manager'] } },
        runMigrations: { request: {} },
        synchronize: { request: {} },
      },
    },
    Repository: {
      members: {
        ...repository,
        createQueryBuilder: queryBuilder,
        manager: { property: 'Manager' },
        repository: { property: 'Repository' },
        extend: { returns: 'this' },
        ...each(['findTrees', 'findRoots', 'findDescendants', 'findAncestors'], { request: {} }),
      },
    },
    Entity: { new: { returns: 'Record' }, members: { ...repository, createQueryBuilder: queryBuilder } },
    Record: { members: each(['save', 'remove', 'softRemove', 'recover', 'reload'], { request: {} }) },
    Manager: {
      members: {
        ...repository,
        createQueryBuilder: queryBuilder,
        ...each(['getRepository', 'withRepository', 'getCustomRepository', 'getTreeRepository'], {
          returns: 'Repository',
        }),
        manager: { property: 'Manager' },
        transaction: { request: {}, callback: { argument: -1, parameters: ['Manager'] } },
        ...each(['connect', 'startTransaction', 'commitTransaction', 'rollbackTransaction'], { request: {} }),
      },
    },
  },
  embedded: [
    { option: 'type', is: ['sqlite', 'better-sqlite3', 'sqljs', 'expo', 'react-native', 'nativescript', 'capacitor'] },
  ],
  timeouts: [
    {
      option: 'maxQueryExecutionTime',
      bounds: 'nothing',
      acceptedAt: 'instance',
      why: '`maxQueryExecutionTime` only logs slow queries',
    },
    {
      option: 'connectTimeoutMS',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeoutMS` limits connecting only',
    },
    { option: 'extra.statement_timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'extra.query_timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        instance: 'unknown',
        why: "typeorm sets no limit of its own; the query's limit is the driver's",
      },
      retry: once,
      source: 'typeorm.io/docs/data-source/data-source-options',
    },
  ],
};
