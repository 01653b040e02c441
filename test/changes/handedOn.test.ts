import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';
import { fixesOf, lintInMemory } from '../rules/harness.ts';
import { typeErrors } from '../rules/typeErrors.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unhandled-failure';
const versions = { versions: { express: '4.19.0' } };

describe('a handler that Express 4 is given by its name', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const head = `import express from 'express';\nconst app = express();\n`;
  const get = `const answer = await fetch('${down.url}', { signal: AbortSignal.timeout(60_000) });`;
  // Express 4 calls a handler and looks at nothing but what it hands to `next`.
  const standIns = {
    express: `export default () => { const app = { get: (_, handler) => { app.handler = handler; } }; return app; };`,
  };
  const script = `const { app } = await load(); return await new Promise((resolve) => { app.handler({}, { send: resolve }, (error) => resolve('500 ' + error.message)); });`;

  it.each([
    [
      'a function',
      `async function list(req, res) {\n  ${get}\n  res.send(answer.ok);\n}\napp.get('/', list);`,
      '(req, res, next) => list(req, res).catch(next)',
    ],
    [
      'a method',
      `const shop = {\n  async list(_, res, next) {\n    ${get}\n    res.send(answer.ok);\n  },\n};\napp.get('/', shop.list);`,
      '(req, res, next) => shop.list(req, res, next).catch(next)',
    ],
    [
      'a method bound to its object',
      `class Shop {\n  async list(req, res) {\n    ${get}\n    res.send(answer.ok);\n  }\n}\nconst shop = new Shop();\napp.get('/', shop.list.bind(shop));`,
      '(req, res, next) => shop.list(req, res).catch(next)',
    ],
    [
      'a method bound to another',
      `const shop = {\n  async list(req, res) {\n    ${get}\n    res.send(answer.ok);\n  },\n};\nconst other = {};\napp.get('/', shop.list.bind(other));`,
      'shop.list.call(other, req, res).catch(next)',
    ],
  ])('tells Express, which answers: %s', async (_, text, call) => {
    const before = `${head}${text}\nexport { app };`;
    const surroundings = { ...versions, path: '/project/src/file.js' };
    const after = await changed(rule, before, 0, surroundings);
    expect(after).toContain(call);
    expect((await runInChild(before, script, { standIns })).crashed).toBe(1);
    expect((await runInChild(after, script, { standIns })).value).toBe('500 fetch failed');
  });

  it.each([
    ['handles errors', `async function fail(err, req, res, next) {\n  ${get}\n  next(answer);\n}\napp.use(fail);`],
    ['takes any number', `async function list(...all) {\n  ${get}\n  all[1].send(answer.ok);\n}\napp.get('/', list);`],
    [
      'is given more than Express gives',
      `async function list(kind, req, res) {\n  ${get}\n  res.send(answer.ok);\n}\napp.get('/', list.bind(undefined, 'a'));`,
    ],
  ])('is left to the reader where it %s', async (_, text) => {
    expect(await offers(rule, head + text, versions)).toBe(0);
  });
});

describe('what a timer is given', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const load = `async function load() {\n  const response = await fetch('${down.url}', { signal: AbortSignal.timeout(6_000_000) });\n  if (!response.ok) throw new Error(String(response.status));\n}\n`;

  it.each([
    ['a name', `${load}export function start() {\n  setTimeout(load, 10);\n}`],
    ['an expression', `${load}export function start() {\n  setTimeout(() => load(), 10);\n}`],
    ['an expression that waits', `${load}export function start() {\n  setTimeout(async () => await load(), 10);\n}`],
    [
      'a bound method',
      `${load}class A {\n  start() {\n    setTimeout(this.tick.bind(this), 10);\n  }\n  async tick() {\n    await load();\n  }\n}\nexport const start = () => new A().start();`,
    ],
  ])('is logged and goes on: %s', async (_, before) => {
    const after = await changed(rule, before);
    const script = `(await load()).start(); await afterRequests(1); await pause(500); return 'alive';`;
    const [crashed, alive] = await Promise.all([runInChild(before, script), runInChild(after, script)]);
    expect(crashed.crashed).toBe(1);
    expect(alive.value).toBe('alive');
    expect(alive.output).toContain('fetch failed');
    expect(typeErrors({ after })).toEqual([]);
  });

  it.each([
    ['by its name', `async function poll() {\n  await load();\n  setTimeout(poll, 10);\n}`],
    ['in an expression', `async function poll() {\n  await load();\n  setTimeout(() => poll(), 10);\n}`],
    [
      'in a block',
      `function poll() {\n  setTimeout(async () => {\n    await load();\n    poll();\n  }, 10);\n}\nexport const go = poll;`,
    ],
  ])('is left alone where it starts its own next round: %s', async (_, text) => {
    expect(await offers(rule, load + text)).toBe(0);
  });

  it.each(['note(load())', 'load?.call(1)', '[load()].length && load()'])(
    'is left alone where it may give no promise: %s',
    async (expression) => {
      const text = `${load}const note = (one: unknown) => console.log(one);\nexport const go = () => setTimeout(() => ${expression}, 10);`;
      const { messages } = await lintInMemory(text, { rule });
      expect(messages.flatMap(fixesOf)).toEqual([]);
    },
  );

  it('is left alone where it is given something', async () => {
    expect(
      await offers(rule, `${load}async function one(x: string) {\n  await load();\n}\nsetTimeout(one, 10, 'a');`),
    ).toBe(0);
  });
});

describe('a handler that is to end the process', () => {
  const keep = `async function keep() {\n  await fetch('http://a.example', { signal: AbortSignal.timeout(9) }).then((r) => { if (!r.ok) throw new Error('no'); });\n}\n`;

  it.each([
    ['a signal', `process.on('SIGTERM', async () => {\n  await keep();\n});`],
    ['an exit in a timer', `setTimeout(async () => {\n  await keep();\n  process.exit(0);\n}, 10);`],
    ['an exit in a listener', `bus.on('end', async () => {\n  await keep();\n  process.exit();\n});`],
  ])('ends it as before, after %s', async (_, text) => {
    expect(await changed(rule, keep + text)).toContain('console.error(error);\n    process.exit(1);');
  });

  it('goes on after a message', async () => {
    const text = `process.on('message', async () => {\n  await keep();\n});`;
    expect(await changed(rule, keep + text)).not.toContain('process.exit');
  });
});
