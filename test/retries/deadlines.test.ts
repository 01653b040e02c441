import { describe, expect, it } from 'vitest';
import { onlyRetry } from './found.ts';

const until = (before: string, test: string): string =>
  `export async function load(url: string, ms: number): Promise<unknown> {
    const end = Date.now() + ms; let rounds = 0;
    ${before}
    do { try { const r = await fetch(url); return await r.json(); } catch {} } while (${test});
    throw new Error('too late');
  }`;

describe('a loop that a function of the clock ends', () => {
  it.each([
    ['what is left', until('const left = () => end - Date.now();', 'left() > 0')],
    [
      'a function with a name',
      until('function left(): number { return Math.max(0, end - performance.now()); }', '0 < left()'),
    ],
    ['an answer', until('const expired = () => Date.now() >= end;', '!expired()')],
    [
      'further functions',
      until('const gone = () => Date.now() - (end - ms); const left = () => ms - gone();', 'left() > 0'),
    ],
  ])('is bounded by %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ form: 'loop', bounded: true, deadline: true });
  });

  it.each([
    ['tells no time', until('const left = () => ms;', 'left() > 0')],
    ['is waited for', until('const left = async () => Date.now();', '(await left()) > 0')],
    [
      'tells it beside its answer',
      until('const state = () => ({ at: Date.now(), open: true });', 'state().open === true'),
    ],
    ['asks whether it has come up', until('const started = () => Boolean(url);', 'started()')],
  ])('is none where the function %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ bounded: false });
  });
});
