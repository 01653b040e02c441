import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from '../retries/found.ts';

const head = `import axios from 'axios';
${sleep}declare function getReceipt(hash: string): Promise<unknown>;
`;

function body(text: string): string {
  return `${head}export async function load(url: string) { ${text} }`;
}

describe('what brings a loop round is an answer that says "not yet"', () => {
  it.each([
    [
      'a state, kept in a variable',
      `let status; do { const res = await axios.get(url); status = res.data.status; await sleep(5000); }
       while (status === 'pending'); return status;`,
    ],
    [
      'nothing there yet',
      'for (;;) { const receipt = await getReceipt(url); if (receipt) return receipt; await sleep(1000); }',
    ],
    [
      'a 404 until there is an answer',
      `let r; while (!r) { const res = await fetch(url); if (res.status === 404) { await sleep(5000); continue; }
       r = await res.json(); } return r;`,
    ],
    [
      'a 404 alone',
      'let res; do { res = await fetch(url); await sleep(2000); } while (res.status === 404); return res;',
    ],
    [
      'a 404 that is caught',
      `let r; while (!r) { try { r = await axios.get(url); } catch (e: any) {
         if (e.response?.status === 404) await sleep(3000); else throw e; } } return r;`,
    ],
    [
      'a 404 that is caught, the rest thrown first',
      `for (;;) { try { return await axios.get(url); } catch (e: any) {
         if (e.response?.status !== 404) throw e; await sleep(3000); } }`,
    ],
    [
      'a state in an answer that went well',
      `for (let i = 0; i < 60; i++) { const res = await fetch(url);
       if (res.ok) { const job = await res.json(); if (job.status === 'completed') return job; } await sleep(2000); }`,
    ],
    [
      'a state, at a pace that a failure does not change',
      `for (let i = 0; i < 60; i++) { try { const { data } = await axios.get(url);
       if (data.status === 'completed') return data; } catch (e) { console.error(e); } await sleep(2000); }`,
    ],
    [
      'a field that ends the loop',
      `let done = false; while (!done) { try { const { data } = await axios.get(url); if (data.done) { done = true; break; } }
       catch (e) { console.error(e); } await sleep(5000); }`,
    ],
    [
      'a field that the loop asks for',
      `let done = false; while (!done) { try { const { data } = await axios.get(url); done = data.done; }
       catch (e) { console.error(e); } if (!done) await sleep(5000); }`,
    ],
    [
      'a value, for as long as it takes',
      `while (true) { try { const { data } = await axios.get(url); if (data.receipt) return data; } catch {} await sleep(1000); }`,
    ],
  ])('%s', (_, text) => {
    expect(retriesIn(body(text))).toEqual([]);
  });
});

describe('what brings a loop round is a failure', () => {
  it.each([
    ['that is caught', 'while (true) { try { return await axios.get(url); } catch { await sleep(1000); } }'],
    [
      'that the status tells',
      `for (let i = 0; i < 5; i++) { const res = await fetch(url); if (res.ok) return res.json(); await sleep(1000); }`,
    ],
    [
      'of the server, and what is not there',
      `for (;;) { const res = await fetch(url); if (res.status === 404 || res.status >= 500) { await sleep(1000); continue; }
       return res; }`,
    ],
    [
      'of any kind but a 404',
      `for (;;) { try { return await axios.get(url); } catch (e: any) {
         if (e.response?.status === 404) throw e; await sleep(3000); } }`,
    ],
    [
      'a few times, or an answer without a text',
      `for (let i = 0; i < 3; i++) { try { const { data } = await axios.get(url); if (data.text) return data.text; }
       catch (e) { console.error(e); } await sleep(1000); }`,
    ],
    [
      'asked about faster than for news',
      `while (true) { try { const { data } = await axios.get(url); if (data.state === 'done') return data; }
       catch (e) { console.error(e); } await sleep(50); }`,
    ],
  ])('%s', (_, text) => {
    expect(onlyRetry(body(text))).toMatchObject({ form: 'loop' });
  });
});
