import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import type { RemoteCall } from '../../src/facts/model.ts';
import { ModuleIndex } from '../../src/lint/moduleIndex.ts';
import { noModules, summarize } from '../../src/values/index.ts';
import type { ModulePort } from '../../src/values/index.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

function calls(text: string, port: ModulePort = noModules): readonly RemoteCall[] {
  return analyze(parse(text, 'src/a.ts'), port).calls;
}

/** A project of several files, addressed as './name'. */
function project(files: Readonly<Record<string, string>>): ModulePort {
  const port: ModulePort = {
    ...noModules,
    summary(specifier) {
      const file = specifier.replace('./', '');
      const text = files[file];
      return text === undefined
        ? undefined
        : { file, summary: summarize(parse(text, `src/${file}.ts`), port, knowledge) };
    },
    mutations: (library) =>
      Object.entries(files).flatMap(([file, text]) =>
        summarize(parse(text, `src/${file}.ts`), noModules, knowledge).mutations.filter(
          (one) => one.library === library,
        ),
      ),
  };
  return port;
}

describe('what is a remote call', () => {
  it.each([
    ['the global', 'await fetch(u)', 'fetch', 'global'],
    ['a property of globalThis', 'await globalThis.fetch(u)', 'fetch', 'global'],
    ['an alias', 'const f = fetch; await f(u)', 'fetch', 'global'],
    ['a default import', "import axios from 'axios'; await axios.get(u)", 'axios', 'import'],
    ['require', "const axios = require('axios'); axios(cfg)", 'axios', 'import'],
    ['a namespace', "import * as pg from 'pg'; const p = new pg.Pool({}); p.query('x')", 'db', 'instance'],
    ['a dynamic import', "const { default: got } = await import('got'); await got(u)", 'got', 'import'],
    ['destructuring', "import axios from 'axios'; const { post } = axios; await post(u)", 'axios', 'import'],
    ['a choice', "import got from 'got'; const f = c ? got.post : got.get; await f(u)", 'got', 'import'],
    ['an instance', "import axios from 'axios'; const api = axios.create({}); await api.get(u)", 'axios', 'instance'],
    [
      'a field',
      "import axios from 'axios'; class A { api = axios.create({}); m() { return this.api.get('/') } }",
      'axios',
      'instance',
    ],
    [
      'an injected type',
      "import type { Pool } from 'pg'; class A { constructor(private db: Pool) {} m() { return this.db.query('x') } }",
      'db',
      'injected',
    ],
    [
      'a given or own client',
      "import { Pool } from 'pg'; class A { db; constructor(o) { this.db = o.db ?? new Pool({}) } m() { return this.db.query('x') } }",
      'db',
      'injected',
    ],
    [
      'a decorated function',
      'const wrap = (fn) => async (...a) => { try { return await fn(...a) } catch (e) { log(e) } }; await wrap(fetch)(u)',
      'fetch',
      'global',
    ],
  ])('%s', (_, code, api, client) => {
    const found = calls(code);
    expect(found.map((call) => [call.api, call.client])).toEqual([[api, client]]);
  });

  it.each([
    ['a shadowed fetch', 'function f(fetch) { return fetch(u) }'],
    ['a local fetch', 'const fetch = (x) => x; fetch(u)'],
    ['a map', 'const cache = new Map(); cache.get(k)'],
    ['a route', "import express from 'express'; const app = express(); app.get('/', h)"],
    ['the making of an instance', "import axios from 'axios'; export const api = axios.create({ timeout: 1 })"],
    ['a type', "import type { AxiosInstance } from 'axios'; export type T = AxiosInstance"],
  ])('not %s', (_, code) => {
    expect(calls(code)).toEqual([]);
  });
});

describe('timeout', () => {
  it.each([
    ['nothing', 'fetch(u)', 'none'],
    ['a URL parameter', 'const f = (url) => fetch(url)', 'none'],
    ['a timeout signal', 'fetch(u, { signal: AbortSignal.timeout(5) })', 'bounded'],
    ['any of several signals', 'fetch(u, { signal: AbortSignal.any([s, AbortSignal.timeout(5)]) })', 'bounded'],
    ['options built earlier', 'const o: any = {}; o.signal = AbortSignal.timeout(5); fetch(u, o)', 'bounded'],
    ['a spread', 'const base = { signal: AbortSignal.timeout(5) }; fetch(u, { ...base, method: "PUT" })', 'bounded'],
    [
      'a controller and a timer',
      'const c = new AbortController(); setTimeout(() => c.abort(), 5); fetch(u, { signal: c.signal })',
      'bounded',
    ],
    ['a race', 'Promise.race([fetch(u), new Promise((_, no) => setTimeout(no, 5))])', 'bounded'],
    [
      'a timer that settles',
      'new Promise((ok, no) => { setTimeout(() => no(new Error()), 5); fetch(u).then(ok) })',
      'bounded',
    ],
    ['options of the caller', 'export const f = (u, init) => fetch(u, init)', 'unknown'],
    ['an instance option', "import axios from 'axios'; axios.create({ timeout: 5 }).get(u)", 'bounded'],
    ['an instance option of zero', "import axios from 'axios'; axios.create({ timeout: 0 }).get(u)", 'none'],
    ['the third argument of post', "import axios from 'axios'; axios.post(u, d, { timeout: 5 })", 'bounded'],
    ['a body that looks like options', "import axios from 'axios'; axios.post(u, { timeout: 5 })", 'none'],
    [
      'an in-house wrapper',
      'const within = (p) => Promise.race([p, new Promise((_, no) => setTimeout(no, 5))]); within(fetch(u))',
      'bounded',
    ],
  ])('%s', (_, code, timeout) => {
    expect(calls(code).map((call) => call.timeout)).toEqual([timeout]);
  });

  it('names an option that does nothing', () => {
    const [call] = calls('fetch(u, { timeout: 5 })');
    expect(call!.timeout).toBe('none');
    expect(call!.timeoutDefects.map(({ kind }) => kind)).toEqual(['ineffective']);
  });
});

describe('across files', () => {
  it('keeps the options of an imported instance', () => {
    const port = project({
      api: "import axios from 'axios'; export const api = axios.create({ timeout: 5, baseURL: 'https://api.example.com/v1' })",
    });
    const [call] = calls("import { api } from './api'; await api.get('/x')", port);
    expect(call).toMatchObject({
      client: 'imported-instance',
      timeout: 'bounded',
      target: 'api.example.com',
      method: 'GET',
    });
  });

  it('sees a default that another file sets', () => {
    const port = project({ setup: "import axios from 'axios'; axios.defaults.timeout = 5000" });
    expect(calls("import axios from 'axios'; axios.get(u)", port)[0]!.timeout).toBe('bounded');
  });

  it('takes the body of a wrapper for the call, not its callers', () => {
    const port = project({ http: 'export const get = (u) => fetch(u, { signal: AbortSignal.timeout(5) })' });
    expect(calls("import { get } from './http'; await get(u)", port)).toEqual([]);
  });

  it('survives modules that import each other, and still finds what leads out of the circle', () => {
    const text: Readonly<Record<string, string>> = {
      '/p/a.ts': "export { api } from './b'; export { lost } from './b'; export const own = fetch",
      '/p/b.ts':
        "export { lost } from './a'; import { own } from './a'; import axios from 'axios'; export const api = own ? axios.create({ timeout: 5 }) : own",
    };
    const index = new ModuleIndex({
      files: {
        read: (path) => text[path],
        resolve: (specifier) => (specifier.startsWith('./') ? `/p/${specifier.slice(2)}.ts` : undefined),
        version: () => undefined,
        environment: () => 'unknown',
        containing: () => [],
      },
      parse,
      summarize: (file, port) => summarize(file, port, knowledge),
      knowledge,
    });
    const main = "import { api, lost, own } from './a'; api.get(u); lost.get(u); own(u)";
    const found = analyze(parse(main, '/p/main.ts'), index).calls;
    expect(found.map(({ api, timeout }) => [api, timeout])).toEqual([
      ['axios', 'bounded'],
      ['fetch', 'none'],
    ]);
  });
});

describe('policy', () => {
  it.each([
    ['a library', "import pRetry from 'p-retry'; pRetry(() => fetch(u))", 'retry'],
    ['a default', "import got from 'got'; got.get(u)", 'retry'],
    ['a default that does not hold for POST', "import got from 'got'; got.post(u)", 'none'],
    ['a default switched off', "import got from 'got'; got.get(u, { retry: { limit: 0 } })", 'none'],
    [
      'a loop',
      'async function f() { for (let i = 0; i < 3; i++) { try { return await fetch(u) } catch (e) { await sleep(5) } } }',
      'retry',
    ],
    ['nothing', 'fetch(u)', 'none'],
  ])('%s', (_, code, policy) => {
    expect(calls(code).map((call) => call.policy)).toEqual([policy]);
  });
});

describe('what bounds a call through its client', () => {
  const states = (text: string, files: Readonly<Record<string, string>> = {}): readonly string[] =>
    calls(text, project(files)).map(({ timeout }) => timeout);

  it('takes the options of a cluster from where it keeps those of its connections', () => {
    const cluster = (options: string): string =>
      `import { Cluster } from 'ioredis'; const c = new Cluster([], ${options}); await c.get('a');`;
    expect(states(cluster('{ redisOptions: { commandTimeout: 500 } }'))).toEqual(['bounded', 'bounded']);
    expect(states(cluster('{ redisOptions: { db: 1 } }'))).toEqual(['bounded', 'none']);
  });

  it('takes the limits of an upload from the client that it sends through', () => {
    const upload = (handler: string): string => `
      import { S3Client } from '@aws-sdk/client-s3';
      import { Upload } from '@aws-sdk/lib-storage';
      const s3 = new S3Client({ ${handler} });
      await new Upload({ client: s3, params }).done();`;
    expect(states(upload('requestHandler: { socketTimeout: 500 }'))).toEqual(['bounded']);
    expect(states(upload("region: 'a'"))).toEqual(['none']);
  });

  it('knows the limit of an interactive transaction, and that a list of operations has none', () => {
    const prisma = "import { PrismaClient } from '@prisma/client'; const p = new PrismaClient();";
    expect(states(`${prisma} await p.$transaction(async (tx) => { await tx.a.count(); });`)).toEqual([
      'bounded',
      'bounded',
    ]);
    expect(states(`${prisma} await p.$transaction([p.a.count()]); await p.a.count();`)).toEqual(['none', 'none']);
  });

  it('looks for the options of an HttpModule, and for a timeout among them', () => {
    const text =
      "import { HttpService } from '@nestjs/axios'; class A { constructor(private h: HttpService) {} f() { return this.h.get(u); } }";
    const module = (options: string): Record<string, string> => ({
      module: `import { HttpModule } from '@nestjs/axios'; @Module({ imports: [HttpModule.register(${options})] }) export class M {}`,
    });
    expect(states(text, module('{ timeout: 500 }'))).toEqual(['bounded']);
    expect(states(text, module('{ maxRedirects: 1 }'))).toEqual(['none']);
    expect(states(text, module('{ ...options }'))).toEqual(['unknown']);
  });
});
