import type { Rule } from './model.ts';
import { ineffectiveTimeout } from './ineffective-timeout.ts';
import { partialTimeout } from './partial-timeout.ts';
import { requireTimeout } from './require-timeout.ts';
import { retryWithoutBackoff } from './retry-without-backoff.ts';
import { unwrappedNetworkCall } from './unwrapped-network-call.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  ineffectiveTimeout,
  partialTimeout,
  requireTimeout,
  retryWithoutBackoff,
  unwrappedNetworkCall,
] as readonly unknown[] as readonly Rule[];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function findRule(id: string): Rule | undefined {
  return byId.get(id);
}
