import { each } from '../knowledge/members.ts';
import { nested, never, sdk } from '../knowledge/sdkShape.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const request: Member = { request: {} };

const qdrant = sdk(
  '@qdrant/js-client-rest',
  'sdk:qdrant',
  ['@qdrant/js-client-rest', '@qdrant/qdrant-js'],
  ['QdrantClient'],
  { members: { '*': request, api: {} } },
  {
    timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance' }],
    options: 0,
    defaults: {
      timeout: {
        operation: 'bounded',
        ms: { call: 300_000 },
        why: 'the Qdrant client times out a request after 5 minutes',
      },
      retry: never,
      source: '@qdrant/js-client-rest 1.18.0 dist/cjs/qdrant-client.js:11: timeout 300000',
    },
  },
);

const chromaCollection = each(
  ['add', 'upsert', 'update', 'delete', 'get', 'query', 'peek', 'count', 'modify', 'search', 'fork'],
  request,
);

const chroma: Library = {
  name: 'chromadb',
  api: 'sdk:chroma',
  modules: ['chromadb', 'chromadb-client'],
  exports: {
    ChromaClient: { new: { returns: 'Client', createsClient: true, options: 0 } },
    CloudClient: { new: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { ChromaClient: 'Client', Collection: 'Collection' },
  types: {
    Client: {
      members: {
        ...each(['getCollection', 'createCollection', 'getOrCreateCollection'], { request: {}, returns: 'Collection' }),
        ...each(['listCollections', 'deleteCollection', 'heartbeat', 'version', 'reset', 'countCollections'], request),
      },
    },
    Collection: { members: chromaCollection },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'chromadb uses fetch without a timeout' },
      retry: never,
      source: 'chromadb 3.5.0 dist/cjs/chromadb.cjs: chromaFetch',
    },
  ],
};

const weaviateConnect: Member = {
  request: { phase: 'connect' },
  returns: 'Client',
  createsClient: true,
  options: [0, 1],
};
const weaviateConnects = each(
  ['connectToLocal', 'connectToWeaviateCloud', 'connectToWCS', 'connectToCustom', 'client'],
  weaviateConnect,
);

const weaviate: Library = {
  name: 'weaviate-client',
  api: 'sdk:weaviate',
  modules: ['weaviate-client'],
  exports: {
    default: { members: weaviateConnects },
    ...Object.fromEntries(Object.entries(weaviateConnects).map(([name, call]) => [name, { call }])),
  },
  typeNames: { WeaviateClient: 'Client', Collection: 'Collection' },
  types: {
    Client: {
      members: {
        collections: {
          property: {
            members: {
              ...each(['get', 'use'], { returns: 'Collection' }),
              ...each(['create', 'createFromSchema'], { request: {}, returns: 'Collection' }),
              ...each(['delete', 'deleteAll', 'exists', 'listAll'], request),
            },
          },
        },
        ...each(['isLive', 'isReady', 'getMeta', 'getWeaviateVersion'], request),
      },
    },
    Collection: nested(
      [
        'fetchObjects',
        'fetchObjectById',
        'nearText',
        'nearVector',
        'nearObject',
        'hybrid',
        'bm25',
        'insert',
        'insertMany',
        'update',
        'replace',
        'deleteById',
        'deleteMany',
        'overAll',
        'create',
        'remove',
        'get',
      ],
      1,
    ),
  },
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'limits of the Weaviate client differ by operation and version' },
      source: 'weaviate-client 3.12.1 dist/node/cjs/connection/grpc.js:130',
    },
  ],
};

export const vectorStores: readonly Library[] = [qdrant, chroma, weaviate];
