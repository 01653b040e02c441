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
