import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

const u = `'https://a.example'`;

describe('the same again at once', () => {
  it.each([
    [
      'a loop without end',
      `async function f() { while (true) { try { await fetch(${u}); break; } catch {} } }`,
      'loop',
    ],
    ['for', `async function f() { for (;;) { try { return await fetch(${u}); } catch (e) { log(e); } } }`, 'loop'],
    [
      'do',
      `async function f() { let ok = false; do { try { await fetch(${u}); ok = true; } catch {} } while (!ok); }`,
      'loop',
    ],
    [
      'a failure as a result',
      `async function f() { let res; while (!res) { res = await fetch(${u}).catch(() => undefined); } return res; }`,
      'loop',
    ],
    [
      'a failure as a result, asked for behind',
      `async function f() { let res; do { res = await fetch(${u}).catch(() => null); } while (!res); }`,
      'loop',
    ],
    ['setImmediate', `function f() { fetch(${u}).catch(() => setImmediate(f)); }`, 'timer'],
    ['setImmediate round a call', `function f() { fetch(${u}).catch(() => setImmediate(() => f())); }`, 'timer'],
    ['nextTick', `function f() { fetch(${u}).catch(() => process.nextTick(f)); }`, 'timer'],
    ['queueMicrotask', `function f() { fetch(${u}).catch(() => queueMicrotask(f)); }`, 'timer'],
    [
      'a poll that only waits where it was answered',
      `async function f() { try { use(await fetch(${u})); setTimeout(f, 5000); } catch (e) { log(e); f(); } }`,
      'recursion',
    ],
    [
      'a chain that only waits where it was answered',
      `function f() { fetch(${u}).then(() => setTimeout(f, 5000)).catch(() => f()); }`,
      'recursion',
    ],
  ])('%s', (_, text, form) => {
    expect(onlyRetry(text)).toMatchObject({ form, delay: 'none', bounded: false });
  });

  it.each([
    ['the next page', `async function f() { let next = ${u}; while (next) { next = await fetch(next).then(read); } }`],
    [
      'the next page, or none after a failure',
      `async function f(url) { while (url) { const page = await fetch(url).catch(() => null); url = page?.next; } }`,
    ],
    [
      'a poll that waits where it failed as well',
      `async function f() { try { use(await fetch(${u})); setTimeout(f, 5000); } catch (e) { log(e); setTimeout(f, 5000); } }`,
    ],
    [
      'a poll at once either way',
      `async function f() { try { use(await fetch(${u})); f(); } catch (e) { log(e); f(); } }`,
    ],
    ['work in small parts', `function f() { fetch(${u}).then(() => setImmediate(f)); }`],
    ['something else next', `function f() { fetch(${u}).catch(() => setImmediate(stop)); } function stop() { end(); }`],
    ['a message read until there is none', `async function f(q) { let m; while ((m = await q.pop())) { use(m); } }`],
  ])('is not: %s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });
});
