import { describe, expect, test } from 'vitest';
import { awaitedMembers, findRequest, type FoundRequest } from '../../src/values/index.ts';
import { contextOf } from './shown.ts';

function requests(text: string): readonly FoundRequest[] {
  const context = contextOf(text);
  const { calls, news, tagged } = context.index;
  return [...calls, ...news, ...tagged, ...awaitedMembers(context)].flatMap((node) => findRequest(context, node) ?? []);
}

describe('a call starts a request', () => {
  test.each([
    ['of the platform', 'fetch(url);'],
    ['of an export', "import axios from 'axios'; axios.get(url);"],
    ['of an instance', "import axios from 'axios'; const api = axios.create(); api.post(url);"],
    ['by construction', "new WebSocket('wss://a.example');"],
    ['of a template', "import postgres from 'postgres'; const sql = postgres(); await sql`select 1`;"],
    ['by a method taken out', "import axios from 'axios'; const { get } = axios; get(url);"],
    ['by a method that is computed', "import axios from 'axios'; axios[method](url);"],
    ['by a method of callbacks that is computed', "import request from 'request'; request[method](url, done);"],
    [
      'by a method of one that has no status',
      "import request from 'request'; request[options.method.toLowerCase()](url);",
    ],
  ])('%s', (_, text) => {
    expect(requests(text)).toHaveLength(1);
  });
});

describe('a call starts none', () => {
  test.each([
    ['of another name', 'fetchAll(url);'],
    ['of a function of this file', 'function fetch() {} fetch(url);'],
    ['that makes a client', "import axios from 'axios'; axios.create();"],
    ['that connects later', "import Redis from 'ioredis'; new Redis({ lazyConnect: true });"],
    [
      'to a file',
      "import { Sequelize } from 'sequelize'; const db = new Sequelize({ dialect: 'sqlite' }); db.query('x');",
    ],
    ['of a builder that nobody sends', "import knex from 'knex'; const db = knex({}); const q = db('users').where(a);"],
    ['of a member that other objects have, too', 'cache.get(key);'],
    [
      'by some method of a client that is none of HTTP',
      "import Redis from 'ioredis'; const db = new Redis({ lazyConnect: true }); db[name](key);",
    ],
  ])('%s', (_, text) => {
    expect(requests(text)).toEqual([]);
  });
});

describe('a chain of calls', () => {
  const built = (rest: string): readonly FoundRequest[] =>
    requests(`import knex from 'knex'; const db = knex({ client: 'pg' }); async function f() { ${rest} }`);

  test.each([
    ['awaited', "await db('users').where(a).limit(1);"],
    ['returned', "return db('users').where(a);"],
    ['with then', "db('users').where(a).then(g);"],
    ['in a variable that is awaited', "const q = db('users'); await q;"],
  ])('%s is one request', (_, text) => {
    expect(built(text)).toHaveLength(1);
  });

  test('what is chained onto the promise is no part of it', () => {
    const [found] = built("return db('users').where(a).limit(1).catch(g);");
    expect(found!.links).toHaveLength(2);
  });
});

test('operations that another call sends are no requests of their own', () => {
  const prisma = "import { PrismaClient } from '@prisma/client'; const db = new PrismaClient();";
  expect(
    requests(`${prisma} async function f() { await db.$transaction([db.a.create(x), db.b.create(y)]); }`),
  ).toHaveLength(1);
  expect(
    requests(`${prisma} async function f() { await Promise.all([db.a.create(x), db.b.create(y)]); }`),
  ).toHaveLength(2);
});
