import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'no-graceful-shutdown';
const express = `import express from 'express';\nconst app = express();\n`;

describe(rule, () => {
  it.each([
    ['a server', `${express}app.listen(80);`],
    ['a server in a function that runs once', `${express}async function main() {\n  app.listen(80);\n}\nmain();`],
    ['a server behind a promise', `${express}connect().then(() => app.listen(80));`],
    ['node:http', `import { createServer } from 'node:http';\ncreateServer((q, r) => r.end()).listen(80);`],
    ['a server with CommonJS', `const app = require('express')();\napp.listen(80, () => console.log('up'));`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a signal', `${express}app.listen(80);\nprocess.on('SIGTERM', stop);`],
    ['a list of signals', `${express}app.listen(80);\nfor (const s of signals) process.on(s, stop);`],
    ['a helper', `${express}import { graceful } from './shutdown';\ngraceful(app.listen(80));`],
    ['CommonJS', `${express}require('http-graceful-shutdown')(app.listen(80));`],
    ['a server that is closed', `${express}const s = app.listen(80);\nonce(() => s.close());`],
    ['a server for others', `${express}export function start() {\n  return app.listen(80);\n}`],
    ['a method', `${express}export class Server {\n  start() {\n    app.listen(80);\n  }\n}`],
    ['any port', `${express}app.listen(0);`],
    ['this machine', `${express}app.listen(80, '127.0.0.1');`],
    ['a module for its effect', `import './process';\n${express}app.listen(80);`],
    ['a server that others get', `import { watch } from './watch';\n${express}watch(app);\napp.listen(80);`],
    [
      'a framework',
      `import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create({});\nawait app.listen(80);`,
    ],
    ['other things that listen', `store.listen(() => draw());`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is silent in command line tools', async () => {
    expect(await findingsOf(rule, `${express}app.listen(80);`, { environment: 'cli' })).toEqual([]);
  });
});

describe('handlers of signals', () => {
  const express = `import express from 'express';\nconst app = express();\n`;
  const held = `${express}const server = app.listen(80);\n`;
  it.each([
    ['exits at once', `${express}app.listen(80);\nprocess.on('SIGTERM', () => process.exit(0));`],
    ['says so and exits', `${held}process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });`],
    ['exits at once, by name', `${held}function stop() { process.exit(0); }\nprocess.once('SIGTERM', stop);`],
    ['exits before it has closed', `${held}process.on('SIGTERM', () => { server.close(); process.exit(0); });`],
    [
      'exits before it has closed, with a callback',
      `${held}async function stop() { server.close(() => console.log('closed')); await log('bye'); }\nfunction end() { server.close(() => console.log('closed')); pool.end(); process.exit(0); }\nprocess.on('SIGTERM', end);\nexport { stop };`,
    ],
    [
      'exits before it has closed, by a function that its handler calls',
      `${held}const stop = (signal) => { console.log(signal); server?.close(); process.exit(0); };\nfor (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => stop(s));`,
    ],
    [
      'closes an application, which has no close()',
      `${express}app.listen(80);\nprocess.on('SIGTERM', async () => { await app.close?.(); process.exit(0); });`,
    ],
    [
      'closes an application in a field',
      `import express from 'express';\nclass Web { app = express(); start() { this.app.listen(80); } async stop() { await this.app.close?.(); } }\nconst web = new Web();\nweb.start();\nprocess.on('SIGTERM', async () => { await web.stop(); process.exit(0); });`,
    ],
  ])('reports one that %s', async (_, text) => {
    expect(await findingsOf('no-graceful-shutdown', text)).toHaveLength(1);
  });

  it.each([
    ['exits when it has closed', `process.on('SIGTERM', () => { server.close(() => process.exit(0)); });`],
    ['waits for it', `process.on('SIGTERM', async () => { await promisify(server.close)(); process.exit(0); });`],
    ['waits a while', `process.on('SIGTERM', async () => { server.close(); await drained(); process.exit(0); });`],
    [
      'exits at last by a timer',
      `process.on('SIGTERM', () => { server.close(); setTimeout(() => { process.exit(0); }, 5000).unref(); });`,
    ],
    [
      'exits at once only when it is asked again',
      `let asked = 0;\nprocess.on('SIGTERM', () => { if (asked++) { process.exit(1); } server.close(); });`,
    ],
  ])('is silent about one that %s', async (_, text) => {
    expect(await findingsOf('no-graceful-shutdown', `${held}${text}`)).toEqual([]);
  });

  it.each([
    ['closes the server', `${held}process.on('SIGTERM', () => server.close(() => process.exit(0)));`],
    [
      'asks another file',
      `import { stop } from './stop';\n${express}app.listen(80);\nprocess.on('SIGTERM', async () => { await stop(); process.exit(0); });`,
    ],
    [
      'waits a while',
      `${express}app.listen(80);\nprocess.on('SIGTERM', () => setTimeout(() => process.exit(0), 10_000));`,
    ],
    [
      'closes an application that can',
      `import fastify from 'fastify';\nconst app = fastify();\napp.listen({ port: 80 });\nprocess.on('SIGTERM', async () => { await app.close(); process.exit(0); });`,
    ],
  ])('is silent for one that %s', async (_, text) => {
    expect(await findingsOf('no-graceful-shutdown', text)).toEqual([]);
  });
});

describe('a server that an exported function starts', () => {
  const text = `import express from 'express';\nimport { createServer } from 'node:http';\nexport function init(port) {\n  const app = express();\n  createServer(app).listen(port);\n}`;
  const entry = (more = '') => ({ '/project/src/start.ts': `import { init } from './file';\ninit(80);\n${more}` });

  it.each([
    ['a declaration', text],
    ['a constant', text.replace('export function init(port) {', 'export const init = (port) => {')],
    [
      'an application',
      `import express from 'express';\nexport async function init() {\n  const app = express();\n  app.listen(80);\n}`,
    ],
  ])('of a program that nowhere listens for signals: %s', async (_, source) => {
    expect(await findingsOf(rule, source, { started: true, files: entry() })).toHaveLength(1);
  });

  it.each([
    ['is a library', { started: false, files: entry() }],
    ['listens for signals elsewhere', { started: true, files: entry(`process.on('SIGTERM', stop);`) }],
    ['has a package for it', { started: true, files: entry(`import { createTerminus } from '@godaddy/terminus';`) }],
  ])('of a package that %s', async (_, surroundings) => {
    expect(await findingsOf(rule, text, surroundings)).toEqual([]);
  });

  it('in a function that it returns', async () => {
    const source = text.replace('createServer(app).listen(port);', 'return () => createServer(app).listen(port);');
    expect(await findingsOf(rule, source, { started: true, files: entry() })).toEqual([]);
  });
});

describe('where a server starts', () => {
  const express = `import express from 'express';\n`;
  const inClass = `${express}class App {\n  constructor() {\n    this.app = express();\n  }\n  start() {\n    this.server = this.app.listen(80);\n  }\n}\nnew App().start();`;

  it.each([
    [
      'a promise around it',
      `${express}const app = express();\nawait new Promise((resolve) => app.listen(80, resolve));`,
    ],
    [
      'a function that returns the promise',
      `${express}const app = express();\nasync function main() {\n  await new Promise((resolve) => app.listen(80, resolve));\n}\nmain();`,
    ],
    [
      'an exported function with a promise',
      `${express}export function init() {\n  const app = express();\n  return new Promise((resolve) => app.listen(80, resolve));\n}`,
    ],
    ['a method of a class', inClass],
  ])('is seen: %s', async (_, text) => {
    expect(await findingsOf(rule, text, { started: true })).toHaveLength(1);
  });

  it.each([
    ['a signal', `process.on('SIGTERM', stop);`],
    ['a package for it', `import { createHttpTerminator } from 'http-terminator';`],
    ['hooks of a framework', 'app.enableShutdownHooks();'],
  ])('is left to another file that has %s', async (_, other) => {
    const files = { '/project/src/stop.ts': other };
    expect(
      await findingsOf(rule, `${express}const app = express();\napp.listen(80);`, { started: true, files }),
    ).toEqual([]);
    expect(await findingsOf(rule, inClass, { started: true, files })).toEqual([]);
  });

  it('is left to the function of another file that is given the server', async () => {
    const text = `import { stopOnSignals } from './stop';\n${express}const app = express();\nconst server = app.listen(80);\nstopOnSignals(server);`;
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
