import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';
import { never } from '../knowledge/sdkShape.ts';

const stream: Member = { request: { url: 0, options: 1, emitter: true, streaming: true } };

/** What nodemailer fetches its attachments with; servers for mail use it for their own calls as well. */
const nodemailerFetch: Library = {
  name: 'nodemailer/lib/fetch',
  api: 'other:nodemailer-fetch',
  modules: ['nodemailer/lib/fetch'],
  exports: { default: { call: stream } },
  types: {},
  timeouts: [
    { option: 'timeout', bounds: 'idle', countsAsBound: true, off: [0], why: '`timeout` is idle time of the socket' },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: "nodemailer's fetch has no timeout unless `timeout` is set" },
      retry: never,
      source: 'nodemailer 7 lib/fetch/index.js: `if (options.timeout) req.setTimeout(...)`, and no other timer',
    },
  ],
};

const made: Member = { returns: 'Grant', createsClient: true, options: 0 };

const simpleOauth2: Library = {
  name: 'simple-oauth2',
  api: 'other:oauth',
  modules: ['simple-oauth2'],
  exports: {
    AuthorizationCode: { new: made },
    ClientCredentials: { new: made },
    ResourceOwnerPassword: { new: made },
    create: { call: { ...made, returns: 'Grants' } },
  },
  types: {
    Grant: {
      members: {
        getToken: { request: { method: 'POST', options: 1 }, returns: 'Token' },
        authorizeURL: {},
        createToken: { returns: 'Token' },
      },
    },
    Token: {
      members: {
        ...each(['refresh', 'revoke', 'revokeAll'], { request: { method: 'POST' } }),
        expired: {},
        toJSON: {},
      },
    },
    Grants: {
      members: each(['authorizationCode', 'clientCredentials', 'ownerPassword'], { property: 'Grant' }),
    },
  },
  timeouts: [
    {
      option: 'http.timeout',
      acceptedAt: 'instance',
      bounds: 'headers',
      countsAsBound: true,
      off: [0],
      why: 'it counts until the headers of an answer are there; a token is short',
    },
    {
      option: 'timeout',
      acceptedAt: 'call',
      bounds: 'headers',
      countsAsBound: true,
      off: [0],
      why: 'it counts until the headers of an answer are there; a token is short',
    },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'simple-oauth2 sends through @hapi/wreck, which has no timeout by default' },
      retry: never,
      source: 'simple-oauth2 5 lib/client/client.js: Wreck.defaults(config.http); @hapi/wreck 18 README, `timeout`',
    },
  ],
};

const sqsConsumer: Library = {
  name: 'sqs-consumer',
  api: 'queue',
  modules: ['sqs-consumer'],
  exports: {
    Consumer: {
      new: { returns: 'Consumer', createsClient: true, options: 0 },
      members: { create: { returns: 'Consumer', createsClient: true, options: 0 } },
    },
  },
  types: { Consumer: { emitter: true, members: {} } },
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'it waits for messages with the client that it is given' },
      source: "sqs-consumer 11 src/consumer.ts: emitError emits 'error' for each failure to receive or delete",
    },
  ],
};

/** Clients of one purpose each. */
const asked: Member = { request: { url: 0, options: 1, methodOption: { option: 'method', default: 'GET' } } };

/** The client of Egg and cnpm. */
const urllib: Library = {
  name: 'urllib',
  api: 'other:urllib',
  modules: ['urllib', 'urllib-next'],
  namespace: 'Urllib',
  exports: {
    default: 'Urllib',
    request: { call: asked },
    curl: { call: asked },
    HttpClient: { new: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { HttpClient: 'Client' },
  types: {
    Urllib: { members: each(['request', 'curl'], asked) },
    Client: { members: each(['request', 'curl'], asked) },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      countsAsBound: true,
      off: [0],
      why: '`timeout` limits connecting and silence',
    },
  ],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { idle: 5_000 }, why: 'urllib gives up after 5 s of silence by default' },
      retry: never,
      source:
        'urllib 2.44 lib/urllib.js: exports.TIMEOUT = ms("5s"); 4.x HttpClient: headersTimeout and bodyTimeout 5000',
    },
  ],
};

const fetched: Member = {
  request: { url: 0, options: 1, methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
};

/** fetch over HTTP/1 and 2 with a cache of its own. */
const adobeFetch: Library = {
  name: '@adobe/fetch',
  api: 'other:adobe-fetch',
  modules: ['@adobe/fetch', '@adobe/helix-fetch'],
  exports: {
    fetch: { call: fetched },
    ...Object.fromEntries(
      ['context', 'h1', 'h1NoCache', 'h2', 'noCache', 'keepAlive', 'keepAliveNoCache'].map((name) => [
        name,
        { call: { returns: 'Context' } },
      ]),
    ),
  },
  types: { Context: { members: { fetch: fetched } }, Response: { members: {} } },
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal' },
    { option: 'timeout', bounds: 'nothing', why: '@adobe/fetch has no `timeout`; pass `signal: timeoutSignal(ms)`' },
  ],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: { operation: 'none', why: '@adobe/fetch has no timeout unless a signal ends it' },
      retry: never,
      source: '@adobe/fetch 4 README, "Specify a timeout for a fetch operation": timeoutSignal is the only way',
    },
  ],
};

const xmlrpcClient: Member = { returns: 'Client', createsClient: true, options: 0 };

const xmlrpc: Library = {
  name: 'xmlrpc',
  api: 'other:xmlrpc',
  modules: ['xmlrpc'],
  exports: {
    default: { members: each(['createClient', 'createSecureClient'], xmlrpcClient) },
    createClient: { call: xmlrpcClient },
    createSecureClient: { call: xmlrpcClient },
  },
  types: { Client: { members: { methodCall: { request: { callback: -1 } } } } },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'nothing',
      acceptedAt: 'instance',
      why: 'xmlrpc hands its options to http.request, where `timeout` only emits an event, for which it has no listener',
    },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'xmlrpc sets no timeout' },
      retry: never,
      source: 'xmlrpc 1.3.2 lib/client.js:85-135: one `transport.request(options)`, with an error listener only',
    },
  ],
};

const assemblyai: Library = {
  name: 'assemblyai',
  api: 'sdk:assemblyai',
  modules: ['assemblyai'],
  exports: { AssemblyAI: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { AssemblyAI: 'Client' },
  types: {
    Client: {
      members: {
        transcripts: {
          property: {
            members: each(
              [
                'transcribe',
                'submit',
                'create',
                'get',
                'list',
                'delete',
                'waitUntilReady',
                'wordSearch',
                'sentences',
                'paragraphs',
                'subtitles',
                'redactions',
                'redactedAudio',
                'redactedAudioFile',
              ],
              { request: {} },
            ),
          },
        },
        files: { property: { members: each(['upload', 'delete'], { request: {} }) } },
        lemur: { property: { members: { '*': { request: {} } } } },
      },
    },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'the AssemblyAI client passes no signal to fetch, and polls without a limit' },
      retry: never,
      source: 'assemblyai 4.41.5 src/services/base.ts fetchResponse; transcripts/index.ts: pollingTimeout -1',
    },
  ],
};

/** Resources of GitLab, each with its own operations: `api.Issues.all({ ... })`. */
const gitbeaker: Library = {
  name: '@gitbeaker/rest',
  api: 'sdk:gitlab',
  modules: ['@gitbeaker/rest', '@gitbeaker/node'],
  exports: { Gitlab: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { Gitlab: 'Client' },
  types: { Client: { members: { '*': { property: { members: { '*': { request: {} } } } } } } },
  timeouts: [{ option: 'queryTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 300_000 }, why: 'gitbeaker ends a request after 5 minutes' },
      retry: {
        attempts: 10,
        delay: 'exponential',
        jitter: false,
        errors: 'selective',
        why: 'gitbeaker tries up to 10 times after 429 and 502',
      },
      source:
        '@gitbeaker/requester-utils 43.8.0 dist/index.js:180 queryTimeout 3e5; @gitbeaker/rest dist/index.js:77-105: 429 and 502, 10 tries',
    },
  ],
};

const gamedig: Library = {
  name: 'gamedig',
  api: 'other:gamedig',
  modules: ['gamedig'],
  exports: { GameDig: 'GameDig', default: 'GameDig', query: { call: { request: {} } } },
  typeNames: { GameDig: 'Client' },
  types: {
    GameDig: { new: { returns: 'Client' }, members: { query: { request: {} } } },
    Client: { members: { query: { request: {} } } },
  },
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 10_000 }, why: 'gamedig gives an attempt 10 s' },
      retry: never,
      source: 'gamedig 5.3.3 lib/QueryRunner.js:6-8: socketTimeout 2000, attemptTimeout 10000, maxRetries 1',
    },
  ],
};

export const smallClients: readonly Library[] = [
  gitbeaker,
  gamedig,
  nodemailerFetch,
  simpleOauth2,
  sqsConsumer,
  urllib,
  adobeFetch,
  xmlrpc,
  assemblyai,
];
