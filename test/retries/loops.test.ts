import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from './found.ts';

describe('loops that try again', () => {
  it('asks the answer in the loop’s own condition', () => {
    const text = `${sleep}export async function load(url: string) {
      let answer = await fetch(url);
      let tries = 0;
      while (!answer.ok && tries < 3) { await sleep(1000); answer = await fetch(url); tries++; }
      return answer;
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', delay: 'constant', bounded: true });
  });

  it('keeps whether it went well in a variable', () => {
    const text = `${sleep}export async function send(client: any, message: string) {
      let sent = false;
      let left = 3;
      while (!sent && left > 0) {
        const result = await client.send(message);
        sent = result.success;
        if (!sent) { left--; await sleep(100); }
      }
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', bounded: true });
  });

  it('turns a rejection into a value', () => {
    const text = `${sleep}export async function wait(url: string) {
      let ok = false;
      while (!ok) { ok = await fetch(url).then(() => true, () => false); if (!ok) await sleep(1000); }
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', bounded: false });
  });

  it('goes round by a switch on the status', () => {
    const text = `${sleep}export async function load(url: string) {
      let wait = 100;
      while (true) {
        const answer = await fetch(url);
        switch (answer.status) {
          case 200: return answer.json();
          case 429: await sleep(wait); wait *= 2; continue;
          default: throw new Error('refused');
        }
      }
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', delay: 'exponential', errors: 'selective' });
  });

  it('asks for a lock until it is given', () => {
    const text = `${sleep}export async function lock(redis: any, key: string) {
      for (let i = 0; i < 10; i++) {
        const got = await redis.set(key, '1', 'NX');
        if (got === 'OK') return true;
        await sleep(50);
      }
      throw new Error('taken');
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', bounded: true });
  });

  it('is kept up by a flag that the handler sets', () => {
    const text = `export async function run(work: () => Promise<void>) {
      let failed = false;
      let tries = 0;
      do {
        ++tries;
        try { await work(); } catch (error: any) { if (error.code === 'EAGAIN') { failed = true; } else { throw error; } }
      } while (failed && tries <= 3);
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', errors: 'selective', bounded: true });
  });
});

describe('loops that do something else', () => {
  it.each([
    [
      'reads a value until it is there',
      `for (let i = 0; i < 10; i++) { const row = await db.find(id); if (row) return row; await sleep(50); }`,
    ],
    [
      'asks for the state of a job',
      `let going = true;
       while (going) { const job = await db.retrieve(id); going = ['queued', 'running'].includes(job.status); if (going) await sleep(50); }`,
    ],
    [
      'compares a state behind an optional chain',
      `while (!signal.aborted) { const row = await db.first(); if (row?.status === 'done') return; await sleep(1000); }`,
    ],
    [
      'waits for readiness',
      `let healthy = false;
       while (!healthy) { try { healthy = await checkHealth(id); } catch { await sleep(1000); } }`,
    ],
    [
      'asks a person',
      `while (true) { try { return await fetch(id); } catch { if (!(await confirm('Again?'))) throw new Error('stopped'); } }`,
    ],
    [
      'asks a person for a password',
      `for (;;) { const word = await rl.question('Password: '); const answer = await fetch(id, { body: word }); if (answer.ok) return; }`,
    ],
    [
      'waits for a device code',
      `while (true) { await sleep(5000); const answer = await (await fetch(id)).json(); if (answer.access_token) return answer; if (answer.error === 'authorization_pending') continue; throw new Error(answer.error); }`,
    ],
    ['drains a queue', `while (list.length > 0) { const item = list.shift(); try { await fetch(item); } catch {} }`],
  ])('%s', (_, body) => {
    const head = `declare const db: any, rl: any, signal: AbortSignal, list: string[]; declare function checkHealth(id: string): Promise<boolean>;
      declare function confirm(text: string): Promise<boolean>;`;
    expect(retriesIn(`${head}${sleep}export async function run(id: string) { ${body} }`)).toEqual([]);
  });
});
