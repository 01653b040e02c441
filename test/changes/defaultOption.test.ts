import { afterAll, describe, expect, it, vi } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('a limit among options that callers give', async () => {
  const silent = await faultServer(['hang']);
  afterAll(() => silent.stop());
  const rule = 'unwrapped-network-call';
  const wrapper = (call: string): string =>
    `export async function read(url, init) {\n  const response = await ${call};\n  if (!response.ok) throw new Error('status');\n  return response.json();\n}`;
  // Nobody in sight passes a limit; whoever does so later has the last word.
  const user = {
    '/project/src/user.js': `import { read } from './file';\nexport const load = (url) => read(url, { method: 'GET' });\n`,
  };
  const surroundings = { path: '/project/src/file.js', files: user };

  it.each([
    ['the options as a whole', 'fetch(url, init)', 'fetch(url, { signal: AbortSignal.timeout(10_000), ...init })'],
    [
      'spread among others',
      `fetch(url, { method: 'GET', ...init })`,
      `fetch(url, { method: 'GET', signal: AbortSignal.timeout(10_000), ...init })`,
    ],
    [
      'over lines, behind a default',
      `fetch(url, {\n    ...(init ?? {}),\n    method: 'GET',\n  })`,
      `fetch(url, {\n    signal: AbortSignal.timeout(10_000),\n    ...(init ?? {}),\n    method: 'GET',\n  })`,
    ],
  ])('holds for those that pass none, and for nobody else: %s', async (_, call, expected) => {
    const before = wrapper(call);
    const after = await changed(rule, before, 0, surroundings);
    expect(after).toContain(expected);
    const ask = (init: string): string => `return await (await load()).read('${silent.url}', ${init});`;
    expect((await runInChild(before, ask('{}'), { patienceMs: 2000 })).value).toBe('waiting');
    expect((await runInChild(after.replace('10_000', '300'), ask('{}'))).error).toContain('TimeoutError');
    // A caller with more patience keeps it.
    const patient = ask(`{ signal: AbortSignal.timeout(600_000) }`);
    expect((await runInChild(after.replace('10_000', '300'), patient, { patienceMs: 2000, speed: 1 })).value).toBe(
      'waiting',
    );
  });

  it('stands last where the options are written in the file', async () => {
    const text = `const init = { headers: { a: 'b' } };\n${wrapper('fetch(url, { ...init, method: "GET" })').replace(', init)', ')')}`;
    expect(await changed(rule, text, 0, { path: '/project/src/file.js' })).toContain(
      '{ ...init, method: "GET", signal: AbortSignal.timeout(10_000) }',
    );
  });
});

describe('a wrapper whose callers pass a limit', () => {
  const rule = 'unwrapped-network-call';
  const found = async (text: string, files: Record<string, string>, version = '2.6.7'): Promise<number> => {
    const surroundings = { path: '/project/src/fetch.js', files, versions: { 'node-fetch': version } };
    return (await lintInMemory(text, { rule }, surroundings)).messages.length;
  };
  const common = `const fetch = require('node-fetch');\nmodule.exports = async (uri, opts = {}) => {\n  const res = await fetch(uri, opts);\n  if (!res.ok) throw new Error('status');\n  return res.json();\n};\n`;
  const named = common.replace('module.exports =', 'exports.send =');
  const retry = (name: string, from: string): string =>
    `const ${name} = require('./${from}');\nconst retry = async (uri, opts = {}) => {\n  try { return await ${name}(uri, opts); } catch (e) { return null; }\n};\n`;
  const whole = `module.exports = (uri) => retry(uri, { method: 'POST', timeout: 60000 });\n`;

  it.each([
    ['through a function of the same file', common, { '/project/src/index.js': retry('fetch', 'fetch') + whole }],
    [
      'through a function of a third file',
      common,
      {
        '/project/src/retry.js': `${retry('fetch', 'fetch')}module.exports = retry;\n`,
        '/project/src/index.js': `const retry = require('./retry');\n${whole}`,
      },
    ],
    [
      'by a spread, by name',
      named,
      {
        '/project/src/calls.js': `const { send } = require('./fetch');\nexports.post = (uri, more) => send(uri, { method: 'POST', ...more });\n`,
        '/project/src/index.js': `const { post } = require('./calls');\nexports.load = (uri) => post(uri, { timeout: 60000 });\n`,
      },
    ],
  ])('is none to report: %s', async (_, text, files) => {
    expect(await found(text, files)).toBe(0);
  });

  it('is one where no caller passes any, or where the library does not know it', async () => {
    const index = retry('fetch', 'fetch') + whole;
    const without = { '/project/src/index.js': index.replace(', timeout: 60000', '') };
    expect(await found(common, without)).toBe(1);
    expect(await found(common, { '/project/src/index.js': index }, '3.3.2')).toBe(1);
  });
});

describe('a limit of a client whose options a caller gives', async () => {
  const silent = await faultServer(['hang']);
  afterAll(() => silent.stop());
  const rule = 'require-timeout';
  // It has a limit if its options say so, as axios has; what it asks never answers.
  const axios = `const create = ({ timeout, baseURL }) => ({ get: () => Promise.race([
    fetch(baseURL),
    ...(timeout ? [new Promise((_, reject) => setTimeout(() => reject(new Error('late')), timeout))] : []),
  ]) });\nexport default { create };`;
  const maker = (options: string): string =>
    `import axios from 'axios';\nfunction make(settings: { baseURL: string }) {\n  return axios.create(${options});\n}\nconst client = make({ baseURL: 'https://a.example' });\nexport const read = () => client.get('/a');\n`;

  it.each([
    ['alone', '{ ...settings }', '{ timeout: 10_000, ...settings }'],
    [
      'among others, over lines',
      `{\n    headers: {},\n    ...settings,\n    maxRedirects: 0,\n  }`,
      `{\n    headers: {},\n    timeout: 10_000,\n    ...settings,\n    maxRedirects: 0,\n  }`,
    ],
    ['in front of others', '{ ...settings, headers: {} }', '{ timeout: 10_000, ...settings, headers: {} }'],
  ])('is a default, which the caller overrules: %s', async (_, options, expected) => {
    const after = await changed(rule, maker(options));
    expect(after).toContain(expected);
    const quick = after.replace('10_000', '300').replace('https://a.example', silent.url);
    const run = (text: string) =>
      runInChild(text, 'return await (await load()).read();', { standIns: { axios }, patienceMs: 2000 });
    expect((await run(quick)).error).toContain('late');
    const more = `make({ ...{ timeout: 600_000 }, baseURL`;
    const patient = quick.replace('make({ baseURL', more);
    expect((await run(patient)).value).toBe('waiting');
  });

  it('stands last where what is spread is written in the file, or turns the limit off', async () => {
    const known = `import axios from 'axios';\nconst base = { baseURL: 'https://a.example' };\nconst client = axios.create({ ...base });\nexport const read = () => client.get('/a');\n`;
    expect(await changed(rule, known)).toContain('{ ...base, timeout: 10_000 }');
    expect(await changed(rule, known.replace(`'https://a.example'`, '$&, timeout: 0'))).toContain(
      '{ ...base, timeout: 10_000 }',
    );
  });
});
