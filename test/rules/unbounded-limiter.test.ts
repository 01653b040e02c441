import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-limiter';
const queue = `import PQueue from 'p-queue';\n`;

describe(rule, () => {
  it.each([
    ['a queue without options', `${queue}export const q = new PQueue();`],
    ['a queue with other options', `${queue}export const q = new PQueue({ autoStart: false });`],
    ['a bottleneck', `import Bottleneck from 'bottleneck';\nexport const b = new Bottleneck();`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a limit', `${queue}export const q = new PQueue({ concurrency: 2 });`],
    ['a limit from elsewhere', `${queue}export const make = (concurrency) => new PQueue({ concurrency });`],
    ['options from elsewhere', `${queue}export const make = (options) => new PQueue(options);`],
    ['options that are spread', `${queue}export const make = (options) => new PQueue({ ...options });`],
    ['a rate', `import Bottleneck from 'bottleneck';\nexport const b = new Bottleneck({ minTime: 100 });`],
    ['another PQueue', `import PQueue from './queue';\nexport const q = new PQueue();`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
