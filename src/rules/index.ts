import type { Rule } from './model.ts';
import { breakerCountsClientErrors } from './breaker-counts-client-errors.ts';
import { breakerWithoutFallback } from './breaker-without-fallback.ts';
import { deadRetry } from './dead-retry.ts';
import { growingMemory } from './growing-memory.ts';
import { ineffectiveTimeout } from './ineffective-timeout.ts';
import { lossyQueue } from './lossy-queue.ts';
import { missingErrorListener } from './missing-error-listener.ts';
import { nestedRetry } from './nested-retry.ts';
import { noDeadLetter } from './no-dead-letter.ts';
import { noGracefulShutdown } from './no-graceful-shutdown.ts';
import { noHealthCheck } from './no-health-check.ts';
import { overlappingInterval } from './overlapping-interval.ts';
import { partialTimeout } from './partial-timeout.ts';
import { poisonMessage } from './poison-message.ts';
import { policyPerCall } from './policy-per-call.ts';
import { requirePolicy } from './require-policy.ts';
import { requireTimeout } from './require-timeout.ts';
import { retryEverything } from './retry-everything.ts';
import { retryUnsafeMethod } from './retry-unsafe-method.ts';
import { retryWithoutBackoff } from './retry-without-backoff.ts';
import { retryWithoutJitter } from './retry-without-jitter.ts';
import { spentSignal } from './spent-signal.ts';
import { swallowedFailure } from './swallowed-failure.ts';
import { unboundedFanOut } from './unbounded-fan-out.ts';
import { unboundedLimiter } from './unbounded-limiter.ts';
import { unboundedProcess } from './unbounded-process.ts';
import { unboundedRetry } from './unbounded-retry.ts';
import { uncheckedStatus } from './unchecked-status.ts';
import { unhandledFailure } from './unhandled-failure.ts';
import { unreleasedConnection } from './unreleased-connection.ts';
import { unwrappedNetworkCall } from './unwrapped-network-call.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  breakerCountsClientErrors,
  breakerWithoutFallback,
  deadRetry,
  growingMemory,
  ineffectiveTimeout,
  lossyQueue,
  missingErrorListener,
  nestedRetry,
  noDeadLetter,
  noGracefulShutdown,
  noHealthCheck,
  overlappingInterval,
  partialTimeout,
  poisonMessage,
  policyPerCall,
  requirePolicy,
  requireTimeout,
  retryEverything,
  retryUnsafeMethod,
  retryWithoutBackoff,
  retryWithoutJitter,
  spentSignal,
  swallowedFailure,
  unboundedFanOut,
  unboundedLimiter,
  unboundedProcess,
  unboundedRetry,
  uncheckedStatus,
  unhandledFailure,
  unreleasedConnection,
  unwrappedNetworkCall,
] as readonly unknown[] as readonly Rule[];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function findRule(id: string): Rule | undefined {
  return byId.get(id);
}
