import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'missing-error-listener';
const fs = `import fs, { createWriteStream } from 'node:fs';\n`;
const http = `import http from 'node:http';\n`;

describe('streams of files', () => {
  it.each([
    [
      'a file that a client names',
      `${fs}app.get('/f', (req, res) => { fs.createReadStream(req.query.name).pipe(res); });`,
    ],
    [
      'one that is kept',
      `const fs = require('fs');\nexports.send = (name, res) => { const file = fs.createReadStream(name); file.pipe(res); };`,
    ],
    [
      'a listener on the target only',
      `${fs}export const send = (name, res) => { fs.createReadStream(name).pipe(res).on('error', log); };`,
    ],
    [
      'an upload into a file',
      `${fs}app.post('/f', (req, res) => { const out = createWriteStream('/data/a'); req.pipe(out); out.on('finish', () => res.end()); });`,
    ],
    [
      'a file at the end of a chain',
      `${fs}export const keep = (body, path) => { body.pipe(fs.createWriteStream(path)); };`,
    ],
    [
      'a decompression',
      `import zlib from 'zlib';\nexport const unpack = (body, out) => { body.pipe(zlib.createGunzip()).pipe(out); };`,
    ],
    [
      'an archive',
      `import archiver from 'archiver';\nexport const zip = (res) => { const zip = archiver('zip'); zip.pipe(res); zip.directory('/data', false); zip.finalize(); };`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a listener',
      `${fs}export const send = (name, res) => { fs.createReadStream(name).on('error', log).pipe(res); };`,
    ],
    [
      'a listener further down',
      `${fs}export const send = (name, res) => { const file = fs.createReadStream(name); file.pipe(res); file.on('error', log); };`,
    ],
    [
      'a listener on a target',
      `${fs}export const keep = (body, path) => { body.pipe(fs.createWriteStream(path)).on('error', log); };`,
    ],
    [
      'pipeline()',
      `${fs}import { pipeline } from 'node:stream';\nexport const send = (name, res) => pipeline(fs.createReadStream(name), res, done);`,
    ],
    [
      'a function that listens',
      `${fs}function watch(file) { file.on('error', log); }\nexport const send = (name, res) => { const file = fs.createReadStream(name); watch(file); file.pipe(res); };`,
    ],
    [
      'a file that was looked at first',
      `${fs}export const send = (name, res) => { if (!fs.existsSync(name)) return; fs.createReadStream(name).pipe(res); };`,
    ],
    [
      'a file that is shipped',
      `${fs}export const send = (res) => { fs.createReadStream(__dirname + '/page.html').pipe(res); };`,
    ],
    ['a stream that is returned', `${fs}export const open = (path) => fs.createWriteStream(path);`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('leaves a command to end with its error', async () => {
    const text = `${fs}export const keep = (body, path) => { body.pipe(fs.createWriteStream(path)); };`;
    expect(await findingsOf(rule, text, { environment: 'cli' })).toEqual([]);
  });
});

describe('programs', () => {
  const cp = `import * as cp from 'child_process';\n`;
  it.each([
    [
      'a program',
      `${cp}export function size() { const child = cp.spawn('identify', ['a.png']); child.on('close', done); }`,
    ],
    [
      'one whose output is piped on',
      `const { spawn } = require('child_process');\nexports.shrink = (res) => { spawn('convert', ['a']).stdout.pipe(res); };`,
    ],
    [
      'one that is kept',
      `${cp}export class Job { start() { this.child = cp.spawn(this.path, []); this.child.on('exit', this.end); } }`,
    ],
    [
      'one that is kept by an emitter',
      `${cp}import { EventEmitter } from 'node:events';\nexport class Job extends EventEmitter { start() { this.child = cp.spawn('ffmpeg', []); this.child.on('exit', this.end); } }`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a listener', `${cp}const child = cp.spawn('identify', ['a.png']);\nchild.on('error', log);`],
    [
      'a listener on a field',
      `${cp}export class Job { start() { this.child = cp.spawn('ffmpeg', []); this.child.on('error', this.end); } }`,
    ],
    [
      'a field that the base class may listen on',
      `${cp}import { Worker } from './worker';\nexport class Job extends Worker { start() { this.child = cp.spawn('ffmpeg', []); this.setUp(); } }`,
    ],
    ['a shell', `${cp}cp.spawn('ls | wc -l', { shell: true }).on('close', done);`],
    ['node itself', `${cp}cp.spawn(process.execPath, ['a.js']).on('close', done);`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('sockets and proxies', () => {
  const ws = `import { WebSocketServer } from 'ws';\nconst server = new WebSocketServer({ port: 80 });\n`;
  it.each([
    [
      'a socket of a net server',
      `import net from 'node:net';\nnet.createServer((socket) => { socket.on('data', use); }).listen(9000);`,
    ],
    ['a WebSocket', `${ws}server.on('connection', (socket) => { socket.on('message', use); });`],
    [
      'a WebSocket that is kept in a list',
      `const WebSocket = require('ws');\nconst all = new Set();\nconst server = new WebSocket.Server({ port: 80 });\nserver.on('connection', (socket) => { all.add(socket); socket.on('message', use); });`,
    ],
    [
      'an upgraded socket',
      `${http}const server = http.createServer(app);\nserver.on('upgrade', (req, socket) => { socket.write('a'); });`,
    ],
    [
      'a proxy',
      `import proxy from 'http-proxy';\nconst to = proxy.createProxyServer({ target: 'http://a.example' });\nhttp.use((req, res) => to.web(req, res));`,
    ],
    [
      'a request that is streamed into',
      `${http}import { createReadStream } from 'node:fs';\nconst req = http.request('http://a.example');\ncreateReadStream('a').pipe(req);`,
    ],
    [
      'a socket at both ends of a pipe',
      `import net from 'net';\nexport function tunnel(client) { const server = net.connect(80, 'a.example'); client.pipe(server).pipe(client); }`,
    ],
    [
      'datagrams to a name',
      `import dgram from 'node:dgram';\nconst socket = dgram.createSocket('udp4');\nexport const count = (name) => socket.send(name, 8125, 'statsd');`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a socket with a listener',
      `import net from 'node:net';\nnet.createServer((socket) => { socket.on('error', log); socket.on('data', use); }).listen(9000);`,
    ],
    [
      'a socket that another function takes on',
      `import net from 'node:net';\nfunction take(socket) { socket.on('error', log); }\nnet.createServer((socket) => { take(socket); }).listen(9000);`,
    ],
    ['a WebSocket that goes somewhere else', `${ws}server.on('connection', (socket) => { new Session(socket); });`],
    [
      'an upgrade that ws takes on',
      `${http}${ws}http.createServer(app).on('upgrade', (req, socket, head) => { server.handleUpgrade(req, socket, head, done); });`,
    ],
    [
      'a refused upgrade',
      `${http}const server = http.createServer(app);\nserver.on('upgrade', (req, socket) => { socket.destroy(); });`,
    ],
    [
      'a proxy with a callback',
      `import proxy from 'http-proxy';\nconst to = proxy.createProxyServer({ target: 'http://a.example' });\nhttp.use((req, res) => to.web(req, res, {}, (error) => log(error)));`,
    ],
    [
      'datagrams with a callback',
      `import dgram from 'node:dgram';\nconst socket = dgram.createSocket('udp4');\nexport const count = (name) => socket.send(name, 8125, 'statsd', (error) => log(error));`,
    ],
    [
      'sockets of socket.io',
      `import { Server } from 'socket.io';\nconst io = new Server();\nio.on('connection', (socket) => { socket.on('message', use); });`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('workers', () => {
  const worker = `import { Worker } from 'node:worker_threads';\n`;

  it.each([
    [
      'one whose messages are awaited',
      `${worker}const w = new Worker('./w.js');\nw.on('message', (m) => done(m));\nexport const ask = (m) => w.postMessage(m);`,
    ],
    [
      'one in a promise that only its messages settle',
      `const { Worker } = require('worker_threads');\nexports.run = (data) => new Promise((resolve) => { const w = new Worker('./w.js', { workerData: data }); w.once('message', resolve); });`,
    ],
    [
      'one that is started again at its end',
      `import threads from 'node:worker_threads';\nexport function start() { const w = new threads.Worker('./w.js'); w.on('exit', start); }`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'one with a listener',
      `${worker}export const run = () => new Promise((resolve, reject) => { const w = new Worker('./w.js'); w.on('message', resolve); w.on('error', reject); });`,
    ],
    ['one that nobody waits for', `${worker}export const run = () => { new Worker('./w.js'); };`],
    [
      'one that is handed on',
      `${worker}export function make() { const w = new Worker('./w.js'); w.on('message', log); return w; }`,
    ],
    ["a browser's", `export function make() { const w = new Worker('./w.js'); w.on('message', log); }`],
  ])('leaves out %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
