import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'policy-per-call';
const opossum = `import CircuitBreaker from 'opossum';\n`;
const limit = `import pLimit from 'p-limit';\n`;

describe(rule, () => {
  it.each([
    ['a breaker', `${opossum}export function f(g) {\n  const b = new CircuitBreaker(g);\n  return b.fire();\n}`],
    [
      'a breaker with listeners',
      `${opossum}export const f = (g) => {\n  const b = new CircuitBreaker(g);\n  b.on('open', h);\n  return b.fire(1);\n};`,
    ],
    [
      'a breaker of cockatiel',
      `import { circuitBreaker, handleAll, ConsecutiveBreaker } from 'cockatiel';\nexport async function f(g) {\n  const b = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(5) });\n  return b.execute(g);\n}`,
    ],
    [
      'a limiter of one call',
      `${limit}export async function f(g) {\n  const l = pLimit(2);\n  return l(() => g());\n}`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['one for the module', `${opossum}const b = new CircuitBreaker(g);\nexport const f = () => b.fire();`],
    ['a factory', `${opossum}export function make(g) {\n  return new CircuitBreaker(g);\n}`],
    [
      'one that is kept in a map',
      `${opossum}const all = new Map();\nexport function f(k, g) {\n  const b = new CircuitBreaker(g);\n  all.set(k, b);\n  return b.fire();\n}`,
    ],
    [
      'a batch',
      `${limit}export async function f(xs, g) {\n  const l = pLimit(2);\n  return Promise.all(xs.map((x) => l(() => g(x))));\n}`,
    ],
    [
      'a loop',
      `${limit}export async function f(xs, g) {\n  const l = pLimit(2);\n  for (const x of xs) l(() => g(x));\n}`,
    ],
    [
      'two calls',
      `${limit}export async function f(g) {\n  const l = pLimit(1);\n  return Promise.all([l(g), l(g)]);\n}`,
    ],
    [
      'one that is handed back in a function',
      `${opossum}export function guard(g) {\n  const b = new CircuitBreaker(g);\n  return () => b.fire();\n}`,
    ],
    [
      'a retry',
      `import { retry, handleAll } from 'cockatiel';\nexport async function f(g) {\n  const r = retry(handleAll, { maxAttempts: 3 });\n  return r.execute(g);\n}`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('policies through functions of the file', () => {
  const opossum = `import CircuitBreaker from 'opossum';\nconst guard = (f) => new CircuitBreaker(f, { timeout: 3000 });\n`;
  const cockatiel = `import { circuitBreaker, ConsecutiveBreaker, handleAll, retry, wrap } from 'cockatiel';\n`;
  const breaker = 'circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(5) })';
  it.each([
    [
      'made by an own factory',
      `${opossum}export const price = (id) => {\n  const b = guard(() => load(id));\n  return b.fire();\n};`,
    ],
    [
      'wrapped for one call',
      `${cockatiel}export async function load(f) {\n  const b = ${breaker};\n  return wrap(retry(handleAll, {}), b).execute(f);\n}`,
    ],
    [
      'wrapped and kept for one call',
      `${cockatiel}export async function load(f) {\n  const b = ${breaker};\n  const both = wrap(retry(handleAll, {}), b);\n  return both.execute(f);\n}`,
    ],
  ])('reports one %s', async (_, text) => {
    expect(await findingsOf('policy-per-call', text)).toHaveLength(1);
  });

  it.each([
    ['made by the factory once', `${opossum}const b = guard(load);\nexport const price = (id) => b.fire(id);`],
    [
      'wrapped once',
      `${cockatiel}const b = ${breaker};\nconst both = wrap(retry(handleAll, {}), b);\nexport const load = (f) => both.execute(f);`,
    ],
    [
      'that lives, in a wrapper for one call',
      `${cockatiel}const b = ${breaker};\nexport const load = (f) => wrap(retry(handleAll, {}), b).execute(f);`,
    ],
  ])('is silent for one %s', async (_, text) => {
    expect(await findingsOf('policy-per-call', text)).toEqual([]);
  });
});
