import { modelOperations, nested, sdk } from '../knowledge/sdkShape.ts';

export const stripe = sdk(
  'stripe',
  'sdk:stripe',
  ['stripe'],
  ['Stripe'],
  nested(
    [
      ...modelOperations,
      'capture',
      'confirm',
      'finalizeInvoice',
      'pay',
      'sendInvoice',
      'voidInvoice',
      'attach',
      'detach',
      'refund',
      'createPreview',
      'createReversal',
      'expire',
      'listLineItems',
      'createUsageRecord',
      'reject',
      'search',
      'resume',
      'migrate',
    ],
    [1, 2],
  ),
  {
    timeouts: [
      {
        option: 'timeout',
        bounds: 'idle',
        countsAsBound: true,
        why: "stripe's `timeout` is a socket idle timeout",
        source: 'measured with stripe 19.3.1: a dripping body is still pending',
      },
    ],
    retries: { attempts: ['maxNetworkRetries'], countsAs: 'retries', off: [0] },
    options: [0, 1],
    defaults: {
      timeout: { operation: 'bounded', ms: { call: 80_000 }, why: 'stripe times out a request after 80 s by default' },
      retry: {
        attempts: 3,
        delay: 'exponential',
        baseMs: 500,
        maxMs: 5_000,
        jitter: true,
        errors: 'selective',
        why: 'stripe retries twice by default, with an idempotency key of its own',
      },
      source: 'stripe 23.1 stripe.core.js',
    },
  },
);
