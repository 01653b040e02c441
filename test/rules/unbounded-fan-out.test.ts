import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unbounded-fan-out';
const all = (list: string) => `export const f = (xs: string[]) => Promise.all(${list}.map((x) => fetch(x)));`;

describe(rule, () => {
  it('reports a request for each element', async () => {
    expect(await findingsOf(rule, all('xs'))).toHaveLength(1);
  });

  it.each([
    ['a literal', all(`['https://a.example', 'https://b.example']`)],
    ['a slice', all('xs.slice(0, 5)')],
    [
      'a limiter',
      `import pLimit from 'p-limit';\nconst limit = pLimit(2);\nexport const f = (xs: string[]) => Promise.all(xs.map((x) => limit(() => fetch(x))));`,
    ],
    ['one after the other', `export async function f(xs: string[]) {\n  for (const x of xs) await fetch(x);\n}`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('what takes one after the other', () => {
  it.each([
    [
      'the connection of a transaction',
      "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport const sort = (rows) => db.$transaction(async (tx) => { await Promise.all(rows.map((r) => tx.item.update({ where: { id: r.id } }))); });",
    ],
    [
      'a pool',
      "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const all = (ids) => Promise.all(ids.map((id) => pool.query('select $1', [id])));",
    ],
    [
      'batches that end in a try',
      'export async function load(urls) {\n  const tasks = [];\n  for (const url of urls) {\n    tasks.push(fetch(url));\n    if (tasks.length < 10) continue;\n    try { await Promise.all(tasks); } finally { tasks.length = 0; }\n  }\n  await Promise.all(tasks);\n}',
    ],
    [
      'batches that end in an else',
      'export async function load(urls) {\n  let tasks = [];\n  for (const url of urls) {\n    if (tasks.length < 10) tasks.push(fetch(url));\n    else { await Promise.all(tasks); tasks = []; }\n  }\n}',
    ],
  ])('is silent for %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', text)).toEqual([]);
  });

  it('reports a list that is awaited behind the loop alone', async () => {
    const text =
      'export async function load(urls) {\n  const tasks = [];\n  for (const url of urls) {\n    tasks.push(fetch(url));\n  }\n  await Promise.all(tasks);\n}';
    expect(await findingsOf('unbounded-fan-out', text)).toHaveLength(1);
  });
});

describe('a function of another file for each element', () => {
  const files = {
    '/project/src/service.ts': `import pLimit from 'p-limit';
const limit = pLimit(2);
export class Service {
  async load(id: string) { return fetch('https://a.example/' + id); }
  name(id: string) { return id + 1; }
  limited(id: string) { return limit(() => fetch('https://a.example/' + id)); }
  async known(id: string) { if (this.cache.has(id)) return this.cache.get(id); return this.load(id); }
}
export const service = new Service();
export const loadOne = (id: string) => service.load(id);`,
  };
  const head = `import { Service, service, loadOne } from './service';\n`;

  it.each([
    ['by a method', 'export const f = (ids) => Promise.all(ids.map((id) => service.load(id)));'],
    ['by its name', 'export const f = (ids) => Promise.all(ids.map(loadOne));'],
    [
      'inside more',
      'export const f = (ids) => Promise.all(ids.map(async (id) => { const r = await loadOne(id); return r.a; }));',
    ],
    [
      'of a field',
      'export class A { constructor(private readonly s: Service) {} all(ids) { return Promise.allSettled(ids.map((id) => this.s.load(id))); } }',
    ],
    ['dropped', 'export function f(ids) { ids.forEach(async (id) => { await service.load(id).catch(log); }); }'],
    [
      'kept in a list',
      'export async function f(ids) { const all = []; for (const id of ids) all.push(service.load(id)); await Promise.all(all); }',
    ],
  ])('is reported %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', head + text, { files })).toHaveLength(1);
  });

  it.each([
    ['one that sends nothing', 'export const f = (ids) => Promise.all(ids.map((id) => service.name(id)));'],
    ['one that is limited', 'export const f = (ids) => Promise.all(ids.map((id) => service.limited(id)));'],
    ['one that remembers', 'export const f = (ids) => Promise.all(ids.map((id) => service.known(id)));'],
    [
      'one that is asked for where nothing is stored',
      'export const f = (ids, store) => Promise.all(ids.map(async (id) => { const existing = await store.read(id); if (existing) return existing; return service.load(id); }));',
    ],
    ['three of them', 'export const f = () => Promise.all([1, 2, 3].map((id) => service.load(id)));'],
    ['one after the other', 'export async function f(ids) { for (const id of ids) await service.load(id); }'],
    [
      'a limiter',
      `import pLimit from 'p-limit';\nconst limit = pLimit(3);\nexport const f = (ids) => Promise.all(ids.map((id) => limit(() => service.load(id))));`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', head + text, { files })).toEqual([]);
  });
});

describe('lists that grow, in the preset recommended', () => {
  const options = { everyList: false };
  const each = (list: string, before = '', parameters = 'req, config, order'): string =>
    `export async function all(${parameters}) {\n  ${before}\n  await Promise.all(${list}.map((x) => fetch(x)));\n}`;

  it.each([
    ['rows', each('rows', "const { rows } = await pool.query('select u from t');", 'pool')],
    ['all of something', each('users', 'const users = await repository.findAll();')],
    [
      'what a caller of this file hands in',
      `const f = () => db.user.findMany().then(noop);\nexport const g = async () => send(await getAllUsers());\nfunction send(users) { return Promise.all(users.map((x) => fetch(x))); }`,
    ],
    [
      'the lines of a file',
      each('lines', "const text = await readFile('list.txt', 'utf8');\n  const lines = text.trim().split('\\n');"),
    ],
    ['the names in a bucket', each('names', 'const names = await listAllObjects();')],
    ['what is left of all', each('users.filter((u) => u.on)', 'const users = await getAllUsers();')],
  ])('reports %s', async (_, text) => {
    const head = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
    const own = text.replace('all(pool)', 'all()');
    expect(await findingsOf(rule, head + own, { options })).toHaveLength(1);
  });

  it.each([
    ['settings', each('config.hosts')],
    ['the names of settings', each('Object.keys(config.hosts)')],
    ['values of a settings object', each('hosts', 'const { hosts } = loadConfig();')],
    ['a parameter with a type of settings', each('given.hosts', '', 'given: ServiceConfig')],
    ['the environment', each("process.env.HOSTS.split(',')")],
    ['an enumeration', `enum Kind { A = 'a', B = 'b' }\n${each('Object.values(Kind)')}`],
    ['a constant of another file', `import { HOSTS } from './hosts';\n${each('HOSTS')}`],
    ['regions', each('regions', 'const regions = await client.describe();')],
    [
      'a query that a function limits',
      `const page = () => db.query('select u from t limit 20');\n${each('rows', 'const rows = await page();')}`,
    ],
    [
      'a limit in a constant query',
      `const sql = 'select u from t limit 20';\n${each('rows', 'const rows = await db.query(sql);')}`,
    ],
  ])('is silent in every preset about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['a field of something', each('order.items')],
    ['a list that a caller hands in', each('links', '', 'post, links')],
    ['a field of what a caller hands in', each('urls', '', '{ urls }')],
    ['the images of one post', each('post.images', 'const [post] = await getAllPosts();')],
    ['the parts of one text', each("text.split(',')", '', 'post, text')],
    ['what a function gives', each('items', 'const items = await load();')],
  ])('leaves %s to the larger presets', async (_, text) => {
    expect(await findingsOf(rule, text, { options })).toEqual([]);
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is set by the preset', async () => {
    const text = each('order.items');
    const found = async (preset: 'recommended' | 'strict') =>
      (await lintInMemory(text, { preset })).messages.filter(({ ruleId }) => ruleId === rule);
    expect(await found('recommended')).toEqual([]);
    expect(await found('strict')).toHaveLength(1);
  });
});

describe('where it is reported', () => {
  it('at what spreads, not at the request in the function that is spread', async () => {
    const text = `async function one(id: string) {
  await fetch('https://a.example/' + id);
  await fetch('https://b.example/' + id);
}
export async function all(ids: string[]) {
  await Promise.all(
    ids.map((id) => one(id)),
  );
}`;
    expect(await findingsOf(rule, text)).toEqual(['7: ids.map']);
  });

  it('at what spreads in another file than the request', async () => {
    const files = { '/project/src/one.ts': "export const one = (id: string) => fetch('https://a.example/' + id);" };
    const text = `import { one } from './one';
export const all = (ids: string[]) =>
  ids.map(async (id) => {
    const name = id.trim();
    return one(name);
  });`;
    expect(await findingsOf(rule, text, { files })).toEqual(['3: ids.map']);
    expect(await findingsOf(rule, files['/project/src/one.ts'])).toEqual([]);
  });
});

describe('what floods nobody', () => {
  it.each([
    [
      'the Docker daemon of this machine',
      "import Docker from 'dockerode';\nconst docker = new Docker();\nexport const stop = (ids: string[]) => Promise.all(ids.map((id) => docker.getContainer(id).stop()));",
    ],
    [
      'a server of this machine',
      'export const send = (ids: string[]) => Promise.all(ids.map((id) => fetch(`http://localhost:3000/${id}`)));',
    ],
    [
      'parts of a step by a made list',
      'const LIMIT = 50;\nexport async function all(total: number) {\n  for (let at = 0; at < total; at += LIMIT) {\n    await Promise.all(Array.from({ length: Math.min(LIMIT, total - at) }, (_, i) => at + i).map((i) => fetch(`https://a.example/${i}`)));\n  }\n}',
    ],
    [
      'parts of a step in a while loop',
      'export async function all(total: number) {\n  let at = 0;\n  while (at < total) {\n    const size = Math.min(50, total - at);\n    await Promise.all([...Array.from({ length: size })].map((_, i) => fetch(`https://a.example/${at + i}`)));\n    at += size;\n  }\n}',
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is not a list of any length that no loop takes apart', async () => {
    const text =
      'export const all = (total: number) => Promise.all(Array.from({ length: total }).map((_, i) => fetch(`https://a.example/${i}`)));';
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('one row, and branches of one callback', () => {
  const sql = (query: string): string => `import { Pool } from 'pg';
const pool = new Pool();
export async function f(id: string) {
  const { rows } = await pool.query(\`${query}\`, [id]);
  return Promise.all(rows.map((row) => fetch(row.url)));
}`;
  it.each([
    ['a query by its key', sql('select a.url from orders a where a.id = $1')],
    ['without another name', sql('SELECT url FROM orders WHERE id = ?')],
    [
      'an object mapper',
      `import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport async function f(id: string) {\n  const rows = await db.order.findMany({ where: { id } });\n  return Promise.all(rows.map((row) => fetch(row.url)));\n}`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['a key of another table', sql('select url from lines where order_id = $1')],
    ['a join', sql('select l.url from orders o join lines l on l.o = o.id where o.id = $1')],
    ['one of many', sql('select url from orders where id = any($1)')],
    [
      'two branches',
      `export const f = (xs: string[]) => Promise.all(xs.map(async (x) => {\n  if (x) await fetch(x);\n  else await fetch('https://b.example/' + x);\n}));`,
    ],
  ])('reports once: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('streams that a loop opens', () => {
  const zip = (body: string, head = '') =>
    `import got from 'got';\nexport async function zip(base, files, archive) {\n  ${head}\n  for (const file of files) {\n    ${body}\n  }\n  archive.finalize();\n}`;

  it.each([
    [
      'in a variable',
      zip(`const s = got.stream(base + file);\n    s.on('error', stop);\n    archive.append(s, { name: file });`),
    ],
    ['in an argument', zip(`archive.append(got.stream(base + file), { name: file });`)],
    ['through a pipe', zip(`got.stream(base + file).pipe(archive.entry({ name: file }));`)],
  ])('are all there at once: %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', text)).toHaveLength(1);
  });

  it.each([
    [
      'each is waited for',
      zip(`const s = got.stream(base + file);\n    archive.append(s);\n    await once(s, 'end');`),
    ],
    [
      'the list is short',
      zip(`archive.append(got.stream(base + file));`, `files = ['a', 'b'];`).replace('of files', `of ['a', 'b']`),
    ],
    [
      'whoever reads asks for the next',
      `import got from 'got';\nexport function* all(files) {\n  for (const file of files) yield got.stream(file);\n}`,
    ],
  ])('are few where %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', text)).toEqual([]);
  });
});

describe('the keys of a bucket', () => {
  const s3 = `import { S3, S3Client, ListObjectsV2Command, CopyObjectCommand } from '@aws-sdk/client-s3';\nconst s3 = new S3({});\nconst client = new S3Client({});\n`;

  it.each([
    [
      'taken out of the answer',
      `${s3}export async function copy() {\n  const { Contents } = await s3.listObjectsV2({ Bucket: 'b' });\n  const keys = Contents?.map(({ Key }) => Key);\n  const tasks = keys.map((k) => { if (k) return s3.copyObject({ Key: k }); });\n  await Promise.all(tasks);\n}`,
    ],
    [
      'of the answer',
      `${s3}export async function copy() {\n  const found = await s3.listObjectsV2({ Bucket: 'b' });\n  await Promise.all(found.Contents.map((o) => s3.copyObject({ Key: o.Key })));\n}`,
    ],
    [
      'of a command',
      `${s3}export async function copy() {\n  const found = await client.send(new ListObjectsV2Command({ Bucket: 'b' }));\n  await Promise.all((found.Contents ?? []).map((o) => client.send(new CopyObjectCommand({ Key: o.Key }))));\n}`,
    ],
  ])('may be a thousand: %s', async (_, text) => {
    expect(
      await lintInMemory(text, { preset: 'recommended' }).then(({ messages }) =>
        messages.filter(({ ruleId }) => ruleId === 'unbounded-fan-out'),
      ),
    ).toHaveLength(1);
  });

  it.each([
    [
      'are taken in parts',
      `${s3}export async function copy() {\n  const { Contents } = await s3.listObjectsV2({ Bucket: 'b' });\n  await Promise.all(Contents.slice(0, 5).map((o) => s3.copyObject({ Key: o.Key })));\n}`,
    ],
    [
      'are buckets',
      `${s3}export async function tag() {\n  const { Buckets } = await s3.listBuckets({});\n  await Promise.all(Buckets.map((b) => s3.getBucketTagging({ Bucket: b.Name })));\n}`,
    ],
  ])('are few where they %s', async (_, text) => {
    expect(
      await lintInMemory(text, { preset: 'recommended' }).then(({ messages }) =>
        messages.filter(({ ruleId }) => ruleId === 'unbounded-fan-out'),
      ),
    ).toEqual([]);
  });
});

describe('a list that is the only parameter', () => {
  const spread = '(ids: string[]) { await Promise.all(ids.map((id) => fetch(`https://a.example/${id}`))); }';
  it.each([
    [`export async function load${spread}`, 1],
    [`export class A { async load${spread} }`, 1],
    [`export class A { private async load${spread} }`, 0],
    [`class A { async load${spread} }`, 0],
  ])('%s', async (text, count) => {
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.filter(({ ruleId }) => ruleId === 'unbounded-fan-out')).toHaveLength(count);
  });
});
