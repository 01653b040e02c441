import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from './found.ts';

const head = `${sleep}import axios from 'axios';\nconst api = axios.create({ baseURL: 'https://a.example' });\n`;
const run = (body: string, before = ''): string =>
  `${head}${before}export async function run(queue: any, config: any, signal: any, stopped: boolean) { ${body} }`;

describe('work that is taken anew in each round', () => {
  it.each([
    [
      'by a claim',
      'while (!stopped) { try { const job = await queue.claim(); await api.post("/results", await work(job)); } catch { await sleep(5000); } }',
    ],
    [
      'by a request',
      'while (true) { try { const { data } = await api.post("/jobs/next"); await api.post(`/jobs/${data.id}/result`, work(data)); } catch (error) { log(error); await sleep(1000); } }',
    ],
    [
      'by a function of this file',
      'while (true) { const job = await take(config); if (!job) return; await api.post("/results", job); }',
    ],
    [
      'off a list, for what is opened in the attempt',
      "const kinds = ['.a', '.b']; while (kinds.length) { const kind = kinds.pop(); let file = null; try { file = queue.open(kind); await file.load(); } catch { continue; } await file.save(); return; }",
    ],
  ])('is no retry: %s', (_, body) => {
    const before = 'async function take(config: any) { return (await api.post("/jobs/claim", config)).data; }\n';
    expect(retriesIn(run(body, before))).toEqual([]);
  });

  it('is a hot loop where the taking fails, and nothing waits', () => {
    const body =
      'while (!stopped) { try { const { data } = await api.post("/jobs/claim"); if (!data) { await sleep(10); } else { await work(data); } } catch (error) { log(error); } }';
    expect(onlyRetry(run(body))).toMatchObject({ delay: 'none', goesOn: true });
  });

  it('is a retry where the same is sent', () => {
    const body =
      'const job = await queue.claim(); while (true) { try { return await api.post("/results", job); } catch { await sleep(5000); } }';
    expect(onlyRetry(run(body))).not.toHaveProperty('goesOn');
  });
});

describe('a loop that goes on after a success', () => {
  it.each([
    [
      'until it is told to stop',
      'while (!stopped) { let done = 0; try { done = await (await fetch("https://a.example")).json(); } catch (error) { log(error); await sleep(1000); continue; } if (done === 0 && config.idleExit) break; }',
    ],
    [
      'until there is nothing to do',
      'while (true) { try { const left = await (await fetch("https://a.example")).json(); if (left === 0) break; } catch (error) { log(error); await sleep(1000); } }',
    ],
    [
      'until it is aborted',
      'while (true) { try { if (signal.aborted) return; await fetch("https://a.example/sync"); } catch (error) { log(error); await sleep(1000); } }',
    ],
  ])('%s', (_, body) => {
    for (const retry of retriesIn(run(body))) expect(retry).toMatchObject({ goesOn: true });
  });

  it('not one that success leaves', () => {
    const body =
      'for (let n = 0; n < 9; n++) { try { const r = await fetch("https://a.example"); if (r.ok) return r; } catch (error) { log(error); } await sleep(1000); }';
    expect(onlyRetry(run(body))).not.toHaveProperty('goesOn');
  });
});
