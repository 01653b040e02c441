import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';
import { typeErrors } from '../rules/typeErrors.ts';

vi.setConfig({ testTimeout: 180_000 });

// A hundredth of it, which a busy machine doesn't take to be refused.
const get = `const response = await fetch(url, { signal: AbortSignal.timeout(6_000_000) });
    if (!response.ok) throw new Error(String(response.status));
    console.log(await response.text());`;

describe('a process that survives: unhandled-failure', async () => {
  const rule = 'unhandled-failure';
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());

  it.each([
    [
      'a dropped promise',
      `async function load(url: string) {\n    ${get}\n}\nexport function start(url: string) {\n  load(url);\n}`,
    ],
    [
      'a promise that is void',
      `async function load(url: string) {\n    ${get}\n}\nexport function start(url: string) {\n  void load(url); // later\n}`,
    ],
    [
      'a timer',
      `export function start(url: string) {\n  setTimeout(async () => {\n    // soon\n    ${get}\n  }, 10);\n}`,
    ],
    [
      'a listener',
      `import { EventEmitter } from 'node:events';\nexport function start(url: string) {\n  const bus = new EventEmitter();\n  bus.on('a', async () => {\n    ${get}\n  });\n  bus.emit('a');\n}`,
    ],
  ])('logs the failure and goes on: %s', async (_, before) => {
    const after = await changed(rule, before);
    const script = `(await load()).start('${down.url}'); await afterRequests(1); await pause(500); return 'alive';`;
    const [crashed, alive] = await Promise.all([runInChild(before, script), runInChild(after, script)]);
    expect(crashed.crashed).toBe(1);
    expect(alive.value).toBe('alive');
    expect(alive.output).toContain('fetch failed');
  });

  it('tells Express, which answers', async () => {
    const express = `import express from 'express';\nconst app = express();\n`;
    const before = `${express}app.get('/', async (req, res) => {\n  const answer = await fetch('${down.url}', { signal: AbortSignal.timeout(60_000) });\n  res.send(answer.ok);\n});\nexport { app };`;
    const after = await changed(rule, before, 0, { versions: { express: '4.19.0' } });
    expect(after).toContain('async (req, res, next) => {\n  try {\n    const answer');
    // Express 4 calls a handler and looks at nothing but what it hands to \`next\`.
    const standIns = {
      express: `export default () => { const app = { get: (_, handler) => { app.handler = handler; } }; return app; };`,
    };
    const script = `const { app } = await load(); return await new Promise((resolve) => { app.handler({}, { send: resolve }, (error) => resolve('500 ' + error.message)); });`;
    expect((await runInChild(before, script, { standIns })).crashed).toBe(1);
    expect((await runInChild(after, script, { standIns })).value).toBe('500 fetch failed');
  });
});

describe('what a program was started for: unhandled-failure', async () => {
  // A file that starts what it declares is a program.
  const program = `\nconst ready = () => 1;\nready();`;
  const rule = 'unhandled-failure';
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const consumer = `const consumer = {\n  async run(url: string) {\n    ${get}\n  },\n};\n`;

  it.each([
    ['a consumer', `${consumer}export function go(url: string) {\n  consumer.run(url);\n}`],
    ['a promise that is void', `${consumer}export function go(url: string) {\n  void consumer.run(url);\n}`],
    [
      'a function',
      `async function startServer(url: string) {\n    ${get}\n}\nexport const go = (url: string) => {\n  startServer(url);\n};`,
    ],
  ])('ends the process as before, so that it is started again: %s', async (_, before) => {
    const after = await changed(rule, before + program);
    const script = `(await load()).go('${down.url}'); await afterRequests(1); await pause(500); return 'alive';`;
    const [was, is] = await Promise.all([runInChild(before, script), runInChild(after, script)]);
    expect([was.crashed, is.crashed]).toEqual([1, 1]);
    expect(is.output).toContain('fetch failed');
    expect(typeErrors({ after })).toEqual([]);
  });

  it('goes on where a loop starts one of many', async () => {
    const text = `${consumer}export function go(urls: string[]) {\n  for (const url of urls) {\n    consumer.run(url);\n  }\n}`;
    expect(await changed(rule, text)).toContain('consumer.run(url).catch((error: unknown) => console.error(error))');
  });

  it('is caught behind an optional step', async () => {
    const text = `${consumer}const maybe: typeof consumer | undefined = consumer;\nexport function go(url: string) {\n  void maybe?.run(url);\n}`;
    expect(typeErrors({ after: await changed(rule, text + program) })).toEqual([]);
  });
});

describe('a promise that settles: unhandled-failure', async () => {
  const rule = 'unhandled-failure';
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const inPromise = (params: string, body: string): string =>
    `import { EventEmitter } from 'node:events';\nexport const start = (url) => new Promise((${params}) => {\n  const bus = new EventEmitter();\n${body}\n});`;
  const js = { path: '/project/src/file.js' };

  it.each([
    [
      'a listener',
      inPromise('resolve, reject', `  bus.on('a', async () => {\n    ${get}\n    resolve();\n  });\n  bus.emit('a');`),
    ],
    [
      'other names',
      inPromise('done, fail', `  bus.on('a', async () => {\n    ${get}\n    return done();\n  });\n  bus.emit('a');`),
    ],
    ['a timer', inPromise('resolve, reject', `  setTimeout(async () => {\n    ${get}\n    resolve();\n  }, 10);`)],
  ])('is told of the failure of %s', async (_, before) => {
    const after = await changed(rule, before, 0, js);
    const script = `return await (await load()).start('${down.url}');`;
    expect((await runInChild(before, script)).crashed).toBe(1);
    const { error, output } = await runInChild(after, script);
    expect(error).toBe('TypeError: fetch failed');
    expect(output).not.toContain('fetch failed');
  });

  it('has no change where it cannot be told', async () => {
    const text = inPromise(
      'resolve',
      `  bus.on('a', async () => {\n    ${get}\n    resolve();\n  });\n  bus.emit('a');`,
    );
    expect(await offers(rule, text, js)).toBe(0);
  });

  it('is left alone by what it does not wait for', async () => {
    const text = inPromise(
      'resolve, reject',
      `  bus.on('a', async () => {\n    ${get}\n  });\n  bus.emit('a');\n  resolve();`,
    );
    expect(await changed(rule, text, 0, js)).toContain('console.error(error)');
  });
});

describe('a failure that is heard of: swallowed-failure', async () => {
  const rule = 'swallowed-failure';
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const attempt = (handler: string) => `export async function store(url: string) {
  try {
    const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(60_000) });
    return [response.ok];
  } ${handler}
}`;

  it.each([
    ['a value', attempt('catch (error) {\n    return [];\n  }'), []],
    ['a catch without a name', attempt('catch {\n    return [];\n  }'), []],
    [
      'a callback',
      `export const store = (url: string) => fetch(url, { method: 'POST' }).then((r) => (r.ok ? [1] : [])).catch(() => []);`,
      [],
    ],
    [
      'a callback with an object',
      `export const store = (url: string) => fetch(url, { method: 'POST' }).then((r): object => (r.ok ? [1] : [])).catch(() => ({}));`,
      {},
    ],
  ])('logs the error and gives what it gave: %s', async (_, before, value) => {
    const after = await changed(rule, before);
    const script = `return await (await load()).store('${down.url}');`;
    const [was, is] = await Promise.all([runInChild(before, script), runInChild(after, script)]);
    expect(was.value).toEqual(value);
    expect(is.value).toEqual(value);
    expect(was.output).not.toContain('fetch failed');
    expect(is.output).toContain('fetch failed');
    expect(typeErrors({ after })).toEqual([]);
  });

  it('uses the logger of the file', async () => {
    const logger = `const logger = { error: (error: unknown) => console.log('LOGGED', String(error)) };\nexport const fail = (err: Error) => logger.error(err);\n`;
    const after = await changed(rule, logger + attempt('catch (error) {\n    return [];\n  }'));
    const { output } = await runInChild(after, `return await (await load()).store('${down.url}');`);
    expect(output).toContain('LOGGED TypeError: fetch failed');
  });

  it('leaves a pattern in the catch alone', async () => {
    expect(await offers(rule, attempt('catch ({ code }) {\n    return [];\n  }'))).toBe(0);
  });
});

describe('a connection that comes back: unreleased-connection', () => {
  const rule = 'unreleased-connection';
  // One connection; who asks for it while it is lent waits, as with the pool of pg.
  const pool = `export class Pool {
    #lent = false; #waiting = [];
    async connect() {
      if (this.#lent) await new Promise((resolve) => this.#waiting.push(resolve));
      this.#lent = true;
      return {
        query: async (text) => { if (text === 'bad') throw new Error('syntax error'); return { rows: [text] }; },
        release: () => { this.#lent = false; this.#waiting.shift()?.(); },
      };
    }
    on() { return this; }
  }`;
  const inside = (body: string) =>
    `import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 1000 });\npool.on('error', console.error);\nexport async function run(text: string) {\n  const client = await pool.connect();\n${body}\n}`;
  const script = `const { run } = await load(); const rows = await run('good'); await run('bad').catch(() => 0); await run('bad').catch(() => 0); return [rows, await run('good')];`;

  it.each([
    [
      'a release behind the work',
      inside(`  const { rows } = await client.query(text); // all\n  client.release();\n  return rows;`),
    ],
    [
      'a release at the end',
      inside(`  await client.query(text);\n  await client.query(\`\n    two lines\n  \`);\n  client.release();`),
    ],
    ['no release', inside(`  return (await client.query(text)).rows;`)],
  ])('serves on after a failure, with the same answers: %s', async (_, before) => {
    const after = await changed(rule, before);
    const standIns = { pg: pool };
    const [was, is] = await Promise.all([
      runInChild(before, script, { standIns, patienceMs: 3000 }),
      runInChild(after, script, { standIns }),
    ]);
    expect(was.value === 'waiting' || was.crashed !== undefined).toBe(true);
    expect(is.value).toEqual(before.includes('rows') ? [['good'], ['good']] : [null, null]);
    if (before.includes('two lines')) expect(after).toContain('`\n    two lines\n  `');
  });

  it.each([
    ['another call of the pool', `  await client.query(text);\n  client.release();\n  await more();`],
    [
      'another one in a loop',
      `  await client.query(text);\n  client.release();\n  for (const one of [1, 2]) {\n    await more(one);\n  }`,
    ],
    ['another one whose answer is given', `  await client.query(text);\n  client.release();\n  return await more();`],
  ])('holds the connection no longer than before: %s', async (_, body) => {
    const before = `${inside(body)}\nasync function more(one = 0) {\n  const client = await pool.connect();\n  try {\n    await client.query('more');\n  } finally {\n    client.release();\n  }\n}`;
    const after = await changed(rule, before);
    const standIns = { pg: pool };
    const twice = `const { run } = await load(); await run('good'); await run('bad').catch(() => 0); await run('good'); return 'served';`;
    expect((await runInChild(before, twice, { standIns, patienceMs: 3000 })).value).not.toBe('served');
    expect((await runInChild(after, twice, { standIns, patienceMs: 3000 })).value).toBe('served');
  });

  it('leaves to the reader what later work needs', async () => {
    const text = inside(
      `  const { rows } = await client.query(text);\n  client.release();\n  await fetch('http://a.example', { method: 'POST', body: String(rows) });`,
    );
    expect(await offers(rule, text)).toBe(0);
  });

  it('leaves several releases to the reader', async () => {
    const text = inside(
      `  if (!text) {\n    client.release();\n    return;\n  }\n  await client.query(text);\n  client.release();`,
    );
    expect(await offers(rule, text)).toBe(0);
  });

  it('rolls a transaction back', async () => {
    const before = `import { Sequelize } from 'sequelize';\nconst db = new Sequelize('a');\nexport async function run(work: (options: object) => Promise<void>) {\n  const t = await db.transaction();\n  await work({ transaction: t });\n  await t.commit();\n}`;
    const after = await changed(rule, before);
    const standIns = {
      sequelize: `export class Sequelize { async transaction() { return { commit: async () => console.log('COMMIT'), rollback: async () => console.log('ROLLBACK') }; } }`,
    };
    const bad = `await (await load()).run(async () => { throw new Error('no'); });`;
    const good = `await (await load()).run(async () => undefined);`;
    const failed = await runInChild(after, bad, { standIns });
    expect(failed.error).toBe('Error: no');
    expect(failed.output).toContain('ROLLBACK');
    expect((await runInChild(before, bad, { standIns })).output).not.toContain('ROLLBACK');
    expect((await runInChild(after, good, { standIns })).output).toContain('COMMIT');
  });
});
