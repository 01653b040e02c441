import { describe, expect, it } from 'vitest';
import { changed } from './changes.ts';

const RULE = 'missing-error-listener';

describe('a listener beside a response that a client waits for', () => {
  it('answers through a proxy, or drops the connection', async () => {
    const after = await changed(
      RULE,
      `import http from 'node:http';
import httpProxy from 'http-proxy';
const proxy = httpProxy.createProxyServer({ target: 'http://api:9000', proxyTimeout: 5_000 });
http.createServer((req, res) => proxy.web(req, res)).listen(8000);`,
    );
    expect(after).toContain(`proxy.on('error', (error, request, response) => {
  console.error(error);
  if (!response) return;
  if ('writeHead' in response && !response.headersSent) response.writeHead(502).end();
  else response.destroy();
});`);
  });

  it.each([
    ['a server', 'http.createServer((req, res) => {', 'res'],
    ['a route', "app.get('/', (request, response) => {", 'response'],
  ])('answers for a request within %s', async (_, head, name) => {
    const after = await changed(
      RULE,
      `import http from 'node:http';
import express from 'express';
const app = express();
${head}
  const up = http.request({ host: 'api', timeout: 5_000 }, (answer) => answer.resume().on('end', () => ${name}.end()));
  up.on('timeout', () => up.destroy());
  up.end();
});`,
    );
    expect(after).toContain(`  up.on('error', (error) => {
    console.error(error);
    if (${name}.headersSent) ${name}.destroy();
    else ${name}.writeHead(502).end();
  });`);
  });

  it('only logs where nobody waits for a response', async () => {
    const after = await changed(
      RULE,
      `import http from 'node:http';
export function report(event) {
  const up = http.request({ host: 'api', timeout: 5_000 }, (answer) => answer.resume());
  up.on('timeout', () => up.destroy());
  up.end(event);
}`,
    );
    expect(after).toContain("up.on('error', (error) => console.error(error));");
  });
});
