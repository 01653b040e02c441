import { describe, expect, it } from 'vitest';
import { frameworkExported } from '../../src/knowledge/serverFrameworks.ts';
import { lintInMemory } from './harness.ts';

const rule = 'no-graceful-shutdown';
const found = async (text: string, files: Record<string, string> = {}): Promise<readonly string[]> =>
  (await lintInMemory(text, { rule }, { path: '/project/src/index.ts', files })).messages.map(({ message }) => message);
const at = (name: string, text: string): Record<string, string> => ({ [`/project/src/${name}`]: text });

const app = `const app = require('express')();\napp.get('/', (q, r) => { r.send('x'); });\nmodule.exports = app;\n`;

describe('an application that another file, or another function, makes', () => {
  it.each([
    ['required and started', `const app = require('./app');\napp.listen(3030, () => {});`, at('app.ts', app)],
    ['required in place', `require('./app').listen(3030);`, at('app.ts', app)],
    [
      'imported by its name',
      `import { server } from './app';\nserver.listen(3030);`,
      at('app.ts', `import Koa from 'koa';\nexport const server = new Koa();\n`),
    ],
    [
      'made by a function of another file',
      `import { createApp } from './app';\nasync function main() {\n  const app = await createApp();\n  app.listen(3030);\n}\nvoid main();`,
      at(
        'app.ts',
        `import express from 'express';\nexport async function createApp() {\n  const app = express();\n  return app;\n}\n`,
      ),
    ],
    [
      'started by a function that another calls at once',
      `import express, { Application } from 'express';\nconst play = async () => {\n  const app: Application = express();\n  app.listen(3030, () => {});\n};\n(async () => { await play(); })();`,
      {},
    ],
  ])('is a server: %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual([expect.stringContaining('Close this server on SIGTERM')]);
  });

  it.each([
    [
      'something else that listens',
      `import store from './store';\nstore.listen(() => {});`,
      at('store.ts', `import { make } from 'flux';\nconst store = make();\nexport default store;\n`),
    ],
    [
      'a file that hears of signals',
      `const app = require('./app');\napp.listen(3030);`,
      at('app.ts', `${app}process.on('SIGTERM', () => {});\n`),
    ],
    [
      'a function that others call',
      `import express from 'express';\nexport const play = async () => {\n  const app = express();\n  app.listen(3030);\n};\n`,
      {},
    ],
  ])('is none to report: %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual([]);
  });
});

describe("NestJS's hooks for the end", () => {
  const main = (more = ''): string =>
    `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  ${more}\n  await app.listen(3000);\n}\nbootstrap();\n`;
  const provider = (method: string): Record<string, string> =>
    at(
      'db.ts',
      `import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Db {\n  async ${method}() { await this.end(); }\n}\n`,
    );

  it.each(['onModuleDestroy', 'onApplicationShutdown', 'beforeApplicationShutdown'])(
    'are missed by %s',
    async (method) => {
      expect(await found(main(), provider(method))).toEqual([expect.stringContaining('enableShutdownHooks()')]);
    },
  );

  it.each([
    ['they are there', main('app.enableShutdownHooks();'), provider('onModuleDestroy')],
    [
      'another file has them',
      main('setUp(app);'),
      {
        ...provider('onModuleDestroy'),
        ...at('setUp.ts', `export const setUp = (app) => app.enableShutdownHooks();\n`),
      },
    ],
    ['nothing waits for them', main(), at('db.ts', `import { OnModuleDestroy } from '@nestjs/common';\n`)],
    ['the application is closed here', main('setTimeout(() => app.close(), 5000);'), provider('onModuleDestroy')],
  ])('are no matter where %s', async (_, text, files) => {
    expect(await found(text, files)).toEqual([]);
  });
});

describe('which framework a text exports', () => {
  it.each([
    [`const express = require('express');\nvar app = module.exports = express();`, 'default', 'express'],
    [
      `import fastify from 'fastify';\nconst app: FastifyInstance = fastify({ logger: true });\nexport default app;`,
      'default',
      'fastify',
    ],
    [`import { createServer } from 'node:http';\nexport const server = createServer(handle);`, 'server', 'http'],
    [
      `const http = require('http');\nconst server = http.createServer(f);\nmodule.exports = { server };`,
      'server',
      'http',
    ],
    [`const Koa = require('koa')\nconst app = new Koa()\nexports.app = app`, 'app', 'koa'],
    [
      `const express = require('express');\nconst router = express.Router();\nmodule.exports = router;`,
      'default',
      undefined,
    ],
    [`import { make } from './make';\nconst app = make();\nexport default app;`, 'default', undefined],
    [`import express from 'express';\nconst app = express();\nexport { other };`, 'app', undefined],
  ])('%s', (text, name, framework) => {
    expect(frameworkExported(text, name)).toBe(framework);
  });
});
