import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';
import { retriesIn } from '../retries/found.ts';

const sleep = `const sleep = (ms) => new Promise((r) => setTimeout(r, ms));\n`;
const send = `const r = await fetch(u, { signal: AbortSignal.timeout(1000) }); if (!r.ok) throw new Error('x'); return r.json();`;

describe('a POST that is sent again', () => {
  const unsafe = (caught: string, before = '') =>
    findingsOf(
      'retry-unsafe-method',
      `import axios from 'axios';\n${sleep}${before}export async function pay(u, d) {\n for (let i = 0; i < 5; i++) {\n  try { return await axios.post(u, d, { timeout: 1000 }); } catch (e) { ${caught} }\n  await sleep(1000 * 2 ** i); } }`,
    );

  it.each([
    ['names', "if (e.code !== 'ECONNREFUSED' && e.code !== 'ENOTFOUND') throw e;"],
    ['a list', "if (!['ECONNREFUSED', 'EAI_AGAIN'].includes(e.code)) throw e;"],
    [
      'a set',
      'if (!UNSENT.has(e.code)) throw e;',
      "const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);\n",
    ],
    [
      'a function',
      'if (!unsent(e)) throw e;',
      "const unsent = (e) => e?.code === 'ECONNREFUSED' || e?.code === 'EAI_AGAIN';\n",
    ],
  ])('only where it was never sent is safe: %s', async (_, caught, before = '') => {
    expect(await unsafe(caught, before)).toEqual([]);
  });

  it('where the connection broke is not', async () => {
    expect(await unsafe("if (e.code !== 'ECONNREFUSED' && e.code !== 'ECONNRESET') throw e;")).toHaveLength(1);
  });
});

describe('one more call with another target', () => {
  it.each([
    [
      'a constant',
      `const other = 'https://b.example';\nexport async function load(u, again = true) { try { ${send} } catch (e) { if (again) return load(other, false); throw e; } }`,
    ],
    [
      'the address changed',
      `export async function load(u, last = false) { try { ${send} } catch (e) { if (last) throw e; return load(u.replace('a.', 'b.'), true); } }`,
    ],
    [
      'a field',
      `export class A { async load(u, again = true) { try { ${send} } catch (e) { if (again) return this.load(this.mirror, false); throw e; } } }`,
    ],
  ])('is a fallback: %s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });

  it.each([
    [
      'the same target',
      `export async function load(u, again = true) { try { ${send} } catch (e) { if (again) return load(u, false); throw e; } }`,
    ],
    [
      'the same with new options',
      `export async function load(u, o, again = true) { try { ${send} } catch (e) { const fresh = { ...o, token: await renew() }; if (again) return load(u, fresh, false); throw e; } }`,
    ],
  ])('is a retry with %s', (_, text) => {
    expect(retriesIn(text)).toHaveLength(1);
  });
});

describe('a limit of one retry', () => {
  const counted = (n: string): readonly (readonly [string, string])[] => [
    [
      'recursion',
      `export async function load(u, retryCount = 0) { try { ${send} } catch (e) { if (retryCount < ${n}) return load(u, retryCount + 1); throw e; } }`,
    ],
    [
      'loop',
      `export async function load(u) { let retryCount = 0; for (;;) { try { ${send} } catch (e) { if (retryCount < ${n}) { retryCount++; continue; } throw e; } } }`,
    ],
    [
      'field',
      `export class A { retryCount = 0; async load(u) { try { ${send} } catch (e) { if (this.retryCount < ${n}) { this.retryCount++; return this.load(u); } throw e; } } }`,
    ],
  ];

  it.each(counted('1'))('asks for no backoff and is a limit: %s', async (_, text) => {
    expect(retriesIn(text).map(({ attempts }) => attempts)).toEqual([2]);
    expect(await findingsOf('retry-without-backoff', text)).toEqual([]);
    expect(await findingsOf('unbounded-retry', text)).toEqual([]);
  });

  it.each(counted('10'))('ten of them at once hammer: %s', async (_, text) => {
    expect(await findingsOf('retry-without-backoff', text)).toHaveLength(1);
  });
});

describe('a loop with a recursion in it', () => {
  it.each([
    [
      'on its last round',
      `export async function load(u, n = 0) { for (let i = 0; i < 3; i++) { try { ${send} } catch (e) { if (i === 2 && n < 3) return load(u, n + 1); } } }`,
    ],
    [
      'in each round',
      `export async function load(u, n = 0) { while (n < 5) { try { ${send} } catch (e) { return load(u, n + 1); } } }`,
    ],
  ])('is one retry: %s', async (_, text) => {
    expect(retriesIn(text)).toHaveLength(1);
    expect(retriesIn(text)[0]!.bounded).toBe(true);
    expect(await findingsOf('nested-retry', text)).toEqual([]);
  });

  it('is two where each is a function of its own', () => {
    const text = `async function once(u) { for (let i = 0; i < 3; i++) { try { ${send} } catch (e) { console.error(e); } } throw new Error('x'); }
      export async function load(u, n = 0) { try { return await once(u); } catch (e) { if (n < 3) return load(u, n + 1); throw e; } }`;
    expect(retriesIn(text)).toHaveLength(2);
  });
});

describe('a retry inside then', () => {
  const ask = 'fetch(u, { signal: AbortSignal.timeout(1000) })';
  it.each([
    [
      'counts up',
      `export function load(u, n = 0) { return ${ask}.then((r) => { if (!r.ok && n < 3) return load(u, n + 1); return r.json(); }); }`,
    ],
    [
      'counts down',
      `export function load(u, n = 3) { return ${ask}.then((r) => { if (!r.ok) { if (n <= 0) throw new Error('x'); return load(u, n - 1); } return r.json(); }); }`,
    ],
    [
      'is guarded first',
      `export function load(u, n = 0) { if (n > 3) return Promise.reject(new Error('x')); return ${ask}.then((r) => { if (!r.ok) return load(u, n + 1); return r.json(); }); }`,
    ],
  ])('is bounded where it %s', (_, text) => {
    expect(retriesIn(text).map(({ bounded }) => bounded)).toEqual([true]);
  });

  it('never ends without a bound, and is none where it turns a page', () => {
    const endless = `export function load(u, n = 0) { return ${ask}.then((r) => { if (!r.ok) return load(u, n + 1); return r.json(); }); }`;
    expect(retriesIn(endless).map(({ bounded }) => bounded)).toEqual([false]);
    const pages = `export function load(u, n = 0) { return ${ask}.then((r) => r.json()).then((p) => { if (p.next) return load(p.next, n + 1); return p; }); }`;
    expect(retriesIn(pages)).toEqual([]);
  });
});

describe('a retry while the program comes up', () => {
  const wait = (ms: number): string =>
    `async function ready(u) { while (true) { try { ${send} } catch (e) { await sleep(${ms}); } } }\n`;
  const hammering = async (text: string): Promise<readonly string[]> => {
    const { messages } = await lintInMemory(`import express from 'express';\nconst app = express();\n${sleep}${text}`, {
      preset: 'recommended',
    });
    return messages.map(({ ruleId }) => ruleId).filter((id) => /unbounded-retry|backoff|jitter/.test(id));
  };

  it.each([
    ['before it listens', `${wait(2000)}await ready('https://a.example');\napp.listen(3000);`],
    [
      'in its main function',
      `${wait(2000)}async function main() { await ready('https://a.example'); app.listen(3000); }\nmain().catch(console.error);`,
    ],
    ['in a step of a promise', `${wait(1000)}ready('https://a.example').then(() => app.listen(3000));`],
  ])('hammers nobody: %s', async (_, text) => {
    expect(await hammering(text)).toEqual([]);
  });

  it.each([
    ['hardly waits', `${wait(50)}await ready('https://a.example');\napp.listen(3000);`],
    [
      'is what a route does',
      `${wait(2000)}app.get('/', async (req, res) => { res.json(await ready('https://a.example')); });\napp.listen(3000);`,
    ],
    ['is for others to call', `export ${wait(2000)}await ready('https://a.example');\napp.listen(3000);`],
  ])('is reported where it %s', async (_, text) => {
    expect(await hammering(text)).toContain('unbounded-retry');
  });
});

describe('a wait without jitter', () => {
  const loop = (wait: string): string =>
    `export async function load(u) {\n for (let i = 0; i < 5; i++) { try { ${send} } catch (e) { console.error(e); }\n  ${wait} }\n throw new Error('x'); }`;
  const jitter = (text: string) => findingsOf('retry-without-jitter', text);

  it('is reported at the retry where a helper waits for several', async () => {
    const helper = `const pause = (n) => new Promise((r) => setTimeout(r, 1000 * 2 ** n));\n`;
    expect(await jitter(helper + loop('await pause(i);'))).toEqual(['3: for']);
    const method = `async function pause(n) { await new Promise((r) => setTimeout(r, 1000 * 2 ** n)); }\n`;
    expect(await jitter(method + loop('await pause(i);'))).toEqual(['3: for']);
  });

  it('is reported where it is written, in the retry', async () => {
    const own = await jitter(loop('await new Promise((r) => setTimeout(r, 1000 * 2 ** i));'));
    expect(own).toEqual(['3: 1000 * 2 ** i']);
  });
});

describe('a wait that grows one way or the other', () => {
  const loop = (grow: string) =>
    `${sleep}export class A { private b = 500; async load(u) { for (let i = 0; i < 9; i++) { try { ${send} } catch (e) { console.error(e); ${grow} } } } }`;
  it.each([
    'this.b = this.b < 2000 ? this.b * 2 : this.b + 2000; await sleep(this.b);',
    'this.b = this.b >= 8000 ? this.b : this.b * 2; await sleep(this.b);',
    'const d = this.b; this.b = this.b < 2000 ? this.b * 2 : 2000; await sleep(d);',
  ])('%s', async (grow) => {
    expect(await findingsOf('retry-without-backoff', loop(grow))).toEqual([]);
  });

  it.each(['this.b = this.b < 2000 ? 2000 : 1000; await sleep(this.b);', 'await sleep(this.b < 2000 ? 1000 : 2000);'])(
    'is not %s',
    async (grow) => {
      expect(await findingsOf('retry-without-backoff', loop(grow))).toHaveLength(1);
    },
  );
});

describe('a limit of a recursion that has a name', () => {
  it.each([
    [
      'of a field of what it is given',
      `export async function check(dto) { const tooMany = dto.n && dto.n > 2; try { ${send} } catch (e) { const next = (dto.n ?? 0) + 1; if (!tooMany) return check({ ...dto, n: next }); throw e; } }`,
    ],
    [
      'of a parameter',
      `export async function load(u, attempt = 0) { const last = attempt >= 3; try { ${send} } catch (e) { if (!last) return load(u, attempt + 1); throw e; } }`,
    ],
    [
      'in a method',
      `export class A { async check(dto) { try { ${send} } catch (e) { const again = (dto.n || 0) < 3; if (again) return this.check({ ...dto, n: (dto.n || 0) + 1 }); throw e; } } }`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf('unbounded-retry', text)).toEqual([]);
  });

  it.each([
    [
      'a field that nothing counts',
      `export async function check(dto) { const tooMany = dto.size > 2; try { ${send} } catch (e) { if (!tooMany) return check({ ...dto, at: new Date() }); throw e; } }`,
    ],
    [
      'of another field than the one that counts',
      `export async function check(dto) { const big = dto.size > 2; try { ${send} } catch (e) { if (!big) return check({ ...dto, n: dto.n + 1 }); throw e; } }`,
    ],
  ])('is not %s', async (_, text) => {
    expect(await findingsOf('unbounded-retry', text)).toHaveLength(1);
  });
});
