import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unhandled-failure';
const https = "import https from 'node:https';\n";
const db = "import sqlite3 from 'sqlite3';\nconst db = new sqlite3.Database('a.db');\n";
const tick = 'setInterval(async () => { await load(); }, 60_000);';

/** `load()` as a promise around an executor. */
function helper(executor: string): string {
  return `function load() { return new Promise(${executor}); }\n`;
}

const rejecting: readonly (readonly [string, string])[] = [
  [
    'a callback',
    `import request from 'request';\n${helper("(resolve, reject) => { request('https://a.example', (err, res, body) => { if (err) return reject(err); resolve(body); }); }")}`,
  ],
  [
    'a listener',
    `${https}${helper("(resolve, reject) => { const req = https.get('https://a.example', (res) => resolve(res)); req.on('error', (error) => reject(error)); }")}`,
  ],
  ['the end of a chain', helper("(done, fail) => { fetch('https://a.example').then(done).catch(fail); }")],
  [
    'the catch around it',
    helper(
      "async (resolve, reject) => { try { resolve(await fetch('https://a.example')); } catch (error) { reject(error); } }",
    ),
  ],
  [
    'a function beside it',
    `${https}${helper("(resolve, reject) => { const fail = (error) => { reject(error); }; https.get('https://a.example', resolve).on('error', fail); }")}`,
  ],
];

describe('a promise around a request', () => {
  it.each(rejecting)('is lost as one of an async function is: %s', async (_, text) => {
    expect(await findingsOf(rule, text + tick)).toHaveLength(1);
    expect(await findingsOf(rule, `${text}export function go() { load(); }`)).toHaveLength(1);
  });

  it('is lost where it stands in the function itself', async () => {
    const text = `${db}emitter.on('tick', async () => { const rows = await new Promise((resolve, reject) => { fetch('https://a.example').then(resolve, reject); }); log(rows); });`;
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a caller that catches',
      `${rejecting[0]![1]}setInterval(async () => { try { await load(); } catch (error) { log(error); } }, 60_000);`,
    ],
    [
      'a failure that resolves',
      helper("(resolve) => { fetch('https://a.example').then(resolve, () => resolve(undefined)); }") + tick,
    ],
    [
      'a rejection for another reason',
      helper(
        "(resolve, reject) => { if (!ready) reject(new Error('not ready')); fetch('https://a.example').then(resolve, () => resolve(undefined)); }",
      ) + tick,
    ],
  ])('is no matter with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is swallowed as one of an async function is', async () => {
    const text = `${rejecting[1]![1]}export async function levels() { try { return await load(); } catch { return []; } }`;
    expect(await findingsOf('swallowed-failure', text)).toHaveLength(1);
  });
});

describe('a promise that an error leaves open', () => {
  const promise = (executor: string): string => `export const load = (at) => new Promise(${executor});`;

  it.each([
    [
      'the end of a chain',
      promise('(resolve) => { find(at).then((found) => resolve(found)).catch((e) => console.log(e)); }'),
    ],
    [
      'a listener of a request',
      https +
        promise(
          "(resolve, reject) => { https.get(at, (res) => { res.on('end', () => resolve(1)); }).on('error', console.error); }",
        ),
    ],
    [
      'a listener of a stream',
      `import fs from 'node:fs';\n${promise("(resolve) => { const file = fs.createReadStream(at); file.on('error', (e) => log.warn(e)); file.on('end', resolve); }")}`,
    ],
    [
      'a catch',
      promise(
        'async (resolve, reject) => { try { const r = await find(at); resolve(r); } catch (e) { logger.error(e); } }',
      ),
    ],
    [
      'a callback that leaves',
      db +
        promise(
          '(resolve) => { db.all(at, (err, rows) => { if (err) { console.error(err); return; } resolve(rows); }); }',
        ),
    ],
    [
      'a callback that asks for success',
      db + promise('(resolve) => { db.all(at, (err, rows) => { if (!err) resolve(rows); }); }'),
    ],
  ])('%s', async (_, text) => {
    const { messages } = await lintInMemory(`import './setup.js';\nimport 'node:https';\n${text}`, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('never settles')]);
  });

  it.each([
    [
      'a handler that settles it',
      promise('(resolve) => { find(at).then(resolve).catch((e) => { log(e); resolve(); }); }'),
    ],
    [
      'what follows the catch',
      promise('async (resolve) => { try { await find(at); } catch (e) { log(e); } resolve(); }'),
    ],
    [
      'a time limit',
      https +
        promise(
          "(resolve, reject) => { setTimeout(() => reject(new Error('late')), 9); https.get(at, resolve).on('error', (e) => log(e)); }",
        ),
    ],
    [
      'a stream that closes',
      `import fs from 'node:fs';\n${promise("(resolve) => { const file = fs.createReadStream(at); file.on('error', (e) => log(e)); file.on('close', resolve); }")}`,
    ],
    [
      'a client that connects again',
      `import { createClient } from 'redis';\n${promise("(resolve) => { const c = createClient(); c.on('error', console.error); c.on('ready', resolve); }")}`,
    ],
    [
      'a callback that goes on',
      db + promise('(resolve) => { db.all(at, (err, rows) => { if (err) console.error(err); resolve(rows); }); }'),
    ],
    [
      'another try',
      promise('async (resolve) => { while (true) { try { return resolve(await find(at)); } catch (e) { log(e); } } }'),
    ],
    ['what is kept', promise('(resolve) => { waiting.push(resolve); find(at).then(resolve).catch((e) => log(e)); }')],
  ])('is none with %s', async (_, text) => {
    expect(await findingsOf(rule, `import './setup.js';\nimport 'node:https';\n${text}`)).toEqual([]);
  });
});

describe('a promise made from another', () => {
  const made = "const rows = fetch('https://a.example');";
  it.each([
    [
      'then',
      `export async function f() { ${made} rows.then((r) => log(r)); try { await rows; } catch (e) { log(e); } }`,
    ],
    [
      'finally, kept',
      `export async function f() { ${made} const done = rows.finally(() => log()); return rows.catch(log); }`,
    ],
    [
      'a function of the project',
      `async function load() { await fetch('https://a.example'); }\nexport async function f() { const rows = load(); rows.then(log); return rows; }`,
    ],
  ])('is dropped: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['takes its failure', `export async function f() { ${made} rows.then(log, log); return rows; }`],
    ['is waited for', `export async function f() { ${made} const all = rows.then(log); await all; return rows; }`],
    ['is caught', `export async function f() { ${made} rows.finally(log).catch(log); return rows; }`],
    ['is made from an answer', `export async function f() { const rows = await load(); rows.then(log); }`],
  ])('is no matter where it %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('a listener within an executor', () => {
  const noted = "process.on('unhandledRejection', (error) => log(error));\n";
  const tell = "await fetch('https://a.example');";
  const promise = (executor: string): string => `export const open = (at) => new Promise(${executor});`;
  it.each([
    [
      'the end of a stream',
      promise(`(resolve, reject) => { at.on('error', reject); at.on('end', async () => { ${tell} resolve(); }); }`),
    ],
    [
      'what it resolves with',
      promise(`(resolve) => { at.once('open', async () => { resolve(${tell.slice(0, -1)}); }); }`),
    ],
    ['a timer', promise(`(resolve) => { setTimeout(async () => { ${tell} resolve(); }, 100); }`)],
  ])('leaves the promise open, whoever hears of its failure: %s', async (_, text) => {
    const { messages } = await lintInMemory(noted + text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('never settles')]);
  });

  it.each([
    ['settles it first', `(resolve) => { at.on('end', async () => { resolve(); ${tell} }); }`],
    [
      'rejects it',
      `(resolve, reject) => { at.on('end', async () => { try { ${tell} resolve(); } catch (e) { reject(e); } }); }`,
    ],
    [
      'is not alone',
      `(resolve, reject) => { setTimeout(reject, 100); at.on('end', async () => { ${tell} resolve(); }); }`,
    ],
    ['hands it on', `(resolve) => { at.on('end', async () => { ${tell} then(resolve); }); }`],
  ])('does not where it %s', async (_, executor) => {
    expect(await findingsOf(rule, noted + promise(executor))).toEqual([]);
  });

  it('is no export whose name begins like that of a handler', async () => {
    const once = `${https}exports.once = async () => { ${tell} };\nexports.one = async () => { ${tell} };`;
    expect(await findingsOf(rule, once)).toEqual([]);
    expect(await findingsOf(rule, `socket.onclose = async () => { ${tell} };`)).toHaveLength(1);
  });
});
