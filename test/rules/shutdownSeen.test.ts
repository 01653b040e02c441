import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';
import type { Surroundings } from './harness.ts';

const rule = 'no-graceful-shutdown';
const found = async (text: string, more: Record<string, string> = {}, surroundings: Surroundings = {}) => {
  const files = Object.fromEntries(
    Object.entries(more).map(([name, content]) => [new URL(name, 'file:///project/src/').pathname, content]),
  );
  const result = await lintInMemory(text, { rule }, { started: true, ...surroundings, files });
  return result.messages.map(({ message }) => message);
};
const report = [expect.stringContaining('Close this server on SIGTERM')];
const express = `import express from 'express';\nconst app = express();\n`;

describe('handlers of Ctrl+C only', () => {
  const stopped = `${express}const server = app.listen(80);\nprocess.on('SIGINT', () => server.close());`;

  it.each([
    ['closing', stopped, {}],
    ['exiting', `${express}app.listen(80);\nprocess.once('SIGINT', () => process.exit());`, {}],
    [
      'asking a file of the project',
      `import http from 'http';\nimport { Shutdown } from './shutdown';\nconst server = http.createServer(handle);\nserver.listen(80);\nprocess.on('SIGINT', () => { Shutdown.of(server); });`,
      { 'shutdown.ts': `export const Shutdown = { of: (server) => server.close() };` },
    ],
  ])('are not enough: %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual([expect.stringContaining('hear SIGINT only')]);
  });

  it.each([
    ['both signals', `${stopped}\nprocess.on('SIGTERM', () => server.close());`, {}],
    ['the other one elsewhere', stopped, { 'end.ts': `process.on('SIGTERM', () => {});` }],
    ['a package that hears both', `import graceful from 'http-graceful-shutdown';\n${stopped}\ngraceful(server);`, {}],
    ['a manager that sends it', stopped, { 'ecosystem.ts': `export const apps = [{ exec_mode: 'cluster' }];` }],
    ['this machine', stopped.replace('(80)', `(80, 'localhost')`), {}],
  ])('are silent with %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual([]);
  });

  it('are silent in a program that pm2 runs', async () => {
    expect(await found(stopped, {}, { dependencies: ['pm2'] })).toEqual([]);
  });
});

describe('a server that the file itself does not show whole', () => {
  it.each([
    [
      'routes of another file',
      `const restify = require('restify');\nconst routes = require('./routes');\nconst server = restify.createServer();\nroutes(server);\nserver.listen(80);`,
      { 'routes.ts': `module.exports = function (server) { server.get('/', answer); };` },
    ],
    [
      'routes of another file, required in place',
      `const app = require('express')();\nrequire('./routes')(app);\napp.listen(80);`,
      { 'routes.ts': `module.exports = (app) => { app.get('/', answer); };` },
    ],
    [
      'a file for its effect',
      `import './models';\nimport express from 'express';\nexpress().listen(80);`,
      { 'models.ts': `globalThis.models = {};` },
    ],
    [
      'an application that is passed in',
      `import type Koa from 'koa';\nexport const setup = (app: Koa, port: number) => {\n  app.listen(port);\n};`,
      {},
    ],
    [
      'an application that is passed in, by a qualified type',
      `import express from 'express';\nexport function setup(app: express.Application) {\n  app.listen(80);\n}`,
      {},
    ],
    [
      'HTTP or HTTPS, by a branch',
      `import http from 'http';\nimport https from 'https';\nlet server;\nif (key) server = https.createServer({ key }, app);\nelse server = http.createServer(app);\nserver.listen(80);`,
      {},
    ],
    [
      'HTTP or HTTPS, by a condition',
      `const http = require('http');\nconst https = require('https');\nconst server = key ? https.createServer({ key }, app) : http.createServer(app);\nserver.listen(80);`,
      {},
    ],
    ['an address that the environment sets', `${express}app.listen(80, process.env.HOST || 'localhost');`, {}],
    [
      'an address that settings may set',
      `import settings from './settings';\n${express}const host = settings.host ?? '127.0.0.1';\napp.listen(80, host);`,
      {},
    ],
  ])('is seen: %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual(report);
  });

  it.each([
    [
      'a helper that hears signals',
      `const app = require('express')();\nrequire('./routes')(app);\napp.listen(80);`,
      { 'routes.ts': `module.exports = (app) => { process.on('SIGTERM', end); };` },
    ],
    ['a helper that is not there', `const app = require('express')();\nrequire('./routes')(app);\napp.listen(80);`, {}],
    [
      'something else that is passed in',
      `import type { Store } from 'flux';\nexport const setup = (store: Store) => {\n  store.listen(draw);\n};`,
      {},
    ],
    [
      'a server or something else',
      `import http from 'http';\nimport { fake } from 'fakes';\nlet server;\nif (real) server = http.createServer(app);\nelse server = fake();\nserver.listen(80);`,
      {},
    ],
    ['an address that is fixed', `${express}const host = '127.0.0.1';\napp.listen(80, host);`, {}],
  ])('is left alone: %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual([]);
  });
});

describe('queues that NestJS closes', () => {
  const main = `import { NestFactory } from '@nestjs/core';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(80);\n}\nvoid bootstrap();`;
  const worker = (name: string) =>
    `import { Processor } from '@nestjs/${name}';\n@Processor('mails')\nexport class Mails {}\n`;

  it.each(['bull', 'bullmq'])('need its hooks: @nestjs/%s', async (name) => {
    expect(await found(main, { 'mails.ts': worker(name) })).toEqual([expect.stringContaining('enableShutdownHooks')]);
  });

  it.each([
    ['hooks', main.replace('await app.listen', 'app.enableShutdownHooks();\n  await app.listen'), worker('bullmq')],
    ['no worker', main, `import { InjectQueue } from '@nestjs/bullmq';\nexport class Mails {}\n`],
  ])('are silent with %s', async (_, text, other) => {
    expect(await found(text, { 'mails.ts': other })).toEqual([]);
  });

  it('are silent for the worker of another program', async () => {
    expect(await found(main, { '../other/mails.ts': worker('bullmq') })).toEqual([]);
  });
});
