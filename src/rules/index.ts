import type { Rule } from './model.ts';
import { requireTimeout } from './require-timeout.ts';
import { retryWithoutBackoff } from './retry-without-backoff.ts';
import { unwrappedNetworkCall } from './unwrapped-network-call.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  requireTimeout,
  retryWithoutBackoff,
  unwrappedNetworkCall,
] as readonly unknown[] as readonly Rule[];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function findRule(id: string): Rule | undefined {
  return byId.get(id);
}
