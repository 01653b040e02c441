import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

describe('timers that try again', () => {
  it.each([
    [
      'in a catch',
      `export async function load(url: string) { try { await fetch(url); } catch { setTimeout(() => load(url), 1000); } }`,
      'constant',
    ],
    [
      'in a rejection handler',
      `export function load(url: string) { fetch(url).catch(() => setTimeout(() => load(url), 1000)); }`,
      'constant',
    ],
    [
      'when a socket closes',
      `let n = 0; function open() { const socket = new WebSocket('wss://a.example'); socket.onclose = () => { n++; setTimeout(open, 1000 * 2 ** n); }; } open();`,
      'exponential',
    ],
    [
      'by an event of an emitter',
      `import WebSocket from 'ws'; function open() { const socket = new WebSocket('wss://a.example'); socket.on('close', () => setTimeout(open, 500)); } open();`,
      'constant',
    ],
    [
      'with the number of the attempt',
      `export function load(url: string, n = 0) { fetch(url).catch((error) => { if (n >= 3) throw error; setTimeout(() => load(url, n + 1), 100 * n); }); }`,
      'linear',
    ],
  ])('%s', (_, text, delay) => {
    expect(onlyRetry(text)).toMatchObject({ form: 'timer', delay, network: true });
  });

  it.each([
    ['a count ends it', 'if (n < 5) setTimeout(() => load(url, n + 1), 100);', true],
    ['nothing ends it', 'setTimeout(() => load(url, n + 1), 100);', false],
  ])('%s', (_, handler, bounded) => {
    const text = `export function load(url: string, n = 0) { fetch(url).catch(() => { ${handler} }); }`;
    expect(onlyRetry(text)).toMatchObject({ bounded });
  });
});

describe('timers that do something else', () => {
  it.each([
    [
      'poll whatever happened',
      `async function tick() { await fetch('https://a.example'); setTimeout(tick, 1000); } tick();`,
    ],
    [
      'poll in finally',
      `async function tick() { try { await fetch('https://a.example'); } finally { setTimeout(tick, 1000); } } tick();`,
    ],
    ['run another operation', `fetch('https://a.example').catch(() => setTimeout(() => show('failed'), 1000));`],
    ['wait for an element', `function wait() { if (!document.querySelector('#a')) setTimeout(wait, 100); } wait();`],
    [
      'end a wait',
      `const timer = setTimeout(() => controller.abort(), 1000); fetch(url).finally(() => clearTimeout(timer));`,
    ],
    [
      'turn pages',
      `async function page(n: number) { const r = await fetch('https://a.example/' + n); show(r); setTimeout(() => page(n + 1), 100); }`,
    ],
  ])('%s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });
});
