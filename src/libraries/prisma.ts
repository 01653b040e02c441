import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

const prismaOperations = [
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
  'count',
  'aggregate',
  'groupBy',
  'findRaw',
  'aggregateRaw',
];

const inTransaction: Member = {
  request: { timeout: { state: 'bounded', why: 'prisma ends the transaction around it after 5 s by default' } },
};

export const prisma: Library = {
  name: '@prisma/client',
  api: 'db',
  modules: ['@prisma/client', '@prisma/client/*', '@calcom/prisma', '.prisma/client'],
  // prisma.io/docs/orm/prisma-schema/overview/generators: `output` of the generators prisma-client and prisma-client-js
  generated: ['generated/prisma', 'generated/client', 'prisma/generated', 'prisma/client'].flatMap((folder) =>
    ['', '/client', '/index', '/edge', '/wasm', '/browser'].map((entry) => `/${folder}${entry}`),
  ),
  exports: {
    PrismaClient: { new: { returns: 'Client', createsClient: true, options: 0 } },
    Prisma: { members: {} },
    default: {
      members: { PrismaClient: { property: { new: { returns: 'Client', createsClient: true, options: 0 } } } },
    },
  },
  typeNames: { PrismaClient: 'Client', TransactionClient: 'Client' },
  types: {
    Client: {
      members: {
        $transaction: {
          request: {
            options: 1,
            callbackTimeout: { state: 'bounded', why: 'prisma ends an interactive transaction after 5 s by default' },
          },
          callback: { argument: 0, parameters: ['Transaction'] },
          batches: 0,
        },
        ...each(['$queryRawUnsafe', '$executeRawUnsafe', '$runCommandRaw'], { request: {} }),
        $queryRaw: { request: {}, property: { call: { request: {} } } },
        $executeRaw: { request: {}, property: { call: { request: {} } } },
        $connect: { request: { phase: 'connect' } },
        $extends: { returns: 'this' },
        ...each(['$disconnect', '$on', '$use'], {}),
        '*': { property: { members: each(prismaOperations, { request: {} }) } },
      },
    },
    Transaction: {
      members: {
        ...each(['$queryRawUnsafe', '$executeRawUnsafe'], inTransaction),
        ...each(['$queryRaw', '$executeRaw'], { ...inTransaction, property: { call: inTransaction } }),
        '*': { property: { members: each(prismaOperations, inTransaction) } },
      },
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'call' }],
  defaults: [
    {
      timeout: {
        operation: 'none',
        instance: 'unknown',
        ms: { queue: 10_000 },
        why: "prisma limits waiting for a connection (10 s) and interactive transactions (5 s); the query's limit is the database's",
      },
      retry: once,
      source:
        'prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool: pool_timeout 10',
    },
  ],
};
