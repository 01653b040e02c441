import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';
import { nested, never } from '../knowledge/sdkShape.ts';

const request: Member = { request: {} };

const minioRetry: RetryFigures = {
  attempts: 2,
  delay: 'exponential',
  baseMs: 100,
  maxMs: 60_000,
  jitter: true,
  errors: 'selective',
  why: 'minio repeats a request once after 408, 429 and 5xx',
};

/** Listings and the reading of objects give streams. */
const minio: Library = {
  name: 'minio',
  api: 'sdk:minio',
  modules: ['minio'],
  exports: { Client: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { Client: 'Client' },
  types: {
    Client: {
      members: {
        ...each(
          [
            'bucketExists',
            'makeBucket',
            'removeBucket',
            'listBuckets',
            'statObject',
            'copyObject',
            'composeObject',
            'removeObject',
            'removeObjects',
            'removeIncompleteUpload',
            'getBucketPolicy',
            'setBucketPolicy',
            'getBucketTagging',
            'setBucketTagging',
            'setBucketVersioning',
            'getBucketVersioning',
            'setBucketLifecycle',
            'getBucketLifecycle',
            'setBucketNotification',
            'getObjectTagging',
            'setObjectTagging',
          ],
          request,
        ),
        ...each(['getObject', 'getPartialObject', 'fGetObject', 'putObject', 'fPutObject', 'uploadStream'], {
          request: { streaming: true },
        }),
      },
    },
  },
  rejectsOnStatus: true,
  retryOptions: {
    attempts: ['retryOptions.maximumRetryCount'],
    countsAs: 'retries',
    off: [0],
    baseDelay: ['retryOptions.baseDelayMs'],
    maxDelay: ['retryOptions.maximumDelayMs'],
  },
  defaults: [
    {
      timeout: { operation: 'none', why: 'minio has no timeout, and no option for one' },
      retry: minioRetry,
      source: 'minio 8.0.7 dist/main/internal/request.js:11-75: no timer; MAX_RETRIES 1, BASE_DELAY_MS 100',
    },
  ],
};

const webPush: Library = {
  name: 'web-push',
  api: 'sdk:web-push',
  modules: ['web-push'],
  namespace: 'Sender',
  exports: {
    default: 'Sender',
    sendNotification: { call: { request: { method: 'POST', options: 2 } } },
    WebPushLib: { new: { returns: 'Sender' } },
  },
  types: {
    Sender: { members: { sendNotification: { request: { method: 'POST', options: 2 } }, setVapidDetails: {} } },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'call',
      off: [0],
      versions: '>=3.5.0',
      why: "web-push's `timeout` is that of the socket",
      source: 'web-push 3.6.7 src/web-push-lib.js:395: the request is destroyed on the event timeout',
    },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'web-push has no timeout unless `timeout` is set' },
      retry: never,
      source: 'web-push 3.6.7 src/web-push-lib.js:317, :356',
    },
  ],
};

const emailTemplates: Library = {
  name: 'email-templates',
  api: 'mail',
  modules: ['email-templates'],
  exports: { default: { new: { returns: 'Email', createsClient: true, options: 0 } } },
  types: { Email: { members: { send: request } } },
  timeouts: [
    {
      option: 'transport.socketTimeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'instance',
      why: '`socketTimeout` is an idle timeout',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 120_000, idle: 600_000 },
        why: 'nodemailer, which email-templates sends through, closes a silent connection after 10 minutes',
      },
      retry: never,
      source: 'email-templates 13.0.1 index.js:374 transport.sendMail; nodemailer lib/smtp-connection/index.js',
    },
  ],
};

const mailgun: Library = {
  name: 'mailgun.js',
  api: 'mail',
  modules: ['mailgun.js'],
  exports: { default: { new: { returns: 'Factory' } } },
  types: {
    Factory: { members: { client: { returns: 'Client', createsClient: true, options: 0 } } },
    Client: nested(['create', 'get', 'list', 'update', 'destroy', 'delete', 'verify', 'validate', 'retrieve'], 5),
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'mailgun.js uses axios without a timeout unless `timeout` is set' },
      retry: never,
      source: 'mailgun.js 14.0.1 CJS/mailgun.node.cjs: Request takes `timeout` of the options and hands it to axios',
    },
  ],
};

/** `bot.telegram.sendMessage(...)`, `ctx.reply(...)`. */
const telegram: TypeSpec = {
  members: {
    ...each(['webhookReply'], {}),
    '*': request,
  },
};

const telegraf: Library = {
  name: 'telegraf',
  api: 'sdk:telegraf',
  modules: ['telegraf'],
  exports: {
    Telegraf: { new: { returns: 'Bot', createsClient: true, options: 1 } },
    Telegram: { new: { returns: 'Telegram', createsClient: true, options: 1 } },
  },
  typeNames: { Telegraf: 'Bot', Telegram: 'Telegram' },
  types: { Bot: { members: { telegram: { property: 'Telegram' } } }, Telegram: telegram },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 500_000 }, why: 'telegraf ends a request after 500 s' },
      retry: never,
      source: 'telegraf 4.16.3 lib/core/network/client.js:303: config.timeout = 500000',
    },
  ],
};

const grammy: Library = {
  name: 'grammy',
  api: 'sdk:grammy',
  modules: ['grammy'],
  exports: {
    Bot: { new: { returns: 'Bot', createsClient: true, options: 1 } },
    Api: { new: { returns: 'Api', createsClient: true, options: 1 } },
  },
  typeNames: { Bot: 'Bot', Api: 'Api' },
  types: {
    Bot: { members: { api: { property: 'Api' } } },
    Api: { members: { config: { property: { members: { use: {} } } }, '*': request } },
  },
  timeouts: [
    { option: 'client.timeoutSeconds', bounds: 'call', acceptedAt: 'instance', unit: 's', types: ['Bot'] },
    { option: 'timeoutSeconds', bounds: 'call', acceptedAt: 'instance', unit: 's', types: ['Api'] },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 500_000 }, why: 'grammY ends a request after 500 s' },
      retry: never,
      source: 'grammy 1.46.0 out/core/client.js:77: timeoutSeconds 500',
    },
  ],
};

const vault: Library = {
  name: 'node-vault',
  api: 'sdk:vault',
  modules: ['node-vault'],
  namespace: 'Make',
  exports: { default: 'Make' },
  types: {
    Make: { call: { returns: 'Client', createsClient: true, options: 0 } },
    Client: {
      members: {
        ...each(['read', 'list', 'delete', 'help'], { request: { options: 1 } }),
        ...each(['write', 'update'], { request: { options: 2 } }),
        ...each(['health', 'status', 'seal', 'unseal', 'initialized', 'mounts', 'tokenLookupSelf'], request),
        ...each(['tokenRenewSelf', 'approleLogin', 'userpassLogin', 'kubernetesLogin'], request),
      },
    },
  },
  timeouts: [
    { option: 'timeout', bounds: 'call', acceptedAt: 'call', off: [0] },
    { option: 'requestOptions.timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    { option: 'rpDefaults.timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'node-vault uses axios without a timeout unless one is set' },
      retry: never,
      source: 'node-vault 0.12.0 src/index.js:86, :113: a timeout only where rpDefaults or requestOptions have one',
    },
  ],
};

const jwksRsa: Library = {
  name: 'jwks-rsa',
  api: 'sdk:jwks-rsa',
  modules: ['jwks-rsa'],
  namespace: 'Make',
  exports: { default: 'Make', JwksClient: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  typeNames: { JwksClient: 'Client' },
  types: {
    Make: { call: { returns: 'Client', createsClient: true, options: 0 } },
    Client: { members: each(['getKeys', 'getSigningKeys', 'getSigningKey'], { request: { callback: -1 } }) },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 30_000 }, why: 'jwks-rsa ends a request after 30 s' },
      retry: never,
      source: 'jwks-rsa 4.1.0 src/JwksClient.js:12: timeout 30000',
    },
  ],
};

const pusher: Library = {
  name: 'pusher',
  api: 'sdk:pusher',
  modules: ['pusher'],
  exports: { default: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  types: {
    Client: {
      members: each(['trigger', 'triggerBatch', 'sendToUser', 'terminateUserConnections', 'get', 'post'], request),
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'pusher uses fetch without a timeout unless `timeout` is set' },
      retry: never,
      source: 'pusher 5.3.4 lib/requests.js:43-46: a timer only where the configuration has `timeout`',
    },
  ],
};

/** A message waits in the wrapper for as long as there is no connection. */
const publish: Member = { request: { options: -1 }, queue: { operation: 'publish', options: -1 } };

const connectionManager: Library = {
  name: 'amqp-connection-manager',
  api: 'queue',
  modules: ['amqp-connection-manager'],
  exports: {
    // Limits are those of a channel: what connects takes none.
    connect: { call: { returns: 'Connection' } },
    default: { members: { connect: { returns: 'Connection' } } },
  },
  typeNames: { AmqpConnectionManager: 'Connection', ChannelWrapper: 'Channel' },
  types: {
    Connection: { members: { createChannel: { returns: 'Channel', createsClient: true, options: 0 } } },
    Channel: { members: { ...each(['publish', 'sendToQueue'], publish), waitForConnect: request } },
  },
  timeouts: [
    { option: 'timeout', bounds: 'call', versions: '>=3.7.0', acceptedAt: 'call', off: [0] },
    { option: 'publishTimeout', bounds: 'call', versions: '>=3.7.0', acceptedAt: 'instance', off: [0] },
  ],
  defaults: [
    {
      versions: '<3.7.0',
      timeout: {
        operation: 'none',
        why: 'amqp-connection-manager before 3.7 keeps a message until there is a connection',
      },
      retry: never,
      source: 'amqp-connection-manager 2.3.3, 3.6.0, 3.7.0 dist/cjs/ChannelWrapper.js',
    },
    {
      timeout: {
        operation: 'none',
        why: 'amqp-connection-manager keeps a message until there is a connection unless `publishTimeout` is set',
      },
      retry: never,
      source: 'amqp-connection-manager 5.0.0 README "publishTimeout"; dist/cjs/ChannelWrapper.js:159-200',
    },
  ],
};

export const hostedClients: readonly Library[] = [
  minio,
  webPush,
  emailTemplates,
  mailgun,
  telegraf,
  grammy,
  vault,
  jwksRsa,
  pusher,
  connectionManager,
];
