import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { Finding } from './model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { retryOf } from '../facts/retries.ts';
import { attemptsOf, retryName } from './retryFacts.ts';

export const nestedRetry = defineRule({
  id: 'nested-retry',
  description: 'a retry around a call that is retried already, so that attempts multiply',
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
      const message = `Up to ${product} requests for one call: ${names.join(' around ')}. A peer in trouble gets all of them: retry in one layer only.`;
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
