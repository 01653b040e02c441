import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { Finding } from './model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { attemptsOf, retryName, retryOf } from './retryFacts.ts';

export const nestedRetry = defineRule({
  id: 'nested-retry',
  description: 'nested retries whose attempts multiply',
  severity: 'warning',
  preset: 'recommended',
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    const worst = new Map<number, Finding & { readonly product: number }>();
    for (const call of facts.calls) {
      const layers = call.test || databases.test(call.api) ? [] : layersOf(facts, call);
      if (layers.length < 2) continue;
      const product = layers.reduce((all, { attempts }) => all * attempts, 1);
      const range = layers.findLast(({ head }) => head)?.head ?? calleeRange(file, call.range);
      if ((worst.get(range.start)?.product ?? 0) >= product) continue;
      const names = layers.map(({ name, attempts }) => `${name} (${attempts} attempts)`).reverse();
      const message = `Up to ${product} requests for one call: ${names.join(' around ')}. Retry in one layer only.`;
      worst.set(range.start, { range, message, product });
    }
    return [...worst.values()].map(({ range, message }) => ({ range, message }));
  },
});

/** A driver's own retry is about its connection. */
const databases = /^(?:db|cache|queue|mail|websocket)$/;

function layersOf(facts: FileFacts, call: RemoteCall) {
  return call.retriedBy.flatMap((ref) => {
    const attempts = attemptsOf(facts, ref);
    const name = ref.form === 'default' ? (call.library?.name ?? call.api) : retryName(ref);
    const head = retryOf(facts, ref)?.head;
    return attempts !== undefined && attempts > 1 ? [{ attempts, name, ...(head ? { head } : {}) }] : [];
  });
}
