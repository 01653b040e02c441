import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from './found.ts';

function handled(handler: string): string {
  return `${sleep}export async function load(url: string) {
    for (let n = 0; n < 5; n++) {
      try { return await fetch(url); } catch (error: any) { ${handler} await sleep(100); }
    }
  }`;
}

describe('which failures are tried again', () => {
  it.each([
    ['all', '', 'all'],
    ['all, and the last is thrown', 'if (n === 4) throw error;', 'all'],
    ['all, and each is logged', 'console.warn(error.message);', 'all'],
    ['by code', "if (error.code !== 'ECONNRESET') throw error;", 'selective'],
    ['by status', 'if (error.status < 500) throw error;', 'selective'],
    ['by class', 'if (!(error instanceof TimeoutError)) throw error;', 'selective'],
    ['by a predicate', 'if (!isTransient(error)) throw error;', 'selective'],
    ['by a switch', "switch (error.code) { case 'EPIPE': break; default: throw error; }", 'selective'],
    ['by name', "if (error.name === 'AbortError') return undefined;", 'selective'],
  ])('%s', (_, handler, errors) => {
    expect(onlyRetry(handled(handler))).toMatchObject({ errors });
  });
});

describe('failures that an answer tells', () => {
  const asked = (body: string): string => `${sleep}export async function load(url: string) {
    for (let n = 0; n < 5; n++) { const answer = await fetch(url); ${body} await sleep(100); }
  }`;

  it.each([
    ['whether it is ok', 'if (answer.ok) return answer;', 'all'],
    ['a status that is good', 'if (answer.status === 200) return answer;', 'all'],
    ['statuses that are worth it', 'if (answer.status !== 429 && answer.status < 500) return answer;', 'selective'],
    ['one status', 'if (answer.status !== 503) return answer;', 'selective'],
  ])('%s', (_, body, errors) => {
    expect(onlyRetry(asked(body))).toMatchObject({ errors, form: 'loop' });
  });

  it.each([
    ['a body that is not ready', "const job = await answer.json(); if (job.state === 'done') return job;"],
    ['nothing', 'show(answer);'],
  ])('not %s', (_, body) => {
    expect(retriesIn(asked(body))).toEqual([]);
  });
});
