import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const rule = 'no-graceful-shutdown';
const express = `import express from 'express';\n`;
const app = `${express}const app = express();\n`;
const found = async (text: string, files: Record<string, string> = {}): Promise<readonly string[]> => {
  const around = { path: '/project/src/index.ts', files, started: true };
  return (await lintInMemory(text, { rule }, around)).messages.map(({ message }) => message);
};
const at = (text: string): Record<string, string> => ({ '/project/src/other.ts': text });

describe('a server that is started away from the top of its file', () => {
  it.each([
    [
      'in a static method',
      `${express}import { createServer } from 'http';\nclass API {\n  static async init() {\n    const app = express();\n    const server = createServer(app);\n    server.listen(80);\n    return server;\n  }\n}\nexport default API;`,
    ],
    [
      'in a helper that takes the application by its type',
      `${express}import type { Application } from 'express';\nexport async function setup() { const app = express(); return start(app, 80); }\nasync function start(app: Application, port: number) {\n  let server;\n  await new Promise((resolve) => { server = app.listen(port, resolve); });\n  return server;\n}`,
    ],
    [
      'in a helper whose only caller says what it is',
      `${express}export function setup() { start(express()); }\nconst start = (app) => { app.listen(80); };`,
    ],
    [
      'behind a promise in a method',
      `${express}export class Web { start() { const app = express(); return connect().then(() => app.listen(80)); } }`,
    ],
    [
      'by http or https, as it is told at its start',
      `${express}import http from 'http';\nimport https from 'https';\nexport default function start(options) {\n  const app = express();\n  let server;\n  if (options.tls) server = https.createServer(options.tls, app);\n  else server = http.createServer(app);\n  server.listen(80);\n}`,
    ],
  ])('is reported %s', async (_, text) => {
    expect(await found(text)).toEqual([expect.stringContaining('no signal handler in this file')]);
  });

  it.each([
    [
      'a helper that others may call too',
      `${express}export class A { run(list) { list.forEach(start); start(express()); } }\nfunction start(app) { app.listen(80); }`,
    ],
    [
      'a helper that is given different things',
      `${express}export function setup(store) { start(express()); start(store); }\nfunction start(app) { app.listen(80); }`,
    ],
    [
      'a listener that runs later',
      `${express}export class A { run(hub) { hub.on('go', () => express().listen(80)); } }`,
    ],
  ])('is left alone: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('what another file says', () => {
  it.each([
    ['that it handles a failure gracefully', `// handled gracefully\nexport const gracefullyDeny = () => 1;`],
    ['of an abnormal shutdown', `// the state may be caused by an abnormal shutdown\nexport const state = 1;`],
    ['of a signal that it sends', `export const stop = (child) => child.kill('SIGTERM');`],
    ['of a signal that it compares', `child.on('exit', (code, signal) => { if (signal === 'SIGTERM') log(code); });`],
  ])('changes nothing: %s', async (_, other) => {
    expect(await found(`${app}app.listen(80);`, at(other))).toHaveLength(1);
  });

  it.each([
    ['a signal', `process.on('SIGTERM', stop);`],
    ['signals of a list', `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, stop);`],
    [
      'signals as keys',
      `const codes = { SIGTERM: 15 };\nfor (const name of Object.keys(codes)) process.on(name, stop);`,
    ],
    ['a package', `import { createTerminus } from '@godaddy/terminus';`],
    ['something of a package', `import { gracefulShutdown } from '@acme/kit';`],
  ])('may see to its end: %s', async (_, other) => {
    expect(await found(`${app}app.listen(80);`, at(other))).toEqual([]);
  });
});

describe('a handler of SIGTERM', () => {
  const held = `${app}const server = app.listen(80);\n`;
  it.each([
    [
      'tells a registry, clears a timer and exits',
      `import axios from 'axios';\n${held}const leave = async () => axios.delete('http://registry/me').catch((e) => console.error(e));\nlet done = false;\nconst cleanup = async () => { if (!done) { done = true; clearInterval(timer); await leave(); } };\nprocess.on('SIGTERM', async () => { await cleanup(); process.exit(0); });`,
    ],
    [
      'closes its database alone',
      `import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n${held}process.on('SIGTERM', async () => { await prisma.$disconnect(); process.exit(0); });`,
    ],
  ])('that only %s is reported', async (_, text) => {
    expect(await found(text)).toEqual([expect.stringContaining('its handler exits without that')]);
  });

  it.each([
    [
      'closes the server by a function of its own',
      `${held}const cleanup = async () => { clearInterval(timer); await close(server); };\nprocess.on('SIGTERM', async () => { await cleanup(); process.exit(0); });`,
    ],
    [
      'waits',
      `${held}process.on('SIGTERM', async () => { await new Promise((done) => setTimeout(done, 5000)); process.exit(0); });`,
    ],
    [
      'asks a helper',
      `import { stop } from './other';\n${held}process.on('SIGTERM', async () => { await stop(); process.exit(0); });`,
    ],
  ])('that %s is left alone', async (_, text) => {
    expect(await found(text, at('export const stop = () => hub.end();'))).toEqual([]);
  });
});

describe('an application of NestJS that consumes', () => {
  const main = (more: string): string =>
    `import { NestFactory } from '@nestjs/core';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  ${more}\n  await app.listen(3000);\n}\nbootstrap();`;
  const kafka = `app.connectMicroservice({ transport: Transport.KAFKA });\n  await app.startAllMicroservices();`;

  it('has its consumers cut off without its hooks', async () => {
    expect(await found(main(kafka))).toEqual([expect.stringContaining('its consumers are cut off')]);
  });

  it.each([
    ['with its hooks', main(`app.enableShutdownHooks();\n  ${kafka}`), ''],
    ['without consumers', main(''), ''],
    ['with a handler in another file', main(kafka), `process.on('SIGTERM', stop);`],
  ])('is left alone %s', async (_, text, other) => {
    expect(await found(text, at(other))).toEqual([]);
  });
});
