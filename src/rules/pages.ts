import breakerCountsClientErrors from './breaker-counts-client-errors.md';
import breakerWithoutFallback from './breaker-without-fallback.md';
import deadRetry from './dead-retry.md';
import growingMemory from './growing-memory.md';
import ineffectiveTimeout from './ineffective-timeout.md';
import lossyQueue from './lossy-queue.md';
import missingErrorListener from './missing-error-listener.md';
import nestedRetry from './nested-retry.md';
import noDeadLetter from './no-dead-letter.md';
import noGracefulShutdown from './no-graceful-shutdown.md';
import noHealthCheck from './no-health-check.md';
import overlappingInterval from './overlapping-interval.md';
import partialTimeout from './partial-timeout.md';
import poisonMessage from './poison-message.md';
import policyPerCall from './policy-per-call.md';
import requirePolicy from './require-policy.md';
import requireTimeout from './require-timeout.md';
import retryEverything from './retry-everything.md';
import retryUnsafeMethod from './retry-unsafe-method.md';
import retryWithoutBackoff from './retry-without-backoff.md';
import retryWithoutJitter from './retry-without-jitter.md';
import spentSignal from './spent-signal.md';
import swallowedFailure from './swallowed-failure.md';
import unboundedFanOut from './unbounded-fan-out.md';
import unboundedLimiter from './unbounded-limiter.md';
import unboundedProcess from './unbounded-process.md';
import unboundedRetry from './unbounded-retry.md';
import uncheckedStatus from './unchecked-status.md';
import unhandledFailure from './unhandled-failure.md';
import unreleasedConnection from './unreleased-connection.md';
import unwrappedNetworkCall from './unwrapped-network-call.md';

/** The page of every rule, in Markdown, by id. Apart from the rules because only some shells show pages. */
export const pages: Readonly<Record<string, string>> = {
  'breaker-counts-client-errors': breakerCountsClientErrors,
  'breaker-without-fallback': breakerWithoutFallback,
  'dead-retry': deadRetry,
  'growing-memory': growingMemory,
  'ineffective-timeout': ineffectiveTimeout,
  'lossy-queue': lossyQueue,
  'missing-error-listener': missingErrorListener,
  'nested-retry': nestedRetry,
  'no-dead-letter': noDeadLetter,
  'no-graceful-shutdown': noGracefulShutdown,
  'no-health-check': noHealthCheck,
  'overlapping-interval': overlappingInterval,
  'partial-timeout': partialTimeout,
  'poison-message': poisonMessage,
  'policy-per-call': policyPerCall,
  'require-policy': requirePolicy,
  'require-timeout': requireTimeout,
  'retry-everything': retryEverything,
  'retry-unsafe-method': retryUnsafeMethod,
  'retry-without-backoff': retryWithoutBackoff,
  'retry-without-jitter': retryWithoutJitter,
  'spent-signal': spentSignal,
  'swallowed-failure': swallowedFailure,
  'unbounded-fan-out': unboundedFanOut,
  'unbounded-limiter': unboundedLimiter,
  'unbounded-process': unboundedProcess,
  'unbounded-retry': unboundedRetry,
  'unchecked-status': uncheckedStatus,
  'unhandled-failure': unhandledFailure,
  'unreleased-connection': unreleasedConnection,
  'unwrapped-network-call': unwrappedNetworkCall,
};
