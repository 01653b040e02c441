// Copied beside the installed packages and imported from there, so that `import('axios')` gives what the lock says.
// `library` is the name in src/libraries, `package` the name under which this project installs it.
// `send(url, options, port)` starts one request and reads its body; `retryMs` is how long its retries take at most.

const text = (response) => response.text();
const apiKey = 'test-key';

export const clients = [
  { library: 'global', package: null, send: (url, options) => fetch(url, options).then(text) },
  {
    library: 'undici',
    package: 'undici',
    send: async (url, options) => (await import('undici')).request(url, options).then(({ body }) => body.text()),
  },
  {
    library: 'undici',
    package: 'undici-6',
    send: async (url, options) => (await import('undici-6')).request(url, options).then(({ body }) => body.text()),
  },
  {
    library: 'node:http',
    package: null,
    send: async (url, options) => {
      const { request } = await import('node:http');
      return new Promise((resolve, reject) => {
        const started = request(url, options, (response) => {
          response.on('error', reject);
          response.on('end', resolve).resume();
        });
        started.on('error', reject).end();
      });
    },
  },
  {
    library: 'node-fetch',
    package: 'node-fetch',
    send: async (url, options) => (await import('node-fetch')).default(url, options).then(text),
  },
  {
    library: 'node-fetch',
    package: 'node-fetch-2',
    send: async (url, options) => (await import('node-fetch-2')).default(url, options).then(text),
  },
  {
    library: 'axios',
    package: 'axios',
    send: async (url, options) => (await import('axios')).default.get(url, options),
  },
  {
    library: 'axios',
    package: 'axios-0',
    send: async (url, options) => (await import('axios-0')).default.get(url, options),
  },
  {
    library: 'got',
    package: 'got',
    once: { retry: { limit: 0 } },
    retryMs: 4500,
    send: async (url, options) => (await import('got')).default.get(url, options),
  },
  {
    library: 'got',
    package: 'got-11',
    once: { retry: { limit: 0 } },
    retryMs: 4500,
    send: async (url, options) => (await import('got-11')).default.get(url, options),
  },
  {
    library: 'ky',
    package: 'ky',
    once: { retry: 0 },
    retryMs: 2500,
    send: async (url, options) => (await import('ky')).default.get(url, options).json(),
  },
  {
    library: 'ofetch',
    package: 'ofetch',
    once: { retry: 0 },
    send: async (url, options) => (await import('ofetch')).ofetch(url, options),
  },
  { library: 'superagent', package: 'superagent', send: async (url) => (await import('superagent')).default.get(url) },
  {
    library: 'wretch',
    package: 'wretch',
    send: async (url, options) => (await import('wretch')).default(url).options(options).get().json(),
  },
  {
    library: 'needle',
    package: 'needle',
    send: async (url, options) => (await import('needle')).default('get', url, options),
  },
  {
    library: 'request',
    package: 'request',
    send: async (url, options) => {
      const { default: request } = await import('request');
      return new Promise((resolve, reject) =>
        request.get(url, options, (error, answer) => (error ? reject(error) : resolve(answer))),
      );
    },
  },
  {
    library: 'graphql-request',
    package: 'graphql-request',
    send: async (url, options) => new (await import('graphql-request')).GraphQLClient(url, options).request('{ a }'),
  },
  {
    library: 'openai',
    package: 'openai',
    once: { maxRetries: 0 },
    retryMs: 4000,
    send: async (url, options) => new (await import('openai')).default({ apiKey, baseURL: url }).models.list(options),
  },
  {
    library: '@anthropic-ai/sdk',
    package: '@anthropic-ai/sdk',
    once: { maxRetries: 0 },
    retryMs: 4000,
    send: async (url, options) =>
      new (await import('@anthropic-ai/sdk')).default({ apiKey, baseURL: url }).models.list({}, options),
  },
  {
    library: 'stripe',
    package: 'stripe',
    once: { maxNetworkRetries: 0 },
    retryMs: 6000,
    send: async (_url, options, port) =>
      new (await import('stripe')).default(apiKey, {
        host: '127.0.0.1',
        port,
        protocol: 'http',
        telemetry: false,
      }).customers.list(...(Object.keys(options).length > 0 ? [{}, options] : [])),
  },
  {
    library: '@octokit/core',
    package: '@octokit/core',
    send: async (url, options) =>
      new (await import('@octokit/core')).Octokit({ baseUrl: url, log: silent }).request('GET /', options),
  },
  {
    library: '@slack/web-api',
    package: '@slack/web-api',
    // Its retries take half an hour: only that there are some is measured.
    retryMs: 3000,
    partly: true,
    send: async (url, options) =>
      new (await import('@slack/web-api')).WebClient('t', {
        slackApiUrl: `${url}/`,
        logger: quiet,
        ...options,
      }).api.test(),
  },
];
const nothing = () => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const quiet = { ...silent, setLevel: nothing, getLevel: () => 'error', setName: nothing };

/** Options that are tried against a server that hangs and one that drips: given by their path in the table. */
export const optionValues = {
  signal: () => AbortSignal.timeout(300),
  timeout: () => 300,
  'timeout.request': () => 300,
  'timeout.response': () => 300,
  headersTimeout: () => 300,
  open_timeout: () => 300,
  response_timeout: () => 300,
  read_timeout: () => 300,
  'request.signal': () => AbortSignal.timeout(300),
};

export const stores = [
  {
    library: 'pg',
    package: 'pg',
    phase: 'connect',
    bounding: { connectionTimeoutMillis: 300 },
    send: async (port, options) => {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'u', database: 'd', ...options });
      pool.on('error', nothing);
      return pool.query('select 1');
    },
  },
  {
    library: 'mysql2',
    package: 'mysql2',
    phase: 'connect',
    bounding: { connectTimeout: 300 },
    send: async (port, options) =>
      (await import('mysql2/promise')).default.createConnection({ host: '127.0.0.1', port, user: 'u', ...options }),
  },
  {
    library: 'ioredis',
    package: 'ioredis',
    phase: 'operation',
    bounding: { commandTimeout: 300 },
    send: async (port, options) => {
      const { Redis } = await import('ioredis');
      const redis = new Redis({ host: '127.0.0.1', port, enableReadyCheck: false, ...options });
      redis.on('error', nothing);
      return redis.get('a').finally(() => redis.disconnect());
    },
  },
  ...['redis', 'redis-4'].map((name) => ({
    library: 'redis',
    package: name,
    phase: 'operation',
    bounding: name === 'redis' ? { 'socket.socketTimeout': 300 } : undefined,
    send: async (port, options) => {
      const { createClient } = await import(name);
      const client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: false, ...options.socket } });
      client.on('error', nothing);
      await client.connect();
      return client.get('a');
    },
  })),
  {
    library: 'amqplib',
    package: 'amqplib',
    phase: 'connect',
    bounding: { timeout: 300 },
    send: async (port, options) => (await import('amqplib')).default.connect(`amqp://127.0.0.1:${port}`, options),
  },
  {
    library: 'nodemailer',
    package: 'nodemailer',
    phase: 'operation',
    bounding: { greetingTimeout: 300 },
    send: async (port, options) =>
      (await import('nodemailer')).default
        .createTransport({ host: '127.0.0.1', port, ...options })
        .sendMail({ from: 'a@a.test', to: 'b@b.test', text: 'x' }),
  },
  {
    library: 'mongodb',
    package: 'mongodb',
    phase: 'connect',
    bounding: { serverSelectionTimeoutMS: 300 },
    send: async (port, options) =>
      new (await import('mongodb')).MongoClient(`mongodb://127.0.0.1:${port}`, options).connect(),
  },
];

/** Three of what each library counts; what it made of them shows whether it counts retries or attempts. */
const fast = { minTimeout: 1, maxTimeout: 1, randomize: false };
export const retriers = [
  {
    library: 'p-retry',
    package: 'p-retry',
    run: async (f) => (await import('p-retry')).default(f, { retries: 3, ...fast }),
  },
  {
    library: 'p-retry',
    package: 'p-retry-4',
    run: async (f) => (await import('p-retry-4')).default(f, { retries: 3, ...fast }),
  },
  {
    library: 'async-retry',
    package: 'async-retry',
    run: async (f) => (await import('async-retry')).default(f, { retries: 3, ...fast }),
  },
  {
    library: 'promise-retry',
    package: 'promise-retry',
    run: async (f) => (await import('promise-retry')).default((retry) => f().catch(retry), { retries: 3, ...fast }),
  },
  {
    library: 'exponential-backoff',
    package: 'exponential-backoff',
    run: async (f) => (await import('exponential-backoff')).backOff(f, { numOfAttempts: 3, startingDelay: 1 }),
  },
  {
    library: 'cockatiel',
    package: 'cockatiel',
    run: async (f) => {
      const { retry, handleAll } = await import('cockatiel');
      return retry(handleAll, { maxAttempts: 3 }).execute(f);
    },
  },
  {
    library: 'retry',
    package: 'retry',
    run: async (f) => {
      const { default: retry } = await import('retry');
      const operation = retry.operation({ retries: 3, ...fast });
      return new Promise((resolve, reject) => {
        operation.attempt(() => f().then(resolve, (error) => operation.retry(error) || reject(error)));
      });
    },
  },
  {
    library: 'rxjs',
    package: 'rxjs',
    run: async (f) => {
      const { defer, lastValueFrom, retry } = await import('rxjs');
      return lastValueFrom(defer(f).pipe(retry(3)));
    },
  },
];

/** How often each calls a function that fails, left to its defaults for a fifth of a second; null stands for no end. */
export const endless = [
  {
    library: 'cockatiel',
    package: 'cockatiel',
    run: async (f) => {
      const { retry, handleAll } = await import('cockatiel');
      return retry(handleAll, {}).execute(f);
    },
  },
  {
    library: 'rxjs',
    package: 'rxjs',
    run: async (f) => {
      const { defer, lastValueFrom, retry } = await import('rxjs');
      return lastValueFrom(defer(f).pipe(retry()));
    },
  },
];

/** Tasks that run at once out of ten. */
export const limiters = [
  {
    library: 'p-queue',
    package: 'p-queue',
    expected: 10,
    run: async (tasks) => {
      const queue = new (await import('p-queue')).default();
      return queue.addAll(tasks);
    },
  },
  {
    library: 'p-map',
    package: 'p-map',
    expected: 10,
    run: async (tasks) => (await import('p-map')).default(tasks, (task) => task()),
  },
  {
    library: 'p-limit',
    package: 'p-limit',
    expected: 2,
    run: async (tasks) => {
      const limit = (await import('p-limit')).default(2);
      return Promise.all(tasks.map((task) => limit(task)));
    },
  },
];

/** Policies that end the wait for something that never ends. */
export const bounds = [
  {
    library: 'p-timeout',
    package: 'p-timeout',
    run: async (f) => (await import('p-timeout')).default(f(), { milliseconds: 200 }),
  },
  {
    library: 'opossum',
    package: 'opossum',
    run: async (f) => new (await import('opossum')).default(f, { timeout: 200 }).fire(),
  },
  {
    library: 'rxjs',
    package: 'rxjs',
    run: async (f) => {
      const { defer, lastValueFrom, timeout } = await import('rxjs');
      return lastValueFrom(defer(f).pipe(timeout(200)));
    },
  },
];
