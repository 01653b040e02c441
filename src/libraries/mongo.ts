import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const maxTime = { maxTimeMS: { timeout: 'call', off: [0] } } as const;
const cursor: Member = {
  request: {
    options: 1,
    chain: maxTime,
    sentBy: ['toArray', 'next', 'forEach', 'hasNext', 'tryNext', 'count', 'explain', 'stream', 'then'],
  },
  returns: 'Cursor',
};
const write = (options: number, retry = true): Member => ({ request: { options, retry } });

const timeouts: Library['timeouts'] = [
  { option: 'maxTimeMS', bounds: 'call', acceptedAt: 'call', off: [0] },
  {
    option: 'socketTimeoutMS',
    bounds: 'idle',
    countsAsBound: true,
    acceptedAt: 'instance',
    off: [0],
    why: '`socketTimeoutMS` is a socket idle timeout',
  },
  {
    option: 'timeoutMS',
    bounds: 'nothing',
    versions: '>=7.9.0',
    why: 'the driver ignores `timeoutMS` ("has no effect and will be removed"); use `maxTimeMS`',
    source: 'mongodb 7.9.0 lib/connection_string.js',
  },
  { option: 'timeoutMS', bounds: 'call', versions: '>=6.6.0 <7.9.0', off: [0] },
  {
    option: 'connectTimeoutMS',
    bounds: 'connect',
    acceptedAt: 'instance',
    why: '`connectTimeoutMS` limits connecting only',
  },
  {
    option: 'serverSelectionTimeoutMS',
    bounds: 'queue',
    acceptedAt: 'instance',
    why: '`serverSelectionTimeoutMS` limits finding a server only',
  },
  {
    option: 'waitQueueTimeoutMS',
    bounds: 'queue',
    acceptedAt: 'instance',
    why: '`waitQueueTimeoutMS` limits waiting for a connection only',
  },
];

export const mongodb: Library = {
  name: 'mongodb',
  api: 'db',
  modules: ['mongodb'],
  exports: {
    MongoClient: {
      new: { returns: 'Client', createsClient: true, options: 1 },
      members: {
        connect: {
          request: { phase: 'connect', url: 0, options: 1 },
          returns: 'Client',
          createsClient: true,
          options: 1,
        },
      },
    },
    default: {
      members: { MongoClient: { property: { new: { returns: 'Client', createsClient: true, options: 1 } } } },
    },
  },
  typeNames: { Collection: 'Collection', Db: 'Db', MongoClient: 'Client', GridFSBucket: 'Bucket' },
  types: {
    Client: {
      emitter: false,
      members: {
        connect: { request: { phase: 'connect' }, returns: 'this' },
        db: { returns: 'Db' },
        withSession: { callback: { argument: 0, parameters: ['Session'] } },
      },
    },
    Session: { members: each(['commitTransaction', 'abortTransaction'], { request: {} }) },
    Db: {
      members: {
        collection: { returns: 'Collection' },
        command: { request: { options: 1 } },
        aggregate: cursor,
        admin: { returns: { members: each(['ping', 'command', 'listDatabases', 'serverStatus'], { request: {} }) } },
        ...each(['collections', 'stats', 'dropDatabase', 'createCollection', 'dropCollection', 'createIndex'], {
          request: {},
        }),
        listCollections: cursor,
      },
    },
    Collection: {
      members: {
        find: cursor,
        aggregate: cursor,
        ...each(['findOne', 'distinct', 'findOneAndDelete'], write(1)),
        ...each(['findOneAndUpdate', 'findOneAndReplace', 'updateOne', 'replaceOne'], write(2)),
        updateMany: write(2, false),
        deleteMany: write(1, false),
        ...each(
          [
            'insertOne',
            'insertMany',
            'deleteOne',
            'bulkWrite',
            'countDocuments',
            'estimatedDocumentCount',
            'createIndex',
            'createIndexes',
            'dropIndex',
            'drop',
            'indexes',
          ],
          write(1),
        ),
        watch: { request: { streaming: true, emitter: true }, returns: 'Cursor' },
      },
    },
    Cursor: { members: {} },
    Bucket: { members: each(['delete', 'rename', 'drop'], { request: {} }) },
  },
  timeouts,
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 30_000, queue: 30_000 },
        why: 'mongodb limits finding a server (30 s), not the operation; set `maxTimeMS` or `socketTimeoutMS`',
      },
      retry: {
        attempts: 2,
        delay: 'none',
        jitter: false,
        errors: 'selective',
        why: 'the driver retries a read or single write once',
      },
      source: 'mongodb 7.9.0 lib/connection_string.js: socketTimeoutMS 0, waitQueueTimeoutMS 0, retryReads/Writes true',
    },
  ],
};

const queryChain: Member = {
  request: { chain: maxTime, sentBy: ['then', 'exec', 'cursor', 'orFail', 'catch'] },
};
const queries = [
  'findByIdAndDelete',
  'findByIdAndUpdate',
  'findByIdAndRemove',
  'findOneAndDelete',
  'findOneAndUpdate',
  'findOneAndReplace',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'countDocuments',
  'estimatedDocumentCount',
  'distinct',
  'exists',
  'aggregate',
  'where',
];
const modelMembers = {
  ...each(queries, queryChain),
  ...each(['findOne', 'findById'], { ...queryChain, returns: 'Document' }),
  find: { ...queryChain, returnsMany: 'Document' },
  ...each(['insertMany', 'bulkWrite', 'bulkSave', 'syncIndexes', 'createIndexes', 'init', 'createCollection'], {
    request: {},
  }),
  create: { request: {}, returns: 'Document' },
  hydrate: { returns: 'Document' },
  ...each(['paginate', 'aggregatePaginate'], { request: {} }),
  watch: { request: { streaming: true, emitter: true } },
};
const connect: Member = {
  request: { phase: 'connect', url: 0, options: 1 },
  returns: 'Connection',
  createsClient: true,
  options: 1,
};

export const mongoose: Library = {
  name: 'mongoose',
  api: 'db',
  modules: ['mongoose'],
  namespace: 'Mongoose',
  exports: {
    default: 'Mongoose',
    connect: { call: connect },
    createConnection: { call: connect },
    model: { call: { returns: 'Model' } },
    Schema: 'SchemaClass',
    connection: 'Connection',
  },
  typeNames: {
    Model: 'Model',
    Connection: 'Connection',
    Mongoose: 'Mongoose',
    PaginateModel: 'Model',
    Document: 'Document',
    HydratedDocument: 'Document',
  },
  types: {
    Mongoose: {
      members: {
        connect,
        createConnection: connect,
        model: { returns: 'Model' },
        Schema: { property: 'SchemaClass' },
        connection: { property: 'Connection' },
        startSession: { request: {} },
      },
    },
    Connection: {
      emitter: true,
      members: {
        model: { returns: 'Model' },
        startSession: { request: {} },
        transaction: { request: {} },
        asPromise: {},
      },
    },
    SchemaClass: { new: { returns: 'Schema' } },
    Schema: {
      members: {
        methods: { property: 'Document' },
        statics: { property: 'Model' },
        ...each(['method', 'pre', 'post'], { callback: { argument: -1, parameters: [], receiver: 'Document' } }),
        static: { callback: { argument: -1, parameters: [], receiver: 'Model' } },
      },
    },
    Model: { members: modelMembers, new: { returns: 'Document' } },
    Document: { members: each(['save', 'deleteOne', 'updateOne', 'populate'], { request: {} }) },
  },
  timeouts,
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 30_000, queue: 10_000 },
        why: 'mongoose limits buffering (10 s) and finding a server (30 s), not the operation',
      },
      retry: {
        attempts: 2,
        delay: 'none',
        jitter: false,
        errors: 'selective',
        why: 'the driver retries a read or single write once',
      },
      source: 'mongoose 9.12 lib/connection.js:876 bufferTimeoutMS 10000; mongodb driver defaults',
    },
  ],
};
