import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, TimeoutOption, VersionedDefaults } from '../knowledge/schema.ts';
import { maxRetries, modelOperations, nested, never, sdk, signal } from '../knowledge/sdkShape.ts';

/** Of the generated SDKs of one family: openai, @anthropic-ai/sdk, groq-sdk. */
const untilHeaders: TimeoutOption = {
  option: 'timeout',
  bounds: 'headers',
  countsAsBound: true,
  off: [0],
  why: "the SDK's `timeout` covers the headers only; a slow body has no limit",
  source: 'measured with openai 6.49.0 and @anthropic-ai/sdk 0.60.0: a dripping body is still pending',
};
const modelRetry: RetryFigures = {
  attempts: 3,
  delay: 'exponential',
  baseMs: 500,
  maxMs: 8_000,
  jitter: true,
  errors: 'selective',
  why: 'the SDK retries twice by default',
};
const tenMinutes = (source: string): VersionedDefaults => ({
  timeout: {
    operation: 'bounded',
    ms: { call: 600_000 },
    why: 'the SDK times out an attempt after 10 minutes by default',
  },
  retry: modelRetry,
  source,
});

export const openai = sdk('openai', 'sdk:openai', ['openai'], ['OpenAI', 'AzureOpenAI'], nested(modelOperations, 1), {
  timeouts: [untilHeaders, signal],
  retries: maxRetries,
  options: 0,
  defaults: tenMinutes('openai 6.49 client.ts; 3 attempts in 1.3 s on 503 (measured)'),
});

/** LangChain's package hands on OpenAI's own client, under another name. */
export const langchainOpenai: Library = {
  ...openai,
  name: '@langchain/openai',
  modules: ['@langchain/openai'],
  namespace: undefined,
  exports: { OpenAIClient: 'ClientClass' },
  typeNames: { OpenAIClient: 'Client' },
  sources: ["@langchain/openai 1.x src/index.ts: `export { OpenAI as OpenAIClient } from 'openai'`"],
};

export const anthropic = sdk(
  '@anthropic-ai/sdk',
  'sdk:anthropic',
  ['@anthropic-ai/sdk', '@anthropic-ai/vertex-sdk', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/foundry-sdk'],
  ['Anthropic', 'AnthropicVertex', 'AnthropicBedrock'],
  nested(modelOperations, 1),
  {
    timeouts: [untilHeaders, signal],
    retries: maxRetries,
    options: 0,
    defaults: tenMinutes('@anthropic-ai/sdk 1.12 client.ts'),
  },
);

const inOneMinute = (source: string): VersionedDefaults => ({
  timeout: {
    operation: 'bounded',
    ms: { call: 60_000 },
    why: 'the SDK times out an attempt after a minute by default',
  },
  retry: modelRetry,
  source,
});

export const groq = sdk('groq-sdk', 'sdk:groq', ['groq-sdk'], ['Groq'], nested(modelOperations, 1), {
  timeouts: [untilHeaders, signal],
  retries: maxRetries,
  options: 0,
  defaults: inOneMinute('groq-sdk 1.6.0 client.js: DEFAULT_TIMEOUT 60000, maxRetries 2'),
});

export const cohere = sdk(
  'cohere-ai',
  'sdk:cohere',
  ['cohere-ai'],
  ['CohereClient', 'CohereClientV2'],
  nested(['chat', 'chatStream', 'generate', 'embed', 'rerank', 'classify', 'tokenize', 'detokenize', 'summarize'], 1),
  {
    timeouts: [
      { option: 'timeoutInSeconds', bounds: 'call', unit: 's' },
      { option: 'abortSignal', bounds: 'call', unit: 'signal' },
    ],
    retries: maxRetries,
    options: 0,
    defaults: {
      timeout: { operation: 'bounded', ms: { call: 300_000 }, why: 'cohere-ai times out a request after 5 minutes' },
      retry: { ...modelRetry, baseMs: 1_000, maxMs: 60_000 },
      source: 'cohere-ai 8.1.0 Client.js: timeoutInSeconds 300; core/fetcher/requestWithRetries.js: 2 retries',
    },
  },
);

export const mistral = sdk(
  '@mistralai/mistralai',
  'sdk:mistral',
  ['@mistralai/mistralai'],
  ['Mistral'],
  nested([...modelOperations, 'complete', 'process', 'upload', 'get'], 1),
  {
    timeouts: [
      { option: 'timeoutMs', bounds: 'call', off: [-1, 0] },
      { option: 'fetchOptions.signal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
    ],
    options: 0,
    defaults: {
      timeout: { operation: 'none', why: '@mistralai/mistralai has no timeout unless `timeoutMs` is set' },
      retry: never,
      source: '@mistralai/mistralai 2.7.0 esm/lib/sdks.js:116; funcs/chatComplete.js: strategy none',
    },
  },
);

export const googleGenai = sdk(
  '@google/genai',
  'sdk:google-genai',
  ['@google/genai', '@google/genai/*'],
  ['GoogleGenAI'],
  nested(
    [
      'generateContent',
      'generateContentStream',
      'generateImages',
      'generateVideos',
      'embedContent',
      'countTokens',
      'computeTokens',
      'sendMessage',
      'sendMessageStream',
      'upload',
      'download',
      'get',
      'list',
      'create',
      'update',
      'delete',
    ],
    0,
  ),
  {
    timeouts: [
      { option: 'httpOptions.timeout', bounds: 'call', acceptedAt: 'instance', off: [0], beyond: ['live'] },
      { option: 'config.httpOptions.timeout', bounds: 'call', acceptedAt: 'call', off: [0] },
      { option: 'config.abortSignal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
    ],
    retries: { attempts: ['httpOptions.retryOptions.attempts'], countsAs: 'total' },
    options: 0,
    defaults: {
      timeout: { operation: 'none', why: '@google/genai has no timeout unless `httpOptions.timeout` is set' },
      retry: never,
      source: '@google/genai 2.32.0 dist/node/index.cjs:13655 "no client-side timeout by default", :14106',
    },
  },
);
