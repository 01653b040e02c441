import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';
import { typeErrors } from '../rules/typeErrors.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unhandled-failure';
/** The types of node's emitter, as far as they are needed here. */
const emitter = `declare class EventEmitter { on(name: string, f: (...all: any[]) => void): this; once(name: string, f: (...all: any[]) => void): this }`;

describe('a handler of Express 4 of another form', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const versions = { versions: { express: '4.19.0' }, path: '/project/src/file.js' };
  const head = `import express from 'express';\nconst app = express();\nasync function load(x) {\n  const answer = await fetch('${down.url}', { signal: AbortSignal.timeout(60_000) });\n  if (!answer.ok) throw new Error(String(x));\n  return 'ok';\n}\n`;
  const standIns = {
    express: `export default () => { const take = (...all) => { app.handler = all.at(-1); }; const app = { get: take, use: take }; return app; };`,
  };
  const script = `const { app } = await load(); return await new Promise((resolve) => { app.handler({}, { send: resolve }, (error) => resolve('500 ' + error.message)); });`;

  it.each([
    ['an expression', `app.get('/', async (req, res) => res.send(await load(1)));`],
    ['an expression below its arrow', `app.get('/', async (req, res) =>\n  res.send(\n    await load(1),\n  ),\n);`],
    ['a chain', `app.get('/', (req, res) => load(1).then((all) => res.send(all)));`],
    ['one parameter', `app.use(async (req) => {\n  await load(req);\n});`],
    ['one parameter without parentheses', `app.use(async req => {\n  await load(req);\n});`],
    ['no parameter', `app.get('/', async function () {\n  await load(1);\n});`],
    [
      'a name that is taken',
      `const next = 1;\napp.get('/', async (req, res) => {\n  await load(next);\n  res.send(1);\n});`,
    ],
  ])('tells Express, which answers: %s', async (_, text) => {
    const before = `${head}${text}\nexport { app };`;
    const after = await changed(rule, before, 0, versions);
    expect((await runInChild(before, script, { standIns })).crashed).toBe(1);
    expect((await runInChild(after, script, { standIns })).value).toBe('500 fetch failed');
  });

  it('hands on what a handler of errors fails with by its fourth parameter, if it is called so', async () => {
    const failing = (name: string): string =>
      `${head}app.use(async (err, req, res, ${name}) => {\n  await load(err);\n  res.send(1);\n});`;
    expect(await changed(rule, failing('next'), 0, versions)).toContain('next(error)');
    expect(await offers(rule, failing('done'), versions)).toBe(0);
  });
});

describe('a listener', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const load = `import { EventEmitter } from 'node:events';\nexport const bus = new EventEmitter();\nasync function load(x: unknown) {\n  const response = await fetch('${down.url}', { signal: AbortSignal.timeout(6_000_000) });\n  if (!response.ok) throw new Error(String(x));\n}\n`;

  it.each([
    ['by its name', `bus.on('note', load);`],
    ['as an expression', `bus.once('note', (x) => load(x));`],
    [
      'as a method that is bound',
      `class A {\n  start() {\n    bus.on('note', this.take.bind(this));\n  }\n  async take(note: string) {\n    await load(note);\n  }\n}\nnew A().start();`,
    ],
  ])('is logged and goes on: %s', async (_, text) => {
    const before = load + text;
    const after = await changed(rule, before);
    const script = `(await load()).bus.emit('note', 'a'); await afterRequests(1); await pause(500); return 'alive';`;
    const [crashed, alive] = await Promise.all([runInChild(before, script), runInChild(after, script)]);
    expect(crashed.crashed).toBe(1);
    expect(alive.value).toBe('alive');
    expect(alive.output).toContain('fetch failed');
    expect(typeErrors({ after: after.replace(/^import .*$/m, emitter) })).toEqual([]);
  });

  it.each([
    ['is taken off by its name', `bus.on('note', load);\nexport const stop = () => bus.off('note', load);`],
    [
      'answers',
      `async function take(x: unknown, callback: () => void) {\n  await load(x);\n  callback();\n}\nbus.on('note', take);`,
    ],
    [
      'has its emitter as this',
      `async function take(this: EventEmitter, x: unknown) {\n  await load(x);\n  this.emit('done');\n}\nbus.on('note', take);`,
    ],
    ['is for a signal', `async function stop() {\n  await load(1);\n}\nprocess.on('SIGTERM', stop);`],
    [
      'may settle a promise',
      `export const wait = () => new Promise((done) => {\n  bus.on('a', (x) => load(x));\n  bus.on('b', done);\n});`,
    ],
  ])('is left to the reader where it %s', async (_, text) => {
    expect(await offers(rule, load + text)).toBe(0);
  });
});

describe('a listener of socket.io whose sender waits for an acknowledgement', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const load = `import { EventEmitter } from 'node:events';\nexport const socket = new EventEmitter();\nasync function load(x: unknown) {\n  const response = await fetch('${down.url}', { signal: AbortSignal.timeout(6_000_000) });\n  if (!response.ok) throw new Error(String(x));\n}\n`;
  const listening = (refusal: string, answer = 'callback({ ok: true })'): string =>
    `${load}socket.on('note', async (x: string, callback: (answer: unknown) => void) => {\n  ${refusal}\n  await load(x);\n  ${answer};\n});\n`;
  const script = `const { socket } = await load(); return await new Promise((resolve) => socket.emit('note', 'a', resolve));`;

  it.each([
    ['a text', `if (!x) return callback({ error: 'nothing' });`, { error: 'Internal error' }],
    [
      'a verdict and a text',
      `if (!x) {\n    callback({ success: false, message: \`no \${x}\` });\n    return;\n  }`,
      { success: false, message: 'Internal error' },
    ],
    ['a status', `if (!x) return callback?.({ status: 'error' });`, { status: 'error' }],
  ])('answers as for other failures: %s', async (_, refusal, expected) => {
    const before = listening(refusal);
    const after = await changed(rule, before);
    expect((await runInChild(before, script)).crashed).toBe(1);
    const told = await runInChild(after, script);
    expect(told.value).toEqual(expected);
    expect(told.output).toContain('fetch failed');
    expect(typeErrors({ after: after.replace(/^import .*$/m, emitter) })).toEqual([]);
  });

  it.each([
    ['it has no answer for failures', listening('console.log(x);')],
    ['that answer says more', listening(`if (!x) return callback({ error: 'nothing', code: 404 });`)],
    ['it is no socket', listening(`if (!x) return callback({ error: 'nothing' });`).replaceAll('socket', 'bus')],
  ])('is left to the reader where %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('a promise within an expression that nobody takes', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const load = `async function load(x: unknown) {\n  const response = await fetch('${down.url}', { signal: AbortSignal.timeout(6_000_000) });\n  if (!response.ok) throw new Error(String(x));\n}\n`;

  it.each([
    ['behind a condition', `export function start(a = true) {\n  a && load(a);\n}`],
    ['on either way', `export function start(a = true) {\n  a ? load(a) : load(1);\n}`],
    ['as void of a function', `export const start = () => void load(1);`],
  ])('is caught there: %s', async (_, text) => {
    const before = load + text;
    const after = await changed(rule, before);
    const script = `(await load()).start(); await afterRequests(1); await pause(500); return 'alive';`;
    const [crashed, alive] = await Promise.all([runInChild(before, script), runInChild(after, script)]);
    expect(crashed.crashed).toBe(1);
    expect(alive.value).toBe('alive');
    expect(typeErrors({ after })).toEqual([]);
  });

  it('is not awaited in a try whose catch takes back what was done before', async () => {
    const undone = (handler: string): string =>
      `${load}export async function run(x: string) {\n  try {\n    await load(x);\n    load(1);\n  } catch (error) {\n    ${handler}\n  }\n}\nasync function undo(x: string) {\n  console.log(x);\n}`;
    expect(await offers(rule, undone('await undo(x);'))).toBe(1);
    expect(await offers(rule, undone('undo(x);\n    throw error;'))).toBe(1);
    expect(await offers(rule, undone('console.error(error);'))).toBe(2);
  });
});
