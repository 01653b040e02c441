import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const js = { path: '/project/src/file.js' };

describe('a request that goes on as a stream: unwrapped-network-call', async () => {
  const rule = 'unwrapped-network-call';
  const silent = await faultServer(['hang']);
  const dripping = await faultServer(['drip']);
  afterAll(() => Promise.all([silent.stop(), dripping.stop()]));
  const head = `import http from 'node:http';\nimport { PassThrough } from 'node:stream';\nconst pump = (from, to) => from.on('data', (chunk) => to.write(chunk));\n`;
  /** Settles with what came through after ten parts, longer than the limit of the whole would be. */
  const through = (body: string): string =>
    `${head}export const read = (port) => new Promise((resolve, reject) => {\n  const out = new PassThrough();\n  let parts = 0;\n  out.on('data', () => { if (++parts === 10) resolve('parts'); });\n  const opt = { port, host: String('127.0.0.1'), method: 'GET' };\n${body}\n});`;

  it.each([
    [
      'an answer that another function takes',
      `  const request = http.request(opt, (res) => {\n    pump(res, out);\n  });\n  request.on('error', reject);\n  request.end();`,
    ],
    [
      'an answer that a listener takes',
      `  const request = http.request(opt);\n  request.on('response', (res) => pump(res, out));\n  request.on('error', reject);\n  request.end();`,
    ],
    [
      'a question that another function sends',
      `  const request = http.request(opt, (res) => {\n    res.on('data', () => out.write('x'));\n  });\n  request.on('error', reject);\n  const source = new PassThrough();\n  pump(source, request);\n  request.end();`,
    ],
  ])('limits the silence, and not the whole: %s', async (_, body) => {
    const before = through(body);
    const after = await changed(rule, before, 0, js);
    expect(after).toContain('request.setTimeout(60_000, ');
    expect(after).not.toContain('AbortSignal');
    const ask = (port: number) => `return await (await load()).read(${port});`;
    expect((await runInChild(before, ask(dripping.port))).value).toBe('parts');
    expect((await runInChild(after, ask(dripping.port))).value).toBe('parts');
    expect((await runInChild(before, ask(silent.port), { patienceMs: 1500 })).value).toBe('waiting');
    const sooner = after.replace('60_000', '300');
    expect((await runInChild(sooner, ask(silent.port))).error).toBe('Error: No answer within 1 min');
  });

  it('limits the whole where the answer is read here', async () => {
    const text = through(
      `  const request = http.request(opt, (res) => {\n    res.on('data', () => out.write('x'));\n  });\n  request.on('error', reject);\n  request.end();`,
    );
    expect(await changed(rule, text, 0, js)).toContain('AbortSignal.timeout(10_000)');
  });

  it.each([
    ['chained', `http.get(opt, (res) => {\n    res.pipe(out);\n  });`],
    [
      'by its name',
      `const request = http.get(opt, (res) => {\n    res.pipe(out);\n  });\n  request.on('close', () => 0);`,
    ],
  ])('comes with a listener where nobody hears of a failure: %s', async (_, body) => {
    const before = through(`  ${body}`);
    const after = await changed(rule, before, 0, js);
    expect(after).toContain(".on('error', reject)");
    const ask = (port: number) => `return await (await load()).read(${port});`;
    expect((await runInChild(after, ask(dripping.port))).value).toBe('parts');
    const sooner = after.replace('60_000', '300');
    expect((await runInChild(before, ask(silent.port), { patienceMs: 1500 })).value).toBe('waiting');
    expect((await runInChild(sooner, ask(silent.port))).error).toBe('Error: No answer within 1 min');
  });

  const configured = (options: string, call: string): string =>
    `import http from 'node:http';\nexport const read = (port, config = {}, more = {}) => new Promise((resolve, reject) => {\n  ${options}\n  ${call}\n});`;
  const held = `const request = http.request(all, (res) => { res.resume(); resolve(res.statusCode); });\n  request.on('error', reject);\n  request.end();`;
  const chained = `http.get(all, (res) => { res.resume(); resolve(res.statusCode); }).on('error', reject);`;
  it.each([
    [rule, 'Object.assign({}, config.tls, { timeout: config.seconds * 1000 }, { port }, more)', held],
    [rule, 'Object.assign({}, config.tls, { timeout: config.seconds * 1000 }, { port }, more)', chained],
    ['ineffective-timeout', 'Object.assign({}, { timeout: config.seconds * 1000 }, { port })', held],
    ['ineffective-timeout', '{ port, timeout: config.seconds * 1000 }', held],
    ['ineffective-timeout', '{ port, timeout: config.seconds * 1000 }', chained],
  ])('keeps the limit that the options set, and listens for it: %s, %s', async (id, options, call) => {
    const before = configured(`const all = ${options};`, call);
    const after = await changed(id, before, 0, js);
    expect(after).not.toContain('setTimeout(');
    const ask = `return await (await load()).read(${silent.port}, { seconds: 0.3 });`;
    expect((await runInChild(before, ask, { patienceMs: 1500 })).value).toBe('waiting');
    expect((await runInChild(after, ask)).error).toBe('Error: No answer in time');
  });

  it('has no change where nobody hears of the end', async () => {
    const text = `import http from 'node:http';\nexport const read = (port) => http.get({ port, timeout: 1000 }, (res) => res.resume());`;
    expect(await offers('ineffective-timeout', text, js)).toBe(0);
  });
});

describe('a pipe whose source breaks off: missing-error-listener', async () => {
  const rule = 'missing-error-listener';
  const broken = await faultServer(['reset-mid-body']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([broken.stop(), good.stop()]));
  const fill = (body: string): string =>
    `import http from 'node:http';\nimport { PassThrough } from 'node:stream';\n${body}`;

  it('tells the promise that waits', async () => {
    const before = fill(
      `export const read = (url) => new Promise((resolve, reject) => {\n  const out = new PassThrough();\n  http.get(url, { signal: AbortSignal.timeout(60_000) }, (response) => {\n    response.pipe(out);\n    out.resume().on('end', () => resolve('whole'));\n  }).on('error', reject);\n});`,
    );
    const after = await changed(rule, before, 0, js);
    const ask = (url: string) => `return await (await load()).read('${url}');`;
    expect((await runInChild(before, ask(broken.url), { patienceMs: 1500, speed: 1 })).value).toBe('waiting');
    expect((await runInChild(after, ask(broken.url), { speed: 1 })).error).toMatch(/aborted|ECONNRESET/);
    expect((await runInChild(after, ask(good.url), { speed: 1 })).value).toBe('whole');
  });

  it('closes the target', async () => {
    const before = fill(
      `export const out = new PassThrough();\nexport const copy = (url) => {\n  http.get(url, { signal: AbortSignal.timeout(60_000) }, function (from) {\n    from.pipe(out); // on\n  }).on('error', console.error);\n};`,
    );
    const after = await changed(rule, before, 0, js);
    expect(after).toContain("    from.on('error', () => out.destroy());\n    from.pipe(out); // on");
    const watch = `const { copy, out } = await load(); out.resume(); const closed = new Promise((resolve) => out.on('close', () => resolve('closed'))); copy('${broken.url}'); return await closed;`;
    expect((await runInChild(before, watch, { patienceMs: 1500, speed: 1 })).value).toBe('waiting');
    expect((await runInChild(after, watch, { speed: 1 })).value).toBe('closed');
  });

  it.each([
    ['several streams', 'from.pipe(zip).pipe(out);'],
    ['a target that is made there', 'from.pipe(new PassThrough());'],
  ])('is left to the reader with %s', async (_, pipe) => {
    const text = fill(
      `export const copy = (url, out, zip) => {\n  http.get(url, { signal: AbortSignal.timeout(60_000) }, (from) => {\n    ${pipe}\n  }).on('error', console.error);\n};`,
    );
    expect(await offers(rule, text, js)).toBe(0);
  });
});
