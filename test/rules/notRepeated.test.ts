import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const options = { everyInterval: false };
const rule = 'retry-without-backoff';
const found = (text: string) => findingsOf(rule, text, { options });
const slack = (body: string) =>
  `import { WebClient } from '@slack/web-api';\nexport async function open(users: any[], view: any) {\n  let client: any, done = false;\n  for (let i = 0; i < users.length; i++) {\n    ${body}\n    try {\n      const res = await client.views.open({ view });\n      if (res.ok) { done = true; break; }\n    } catch (e) {\n      console.log(e);\n    }\n  }\n  return done;\n}`;

describe('a loop over alternatives', () => {
  it.each([
    ['of users', slack('const user = users[i];\n    client = new WebClient(user.token, { timeout: 5000 });')],
    ['of tokens in place', slack('client = new WebClient(users[i], { timeout: 5000 });')],
    [
      'of mirrors',
      `export async function load(mirrors: string[]) {\n  let url = '';\n  for (let i = 0; i < mirrors.length; i++) {\n    url = mirrors[i] + '/file';\n    try {\n      return await fetch(url, { signal: AbortSignal.timeout(9) });\n    } catch (e) {\n      console.log(e);\n    }\n  }\n}`,
    ],
    [
      'of hosts, from another one on each time',
      `export async function load(hosts: string[], first: number) {\n  for (let round = 0; round < hosts.length; round++) {\n    const index = (first + round) % hosts.length;\n    const host = hosts[index];\n    try {\n      return await fetch(host + '/file', { signal: AbortSignal.timeout(9) });\n    } catch (e) {\n      console.log(e);\n    }\n  }\n}`,
    ],
    [
      'of hosts in a method',
      `export class Hosts {\n  constructor(private hosts: string[]) {}\n  async send(host: string) { return fetch(host, { method: 'POST', signal: AbortSignal.timeout(9) }); }\n  async all(first: number) {\n    for (let n = 0; n < this.hosts.length; n++) {\n      const at = (first + n) % this.hosts.length;\n      const host = this.hosts[at];\n      try { return await this.send(host); } catch (e) { console.log(e); }\n    }\n  }\n}`,
    ],
  ])('is none: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it('is one where the element stays the same', async () => {
    const text = `export async function load(hosts: string[], first: number) {\n  for (let round = 0; round < 9; round++) {\n    const index = first % hosts.length;\n    const host = hosts[index];\n    try {\n      return await fetch(host + '/file', { signal: AbortSignal.timeout(9) });\n    } catch (e) {\n      console.log(e);\n    }\n  }\n}`;
    expect(await found(text)).toHaveLength(1);
  });

  it('is one where each round makes the same client', async () => {
    expect(await found(slack('client = new WebClient(process.env.TOKEN, { timeout: 5000 });'))).toHaveLength(1);
  });
});

describe('a login that is renewed', () => {
  const call = (test: string, again: string, head = 'nth = 3, fresh = false') =>
    `import axios from 'axios';\nexport class Bank {\n  private token = '';\n  async call(url: string, ${head}): Promise<unknown> {\n    try {\n      if (fresh) this.token = (await axios.post('http://x/login', {}, { timeout: 5000 })).data.t;\n      return (await axios.get(url, { timeout: 5000, headers: { 'x-pay-token': this.token } })).data;\n    } catch (e: any) {\n      ${test} ${again}\n      throw e;\n    }\n  }\n}`;
  it.each([
    ['403', call('if (nth > 1 && e.response?.status === 403)', 'return this.call(url, nth - 1, true);')],
    ['401', call('if (nth > 1 && e.response.status === 401)', 'return this.call(url, nth - 1, true);')],
    [
      'before the next call',
      `export class D {\n  cookie: any;\n  async authenticate() { this.cookie = 1; }\n  async call(method: string, retries = 3): Promise<any> {\n    const r = await fetch('https://a.example', { method: 'POST', signal: AbortSignal.timeout(9) });\n    if (!r.ok && retries > 0) {\n      await this.authenticate();\n      return this.call(method, retries - 1);\n    }\n    return r.json();\n  }\n}`,
    ],
  ])('hammers nobody: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['any failure', call('if (nth > 1)', 'return this.call(url, nth - 1, true);')],
    [
      'a server that is down',
      call('if (nth > 1 && e.response?.status === 503)', 'return this.call(url, nth - 1, true);'),
    ],
  ])('is none where it is %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });
});

describe('a wait that is not fixed', () => {
  const observable = (delay: string) =>
    `import { retry, timer, from } from 'rxjs';\nexport const load = (url: string) => from(fetch(url, { signal: AbortSignal.timeout(9) })).pipe(retry({ count: 6, delay: ${delay} }));`;
  const loop = (wait: string, head = 'let n = 0; n < 9; n++') =>
    `export async function load(url: string) {\n  for (${head}) {\n    try {\n      const r = await fetch(url, { signal: AbortSignal.timeout(9) });\n      if (!r.ok) throw new Error('no');\n      return r;\n    } catch (e) {\n      console.log(e);\n      await new Promise((resolve) => setTimeout(resolve, ${wait}));\n    }\n  }\n}`;
  it.each([
    ['by the number of the attempt in rxjs', observable('(_e, n) => timer(500 * n)')],
    ['by a power of it', observable('(error, count) => timer(2 ** count * 100)')],
    ['at random, a few times', loop('Math.floor(Math.random() * 1900 + 100)')],
  ])('is no finding: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['the same each time in rxjs', observable('(_e, n) => timer(50)')],
    ['the same each time', loop('50')],
    ['at random without an end', loop('Math.floor(Math.random() * 90 + 10)', ';;')],
  ])('is one where it is %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });
});

describe('a file that is run by hand', () => {
  const call = (rest: string, head = '') =>
    `${head}async function getJoin() {\n  try {\n    const r = await fetch('https://sfu.example.com/api/v1/join', { method: 'POST' });\n    console.log(await r.json());\n  } catch (e) {\n    console.error(e);\n  }\n}\n${rest}`;
  const calls = (path: string, text: string) =>
    findingsOf('unwrapped-network-call', text, { path: `/project/${path}` });
  it.each(['app/api/join.js', 'bbb/extra/post.js', 'src/dev_secrets.js', 'w-example-client.js'])(
    'is silent: %s',
    async (path) => {
      expect(await calls(path, call('getJoin();'))).toEqual([]);
    },
  );

  it.each([
    ['it is taken by others', 'app/api/join.js', call('export { getJoin };')],
    ['it takes something of the project', 'app/api/join.js', call('getJoin();', "import './setup.js';\n")],
    ['it goes on', 'app/api/join.js', call('setInterval(getJoin, 1000);\ngetJoin();')],
    ['it stands elsewhere', 'src/jobs/join.js', call('getJoin();')],
  ])('is none where %s', async (_, path, text) => {
    expect((await calls(path, text)).length).toBeGreaterThan(0);
  });
});

describe('a failure that never gets out', () => {
  const store = (inner: string, again: string) =>
    `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\nasync function getKey(k: string) {\n  ${inner}\n}\n${again}`;
  const caught =
    "try {\n    return await s3.send(new GetObjectCommand({ Bucket: 'b', Key: k }));\n  } catch (e) {\n    console.error(e);\n    return null;\n  }";
  const recursion =
    'export async function retrying(k: string, n = 0): Promise<any> {\n  try {\n    const d = await getKey(k);\n    return d ? { k, d } : null;\n  } catch (e) {\n    if (n < 1) return retrying(k, n + 1);\n    return null;\n  }\n}';
  const loop =
    'export async function retrying(k: string) {\n  for (let n = 0; n < 3; n++) {\n    try {\n      return await getKey(k);\n    } catch (e) {\n      console.log(e);\n    }\n  }\n}';
  it.each([
    ['a recursion', store(caught, recursion)],
    ['a loop', store(caught, loop)],
    ['a value declared first', store(`let found = null;\n  ${caught}\n  return found;`, loop)],
  ])('is not repeated by %s', async (_, text) => {
    expect(await findingsOf('nested-retry', text)).toEqual([]);
  });

  it.each([
    ['it is thrown on', store(caught.replace('return null', 'throw e'), loop)],
    [
      'something else may fail',
      store(`await s3.send(new GetObjectCommand({ Bucket: 'a', Key: k }));\n  ${caught}`, loop),
    ],
  ])('is, where %s', async (_, text) => {
    expect(await findingsOf('nested-retry', text)).toHaveLength(1);
  });
});

describe('options that something is merged into', () => {
  const pool = (merging: string) =>
    `import pg from 'pg';\nimport config from 'config';\nimport _ from 'lodash';\nconst options = { host: config.get('h'), max: 10 };\n${merging}\nconst pool = new pg.Pool(options);\npool.on('error', console.error);\nexport const q = (s: string) => pool.query(s);`;
  it.each([
    "config.util.extendDeep(options, config.get('extra'));",
    "_.merge(options, config.get('extra'));",
    "_.defaults(options, config.get('extra'));",
  ])('are not known: %s', async (merging) => {
    expect(await findingsOf('require-timeout', pool(merging))).toEqual([]);
  });

  it.each(['console.log(options);', '_.merge({}, options);'])('are what they were: %s', async (merging) => {
    expect(await findingsOf('require-timeout', pool(merging))).toHaveLength(1);
  });
});

describe('one more attempt in another way', () => {
  const lock = `async function lock(url: string, mode: string) {\n  const r = await fetch(url + mode, { method: 'PUT', signal: AbortSignal.timeout(5000) });\n  return { error: !r.ok };\n}\n`;
  const around = (head: string, test: string, tail = '') =>
    `${lock}export async function prepare(url: string, user: any) {\n  let view = false;\n  ${head} {\n    const r = await lock(url, user.mode);\n    if (r.error${test}) {\n      user.mode = 'view';\n      view = true;\n      continue;\n    } else if (r.error) {\n      return false;\n    }\n    return true;\n  } ${tail}\n}`;
  it.each([
    ['until it was taken', around('do', ' && !view', 'while (view);')],
    ['of several that are counted', around('for (let n = 0; n < 9; n++)', ' && !view')],
    ['under another condition as well', around('for (let n = 0; n < 9; n++)', " && user.mode !== 'view' && !view")],
  ])('is no hammer: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it('is one where nothing asks whether it was', async () => {
    expect(await found(around('for (let n = 0; n < 9; n++)', ''))).toHaveLength(1);
  });
});
