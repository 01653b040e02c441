import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

/** The timer of 5 s fires after one, if it fires: still waiting later, nothing ends it. */
const waits = { speed: 0.2, patienceMs: 2500 };

describe('the effective form of ineffective-timeout', async () => {
  const silent = await faultServer(['hang']);
  afterAll(() => silent.stop());
  const read = `return await (await load()).read('${silent.url}');`;

  it('ends a fetch whose timeout did nothing, after the same number', async () => {
    const before = `// limits\nexport const read = (url: string) => fetch(url, { method: 'GET', timeout: 5_000 /* five */ } as object);`;
    const after = await changed('ineffective-timeout', before);
    expect(after).toContain('signal: AbortSignal.timeout(5_000) /* five */');
    expect((await runInChild(before, read, waits)).value).toBe('waiting');
    expect((await runInChild(after, read)).error).toContain('TimeoutError');
  });
});

describe('the whole limit of partial-timeout', async () => {
  const dripping = await faultServer(['drip']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([dripping.stop(), good.stop()]));
  const read = (url: string): string => `return await (await load()).read('${url}');`;
  const timer = `const controller = new AbortController();\n  const timer = setTimeout(() => controller.abort(), 5_000);\n  `;
  const check = `if (!response.ok) throw new Error(String(response.status));\n  `;

  it.each([
    [
      'a variable for the body',
      `export async function read(url: string) {\n  ${timer}const response = await fetch(url, { signal: controller.signal });\n  clearTimeout(timer);\n  ${check}const body = await response.json(); // all of it\n  return body.ok;\n}`,
    ],
    [
      'a body that is returned',
      `export async function read(url: string) {\n  ${timer}const response = await fetch(url, { signal: controller.signal });\n  clearTimeout(timer)\n  ${check}return response.json();\n}`,
    ],
    [
      'a finally that does not wait',
      `export async function read(url: string) {\n  ${timer}try {\n    const response = await fetch(url, { signal: controller.signal });\n    ${check}return response.json();\n  } finally {\n    clearTimeout(timer);\n  }\n}`,
    ],
  ])('ends a body that drips: %s', async (_, before) => {
    const after = await changed('partial-timeout', before);
    expect((await runInChild(before, read(dripping.url), waits)).value).toBe('waiting');
    expect((await runInChild(after, read(dripping.url))).error).toContain('AbortError');
    const result = await runInChild(after, read(good.url), { speed: 1 });
    expect(JSON.stringify(result.value)).toContain('true');
  });

  it('leaves no timer running for whoever leaves before the body', async () => {
    const gone = await faultServer([404]);
    const text = `export async function read(url: string) {\n  ${timer}const response = await fetch(url, { signal: controller.signal });\n  clearTimeout(timer);\n  if (response.status === 404) return [];\n  const body = await response.json();\n  return body.ok;\n}`;
    const after = await changed('partial-timeout', text);
    const asks = `let aborted = 0; const { abort } = AbortController.prototype; AbortController.prototype.abort = function (...all) { aborted++; return abort.apply(this, all); };`;
    const { value, error } = await runInChild(
      after,
      `${asks} const given = await (await load()).read('${gone.url}'); await pause(900); return [given, aborted];`,
      // Half a second for the timer: a busy machine answers later than in the usual twentieth.
      { speed: 0.1 },
    );
    expect([error, value]).toEqual([undefined, [[], 0]]);
    await gone.stop();
  });

  it('is not offered where the response itself is handed on', async () => {
    const text = `export async function read(url: string) {\n  ${timer}try {\n    return await fetch(url, { signal: controller.signal });\n  } finally {\n    clearTimeout(timer);\n  }\n}`;
    expect(await offers('partial-timeout', text)).toBe(0);
  });
});

describe('a signal of its own for each attempt: spent-signal', async () => {
  const rule = 'spent-signal';
  const server = await faultServer(['hang', 'ok']);
  afterAll(() => server.stop());
  const before = `export async function read(url: string) {
  const patience = 5_000;
  const signal = AbortSignal.timeout(patience);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const response = await fetch(url, { signal });
      if (response.ok) return await response.json();
    } catch (error) {
      console.error(error.name);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 1000 * 2 ** attempt));
    }
  }
  throw new Error('no answer');
}`;

  it('lets the second attempt succeed', async () => {
    const after = await changed(rule, before);
    const script = `return await (await load()).read('${server.url}');`;
    expect((await runInChild(before, script)).error).toBe('Error: no answer');
    server.restart();
    const { value, output } = await runInChild(after, script, { speed: 0.05 });
    expect(value).toEqual({ ok: true });
    expect(output).toContain('TimeoutError');
  });

  it('is a suggestion where several calls had one limit, and nothing where the signal is asked', async () => {
    const retried = (body: string) =>
      `import pRetry from 'p-retry';\nexport function read(url: string) {\n  const signal = AbortSignal.timeout(5000);\n  return pRetry(() => ${body});\n}`;
    expect(await offers(rule, retried('fetch(url, { signal })'))).toBe(1);
    expect(await offers(rule, retried('fetch(url, { signal }).then(() => signal.aborted)'))).toBe(0);
    const both = await changed(rule, retried('fetch(url, { signal }).then(() => fetch(url, { signal: signal }))'));
    expect(both.match(/AbortSignal\.timeout\(5000\)/g)).toHaveLength(2);
  });
});
