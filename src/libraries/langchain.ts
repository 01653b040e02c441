import type { RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { Library, TypeSpec } from '../knowledge/schema.ts';

const figures: RetryFigures = {
  attempts: 7,
  delay: 'exponential',
  baseMs: 1000,
  maxMs: null,
  jitter: true,
  errors: 'selective',
  why: 'AsyncCaller retries 6 times by default, at doubling intervals',
};
const retryOptions: RetryOptions = { attempts: ['maxRetries'], countsAs: 'retries', off: [0] };
const hasCaller = { new: { returns: 'HasCaller', createsClient: true, options: 0 } } satisfies TypeSpec;

/** LangChain's AsyncCaller, and the base classes that hold one as `this.caller`. */
export const langchainCore: Library = {
  name: 'AsyncCaller',
  api: 'other:langchain',
  modules: [
    '@langchain/core/utils/async_caller',
    '@langchain/core/embeddings',
    '@langchain/core/language_models/base',
    '@langchain/core/language_models/llms',
    '@langchain/core/language_models/chat_models',
  ],
  exports: {
    AsyncCaller: { new: { returns: 'AsyncCaller', createsClient: true, options: 0 } },
    Embeddings: hasCaller,
    BaseLangChain: hasCaller,
    BaseLanguageModel: hasCaller,
    BaseLLM: hasCaller,
    LLM: hasCaller,
    BaseChatModel: hasCaller,
    SimpleChatModel: hasCaller,
  },
  types: {
    HasCaller: { members: { caller: { property: 'AsyncCaller' } } },
    AsyncCaller: {
      policy: 'retry',
      members: {
        call: { wraps: { role: 'retry', arguments: [0], retry: figures, retryOptions } },
        callWithOptions: { wraps: { role: 'retry', arguments: [1], retry: figures, retryOptions } },
      },
    },
  },
  sources: ['@langchain/core 1.x utils/async_caller: maxRetries 6, p-retry with randomize; gives up at most 4xx'],
};
