import { describe, expect, it } from 'vitest';
import { factsOf } from '../retries/found.ts';
import { lintInMemory } from '../rules/harness.ts';

/** What is lost in a file, as `how at boundary`. */
function lost(text: string, versions: Readonly<Record<string, string>> = { express: '4.19.2' }): string[] {
  return factsOf(text, versions).rejections.map(({ how, boundary }) => `${how} at ${boundary}`);
}

const express = "import express from 'express'; const app = express();";
const load = "async function load() { await fetch('https://a.example'); }";

describe('a promise that nobody waits for', () => {
  it.each([
    ['then without catch', 'export function f() { fetch(u).then((r) => r.json()); }', 'function'],
    ['then and finally', 'export function f() { fetch(u).then(use).finally(done); }', 'function'],
    ['in a timer', 'setInterval(() => { fetch(u).then(use); }, 1000);', 'timer'],
    ['in a listener', "socket.on('data', (d) => { fetch(u).then(use); });", 'event-handler'],
    ['in an executor', 'export const f = () => new Promise((resolve) => { fetch(u).then(resolve); });', 'executor'],
    ['given up by void', 'export function f() { void fetch(u); }', 'function'],
    [
      'in a try that cannot catch it',
      "import { createClient } from 'redis'; const client = createClient(); export function f() { try { client.connect(); } catch (e) { log(e); } }",
      'function',
    ],
    ['of a function that sends', `${load} export function f() { load(); }`, 'function'],
    [
      'of a method that sends',
      `class A { async load() { await fetch(u); } start() { void this.load(); } }`,
      'function',
    ],
    [
      'of a function that logs and throws again',
      'async function g() { try { await fetch(u); } catch (e) { log(e); throw new Error("no"); } } export function f() { g(); }',
      'function',
    ],
    [
      'of a job that is added to a queue',
      "import { Queue } from 'bullmq'; const q = new Queue('a'); export const f = () => { q.add('x', {}); };",
      'function',
    ],
    [
      'of an event that is published to a queue',
      "import { QueueEventsProducer } from 'bullmq'; const p = new QueueEventsProducer('a'); export const f = () => { p.publishEvent({ eventName: 'x' }); };",
      'function',
    ],
    [
      'of a queue that is handed in',
      "import type { Queue } from 'bullmq'; export async function f(q: Queue) { q.addBulk([]); return 1; }",
      'function',
    ],
    [
      'of a field that holds a queue',
      "import { Queue } from 'bullmq'; export class A { #q = new Queue('a'); clear() { this.#q.obliterate(); } }",
      'function',
    ],
    [
      'of a message that a producer sends',
      "import { Kafka } from 'kafkajs'; const p = new Kafka({}).producer(); export function f() { p.send({}); }",
      'function',
    ],
  ])('%s', (_, text, boundary) => {
    expect(lost(text)).toEqual([`floating at ${boundary}`]);
  });

  it.each([
    ['caught', 'export function f() { fetch(u).then(use).catch(log); }'],
    ['handled by the second argument', 'export const f = () => new Promise((ok, no) => { fetch(u).then(ok, no); });'],
    ['returned', 'export function f() { return fetch(u).then(use); }'],
    ['at the top of a program, which is meant to end', `${load} load(); void load();`],
    [
      'of a function that catches',
      'async function g() { try { await fetch(u); } catch (e) { log(e); } } export function f() { g(); }',
    ],
    ['of a function that sends nothing', 'async function g() { await other(); } export function f() { g(); }'],
    [
      'of a queue, caught',
      "import { Queue } from 'bullmq'; const q = new Queue('a'); export const f = () => { q.add('x', {}).catch(log); };",
    ],
    [
      'of a channel, which gives none',
      "import amqp from 'amqplib'; export async function f() { const c = await (await amqp.connect(u)).createChannel(); c.publish('a', 'b', m); }",
    ],
    [
      'saying goodbye',
      "import { createClient } from 'redis'; const c = createClient(); export function f() { c.quit(); }",
    ],
    [
      'with a callback',
      "import mysql from 'mysql'; const db = mysql.createPool({}); export function f() { db.query('x', cb); }",
    ],
    [
      'answered by a callback',
      "import { google } from 'googleapis'; export function f() { google.sheets({ version: 'v4' }).spreadsheets.get({}, (err, res) => use(err, res)); }",
    ],
    ['kept for later', 'class A { start() { this.ready = fetch(u); } }'],
    ['kept by a function', `class A { async open() { this.ready = fetch(u); } start() { this.open(); } }`],
  ])('is not one that is %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });
});

describe('a function whose promise nobody waits for', () => {
  it.each([
    ['a timer, by name', `${load} setInterval(load, 1000);`, 'timer'],
    [
      'a timer, bound',
      'class A { async load() { await fetch(u); } start() { setInterval(this.load.bind(this), 9); } }',
      'timer',
    ],
    ['forEach', 'export function f(xs) { xs.forEach(async (x) => { await fetch(x); }); }', 'for-each'],
    ['an executor', 'export const f = () => new Promise(async (resolve) => { resolve(await fetch(u)); });', 'executor'],
    ['a route', `${express} app.get('/', async (req, res) => { res.send(await fetch(u)); });`, 'express-handler'],
    [
      'a route, by name',
      `${express} const list = async (req, res) => { res.send(await fetch(u)); }; app.get('/', list);`,
      'express-handler',
    ],
    [
      'a route that asks a service',
      `${express} ${load} app.get('/', async (req, res) => { await load(); res.end(); });`,
      'express-handler',
    ],
    [
      'a required router',
      "const router = require('express').Router(); router.post('/', async (req, res) => { await fetch(u); });",
      'express-handler',
    ],
    [
      'a router in a field',
      "import { Router } from 'express'; class A { router = Router(); init() { this.router.get('/', async (req, res) => { await fetch(u); }); } }",
      'express-handler',
    ],
    [
      'an application that is handed in',
      "module.exports = (app) => { app.get('/', async (req, res) => { await fetch(u); }); };",
      'express-handler',
    ],
    [
      'a query builder',
      `import knex from 'knex'; const db = knex({ client: 'pg' }); ${express} app.get('/', async (req, res) => { res.send(await db('a').where({ b: 1 }).first()); });`,
      'express-handler',
    ],
    [
      'drizzle',
      `import { drizzle } from 'drizzle-orm/node-postgres'; const db = drizzle(url); ${express} app.get('/', async (req, res) => { res.send(await db.select().from(users).where(x)); });`,
      'express-handler',
    ],
    [
      'requests side by side',
      `async function all(xs) { await Promise.all(xs.map(async (x) => { await fetch(x); })); } setInterval(all, 9);`,
      'timer',
    ],
  ])('%s', (_, text, boundary) => {
    expect(lost(text)).toEqual([`callback at ${boundary}`]);
  });

  it.each([
    ['a wrapper that catches', `${express} app.get('/', wrap(async (req, res) => { await fetch(u); }));`],
    [
      'map, whose results are awaited',
      'export async function f(xs) { await Promise.all(xs.map(async (x) => fetch(x))); }',
    ],
    [
      'a cursor',
      "import { MongoClient } from 'mongodb'; const c = new MongoClient(url); export async function f() { await c.db().collection('a').find().forEach(async (d) => { await fetch(d.u); }); }",
    ],
    [
      'a framework that waits for its listeners',
      "import { Telegraf } from 'telegraf'; const bot = new Telegraf(t); bot.on('text', async () => { await fetch(u); });",
    ],
    [
      'an emitter of our own',
      "class Bus { on(name, run) { this.runs.push(run); } } const bus = new Bus(); bus.on('a', async () => { await fetch(u); });",
    ],
    [
      'a client with the methods of a router',
      "import axios from 'axios'; export const f = () => axios.get('https://a.example', { timeout: 1 });",
    ],
  ])('is not one given to %s', (_, text) => {
    expect(lost(text)).not.toContainEqual(expect.stringMatching('callback'));
  });

  it.each([
    ['express 5', { express: '5.1.0' }],
    ['express-async-errors', { express: '4.19.2', 'express-async-errors': '3.1.1' }],
  ])('is waited for by %s', (_, versions) => {
    expect(lost(`${express} app.get('/', async (req, res) => { await fetch(u); });`, versions)).toEqual([]);
  });
});

describe('a project that listens for unhandled rejections', () => {
  const text = `${express} export function f() { fetch('https://a.example'); }\napp.get('/', async (req, res) => { await fetch('https://a.example'); });`;
  const messages = async (listener: string): Promise<string[]> => {
    const files = { '/project/src/main.ts': `process.on('unhandledRejection', ${listener});` };
    const { messages } = await lintInMemory(
      text,
      { rule: 'unhandled-failure' },
      { files, versions: { express: '4.19.2' } },
    );
    return messages.map(({ message }) => message);
  };

  it.each(['better-sqlite3', 'bun-sqlite', 'durable-sqlite'])('not what drizzle runs at once: %s', (driver) => {
    expect(
      lost(`import { drizzle } from 'drizzle-orm/${driver}'; const db = drizzle(file);
        export function save(x) { db.insert(users).values(x).run(); }`),
    ).toEqual([]);
  });

  it('but what its driver asks a server', () => {
    expect(
      lost(`import { drizzle } from 'drizzle-orm/libsql'; const db = drizzle(url);
        export function save(x) { db.insert(users).values(x).run(); }`),
    ).toEqual(['floating at function']);
  });

  it('is told of requests that get no answer, and not of what it hears of', async () => {
    expect(await messages('(error) => log(error)')).toEqual([expect.stringContaining('the request is never answered')]);
  });

  it('has decided what a lost rejection does where the listener ends it; a request that ends it is still told', async () => {
    const found = await messages('(error) => { log(error); process.exit(1); }');
    expect(found).toEqual([expect.stringContaining('crashes')]);
  });
});

describe('what is no plain call', () => {
  it.each([
    ['a tagged template', 'function f() { const t = $localize`x`; }'],
    ['a member as tag', 'function f() { return i18n.t`x`; }'],
    [
      'a template in a method',
      'class A { f() { const t = $localize`x`; } g(o) { o.pipe(tap(() => { this.f(); })); } }',
    ],
  ])('is looked at: %s', (_, text) => {
    expect(lost(`${text} export function start() { f(); fetch(u); }`)).toContain('floating at function');
  });

  it('a list without a type, in JavaScript', async () => {
    const text =
      'export async function f(lists) { for (const list of lists) for (const item of list) await fetch(item); }';
    const { messages } = await lintInMemory(text, { preset: 'all' }, { path: '/project/src/file.js' });
    expect(messages.map(({ ruleId }) => ruleId)).not.toContain('internal-error');
  });
});

describe('a call that is handed a callback', () => {
  const model = "import mongoose from 'mongoose'; const User = mongoose.model('User', new mongoose.Schema({}));";
  const versions = { mongoose: '5.3.9' };
  it.each([
    ['at the end of its chain', `${model} export function f(q, cb) { User.updateMany(q, {}).exec(cb); }`],
    ['with a default', `${model} export function f(q, callback) { User.updateMany(q, {}).exec(callback || noop); }`],
    ['made by a call', `${model} export function f(ep) { const m = new User(); m.save(ep.done('saved')); }`],
    [
      'made of another',
      `${model} export function f(onSaved, cb) { const m = new User(); m.save(guarded('save', cb)); }`,
    ],
  ])('%s', (_, text) => {
    expect(lost(text, versions)).toEqual([]);
  });

  it('is dropped without one, whatever options it has', () => {
    expect(
      lost(`${model} export function f(q, o) { User.updateMany(q, {}, optionsFor(o)).exec(); }`, versions),
    ).toEqual(['floating at function']);
  });
});

describe('promises of a list', () => {
  const each = 'xs.map(async (x) => (await fetch(x)).json())';
  it.each([
    ['dropped', `${express} app.get('/', (req, res) => { Promise.all(${each}).then((r) => res.json(r)); });`],
    ['through a variable', `export function f(xs) { const all = ${each}; Promise.all(all).then(use); }`],
    ['named', 'export function f(u) { Promise.race([fetch(u), wait(5)]).then(use); }'],
    ['of functions of the project', `${load} export function f() { Promise.all([load(), load()]).then(use); }`],
    ['mapped by name', `${load} export function f(xs) { Promise.all(xs.map(load)); }`],
  ])('%s', (_, text) => {
    expect(lost(text).filter((one) => one.startsWith('floating'))).toHaveLength(1);
  });

  it('is reported once, where its parts are as well', () => {
    expect(lost(`${load} setInterval(async () => { await Promise.all([load()]); }, 9);`)).toHaveLength(1);
    expect(lost(`${load} setInterval(async () => { await Promise.all(xs.map(load)); }, 9);`)).toHaveLength(1);
  });

  it.each([
    ['caught at its end', `export function f(xs) { Promise.all(${each}).then(use).catch(log); }`],
    ['caught in each', 'export function f(xs) { Promise.all(xs.map((x) => fetch(x).catch(log))).then(use); }'],
    [
      'caught inside of each',
      'export function f(xs) { Promise.all(xs.map(async (x) => { try { await fetch(x); } catch (e) { log(e); } })); }',
    ],
    ['given back', `export function f(xs) { return Promise.all(${each}).then(use); }`],
    ['settled', 'export function f(xs) { Promise.allSettled(xs.map((x) => fetch(x))).then(use); }'],
    ['of sums', 'export function f(xs) { Promise.all(xs.map(async (x) => x + 1)).then(use); }'],
  ])('not %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });
});

describe('functions that are started where they stand', () => {
  it.each([
    ['an async function', 'export const f = () => { (async () => { await fetch(u); })(); };', 'function'],
    ['in a listener', "socket.on('a', () => { (async () => { await fetch(u); })(); });", 'event-handler'],
    [
      'co',
      "import co from 'co'; export const f = () => { co(function* () { yield fetch(u); }).then(use); };",
      'function',
    ],
  ])('%s', (_, text, boundary) => {
    expect(lost(text)).toEqual([`floating at ${boundary}`]);
  });

  it.each([
    ['caught', 'export const f = () => { (async () => { await fetch(u); })().catch(log); };'],
    ['awaited', 'export const f = async () => { await (async () => { await fetch(u); })(); };'],
    ['given back', 'export const f = () => (async () => { await fetch(u); })();'],
    ['at the start of a program', '(async () => { await fetch(u); })();'],
    ['co, caught', "import co from 'co'; export const f = () => { co(function* () { yield fetch(u); }).catch(log); };"],
    ['a saga', 'export function* load() { const r = yield fetch(u); yield put(r); }'],
  ])('not %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });
});

describe('coroutines of Bluebird, each of lodash, jobs of node-schedule', () => {
  const coroutine =
    "const Promise = require('bluebird'); const send = Promise.coroutine(function* (x) { yield fetch(x); });";
  it('a coroutine is a function that sends, whose failure is only printed', () => {
    const [found] = factsOf(`${coroutine} exports.run = (x) => { send(x); };`, {}).rejections;
    expect(found).toMatchObject({ how: 'floating', through: 'send', onlyWarns: true });
    expect(lost(`${coroutine} exports.run = (x) => send(x);`)).toEqual([]);
  });

  it.each([
    ["import _ from 'lodash'; export const f = (xs) => { _.each(xs, async (x) => { await fetch(x); }); };", 'for-each'],
    [
      "import { forEach } from 'lodash-es'; export const f = (xs) => { forEach(xs, async (x) => { await fetch(x); }); };",
      'for-each',
    ],
    [
      "const schedule = require('node-schedule'); schedule.scheduleJob('0 * * * *', async () => { await fetch(u); });",
      'timer',
    ],
  ])('%s', (text, boundary) => {
    expect(lost(text)).toEqual([`callback at ${boundary}`]);
  });

  it.each([
    [
      'what waits for each',
      "import async from 'async'; export const f = (xs) => { async.each(xs, async (x) => { await fetch(x); }, log); };",
    ],
    [
      'node-cron, which catches',
      "import cron from 'node-cron'; cron.schedule('* * * * *', async () => { await fetch(u); });",
    ],
    [
      'a job whose failures are heard',
      "import schedule from 'node-schedule'; const job = schedule.scheduleJob('0 * * * *', async () => { await fetch(u); }); job.on('error', log);",
    ],
  ])('not %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });
});

describe('a promise that is kept, or handed to somebody', () => {
  const send = "async send() { await fetch('https://a.example'); }";
  const connects = (then: string): string =>
    `class A { constructor(m) { m.on('connect', async () => { try { this.ready = Promise.all([this.send()]).then(() => 1); ${then} } catch (e) { log(e); } }); } ${send} }`;
  it.each([
    ['a field that is awaited', connects('await this.ready;')],
    [
      'a field that is caught elsewhere',
      `${connects('')} class B {}`.replace(
        'log(e); } }); }',
        'log(e); } }); } wait() { return this.ready.catch(log); }',
      ),
    ],
    [
      'part of a chain that a function gets',
      `async function load(x) { await fetch(x); }\nconst give = (p, res) => { p.then((d) => res.json(d)).catch(log); };\nsocket.on('a', async (m) => { const p = load(1).then(() => { const html = load(2); return html.then((h) => h); }); give(p, m); });`,
    ],
  ])('%s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });

  it('is lost where nobody looks at it', () => {
    expect(lost(connects(''))).toEqual(['callback at event-handler']);
  });
});

describe('promises that are put on a list', () => {
  const several = (put: string, wait: string): string =>
    `${load} export async function all(ids) { const tasks = []; ids.forEach((id) => ${put}); ${wait} }`;

  it.each([
    ['pushed by an arrow', several('tasks.push(load(id))', 'return await Promise.all(tasks);')],
    ['pushed with a step behind it', several('tasks.push(load(id).then(use))', 'await Promise.all(tasks);')],
    ['put under its index', several('(tasks[id] = fetch(u))', 'return Promise.allSettled(tasks);')],
    [
      'of lodash',
      `import _ from 'lodash'; ${several('tasks.push(fetch(u))', 'await Promise.all(tasks);').replace('ids.forEach(', '_.each(ids, ')}`,
    ],
  ])('are waited for with it: %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });

  it('are lost where the wait for the list is', () => {
    const text =
      "bus.on('x', async (ids) => { const tasks = []; ids.forEach((id) => tasks.push(fetch(id))); await Promise.all(tasks); });";
    expect(lost(text)).toEqual(['callback at event-handler']);
  });

  it('are lost where the callback makes the list, or waits by itself', () => {
    expect(
      lost(
        'export function f(ids) { ids.forEach(async (id) => { const tasks = []; tasks.push(fetch(id)); await Promise.all(tasks); }); }',
      ),
    ).toEqual(['callback at for-each']);
    expect(lost('export function f(ids, all) { ids.forEach(async (id) => all.push(await fetch(id))); }')).toEqual([
      'callback at for-each',
    ]);
  });
});

describe('streams', () => {
  const s3 = "const AWS = require('aws-sdk'); const s3 = new AWS.S3();";

  it.each([
    [
      'by a function',
      `${s3} const open = (Key) => s3.getObject({ Key }).createReadStream(); export const send = (req, res) => { open(req.key).pipe(res); };`,
    ],
    [
      'at once',
      `${s3} export const send = (req, res) => { s3.getObject({ Key: req.key }).createReadStream().pipe(res); };`,
    ],
    [
      'of superagent',
      "const agent = require('superagent'); export const send = (res) => { agent.get('https://a.example').pipe(res); };",
    ],
  ])('are no promises: %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });

  it('of what promises it are', () => {
    const text = `${s3} const open = (Key) => s3.getObject({ Key }).promise(); export const send = (req) => { open(req.key).then(use); };`;
    expect(lost(text)).toEqual(['floating at function']);
  });
});

describe('a chain that a route drops', () => {
  const within = (text: string): string[] =>
    lost(`${load} ${express} app.get('/', async (req, res) => { ${text} res.end(); });`);
  it.each([
    ['what a then sends', 'fetch(u).then(async (r) => { await load(); });'],
    ['what a catch sends', 'fetch(u).catch(async () => { await load(); });'],
    ['what the second of a then sends', 'fetch(u).then(use, async () => { await load(); });'],
    ['behind another step', 'fetch(u).then(use).catch(async () => { await load(); }).finally(done);'],
  ])('is lost itself, and no handler could catch it: %s', (_, text) => {
    expect(within(text)).toEqual(['floating at express-handler']);
  });

  it('is not, where a catch follows', () => {
    expect(within('fetch(u).catch(async () => { await load(); }).catch(log);')).toEqual([]);
  });

  it('waited for, is for the handler to catch', () => {
    expect(within('await fetch(u).catch(async () => { await load(); });')).toEqual(['callback at express-handler']);
  });
});
