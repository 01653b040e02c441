import { each } from '../knowledge/members.ts';
import { firestore } from './googleCloud.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, VersionedDefaults } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const request: Member = { request: {} };
const byFetch = (name: string, source: string): VersionedDefaults => ({
  timeout: { operation: 'none', why: `${name} uses fetch without a timeout` },
  retry: once,
  source,
});

const table = (method: string): Member => ({
  request: {
    method,
    chain: { abortSignal: { timeout: 'call' } },
    sentBy: ['then', 'single', 'maybeSingle', 'csv', 'throwOnError'],
  },
});
const makeSupabase: Member = { returns: 'Client', createsClient: true, options: 2 };

const supabase: Library = {
  name: '@supabase/supabase-js',
  api: 'sdk:supabase',
  modules: ['@supabase/supabase-js', '@supabase/ssr'],
  exports: {
    createClient: { call: makeSupabase },
    createServerClient: { call: makeSupabase },
    createBrowserClient: { call: makeSupabase },
    SupabaseClient: { new: makeSupabase },
  },
  typeNames: { SupabaseClient: 'Client' },
  types: {
    Client: {
      members: {
        from: { returns: 'Table' },
        schema: { returns: 'Client' },
        rpc: table('POST'),
        functions: { property: { members: { invoke: { request: { options: 1 } } } } },
        auth: { property: 'Auth' },
        storage: { property: 'Storage' },
      },
    },
    Table: {
      members: {
        select: table('GET'),
        ...each(['insert', 'upsert'], table('POST')),
        update: table('PATCH'),
        delete: table('DELETE'),
      },
    },
    Auth: {
      members: {
        ...each(
          [
            'getUser',
            'signUp',
            'signInWithPassword',
            'signInWithOtp',
            'signInWithIdToken',
            'verifyOtp',
            'refreshSession',
            'exchangeCodeForSession',
            'updateUser',
            'resetPasswordForEmail',
            'resend',
            'signOut',
          ],
          request,
        ),
        admin: {
          property: {
            members: each(
              [
                'createUser',
                'deleteUser',
                'getUserById',
                'listUsers',
                'updateUserById',
                'inviteUserByEmail',
                'generateLink',
              ],
              request,
            ),
          },
        },
      },
    },
    Storage: {
      members: {
        from: { returns: 'Bucket' },
        ...each(['listBuckets', 'getBucket', 'createBucket', 'deleteBucket', 'emptyBucket', 'updateBucket'], request),
      },
    },
    Bucket: {
      members: each(
        [
          'upload',
          'download',
          'remove',
          'list',
          'move',
          'copy',
          'update',
          'createSignedUrl',
          'createSignedUrls',
          'createSignedUploadUrl',
          'uploadToSignedUrl',
          'info',
          'exists',
        ],
        request,
      ),
    },
  },
  defaults: [
    {
      ...byFetch(
        '@supabase/supabase-js',
        '@supabase/postgrest-js 2.109.0 dist/index.cjs: DEFAULT_MAX_RETRIES, RETRYABLE_METHODS',
      ),
      versions: '>=2.109.0',
      retry: {
        attempts: 4,
        delay: 'exponential',
        baseMs: 1_000,
        maxMs: 30_000,
        jitter: false,
        methods: ['GET', 'HEAD', 'OPTIONS'],
        errors: 'selective',
        why: '@supabase/postgrest-js retries reads 3 times by default',
      },
    },
    byFetch('@supabase/supabase-js', '@supabase/supabase-js 2 docs: fetch without a signal'),
  ],
};

const app: Member = { returns: 'App', createsClient: true, options: 0 };
const authCalls = each(
  [
    'getUser',
    'getUserByEmail',
    'getUsers',
    'listUsers',
    'createUser',
    'updateUser',
    'deleteUser',
    'deleteUsers',
    'setCustomUserClaims',
    'revokeRefreshTokens',
    'generatePasswordResetLink',
    'generateEmailVerificationLink',
    'createSessionCookie',
  ],
  request,
);
const services: Readonly<Record<string, Member>> = {
  auth: { returns: 'Auth' },
  messaging: { returns: 'Messaging' },
  firestore: { returns: 'Client' },
};

const firebaseAdmin: Library = {
  name: 'firebase-admin',
  api: 'sdk:firebase-admin',
  modules: ['firebase-admin', 'firebase-admin/app', 'firebase-admin/auth', 'firebase-admin/messaging'],
  namespace: 'Admin',
  exports: {
    default: 'Admin',
    initializeApp: { call: app },
    getApp: { call: app },
    getAuth: { call: { returns: 'Auth' } },
    getMessaging: { call: { returns: 'Messaging' } },
  },
  typeNames: { Auth: 'Auth', Messaging: 'Messaging', App: 'App' },
  types: {
    ...firestore.types,
    Admin: { members: { ...services, initializeApp: app, app } },
    App: { members: services },
    Auth: { members: authCalls },
    Messaging: {
      members: each(
        [
          'send',
          'sendEach',
          'sendEachForMulticast',
          'sendMulticast',
          'sendAll',
          'subscribeToTopic',
          'unsubscribeFromTopic',
        ],
        request,
      ),
    },
  },
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'limits of firebase-admin differ by service' },
      source: 'firebase-admin 13 src/utils/api-request.ts: retries 4 times by default, timeout by service',
    },
  ],
};

const libsqlMembers = each(['execute', 'batch', 'executeMultiple', 'migrate', 'sync'], request);

const libsql: Library = {
  name: '@libsql/client',
  api: 'db',
  modules: ['@libsql/client', '@libsql/client/*'],
  exports: { createClient: { call: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { Client: 'Client', Transaction: 'Transaction' },
  types: {
    Client: { members: { ...libsqlMembers, transaction: { request: {}, returns: 'Transaction' } } },
    Transaction: { members: { ...libsqlMembers, ...each(['commit', 'rollback'], request) } },
  },
  defaults: [byFetch('@libsql/client', '@libsql/client 0.18.0 lib-esm/http.js: no timer')],
};

const neon: Library = {
  name: '@neondatabase/serverless',
  api: 'db',
  modules: ['@neondatabase/serverless'],
  exports: {
    neon: { call: { returns: 'Sql', createsClient: true, options: 1 } },
    Pool: { new: { returns: 'Pool', createsClient: true, options: 0 } },
    Client: { new: { returns: 'Pool', createsClient: true, options: 0 } },
  },
  typeNames: { NeonQueryFunction: 'Sql', Pool: 'Pool', Client: 'Pool', PoolClient: 'Pool' },
  types: {
    Sql: { call: request, members: { query: { request: { options: 2 } }, transaction: { request: { options: 1 } } } },
    Pool: { emitter: true, members: { query: request, connect: { request: { phase: 'connect' }, returns: 'Pool' } } },
  },
  timeouts: [
    { option: 'fetchOptions.signal', bounds: 'call', unit: 'signal' },
    { option: 'query_timeout', bounds: 'call', acceptedAt: 'instance', off: [0, false] },
    { option: 'statement_timeout', bounds: 'call', acceptedAt: 'instance', off: [0, false] },
  ],
  defaults: [
    byFetch('@neondatabase/serverless', '@neondatabase/serverless 1.2.0 index.js:644: statement_timeout false'),
  ],
};

const planetscale: Library = {
  name: '@planetscale/database',
  api: 'db',
  modules: ['@planetscale/database'],
  exports: {
    connect: { call: { returns: 'Client', createsClient: true, options: 0 } },
    Client: { new: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { Connection: 'Client', Client: 'Client' },
  types: {
    Client: {
      members: {
        ...each(['execute', 'refresh'], request),
        connection: { returns: 'Client' },
        transaction: { request: {}, callback: { argument: 0, parameters: ['Client'] } },
      },
    },
  },
  defaults: [byFetch('@planetscale/database', '@planetscale/database 1.20.2 dist/index.js: no timer')],
};

export const hostedDatabases: readonly Library[] = [supabase, firebaseAdmin, libsql, neon, planetscale];
