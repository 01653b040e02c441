import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'overlapping-interval';

describe(rule, () => {
  it.each([
    ['work in the callback', `setInterval(async () => {\n  await fetch('https://a.example');\n}, 1000);`],
    ['work in a function', `async function tick() {\n  await fetch('https://a.example');\n}\nsetInterval(tick, 1000);`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a round that gives way',
      `let busy = false;\nsetInterval(async () => {\n  if (busy) return;\n  busy = true;\n  await fetch('https://a.example');\n  busy = false;\n}, 1000);`,
    ],
    ['work that stays here', `setInterval(() => cache.clear(), 1000);`],
    [
      'a round that starts the next',
      `async function tick() {\n  await fetch('https://a.example');\n  setTimeout(tick, 1000);\n}\ntick();`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
