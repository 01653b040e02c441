import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'missing-error-listener';
const ws = `import WebSocket from 'ws';\n`;
const net = `import net from 'node:net';\n`;
const open = `new WebSocket('wss://a.example')`;

describe('a WebSocket of ws', () => {
  it.each([
    ['in a variable', `${ws}export function f() { const s = ${open}; s.on('message', log); }`],
    ['in a field', `${ws}export class A { start() { this.s = ${open}; this.s.on('close', () => this.start()); } }`],
    ['as the first value of a field', `${ws}export class A { s = ${open}; start() { this.s.on('open', log); } }`],
    [
      'of a class of one’s own',
      `${ws}class Feed extends WebSocket { constructor() { super('wss://a.example'); this.on('open', log); } }\nnew Feed();`,
    ],
    [
      'that others get once it is open',
      `${ws}export const f = () => new Promise((done) => { const s = ${open}; s.once('open', () => done(s)); });`,
    ],
    [
      'beside another class whose field of this name has a listener',
      `${ws}class A { s = ${open}; start() { this.s.on('open', log); } }\nclass B { s = ${open}; start() { this.s.on('error', log); } }`,
    ],
  ])('without a listener is reported %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a listener', `${ws}const s = ${open};\ns.on('error', log);`],
    ['addEventListener', `${ws}const s = ${open};\ns.addEventListener('error', log);`],
    ['onerror', `${ws}const s = ${open};\ns.onerror = log;`],
    [
      'a class that listens',
      `${ws}class Feed extends WebSocket { constructor() { super('wss://a.example'); this.on('error', log); } }\nnew Feed();`,
    ],
    [
      'a class that hands itself on',
      `${ws}class Feed extends WebSocket { constructor() { super('wss://a.example'); watch(this); } }\nnew Feed();`,
    ],
    ['one that is returned', `${ws}export const f = () => ${open};`],
    ['one that is handed on at once', `${ws}export function f(done) { const s = ${open}; done(s); }`],
    ['one of the browser', `const s = ${open};\ns.onmessage = log;`],
    ['one that reconnects by itself', `import Socket from 'reconnecting-websocket';\nconst s = new Socket('wss://a');`],
    [
      'a field that a subclass of the file listens to',
      `${ws}class A { s = ${open}; }\nclass B extends A { start() { this.s.on('error', log); } }`,
    ],
  ])('is left alone with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('a raw socket', () => {
  it.each([
    [
      'that a promise gives away once it is connected',
      `${net}export const f = (host) => new Promise((done) => { const s = net.createConnection({ host, port: 25 }, () => done(s)); });`,
    ],
    ['that connects later', `${net}class A { s = new net.Socket(); start() { this.s.connect(25, 'a.example'); } }`],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is left alone where the promise hears of errors', async () => {
    const text = `${net}export const f = (host) => new Promise((done, fail) => { const s = net.connect(25, host, () => done(s)); s.on('error', fail); });`;
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('an answer that is piped on', () => {
  const fs = `import fs from 'node:fs';\n`;
  it.each([
    [
      'of axios',
      `import axios from 'axios';\n${fs}export async function f(u) { const r = await axios.get(u, { responseType: 'stream' }); r.data.pipe(fs.createWriteStream('a')); }`,
    ],
    [
      'of node, through a transform',
      `import https from 'node:https';\nimport zlib from 'node:zlib';\n${fs}export function f(u) { https.get(u, (res) => { res.pipe(zlib.createGunzip()).pipe(fs.createWriteStream('a')); }).on('error', log); }`,
    ],
    [
      'of fetch, as a stream of node',
      `import { Readable } from 'node:stream';\nexport async function f(u, out) { const r = await fetch(u); const body = Readable.fromWeb(r.body); body.pipe(out); }`,
    ],
    [
      'of S3',
      `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\nexport async function f(res) { const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'a', Key: 'b' })); Body.pipe(res); }`,
    ],
  ])('is reported: %s', async (_, text) => {
    expect((await findingsOf(rule, text)).filter((line) => line.includes('pipe'))).toHaveLength(1);
  });

  it.each([
    [
      'pipeline',
      `import axios from 'axios';\nimport { pipeline } from 'node:stream/promises';\n${fs}export async function f(u) { const r = await axios.get(u, { responseType: 'stream' }); await pipeline(r.data, fs.createWriteStream('a')); }`,
    ],
    [
      'a listener',
      `import axios from 'axios';\n${fs}export async function f(u) { const r = await axios.get(u, { responseType: 'stream' }); return new Promise((done, fail) => { r.data.on('error', fail); r.data.pipe(fs.createWriteStream('a')).on('finish', done); }); }`,
    ],
    ['a local file', `${fs}export const f = (out) => fs.createReadStream('a').pipe(out);`],
    [
      'operators',
      `import { ajax } from 'rxjs/ajax';\nexport const f = () => ajax.getJSON('/a').pipe(map(one)).subscribe();`,
    ],
    [
      'an answer that is read whole',
      `import axios from 'axios';\nexport async function f(u, pipe) { const r = await axios.get(u); return flow.pipe(r.data); }`,
    ],
  ])('is left alone with %s', async (_, text) => {
    expect((await findingsOf(rule, text)).filter((line) => line.includes('pipe'))).toEqual([]);
  });
});
