import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const head = `import express from 'express';
import http from 'node:http';
import { register } from 'prom-client';
const app = express();
`;
const found = (text: string) => findingsOf('no-graceful-shutdown', head + text);

describe('a server that only the platform asks', () => {
  it.each([
    [
      'metrics of an application',
      "app.get('/metrics', async (req, res) => { res.end(await register.metrics()); });\napp.listen(9100);",
    ],
    [
      'a handler without a path',
      'http.createServer(async (req, res) => { res.end(await register.metrics()); }).listen(9100);',
    ],
    [
      'a handler with two',
      `const server = http.createServer((req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  if (req.url === '/metrics') return register.metrics().then((text) => res.end(text));
  res.statusCode = 404; res.end();
});
server.listen(9100);`,
    ],
    [
      'a page beside them',
      "app.get('/', (req, res) => res.send('worker'));\napp.get('/metrics', (req, res) => res.send('ok'));\napp.listen(80);",
    ],
  ])('loses nothing: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    [
      'another route',
      "app.get('/metrics', (req, res) => res.end());\napp.post('/orders', (req, res) => res.end());\napp.listen(80);",
    ],
    [
      'routes of elsewhere',
      "app.get('/metrics', (req, res) => res.end());\napp.use(express.static('a'));\napp.listen(80);",
    ],
    ['a health check alone', "app.get('/health', (req, res) => res.send('ok'));\napp.listen(80);"],
    ['a page alone', "app.get('/', (req, res) => res.send('hello'));\napp.listen(80);"],
    [
      'another path of a handler',
      "http.createServer((req, res) => { if (req.url === '/metrics') return res.end(); if (req.url === '/orders') return res.end('[]'); res.end(); }).listen(80);",
    ],
    [
      'an application behind it',
      "http.createServer((req, res) => { if (req.url === '/metrics') return res.end(); app(req, res); }).listen(80);",
    ],
    ['any path', "http.createServer((req, res) => { res.end('hello'); }).listen(80);"],
  ])('is told with %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });
});
