import { describe, expect, it } from 'vitest';
import { findingsOf } from '../rules/harness.ts';

const rule = 'missing-error-listener';
const worker = (body: string) => `import { Worker } from 'node:worker_threads';\nexport class Pool {\n${body}\n}`;

describe('what a field keeps', () => {
  it.each([
    [
      'as it is declared',
      `private worker = new Worker('./w.js');\nstart() { this.worker.on('message', console.log); }`,
    ],
    [
      'in the constructor',
      `private readonly worker: Worker;\nconstructor() { this.worker = new Worker('./w.js'); this.worker.once('exit', console.log); }`,
    ],
    [
      'in a private one',
      `#worker = new Worker('./w.js');\nstart() { this.#worker.on('message', console.log); }\nstop() { return this.#worker.terminate(); }`,
    ],
  ])('is listened to there: %s', async (_, body) => {
    expect(await findingsOf(rule, worker(body))).toHaveLength(1);
  });

  it.each([
    [
      'it is heard',
      `worker = new Worker('./w.js');\nstart() { this.worker.on('message', console.log); this.worker.on('error', console.error); }`,
    ],
    ['nobody waits for its messages', `worker = new Worker('./w.js');\nstop() { return this.worker.terminate(); }`],
    [
      'it is handed on',
      `worker = new Worker('./w.js');\nstart() { this.worker.on('message', console.log); watch(this.worker); }`,
    ],
  ])('is none of it where %s', async (_, body) => {
    expect(await findingsOf(rule, worker(body))).toEqual([]);
  });
});

describe('a request that a method of the class ends', () => {
  const call = (end: string) =>
    `import http from 'node:http';\nexport class A {\n  req?: http.ClientRequest;\n  constructor(private ms: number, private readonly base?: http.RequestOptions) {}\n  start() {\n    const options = { ...this.base, host: 'h.example', timeout: this.ms };\n    this.req = http.request(options, (r) => r.resume());\n    this.req.on('error', console.error);\n    this.req.on('timeout', () => this.late());\n    this.req.end();\n  }\n  late() { ${end} }\n}`;
  it('is limited', async () => {
    expect(await findingsOf('unwrapped-network-call', call("this.req?.destroy(new Error('late'));"))).toEqual([]);
  });
  it('is not, where the method only says so', async () => {
    const found = await findingsOf('unwrapped-network-call', call("console.log('late');"));
    const ineffective = await findingsOf('ineffective-timeout', call("console.log('late');"));
    expect([...found, ...ineffective]).toHaveLength(1);
  });
});

it('HttpService of earlier NestJS is one', async () => {
  const text = `import { HttpService, Injectable } from '@nestjs/common';\n@Injectable()\nexport class A {\n  constructor(private h: HttpService) {}\n  price() { return this.h.get('https://x.example/p').toPromise(); }\n}`;
  expect(await findingsOf('unwrapped-network-call', text)).toHaveLength(1);
  expect(
    await findingsOf('unwrapped-network-call', text.replace('HttpService, ', '').replace('HttpService', 'Store')),
  ).toEqual([]);
});
