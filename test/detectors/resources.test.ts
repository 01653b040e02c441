import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import type { FileFacts } from '../../src/facts/model.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const facts = (text: string): FileFacts => analyze(parse(text, 'src/a.ts'), noModules);

describe('emitters', () => {
  it.each([
    ["import { Pool } from 'pg'; const pool = new Pool();", false, false],
    ["import { Pool } from 'pg'; const pool = new Pool(); pool.on('error', log);", true, false],
    ["import { Pool } from 'pg'; export const pool = new Pool();", 'unknown', true],
    ["import { Pool } from 'pg'; export function make() { const pool = new Pool(); return pool; }", 'unknown', true],
    ["import http from 'node:http'; http.get('http://a.example', (res) => res.resume());", false, false],
    ["import http from 'node:http'; http.get('http://a.example').on('error', log);", true, false],
    ["import amqp from 'amqplib'; const link = await amqp.connect('amqp://a'); link.on('error', log);", true, false],
    [
      "import { Pool } from 'pg'; class Db { pool = new Pool(); constructor() { this.pool.on('error', log); } }",
      true,
      false,
    ],
  ])('%s', (text, listensForError, handedOn) => {
    expect(facts(text).emitters).toMatchObject([{ listensForError, handedOn }]);
  });
});

describe('policies', () => {
  it.each([
    ["import Q from 'p-queue'; new Q();", { unlimited: true }],
    ["import Q from 'p-queue'; new Q({ concurrency: n });", { unlimited: false }],
    ["import Q from 'p-queue'; const make = (options) => new Q(options);", { unlimited: false }],
    ["import B from 'opossum'; const b = new B(f); b.fire();", { hasFallback: false, hasErrorFilter: false }],
    ["import B from 'opossum'; const b = new B(f); b.fallback(g);", { hasFallback: true, hasErrorFilter: false }],
    [
      "import B from 'opossum'; export const b = new B(f, { errorFilter: g });",
      { hasFallback: 'unknown', hasErrorFilter: true },
    ],
  ])('%s', (text, expected) => {
    expect(facts(text).policies).toMatchObject([expected]);
  });
});

describe('queues', () => {
  it('takes constant options', () => {
    const text = `import amqp from 'amqplib';
      export async function start(handle) {
        const connection = await amqp.connect('amqp://a');
        const channel = await connection.createChannel();
        await channel.assertQueue('jobs', { durable: true });
        await channel.consume('jobs', handle, { noAck: true });
      }`;
    const found = facts(text).queues;
    expect(found.map(({ operation }) => operation)).toEqual(['declare', 'consume']);
    expect(found[0]!.options).toMatchObject({ durable: true });
    expect(found[1]!.options).toMatchObject({ noAck: true });
  });
});

describe('servers', () => {
  it.each([
    ["import express from 'express'; const app = express(); app.get('/', h); app.listen(80);", false, false],
    [
      "import express from 'express'; const app = express(); app.get('/healthz', h); app.listen(80); process.on('SIGTERM', stop);",
      true,
      true,
    ],
    ["import http from 'node:http'; http.createServer(h).listen(80);", false, false],
  ])('%s', (text, handlesShutdown, hasHealthRoute) => {
    expect(facts(text).servers).toMatchObject([{ handlesShutdown, hasHealthRoute }]);
  });

  it('knows other things that listen', () => {
    expect(facts('store.listen(() => 1);').servers).toEqual([]);
  });
});

describe('intervals', () => {
  it('finds network work behind a tick, and its guard', () => {
    expect(facts('async function tick() { await fetch(u); } setInterval(tick, 1000);').intervals).toMatchObject([
      { guarded: false, calls: [0] },
    ]);
    const guarded =
      'let busy = false; setInterval(async () => { if (busy) return; busy = true; await fetch(u); busy = false; }, 1000);';
    expect(facts(guarded).intervals).toMatchObject([{ guarded: true }]);
    expect(facts('setInterval(() => draw(), 1000);').intervals).toEqual([]);
  });
});
