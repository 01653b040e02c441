import { each } from './build.ts';
import type { Library, Member, RetryFigures, TimeoutOption, TypeSpec, VersionedDefaults } from './schema.ts';

const never: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const call: Member = { request: {} };
const local = ['on', 'once', 'off', 'addListener', 'removeListener'];
/** A client whose resources are nested objects: `client.chat.completions.create(body, options)`. */
const nested = (operations: readonly string[], options: number | readonly number[]): TypeSpec => {
  const leaf = each(operations, { request: { options } });
  const level = (depth: number): TypeSpec => ({
    members: { ...each(local, {}), ...leaf, ...(depth > 0 ? { '*': { property: level(depth - 1) } } : {}) },
  });
  return level(4);
};
const sdk = (
  name: string,
  api: string,
  modules: readonly string[],
  classes: readonly string[],
  client: TypeSpec,
  rest: {
    timeouts?: readonly TimeoutOption[];
    defaults: VersionedDefaults;
    options?: number | readonly number[];
    retries?: Library['retryOptions'];
  },
): Library => {
  const made: TypeSpec = {
    new: { gives: 'Client', makes: true, options: rest.options ?? [0, 1] },
    call: { gives: 'Client', makes: true, options: rest.options ?? [0, 1] },
  };
  return {
    name,
    api,
    modules,
    namespace: 'ClientClass',
    exports: { default: 'ClientClass', ...Object.fromEntries(classes.map((key) => [key, 'ClientClass'])) },
    typeNames: Object.fromEntries(classes.map((key) => [key, 'Client'])),
    types: { ClientClass: made, Client: client },
    rejectsOnStatus: true,
    timeouts: rest.timeouts,
    retryOptions: rest.retries,
    defaults: [rest.defaults],
  };
};
const signal: TimeoutOption = { option: 'signal', bounds: 'call', unit: 'signal' };
const timeout: TimeoutOption = { option: 'timeout', bounds: 'call', off: [0] };
const maxRetries: Library['retryOptions'] = { attempts: ['maxRetries'], counts: 'retries', off: [0] };
const modelRetry: RetryFigures = {
  attempts: 3,
  delay: 'exponential',
  baseMs: 500,
  maxMs: 8_000,
  jitter: true,
  errors: 'selective',
  why: 'the SDK retries twice by default',
};
const modelOperations = [
  'create',
  'retrieve',
  'list',
  'delete',
  'del',
  'update',
  'cancel',
  'parse',
  'stream',
  'generate',
  'edit',
  'countTokens',
  'createVariation',
  'content',
  'poll',
  'createAndPoll',
  'retrieveContent',
  'submitToolOutputs',
  'submitToolOutputsAndPoll',
  'createAndRun',
  'compact',
  'modify',
  'search',
];
const tenMinutes = (source: string): VersionedDefaults => ({
  timeout: { operation: 'bounded', ms: { call: 600_000 }, why: 'the SDK ends an attempt after 10 minutes by default' },
  retry: modelRetry,
  source,
});

export const openai = sdk('openai', 'sdk:openai', ['openai'], ['OpenAI', 'AzureOpenAI'], nested(modelOperations, 1), {
  timeouts: [timeout, signal],
  retries: maxRetries,
  options: 0,
  defaults: tenMinutes('openai 6.49 client.ts; 3 attempts in 1.3 s on 503 (measured)'),
});

export const anthropic = sdk(
  '@anthropic-ai/sdk',
  'sdk:anthropic',
  ['@anthropic-ai/sdk', '@anthropic-ai/*-sdk'],
  ['Anthropic', 'AnthropicVertex', 'AnthropicBedrock'],
  nested(modelOperations, 1),
  {
    timeouts: [timeout, signal],
    retries: maxRetries,
    options: 0,
    defaults: tenMinutes('@anthropic-ai/sdk 1.12 client.ts'),
  },
);

export const stripe = sdk(
  'stripe',
  'sdk:stripe',
  ['stripe'],
  ['Stripe'],
  nested(
    [
      ...modelOperations,
      'capture',
      'confirm',
      'finalizeInvoice',
      'pay',
      'sendInvoice',
      'voidInvoice',
      'attach',
      'detach',
      'refund',
      'createPreview',
      'createReversal',
      'expire',
      'listLineItems',
      'createUsageRecord',
      'reject',
      'search',
      'resume',
      'migrate',
    ],
    [1, 2],
  ),
  {
    timeouts: [{ option: 'timeout', bounds: 'call' }],
    retries: { attempts: ['maxNetworkRetries'], counts: 'retries', off: [0] },
    options: [0, 1],
    defaults: {
      timeout: { operation: 'bounded', ms: { call: 80_000 }, why: 'stripe ends a request after 80 s by default' },
      retry: {
        attempts: 3,
        delay: 'exponential',
        baseMs: 500,
        maxMs: 5_000,
        jitter: true,
        errors: 'selective',
        why: 'stripe retries twice by default, with an idempotency key of its own',
      },
      source: 'stripe 23.1 stripe.core.js',
    },
  },
);

export const slack = sdk(
  '@slack/web-api',
  'sdk:slack',
  ['@slack/web-api'],
  ['WebClient'],
  nested(
    [
      'apiCall',
      'postMessage',
      'postEphemeral',
      'update',
      'delete',
      'list',
      'info',
      'history',
      'replies',
      'open',
      'publish',
      'push',
      'upload',
      'uploadV2',
      'invite',
      'join',
      'add',
      'remove',
      'test',
      'lookupByEmail',
      'access',
      'members',
      'create',
      'archive',
    ],
    1,
  ),
  {
    timeouts: [{ option: 'timeout', bounds: 'call', on: 'instance', off: [0] }],
    retries: { attempts: ['retryConfig.retries'], counts: 'retries', off: [0] },
    options: 1,
    defaults: {
      timeout: { operation: 'none', why: '@slack/web-api has no timeout unless one is set (`timeout: 0`)' },
      retry: {
        attempts: 11,
        delay: 'exponential',
        jitter: true,
        errors: 'selective',
        why: '@slack/web-api retries 10 times over about 30 minutes by default',
      },
      source: '@slack/web-api 8.2 WebClient.js, retry-policies.js',
    },
  },
);

const octokitClient: TypeSpec = {
  members: {
    request: { request: { options: 1 } },
    graphql: { request: { options: 1 }, property: { call: { request: { options: 1 } }, members: { paginate: call } } },
    paginate: {
      request: { options: 1 },
      property: { call: { request: { options: 1 } }, members: { iterator: { request: { options: 1 } } } },
    },
    rest: { property: { members: { '*': { property: { members: { '*': { request: { options: 0 } } } } } } } },
    hook: { property: { members: {} } },
    auth: {},
    log: { property: { members: {} } },
    ...each(
      [
        'actions',
        'apps',
        'checks',
        'gists',
        'git',
        'issues',
        'orgs',
        'projects',
        'pulls',
        'reactions',
        'repos',
        'search',
        'teams',
        'users',
        'activity',
        'packages',
        'codeScanning',
        'rateLimit',
        'markdown',
        'migrations',
      ],
      {
        property: { members: { '*': { request: { options: 0 } } } },
      },
    ),
  },
};
const octokitTimeouts: readonly TimeoutOption[] = [
  { option: 'request.signal', bounds: 'call', unit: 'signal' },
  {
    option: 'request.timeout',
    bounds: 'nothing',
    why: 'octokit dropped `request.timeout` and ignores it; pass `request: { signal }`',
  },
];
const octokitRest = (
  retry: RetryFigures,
  source: string,
): { timeouts: readonly TimeoutOption[]; options: number; defaults: VersionedDefaults } => ({
  timeouts: octokitTimeouts,
  options: 0,
  defaults: { timeout: { operation: 'none', why: 'octokit sends with fetch and sets no timeout' }, retry, source },
});

export const octokit = sdk(
  'octokit',
  'sdk:octokit',
  ['octokit'],
  ['Octokit'],
  octokitClient,
  octokitRest(
    {
      attempts: 4,
      delay: 'exponential',
      jitter: false,
      errors: 'selective',
      why: 'octokit retries 3 times, any method, by default',
    },
    'octokit 5.0.5, plugin-retry 8.1.1',
  ),
);

export const octokitCore = sdk(
  '@octokit/core',
  'sdk:octokit',
  ['@octokit/core', '@octokit/rest'],
  ['Octokit'],
  octokitClient,
  octokitRest(never, '@octokit/core 7.0.8: one attempt (measured)'),
);

const octokitCall: Member = { request: { options: 1 }, gives: 'Response' };
export const octokitRequest: Library = {
  name: '@octokit/request',
  api: 'sdk:octokit',
  modules: ['@octokit/request', '@octokit/graphql'],
  exports: { request: 'Call', graphql: 'Call', default: 'Call' },
  types: {
    Call: { call: octokitCall, members: { defaults: { gives: 'Call', makes: true, options: 0 } } },
    Response: { members: {} },
  },
  timeouts: octokitTimeouts,
  rejectsOnStatus: true,
  defaults: [octokitRest(never, '@octokit/request 10.0.16').defaults],
};

export const nodemailer: Library = {
  name: 'nodemailer',
  api: 'mail',
  modules: ['nodemailer'],
  exports: {
    default: { members: { createTransport: { gives: 'Transport', makes: true, options: 0 } } },
    createTransport: { call: { gives: 'Transport', makes: true, options: 0 } },
  },
  typeNames: { Transporter: 'Transport' },
  types: { Transport: { members: { sendMail: { request: { callback: 1 } }, verify: { request: { callback: 0 } } } } },
  timeouts: [
    { option: 'socketTimeout', bounds: 'idle', counts: true, on: 'instance', why: '`socketTimeout` is idle time' },
  ],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 120_000, idle: 600_000 },
        why: 'nodemailer ends a silent connection after 10 minutes by default',
      },
      retry: never,
      source: 'nodemailer 10.6 lib/smtp-connection/index.js',
    },
  ],
};

export const sendgrid: Library = {
  name: '@sendgrid/mail',
  api: 'mail',
  modules: ['@sendgrid/mail', '@sendgrid/client'],
  namespace: 'Mail',
  exports: { default: 'Mail', MailService: { new: { gives: 'Mail' } } },
  types: { Mail: { members: { ...each(['send', 'sendMultiple', 'request'], call), setApiKey: {}, setTimeout: {} } } },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: {
        operation: 'none',
        why: '@sendgrid/mail sends with axios and sets no timeout unless setTimeout is called',
      },
      retry: never,
      source: '@sendgrid/client 8.1 src/classes/client.js',
    },
  ],
};

export const sdks: readonly Library[] = [
  openai,
  anthropic,
  stripe,
  slack,
  octokit,
  octokitCore,
  octokitRequest,
  nodemailer,
  sendgrid,
];
