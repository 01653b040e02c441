import type { RetryFigures, VersionedDefaults } from './schema.ts';
import { maxRetries, nested, sdk, signal, timeout, modelOperations } from './sdkShape.ts';

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
  ['@anthropic-ai/sdk', '@anthropic-ai/vertex-sdk', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/foundry-sdk'],
  ['Anthropic', 'AnthropicVertex', 'AnthropicBedrock'],
  nested(modelOperations, 1),
  {
    timeouts: [timeout, signal],
    retries: maxRetries,
    options: 0,
    defaults: tenMinutes('@anthropic-ai/sdk 1.12 client.ts'),
  },
);
