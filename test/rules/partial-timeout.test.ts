import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'partial-timeout';
const got = `import got from 'got';\n`;
const ky = `import ky from 'ky';\nexport const load = () => ky.get('https://a.example', { timeout: 5000 }).json();`;

describe(rule, () => {
  it('reports a limit for the headers alone', async () => {
    expect(await findingsOf(rule, `${got}got('https://a.example', { timeout: { response: 5000 } });`)).toEqual([
      '2: response: 5000',
    ]);
  });

  it('knows versions', async () => {
    expect(await findingsOf(rule, ky, { versions: { ky: '1.14.3' } })).toHaveLength(1);
    expect(await findingsOf(rule, ky, { versions: { ky: '2.1.0' } })).toEqual([]);
  });

  const asked = `export async function moved(url: string) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 1500);
  const response = await fetch(url, { redirect: 'manual', signal: controller.signal });
  clearTimeout(timer);
`;

  it('reports a body that is read after the timer', async () => {
    expect(await findingsOf(rule, `${asked}  return response.text();\n}`)).toHaveLength(1);
  });

  it.each([
    ['a body that is thrown away', `${asked}  await response.body?.cancel();\n  return response.status;\n}`],
    ['a body that is thrown away, if it can be', `${asked}  response.body?.cancel?.();\n  return response.status;\n}`],
    ['a stream that is destroyed', `${asked}  response.body.destroy();\n  return response.status;\n}`],
    ['a limit for the whole', `${got}got('https://a.example', { timeout: { request: 5000 } });`],
    ['a stream', `${got}got.stream('https://a.example', { timeout: { response: 5000 } });`],
    ['a limit of idle time', `import axios from 'axios';\naxios.get('https://a.example', { timeout: 5000 });`],
    ['a limit of connecting', `${got}got('https://a.example', { timeout: { connect: 500, request: 5000 } });`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
