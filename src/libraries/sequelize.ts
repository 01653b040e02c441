import { each } from '../knowledge/members.ts';
import type { Library } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const modelReads = [
  'findAll',
  'findOne',
  'findByPk',
  'findAndCountAll',
  'findOrCreate',
  'findOrBuild',
  'count',
  'max',
  'min',
  'sum',
  'aggregate',
];
const modelWrites = [
  'create',
  'bulkCreate',
  'update',
  'destroy',
  'upsert',
  'increment',
  'decrement',
  'restore',
  'truncate',
];

export const sequelize: Library = {
  name: 'sequelize',
  api: 'db',
  modules: ['sequelize', '@sequelize/core', 'sequelize-typescript'],
  exports: {
    default: {
      new: { returns: 'Sequelize', createsClient: true, options: [0, 1, 2, 3] },
      members: { Sequelize: { property: 'SequelizeClass' } },
    },
    Sequelize: 'SequelizeClass',
    Model: 'Model',
  },
  typeNames: {
    ModelStatic: 'Model',
    ModelCtor: 'Model',
    ModelType: 'Model',
    Transaction: 'Transaction',
    QueryInterface: 'QueryInterface',
  },
  types: {
    SequelizeClass: { new: { returns: 'Sequelize', createsClient: true, options: [0, 1, 2, 3] } },
    Sequelize: {
      handedOn: 'Model',
      recognizedBy: ['define'],
      members: {
        query: { request: { options: 1 } },
        authenticate: { request: {} },
        sync: { request: {} },
        transaction: {
          request: {},
          returns: 'Transaction',
          callback: { argument: -1, parameters: ['Transaction'] },
          checkout: {
            what: 'transaction',
            release: ['rollback', 'commit'],
            taken: true,
            why: 'a sequelize pool has 5 connections unless pool.max is set',
          },
        },
        define: { returns: 'Model' },
        getQueryInterface: { returns: 'QueryInterface' },
        ...each(['model', 'import'], { returns: 'Model' }),
        models: { property: { members: { '*': { property: 'Model' } } } },
        ...each(['drop', 'truncate'], { request: {} }),
      },
    },
    Model: {
      new: { returns: 'Record' },
      members: {
        ...each([...modelReads, ...modelWrites], { request: {}, returns: 'Record' }),
        ...each(['findAll', 'bulkCreate'], { request: {}, returnsMany: 'Record' }),
        ...each(['scope', 'unscoped', 'schema', 'addScope'], { returns: 'this' }),
        ...each(['sync', 'drop'], { request: {} }),
        sequelize: { property: 'Sequelize' },
        build: { returns: 'Record' },
        prototype: { property: 'Record' },
      },
    },
    Record: {
      members: each(
        ['save', 'update', 'destroy', 'reload', 'increment', 'decrement', 'restore', '$get', '$set', '$add', '$remove'],
        { request: {} },
      ),
    },
    QueryInterface: {
      recognizedBy: ['addColumn', 'removeColumn', 'changeColumn', 'bulkInsert', 'bulkDelete', 'sequelize.query'],
      members: {
        ...each(
          [
            'createTable',
            'dropTable',
            'renameTable',
            'addColumn',
            'removeColumn',
            'renameColumn',
            'changeColumn',
            'describeTable',
            'addIndex',
            'removeIndex',
            'addConstraint',
            'removeConstraint',
            'bulkInsert',
            'bulkUpdate',
            'bulkDelete',
            'showAllTables',
          ],
          { request: {} },
        ),
        sequelize: { property: 'Sequelize' },
      },
    },
    Transaction: { members: each(['commit', 'rollback'], { request: {} }) },
  },
  timeouts: [
    { option: 'dialectOptions.query_timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'dialectOptions.statement_timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'dialectOptions.requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'dialectOptions.options.requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
  ],
  embedded: [{ option: 'dialect', is: ['sqlite'] }],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { queue: 60_000 },
        why: "sequelize's pool waits 60 s for a connection; the query's limit is the driver's",
      },
      retry: once,
      source: 'sequelize.org/docs/v6/other-topics/connection-pool: acquire 60000',
    },
  ],
};
