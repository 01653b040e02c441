import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
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

/** The first version whose monitor ends what waits for a server that has stopped to answer its heartbeats. */
const DRIVER_WITH_INTERRUPTS = '4.13.0';
const MONGOOSE_WITH_INTERRUPTS = '6.9.0';

const socketTimeout = {
  option: 'socketTimeoutMS',
  bounds: 'idle',
  countsAsBound: true,
  acceptedAt: 'instance',
  why: '`socketTimeoutMS` is a socket idle timeout',
} as const;
/** Where the monitor looks after a hung server, the limit of silence is off for good reason: it would cut index builds. */
const timeoutsBy = (interrupts: string): Library['timeouts'] => [
  { option: 'maxTimeMS', bounds: 'call', acceptedAt: 'call', off: [0] },
  { ...socketTimeout, versions: `<${interrupts}`, off: [0] },
  { ...socketTimeout, versions: `>=${interrupts}` },
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

const retriedOnce: RetryFigures = {
  attempts: 2,
  delay: 'none',
  jitter: false,
  errors: 'selective',
  why: 'the driver retries a read or single write once',
};

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
        // A command that the driver does not look into is sent once: operations/run_command.js has no aspect of retries.
        command: { request: { options: 1, retry: false } },
        aggregate: cursor,
        admin: {
          returns: {
            members: each(['ping', 'command', 'listDatabases', 'serverStatus'], { request: { retry: false } }),
          },
        },
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
        watch: { request: { streaming: true, emitter: true }, returns: 'ChangeStream' },
      },
    },
    Cursor: { members: {} },
    ChangeStream: { emitter: true, members: {} },
    Bucket: { members: each(['delete', 'rename', 'drop'], { request: {} }) },
  },
  timeouts: timeoutsBy(DRIVER_WITH_INTERRUPTS),
  defaults: [
    {
      versions: `>=${DRIVER_WITH_INTERRUPTS}`,
      timeout: {
        operation: 'none',
        connect: 'bounded',
        watched: true,
        ms: { connect: 30_000, queue: 30_000, idle: 40_000 },
        why: 'the monitor of mongodb ends what waits for a hung server: a heartbeat each 10 s has 30 s to be answered',
      },
      retry: retriedOnce,
      source:
        'mongodb HISTORY.md 4.13.0, NODE-4691: in-flight operations are interrupted when a heartbeat times out; 7.9.0 lib/connection_string.js: heartbeatFrequencyMS 10000, connectTimeoutMS 30000, serverSelectionTimeoutMS 30000, socketTimeoutMS 0, waitQueueTimeoutMS 0 (a cleared pool empties its queue)',
    },
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 30_000, queue: 30_000 },
        why: 'mongodb limits finding a server (30 s), not the operation; set `maxTimeMS` or `socketTimeoutMS`',
      },
      retry: retriedOnce,
      source: 'mongodb 4.12 lib/connection_string.js: socketTimeoutMS 0, waitQueueTimeoutMS 0, retryReads/Writes true',
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
  ...each(['updateMany', 'deleteMany'], { request: { ...queryChain.request, retry: false } }),
  ...each(['findOne', 'findById'], { ...queryChain, returns: 'Document' }),
  find: { ...queryChain, returnsMany: 'Document' },
  ...each(['insertMany', 'bulkWrite', 'bulkSave', 'syncIndexes', 'createIndexes', 'init', 'createCollection'], {
    request: {},
  }),
  create: { request: {}, returns: 'Document' },
  hydrate: { returns: 'Document' },
  ...each(['paginate', 'aggregatePaginate'], { request: {} }),
  watch: { request: { streaming: true, emitter: true }, returns: 'ChangeStream' },
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
    ChangeStream: { emitter: true, members: {} },
    Model: { members: modelMembers, new: { returns: 'Document' } },
    Document: { members: each(['save', 'deleteOne', 'updateOne', 'populate'], { request: {} }) },
  },
  timeouts: timeoutsBy(MONGOOSE_WITH_INTERRUPTS),
  defaults: [
    {
      versions: `>=${MONGOOSE_WITH_INTERRUPTS}`,
      timeout: {
        operation: 'none',
        connect: 'bounded',
        watched: true,
        ms: { connect: 30_000, queue: 10_000, idle: 40_000 },
        why: 'the monitor of the driver ends what waits for a hung server: a heartbeat each 10 s has 30 s to be answered',
      },
      retry: retriedOnce,
      source: 'mongoose 6.9.0 depends on mongodb 4.13.0; 9.12 lib/connection.js:876 bufferTimeoutMS 10000',
    },
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 30_000, queue: 10_000 },
        why: 'mongoose limits buffering (10 s) and finding a server (30 s), not the operation',
      },
      retry: retriedOnce,
      source: 'mongoose 6.8.4 depends on mongodb 4.12.1, whose socketTimeoutMS is 0',
    },
  ],
};
