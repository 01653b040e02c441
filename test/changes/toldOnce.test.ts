import { describe, expect, it } from 'vitest';
import { changed, offers } from './changes.ts';

const RULE = 'missing-error-listener';
const served = (body: string): string => `import http from 'node:http';\nimport net from 'node:net';\n${body}`;

describe("a callback that an 'error' listener would call a second time", () => {
  it.each([
    [
      'a request that is ended by a timeout that calls it',
      `export function load(url, done) {
  const request = http.get(url, { timeout: 5_000 }, (response) => response.resume().on('end', done));
  request.on('timeout', () => {
    request.destroy();
    done(new Error('too slow'));
  });
}`,
    ],
    [
      'one that goes on as soon as there is an answer',
      `export function load(url, response, next) {
  const request = http.get(url, { timeout: 5_000 }, (answer) => {
    answer.pipe(response);
    next();
  });
}`,
    ],
    [
      'a socket whose close calls it',
      `export function ping(host, done) {
  const socket = net.connect(80, host, () => socket.end());
  socket.on('close', () => done());
}`,
    ],
    [
      'the callback itself as the listener of the close',
      `export function ping(host, done) {
  const socket = net.connect(80, host);
  socket.on('close', done);
}`,
    ],
  ])('gets no listener: %s', async (_, body) => {
    expect(await offers(RULE, served(body))).toBe(0);
  });

  it('is told where each way calls it once', async () => {
    const after = await changed(
      RULE,
      served(`export function load(url, done) {
  const request = http.get(url, { timeout: 5_000 }, (response) => {
    if (response.statusCode !== 200) return done(new Error('no answer'));
    response.resume().on('end', () => done());
  });
  request.on('timeout', () => request.destroy());
}`),
    );
    expect(after).toContain("request.on('error', done);");
  });

  it('is told by a promise, which settles once', async () => {
    const after = await changed(
      RULE,
      served(`export const ping = (host) => new Promise((resolve, reject) => {
  const socket = net.connect(80, host, () => socket.end());
  socket.on('close', resolve);
});`),
    );
    expect(after).toContain("socket.on('error', reject);");
  });

  it('is left alone by a client that lives on', async () => {
    const after = await changed(
      RULE,
      `import { createClient } from 'redis';
export function open(done) {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('ready', () => done());
  return client;
}`,
    );
    expect(after).toContain("client.on('error', (error) => console.error(error));");
  });
});
