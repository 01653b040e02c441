import { describe, expect, test } from 'vitest';
import type { ServerFact } from '../../src/facts/model.ts';
import { factsIn } from './factsIn.ts';

function onlyServer(text: string): ServerFact {
  const { servers } = factsIn(text);
  expect(servers).toHaveLength(1);
  return servers[0]!;
}

const express = (rest: string): string => `import express from 'express'; const app = express(); ${rest}`;

describe('what listens', () => {
  test.each([
    ['express', express('app.listen(80);'), 'express'],
    ['an application that is required', "const express = require('express'); express().listen(80);", 'express'],
    ['node:http', "import { createServer } from 'node:http'; createServer(f).listen(80);", 'http'],
    ['a field', "import Koa from 'koa'; class Web { app = new Koa(); start() { this.app.listen(80); } }", 'koa'],
    ['fastify', "import Fastify from 'fastify'; const app = Fastify(); app.listen({ port: 80 });", 'fastify'],
  ])('%s', (_, text, framework) => {
    expect(onlyServer(text)).toMatchObject({ framework });
  });

  test.each([
    ['a store', "import { createStore } from './store'; const store = createStore(); store.listen(() => 1);"],
    ['a page', "const page = document.body; page.addEventListener('click', f);"],
    ['an application that another file starts', express('export default app;')],
  ])('not %s', (_, text) => {
    expect(factsIn(text).servers).toEqual([]);
  });
});

describe('a signal', () => {
  test.each<[string, string, Partial<ServerFact>]>([
    ['is not listened for', express('app.listen(80);'), { handlesShutdown: false }],
    [
      'closes the server',
      express("const server = app.listen(80); process.on('SIGTERM', () => server.close());"),
      { handlesShutdown: true },
    ],
    [
      'is one of a list',
      express(
        "const server = app.listen(80); for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => server.close());",
      ),
      { handlesShutdown: true },
    ],
    [
      'ends the process at once',
      express("app.listen(80); process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });"),
      { handlesShutdown: false, shutdownDefect: 'exits-at-once' },
    ],
    [
      'cannot reach the server that listen gave',
      express("app.listen(80); process.on('SIGTERM', async () => { await flush(); process.exit(0); });"),
      { handlesShutdown: false, shutdownDefect: 'server-dropped' },
    ],
    [
      'is left to the framework',
      "import { NestFactory } from '@nestjs/core'; const app = await NestFactory.create(A); app.enableShutdownHooks(); await app.listen(80);",
      { handlesShutdown: true },
    ],
  ])('%s', (_, text, expected) => {
    expect(onlyServer(text)).toMatchObject(expected);
  });

  test.each([
    ['a package may take', express("import stoppable from 'stoppable'; stoppable(app.listen(80));")],
    ['a test server does not need', express('app.listen(0);')],
    ['a server of this machine does not need', express("app.listen(80, '127.0.0.1');")],
    ['another file may take', express("import './signals'; app.listen(80);")],
    [
      'a file that only exports a start may leave to its caller',
      express('export function start() { app.listen(80); }'),
    ],
  ])('%s: nothing is said', (_, text) => {
    expect(onlyServer(text)).toMatchObject({ handlesShutdown: 'unknown' });
  });
});

describe('a health check', () => {
  test.each<[string, ServerFact['hasHealthRoute']]>([
    ["app.get('/healthz', h);", true],
    ["app.get('/api/v1/ready', h);", true],
    ["app.all('/status/', h);", true],
    ["app.get('/users', h);", false],
    ["app.get('/healthy-food', h);", false],
    ["import { routes } from './routes'; app.use(routes);", 'unknown'],
    ["app.use((req, res) => { if (req.url === '/ping') res.end(); });", true],
  ])('%s: %s', (routes, expected) => {
    expect(onlyServer(express(`${routes} app.listen(80);`)).hasHealthRoute).toBe(expected);
  });
});
