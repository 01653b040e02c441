import { afterAll, describe, expect, it } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed } from './changes.ts';

const rule = 'unhandled-failure';

describe('a function that gives a promise on some paths only', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const sends = (other: string) =>
    `function push(url: string, on: boolean) {\n  if (on) return fetch(url, { signal: AbortSignal.timeout(6_000_000) });\n  ${other}\n}\nexport function start(url: string, on: boolean) {\n  push(url, on);\n  return 'on';\n}`;

  it.each(['return 0;', 'return;', 'console.log("off");', 'return { ok: false };'])(
    'is caught where it is one, and left alone where it is none: %s',
    async (other) => {
      const before = sends(other);
      const after = await changed(rule, before);
      expect(after).toContain('Promise.resolve(push(url, on)).catch(');
      const start = (on: boolean): string =>
        `const said = (await load()).start('${down.url}', ${on}); ${on ? 'await afterRequests(1); await pause(300);' : ''} return said;`;
      expect((await runInChild(before, start(true))).crashed).toBe(1);
      for (const on of [true, false]) expect((await runInChild(after, start(on))).value).toBe('on');
    },
  );

  it('has a catch of its own where it always is one', async () => {
    const after = await changed(rule, sends('return fetch(url, { signal: AbortSignal.timeout(6_000_000) });'));
    expect(after).toContain('push(url, on).catch(');
  });
});

describe('a logger that may not be there', () => {
  const store = (log: string) =>
    `export class Store {\n  logger?: { error(e: unknown): void; warn(e: unknown): void };\n  start(url: string) {\n    ${log}\n    this.loop(url);\n  }\n  async loop(url: string) {\n    const r = await fetch(url, { signal: AbortSignal.timeout(5000) });\n    if (!r.ok) throw new Error('x');\n    try { await r.text(); } catch (error) { ${log.replace("'start'", 'error')} }\n  }\n}`;
  it('is asked for', async () => {
    expect(await changed(rule, store("this.logger?.warn('start');"))).toContain('this.logger?.error(error)');
  });
  it('is called where it always is', async () => {
    const text = store("this.logger.warn('start');").replace('logger?:', 'logger!:');
    expect(await changed(rule, text)).toContain('this.logger.error(error)');
  });
});

it('messages of a stream are not waited for one by one', async () => {
  const text = `async function handle(url: string) { const r = await fetch(url, { signal: AbortSignal.timeout(5000) }); if (!r.ok) throw new Error('x'); }\nexport async function all(urls: AsyncIterable<string>) {\n  for await (const url of urls) {\n    handle(url);\n  }\n}`;
  expect(await changed(rule, text)).toContain('handle(url).catch(');
});
