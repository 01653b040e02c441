import { beforeAll, describe, expect, test } from 'vitest';
import { ModuleIndex } from '../../src/lint/moduleIndex.ts';
import { noModules, summarize } from '../../src/values/index.ts';
import { analyze } from '../detectors/analyze.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parser: Parse;
beforeAll(async () => {
  parser = await loadParser();
});

/** The API and line of each call in the first of some files, in a project that depends on some packages. */
function calls(texts: Record<string, string> | string, packages: readonly string[] = []): readonly string[] {
  const files = typeof texts === 'string' ? { '/a.ts': texts } : texts;
  const [path] = Object.keys(files) as [string];
  const index = new ModuleIndex({
    files: {
      read: (file) => files[file],
      resolve: (specifier) => (`${specifier.slice(1)}.ts` in files ? `${specifier.slice(1)}.ts` : undefined),
      version: (name) => (packages.includes(name) ? '1.0.0' : undefined),
      environment: () => 'unknown',
      containing: (marker) => Object.keys(files).filter((file) => files[file]!.includes(marker)),
    },
    parse: parser,
    summarize: (file, port) => summarize(file, port, knowledge),
    knowledge,
  });
  const text = files[path]!;
  return analyze(parser(text, path), index).calls.map(
    ({ api, method, range }) => `${api} ${method ?? text.slice(range.start, range.end).split('(')[0]}`,
  );
}

describe('a client that an object or function keeps', () => {
  test('a method of an object literal fills a member', () => {
    const text = `
      const { Client } = require('pg');
      module.exports = {
        client: null,
        async init() { this.client = new Client(); },
        async sync() { await this.client.query('select 1'); },
      };`;
    expect(calls(text)).toEqual(['db query']);
  });

  test('through an alias of this, and an arrow function inside', () => {
    const text = `
      const { Client } = require('pg');
      const store = {
        init() { const self = this; self.client = new Client(); },
        all(ids) { return Promise.all(ids.map(async (id) => this.client.query(id))); },
      };`;
    expect(calls(text)).toEqual(['db query']);
  });

  test('by Object.assign', () => {
    const text = `
      import { Pool } from 'pg';
      class Store { constructor() { Object.assign(this, { pool: new Pool() }); } load() { return this.pool.query('a'); } }`;
    expect(calls(text)).toEqual(['db query']);
  });

  test('a constructor function and its prototype', () => {
    const text = `
      const { Pool } = require('pg');
      function Store() { this.pool = new Pool(); }
      Store.prototype.load = function () { return this.pool.query('a'); };
      new Store().pool.query('b');`;
    expect(calls(text)).toEqual(['db query', 'db query']);
  });

  test('under a computed name', () => {
    const text = `
      import http from 'node:http';
      import https from 'node:https';
      const by = { 'http:': http, 'https:': https };
      export const ask = (u: URL) => by[u.protocol].request(u);`;
    expect(calls(text)).toEqual(['http GET']);
  });

  test('in a map', () => {
    const text = `
      import { Pool } from 'pg';
      const pools = new Map();
      pools.set('a', new Pool());
      export const load = (name: string) => pools.get(name).query('a');`;
    expect(calls(text)).toEqual(['db query']);
  });

  test('in a map of a declared type, filled with objects of several classes', () => {
    const text = `
      import { Queue } from 'bullmq';
      abstract class Base { constructor(protected queue: Queue) {} add(data) { return this.queue.add('a', data); } }
      class First extends Base { first() {} }
      class Second extends Base { second() {} }
      class Manager {
        private all: Map<string, Base> = new Map();
        fill(queue: Queue) { this.all.set('a', new First(queue)); this.all.set('b', new Second(queue)); }
        async send(name: string) { const job = await this.all.get(name).add({}); await job.remove(); }
      }`;
    expect(calls(text)).toEqual(['queue add', 'queue remove']);
  });

  test('handed from method to method', () => {
    const text = `
      import { Pool } from 'pg';
      class A { run() { const pool = new Pool(); return this.load(pool); } load(pool) { return pool.query('a'); } }`;
    expect(calls(text)).toEqual(['db query']);
  });

  test('not: an object whose member is something else, a table of different things, a map of values', () => {
    const text = `
      import axios from 'axios';
      const store = { cache: null, init() { this.cache = new Map(); }, read(k) { return this.cache.get(k); } };
      const table = { a: axios, b: JSON };
      export const first = (k) => table[k].parse('{}');
      const seen = new Map();
      seen.set('a', 1);
      seen.get('a').query('a');`;
    expect(calls(text)).toEqual([]);
  });
});

describe('a class that extends a class of a library', () => {
  test('connects where it calls super, and sends by what it inherits', () => {
    const text = `
      import Redis from 'ioredis';
      export class Cache extends Redis {
        constructor(url: string) { super(url); this.on('error', log); }
        static get shared() { return (this.one ??= new Cache('redis://a')); }
        touch() { return this.set('a', 1); }
      }
      export const save = () => Cache.shared.set('a', 1);`;
    expect(calls(text)).toEqual(['cache connect', 'cache set', 'cache set']);
  });

  test('without a constructor of its own it connects where it is made', () => {
    const text =
      "import Redis from 'ioredis'; class Cache extends Redis {} export const cache = new Cache('redis://a');";
    expect(calls(text)).toEqual(['cache connect']);
  });

  test('models: statics, records, scopes', () => {
    const text = `
      import { Model } from 'sequelize';
      class User extends Model {
        static byName(name) { return this.findOne({ where: { name } }); }
        async rename(name) { await this.update({ name }); }
      }
      export const list = async () => { for (const user of await User.scope('a').findAll()) await user.save(); };`;
    expect(calls(text)).toEqual(['db findOne', 'db update', 'db findAll', 'db save']);
  });

  test('a model through a barrel that loads the files of a folder', () => {
    const text = {
      '/a.ts': "const models = require('./models'); models.User.findOne({});",
      '/models.ts': `
        const Sequelize = require('sequelize');
        const sequelize = new Sequelize('db');
        const db = {};
        for (const file of files) { const model = require(file)(sequelize, Sequelize.DataTypes); db[model.name] = model; }
        module.exports = db;`,
    };
    expect(calls(text)).toEqual(['db findOne']);
  });

  test('entities and schema functions', () => {
    const text = `
      import { BaseEntity } from 'typeorm';
      import { Schema } from 'mongoose';
      class User extends BaseEntity {}
      export const find = () => User.findOneBy({ id: 1 });
      const schema = new Schema({});
      schema.methods.pay = function () { return this.save(); };
      schema.statics.named = function (name) { return this.findOne({ name }); };
      schema.pre('save', async function () { await this.populate('a'); });`;
    expect(calls(text)).toEqual(['db findOneBy', 'db save', 'db findOne', 'db populate']);
  });

  test('not: a class of the same name that is our own', () => {
    const text = `
      class Model { static findOne() { return 1; } save() {} }
      class User extends Model {}
      User.findOne(); new User().save();`;
    expect(calls(text)).toEqual([]);
  });
});

describe('what files of a project share', () => {
  const registry = {
    '/kernel.ts': "global.APP = { started: 1 }; APP.db = require('./db').init();",
    '/db.ts': `
      const knex = require('knex');
      module.exports = { knex: null, init() { this.knex = knex({ client: 'pg' }); return { ...this }; } };`,
  };

  test('a member of an object on the global object', () => {
    expect(calls({ '/a.ts': "export const ask = () => APP.db.knex('t').where('a', 1);", ...registry })).toEqual([
      expect.stringContaining('db'),
    ]);
  });

  test('a member of module.exports under another name', () => {
    const files = {
      '/a.ts': "const db = require('./db'); db.pool.query('a');",
      '/db.ts': "const { Pool } = require('pg'); const db = module.exports; db.pool = new Pool();",
    };
    expect(calls(files)).toEqual(['db query']);
  });

  test('a class that a container gives', () => {
    const text = `
      import { Pool } from 'pg';
      class Store { pool = new Pool(); }
      export const load = () => container.resolve(Store).pool.query('a');`;
    expect(calls(text)).toEqual(['db query']);
  });

  test('not: a global that nobody sets, a local of the same name', () => {
    expect(
      calls({ '/a.ts': "OTHER.db.knex('t').first(); const f = (APP) => APP.db.knex('t').first();", ...registry }),
    ).toEqual([]);
  });
});

describe('what is asked for by type, name or chain', () => {
  test('a container that is asked for a type', () => {
    const text = (type: string): string => `
      import { Pool } from 'pg';
      const pool = container.get<${type}>(TOKEN);
      export const f = () => pool.query('a');`;
    expect(calls(text('Pool'))).toEqual(['db query']);
    expect(calls(text('Map<string, string>'))).toEqual([]);
  });

  test('a method of an HTTP client by a variable; not one of an object of data', () => {
    const text = `
      import axios from 'axios';
      const api = axios.create({ timeout: 500 });
      const names = { get: 1, post: 2 };
      export const f = (method, url) => [api[method](url), names[method](url)];`;
    expect(calls(text)).toHaveLength(1);
  });

  test('a document at the end of a chain; not what a list of keys gives', () => {
    const text = `
      import mongoose from 'mongoose';
      const User = mongoose.model('User', schema);
      export const f = async () => {
        const user = await User.findById(1).populate('a').exec();
        await user.save();
        const keys = await User.distinct('a').exec();
        keys.save();
      };`;
    expect(calls(text)).toEqual(['db findById', 'db save', 'db distinct']);
  });

  test('a request whose options and listeners are set on it', () => {
    const text = (more: string): string => `
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/a');
      ${more}
      xhr.onerror = fail;
      xhr.send();`;
    const states = (code: string): readonly string[] =>
      analyze(parser(code, '/a.ts'), noModules).calls.map(({ timeout, errors }) => `${timeout} ${errors}`);
    expect(states(text('xhr.timeout = 500;'))).toEqual(['bounded handled']);
    expect(states(text(''))).toEqual(['none handled']);
  });
});

describe('what a parameter without a type is', () => {
  const migration = "exports.up = async (db) => { await db.schema.createTable('t', (t) => t.increments()); };";

  test('by what is called on it, where the project depends on the library', () => {
    expect(calls(migration, ['knex'])).toEqual(['db createTable']);
    expect(calls("module.exports = (s, types) => { const A = s.define('A', {}); A.count(); };", ['sequelize'])).toEqual(
      ['db count'],
    );
  });

  test('not: elsewhere', () => {
    expect(calls(migration)).toEqual([]);
    expect(calls("export const f = (s) => { s.defined('A'); };", ['sequelize'])).toEqual([]);
  });
});

describe('what is sent, and what is only built', () => {
  const knexOf = "const db = require('knex')({ client: 'pg' });";

  test('a builder by its end, whatever starts it', () => {
    expect(calls(`${knexOf} export const f = () => db.column('a').select().from('t').stream();`)).toHaveLength(1);
  });

  test('a query within a query is part of it', () => {
    const text = `${knexOf} export const f = async () => {
      const inner = db('b').select('id').as('c');
      await db('a').whereIn('id', db('b').select('id')).from(inner);
    };`;
    expect(calls(text)).toHaveLength(1);
  });

  test('operations of a batch are sent by the batch', () => {
    const text = `
      import { PrismaClient } from '@prisma/client';
      const prisma = new PrismaClient();
      export const f = (ids) => prisma.$transaction([prisma.a.count(), ...ids.map((id) => prisma.b.delete({ id }))]);`;
    expect(calls(text)).toEqual(['db $transaction']);
  });

  test('a database in a file is no network', () => {
    const text = `
      import { knex } from 'knex';
      const file = knex({ client: 'better-sqlite3' });
      const server = knex({ client: 'pg' });
      export const f = () => Promise.all([file('t').select(), server('t').select()]);`;
    expect(calls(text)).toHaveLength(1);
  });

  test('a property that asks when it is awaited, and one that does not', () => {
    const text = `
      import { LinearClient } from '@linear/sdk';
      const linear = new LinearClient({});
      export const f = async () => {
        const issue = await linear.issue('A-1');
        const team = await issue.team;
        return [team, await issue.title];
      };`;
    expect(calls(text)).toHaveLength(2);
  });
});

describe('a list that a library gives', () => {
  test('its elements by index, loop, callback', () => {
    const text = `
      import { Queue } from 'bullmq';
      export const f = async (queue: Queue) => {
        const jobs = await queue.getDelayed();
        await jobs[0].changeDelay(1);
        for (const job of jobs) await job.remove();
        await Promise.all(jobs.map((job) => job.retry()));
        return jobs.map((job) => job.name);
      };`;
    expect(calls(text).map((call) => call.split(' ')[1])).toEqual(['getDelayed', 'changeDelay', 'remove', 'retry']);
  });
});
