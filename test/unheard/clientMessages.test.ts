import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from '../rules/harness.ts';

const rule = 'unhandled-failure';
const ws = `import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ port: 8080 });\n`;
const messagesOf = async (text: string): Promise<readonly string[]> =>
  (await lintInMemory(text, { rule })).messages.map(({ message }) => message);
const listen = (handler: string, more = ''): string =>
  `${ws}${more}wss.on('connection', (socket) => {\n  socket.on('error', log);\n  socket.on('message', ${handler});\n});`;

describe('a text that a client sends and that is parsed where nobody takes the failure', () => {
  it.each([
    ['in an async listener', listen('async (data) => { const m = JSON.parse(data.toString()); await act(m); }')],
    ['by way of a variable', listen('async (data) => { const text = String(data); act(JSON.parse(text)); }')],
    [
      'in a function that gets it and whose promise is given back to nobody',
      listen('(data) => handle(socket, data)', 'async function handle(to, data) { act(JSON.parse(data)); }\n'),
    ],
    [
      'in a function whose promise is dropped',
      listen('(data) => { void handle(data); }', 'async function handle(data) { act(JSON.parse(data)); }\n'),
    ],
    [
      'in methods of a class that keeps its server',
      `import { Server } from 'ws';\nexport class Sockets {\n  init() {\n    this.server = new Server({ port: 1 });\n    this.server.on('connection', this.onConnection);\n  }\n  onConnection = (socket) => {\n    socket.on('error', log);\n    socket.on('message', (data) => this.onMessage(socket, data));\n  };\n  async onMessage(socket, data) {\n    socket.send(JSON.parse(data).id);\n  }\n}`,
    ],
    [
      'of socket.io',
      `import { Server } from 'socket.io';\nconst io = new Server(3000);\nio.on('connection', (socket) => { socket.on('chat', async (text) => { act(JSON.parse(text)); }); });`,
    ],
    [
      'of a plain socket',
      `import net from 'node:net';\nnet.createServer((socket) => { socket.on('error', log); socket.on('data', async (data) => { act(JSON.parse(data)); }); });`,
    ],
    [
      'in a listener that takes the event apart',
      listen('log').replace(
        "on('message', log)",
        "addEventListener('message', async ({ data }) => { act(JSON.parse(data)); })",
      ),
    ],
    [
      'in the one handler of a socket',
      listen('log').replace("on('message', log)", 'onmessage = async (event) => { act(JSON.parse(event.data)); }'),
    ],
    [
      'of express-ws',
      `import express from 'express';\nimport expressWs from 'express-ws';\nconst { app } = expressWs(express());\napp.ws('/chat', (ws, req) => { ws.on('message', async (text) => { act(JSON.parse(text)); }); });`,
    ],
    [
      "of a route of Fastify's",
      `import websocket from '@fastify/websocket';\nexport async function plugin(app) {\n  await app.register(websocket);\n  app.get('/chat', { websocket: true }, (connection) => { connection.socket.on('message', async (text) => { act(JSON.parse(text)); }); });\n}`,
    ],
  ])('%s is reported', async (_, text) => {
    const [message, ...more] = await messagesOf(text);
    expect(more).toEqual([]);
    expect(message).toMatch(/parsing this client's message.*the unhandled rejection crashes the process/);
  });

  it('is thrown by a listener that is not async', async () => {
    expect(await messagesOf(listen('(data) => { act(JSON.parse(data)); }'))).toEqual([
      expect.stringContaining("If parsing this client's message fails, the exception crashes the process"),
    ]);
  });

  it.each([
    ['a try around it', listen('async (data) => { try { act(JSON.parse(data)); } catch (error) { log(error); } }')],
    [
      'a try around the function that parses',
      listen(
        'async (data) => { try { await handle(data); } catch (error) { log(error); } }',
        'async function handle(data) { act(JSON.parse(data)); }\n',
      ),
    ],
    [
      'a catch of its promise',
      listen('(data) => { handle(data).catch(log); }', 'async function handle(data) { act(JSON.parse(data)); }\n'),
    ],
    ['a test before it', listen('async (data) => { if (!isJson(data)) return; act(JSON.parse(data)); }')],
    [
      'a route without sockets',
      `import websocket from '@fastify/websocket';\nexport async function plugin(app, bus) {\n  await app.register(websocket);\n  app.get('/chat', { schema }, (bus) => { bus.on('message', async (text) => { act(JSON.parse(text)); }); });\n}`,
    ],
    ['a text of one’s own', listen("async (data) => { act(JSON.parse(process.env.CONFIG ?? '{}'), data); }")],
    [
      'a client, which trusts its server',
      `import WebSocket from 'ws';\nconst socket = new WebSocket('wss://a.example');\nsocket.on('error', log);\nsocket.on('message', async (data) => { act(JSON.parse(data)); });`,
    ],
    [
      'a program that goes on after what nobody caught',
      `${listen('async (data) => { act(JSON.parse(data)); }')}\nprocess.on('unhandledRejection', (error) => log(error));`,
    ],
  ])('is left alone with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('a connection that a pool of pg tells of', () => {
  const pool = "import { Pool } from 'pg';\nexport class Database {\n  pool = new Pool();\n  start() {\n";
  const on = (rest: string): string => `${pool}    this.pool.on('error', log);\n    this.pool.on(${rest});\n  }\n}`;

  it.each([
    ['opened', on(`'connect', (client) => { client.query("SET timezone = 'UTC'"); }`)],
    ['lent', on(`'acquire', (client) => { client.query('SET ROLE reader'); }`)],
    ['opened, in an async listener', on(`'connect', async (client) => { await client.query('SET a = 1'); }`)],
  ])('sends a query that nobody waits for: %s', async (_, text) => {
    expect(await messagesOf(text)).toEqual([expect.stringContaining('crashes the process')]);
  });

  it.each([
    ['a query that is caught', on(`'connect', (client) => { client.query('SET a = 1').catch(log); }`)],
    ['a query with a callback', on(`'connect', (client) => { client.query('SET a = 1', (error) => log(error)); }`)],
    ['another event', on(`'error', (error) => { error.query('SET a = 1'); }`)],
  ])('is left alone with %s', async (_, text) => {
    expect(await messagesOf(text)).toEqual([]);
  });
});

describe('a socket that a server takes on', () => {
  const server = (listener: string, member: string): string =>
    `import { WebSocketServer } from 'ws';\nexport class Sockets {\n  server = new WebSocketServer({ port: 1 });\n  start() { this.server.on('connection', ${listener}); }\n  ${member}\n}`;
  const silent = `socket.on('close', () => log('closed'));`;

  it.each([
    ['an arrow in a field', server('this.take', `take = (socket) => { ${silent} };`)],
    ['a method that is bound', server('(socket) => this.take(socket)', `take(socket) { ${silent} }`)],
  ])('needs a listener where it is given to %s', async (_, text) => {
    expect(await findingsOf('missing-error-listener', text)).toHaveLength(1);
  });

  it('is left alone where the field listens', async () => {
    const text = server('this.take', `take = (socket) => { socket.on('error', log); ${silent} };`);
    expect(await findingsOf('missing-error-listener', text)).toEqual([]);
  });
});
