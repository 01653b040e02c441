import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unhandled-failure';
const get = `await fetch('https://stock.internal/levels')`;

describe('async functions given to servers of Node', () => {
  it.each([
    [
      'http',
      `import http from 'node:http';\nhttp.createServer(async (req, res) => { ${get}; res.end(); }).listen(80);`,
    ],
    [
      'https with options, kept in a variable that listens',
      `const https = require('https');\nconst server = https.createServer(options, async (req, res) => { ${get}; res.end(); });\nserver.on('error', log);`,
    ],
    [
      'a constructor',
      `import { Server } from 'http';\nnew Server(async (req, res) => { ${get}; res.end(); }).listen(80);`,
    ],
    ['net', `import net from 'net';\nnet.createServer(async (socket) => { ${get}; socket.end(); }).listen(80);`],
    [
      'a handler by its name',
      `import { createServer } from 'http';\nasync function handle(req, res) { ${get}; res.end(); }\ncreateServer(handle).listen(80);`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('leave a request unanswered where the process goes on', async () => {
    const text = `import http from 'node:http';\nprocess.on('unhandledRejection', (error) => { console.error(error); });\nhttp.createServer(async (req, res) => { ${get}; res.end(); }).listen(80);`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('the request is never answered')]);
  });

  it.each([
    [
      'a handler that catches',
      `import http from 'node:http';\nhttp.createServer(async (req, res) => { try { ${get}; res.end(); } catch (error) { res.destroy(error); } });`,
    ],
    [
      'a server of somebody else',
      `import { createServer } from './dev.js';\ncreateServer(async (req, res) => { ${get}; });`,
    ],
    [
      'a handler whose work is caught',
      `import http from 'node:http';\nhttp.createServer((req, res) => { fetch('https://a.example').then(() => res.end(), (error) => res.destroy(error)); });`,
    ],
  ])('are no matter with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('async functions given as error-first callbacks', () => {
  it.each([
    [
      'a library that answers once',
      `const jwt = require('jsonwebtoken');\nexports.check = (token) => { jwt.verify(token, key, async (err, payload) => { ${get}; }); };`,
    ],
    [
      'a database',
      `import sqlite3 from 'sqlite3';\nconst db = new sqlite3.Database('a.db');\nexport function all() { db.all('SELECT 1', [], async (error, rows) => { ${get}; }); }`,
    ],
    [
      'only an error, of a call that gives no more',
      `const mongoose = require('mongoose');\nmongoose.connect(url, async (err) => { ${get}; });`,
    ],
    [
      'inside a try, which is over by then',
      `const fs = require('fs');\nexports.read = () => { try { fs.readFile('a', async (err, text) => { ${get}; }); } catch (error) { log(error); } };`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'what takes the promise of an interceptor',
      `import axios from 'axios';\naxios.interceptors.response.use((ok) => ok, async (error, more) => { ${get}; });`,
    ],
    [
      'a function of the project, which may wait',
      `async function withRows(run) { await run(null, []); }\nexport const go = () => withRows(async (err, rows) => { ${get}; });`,
    ],
    ['the handler of a framework', `server.setErrorHandler(async (error, request, reply) => { ${get}; });`],
    [
      'a callback that catches',
      `const fs = require('fs');\nfs.readFile('a', async (err, text) => { try { ${get}; } catch (error) { log(error); } });`,
    ],
    ['what is told of failures', `job.onFailure(async (error) => { ${get}; });`],
  ])('are no matter with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('async functions given to map', () => {
  it('are dropped where the list is', async () => {
    const text = `export async function all(ids) { ids.map(async (id) => { ${get}; }); }`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('await Promise.all')]);
  });

  it.each([
    ['a function by its name', `async function load(id) { ${get}; }\nexport function all(ids) { ids.map(load); }`],
    ['an optional list', `export function all(ids) { ids?.map(async (id) => { ${get}; }); }`],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['waited for', `export async function all(ids) { await Promise.all(ids.map(async (id) => { ${get}; })); }`],
    ['given on', `export function all(ids) { return ids.map(async (id) => { ${get}; }); }`],
    ['kept', `export function all(ids) { const jobs = ids.map(async (id) => { ${get}; }); return Promise.all(jobs); }`],
  ])('are no matter where they are %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
