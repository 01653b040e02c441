import { each } from '../knowledge/members.ts';
import { modelOperations, nested, never, sdk } from '../knowledge/sdkShape.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';

const request: Member = { request: {} };

/** Resources are called as well as used: `client.messages.create(...)`, `client.messages(sid).fetch()`. */
const twilioLevel = (depth: number): TypeSpec => ({
  ...(depth > 0 ? { call: { returns: twilioLevel(depth - 1) } } : {}),
  members: {
    ...each(['create', 'fetch', 'update', 'remove', 'list', 'page', 'each'], request),
    ...(depth > 0 ? { '*': { property: twilioLevel(depth - 1) } } : {}),
  },
});

const twilio = sdk('twilio', 'sdk:twilio', ['twilio'], ['Twilio'], twilioLevel(3), {
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance' }],
  options: 2,
  defaults: {
    timeout: { operation: 'bounded', ms: { call: 30_000 }, why: 'twilio times out a request after 30 s by default' },
    retry: never,
    source: 'twilio 6.2.0 lib/base/RequestClient.js:47, :85: timeout 30000, autoRetry false',
  },
});

const notion = sdk(
  '@notionhq/client',
  'sdk:notion',
  ['@notionhq/client'],
  ['Client'],
  nested([...modelOperations, 'query', 'append', 'me', 'move', 'send', 'request'], 0),
  {
    timeouts: [{ option: 'timeoutMs', bounds: 'call', acceptedAt: 'instance' }],
    retries: { attempts: ['retry.maxRetries', 'retry'], countsAs: 'retries', off: [0, false] },
    options: 0,
    defaults: {
      timeout: {
        operation: 'bounded',
        ms: { call: 60_000 },
        why: '@notionhq/client times out a request after a minute',
      },
      source: '@notionhq/client 5.26.0 build/src/constants.js:11: DEFAULT_TIMEOUT_MS 60000',
    },
  },
);

const discordRetry: RetryFigures = {
  attempts: 4,
  delay: 'none',
  jitter: false,
  errors: 'selective',
  why: '@discordjs/rest retries timeouts and 5xx 3 times by default',
};

const discord: Library = {
  name: 'discord.js',
  api: 'sdk:discord',
  modules: ['discord.js', '@discordjs/rest'],
  exports: {
    Client: { new: { returns: 'Client', createsClient: true, options: 0 } },
    REST: { new: { returns: 'Rest', createsClient: true, options: 0 } },
    WebhookClient: { new: { returns: 'Webhook', createsClient: true, options: 1 } },
  },
  typeNames: { TextChannel: 'Channel', ThreadChannel: 'Channel', DMChannel: 'Channel' },
  types: {
    Client: { emitter: true, members: { login: { request: { phase: 'connect' } }, rest: { property: 'Rest' } } },
    Rest: {
      members: {
        setToken: { returns: 'this' },
        ...each(['get', 'post', 'put', 'patch', 'delete'], { request: { options: 1 } }),
      },
    },
    Webhook: { members: each(['send', 'editMessage', 'deleteMessage', 'fetchMessage'], request) },
    Channel: { members: each(['send', 'bulkDelete', 'delete', 'createWebhook'], request) },
  },
  timeouts: [
    { option: 'timeout', bounds: 'call', acceptedAt: 'instance' },
    { option: 'rest.timeout', bounds: 'call', acceptedAt: 'instance' },
    { option: 'signal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
  ],
  retryOptions: { attempts: ['retries', 'rest.retries'], countsAs: 'retries', off: [0] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 15_000 }, why: '@discordjs/rest times out a request after 15 s' },
      retry: discordRetry,
      source: '@discordjs/rest 2 dist/index.js:142-143: retries 3, timeout 15e3',
    },
  ],
};

/** `capture` and `identify` only fill a buffer. */
const posthog = sdk(
  'posthog-node',
  'sdk:posthog',
  ['posthog-node'],
  ['PostHog'],
  {
    members: each(
      ['getFeatureFlag', 'isFeatureEnabled', 'getAllFlags', 'getFeatureFlagPayload', 'getRemoteConfigPayload', 'flush'],
      request,
    ),
  },
  {
    timeouts: [{ option: 'requestTimeout', bounds: 'call', acceptedAt: 'instance' }],
    retries: { attempts: ['fetchRetryCount'], countsAs: 'retries', off: [0] },
    options: 1,
    defaults: {
      timeout: { operation: 'bounded', ms: { call: 10_000 }, why: 'posthog-node times out an attempt after 10 s' },
      retry: {
        attempts: 4,
        delay: 'constant',
        baseMs: 3_000,
        jitter: false,
        errors: 'selective',
        why: 'posthog-node retries 3 times, 3 s apart, by default',
      },
      source: '@posthog/core dist/posthog-core-stateless.js:216-220',
    },
  },
);

export const messaging: readonly Library[] = [twilio, notion, discord, posthog];
