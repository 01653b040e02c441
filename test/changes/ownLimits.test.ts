import { describe, expect, it } from 'vitest';
import { changed, offers } from './changes.ts';
import { findingsOf, fixedText } from '../rules/harness.ts';

const rule = 'unwrapped-network-call';
const js = { path: '/project/src/file.js' };

describe('a call whose limit is set elsewhere', () => {
  const send = (rest: string, params = 'url: string') =>
    `import axios from 'axios';\nexport class Api {\n  constructor(private readonly config: any) {}\n  async send(${params}) {\n    return (await axios.get(url)).data;\n  }\n${rest}}`;
  it.each([
    ['by a field', send('  private run(p: any) {\n    return limit(p, this.requestTimeout);\n  }\n')],
    ['by a configuration', send('  private run(p: any) {\n    return limit(p, this.config.timeoutMs);\n  }\n')],
    ['by whoever calls it', send('', 'url: string, timeout: number')],
  ])('is given none: %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it.each([
    ['a timer', send('  later() {\n    this.timer = globalThis.setTimeout(() => 1, 5);\n  }\n')],
    ['the kind of a failure', send('  later(err: any) {\n    return err.timeout;\n  }\n')],
  ])('is given one beside %s', async (_, text) => {
    expect(await changed(rule, text)).toContain('timeout: 10_000');
  });
});

describe('a stream that its reader may pause', () => {
  const head = `const https = require('node:https');\nconst { PassThrough } = require('node:stream');\n`;
  it.each([
    [
      'of a player',
      `${head}exports.play = (url, onError) => {\n  const p = new PassThrough();\n  https.get(url, (res) => res.pipe(p)).once('error', onError);\n  return p;\n};`,
    ],
    [
      'of sound',
      `${head}exports.load = (url, audioSink, onError) => {\n  https.get(url, (res) => res.pipe(audioSink)).once('error', onError);\n};`,
    ],
    [
      'that is returned',
      `${head}exports.load = (url, onError) => {\n  const stream = new PassThrough();\n  https.get(url, (res) => res.pipe(stream)).once('error', onError);\n  return stream;\n};`,
    ],
  ])('is given no limit of silence: %s', async (_, text) => {
    expect(await offers(rule, text, js)).toBe(0);
  });

  it('is given one where it fills a file', async () => {
    const text = `${head}const fs = require('node:fs');\nexports.load = (url, to, onError) => {\n  https.get(url, (res) => res.pipe(fs.createWriteStream(to).on('error', onError))).once('error', onError);\n};`;
    expect(await fixedText(rule, text, 0, js)).toContain('setTimeout(60_000');
  });
});

describe('a body that is read in a try of its own', () => {
  const read = (tried: string, handler: string) =>
    `export async function comic(n: number) {\n  const response = await fetch(\`https://a.example/\${n}\`, { signal: AbortSignal.timeout(9) });\n  try {\n    ${tried}\n  } ${handler}\n}`;
  const wanted = /try \{\n {4}if \(!response\.ok\) throw /;
  it.each([
    [
      'undefined',
      read('const info = await response.json();\n    return info.title;', 'catch {\n    return undefined;\n  }'),
    ],
    ['a fallback', read('return await response.json();', 'catch (error) {\n    return { title: String(error) };\n  }')],
    ['a text', read('const text = await response.text();\n    return text.trim();', "catch {\n    return '';\n  }")],
  ])('fails where that fails: %s', async (_, text) => {
    expect(await fixedText('unchecked-status', text)).toMatch(wanted);
  });

  it('is checked at once where nothing catches', async () => {
    const text = read('return await response.json();', 'finally {\n    done();\n  }');
    expect(await fixedText('unchecked-status', text)).not.toMatch(wanted);
  });
});

describe('a body that is refused where it does not fit', () => {
  const load = (rest: string) =>
    `export async function load() {\n  const res = await fetch('https://a.example', { signal: AbortSignal.timeout(9) });\n  ${rest}\n}`;
  const rule = 'unchecked-status';
  it.each([
    [
      'a switch over what it says it is',
      load(
        "switch (res.headers.get('content-type')) {\n    case 'image/png':\n      return await res.arrayBuffer();\n    default:\n      throw new Error('type');\n  }",
      ),
    ],
    [
      'its kind in a variable',
      load(
        "const type = res.headers.get('Content-Type') ?? '';\n  if (!type.startsWith('image/')) throw new Error('type');\n  return await res.arrayBuffer();",
      ),
    ],
    [
      'a function that says whether it is valid',
      load('const info = mapping(await res.json());\n  return info.valid ? info.value : undefined;'),
    ],
    [
      'a result of a check',
      load(
        "const body = await res.json();\n  const result = mapped(body);\n  if (!result.success) throw new Error('shape');\n  return result.data;",
      ),
    ],
  ])('is no finding: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'the kind only says how to read it',
      load(
        "const type = res.headers.get('content-type') ?? '';\n  if (type.includes('application/json')) return await res.json();\n  return await res.text();",
      ),
    ],
    [
      'errors are JSON as well',
      load(
        "if (!res.headers.get('content-type')?.includes('application/json')) throw new Error('type');\n  return await res.json();",
      ),
    ],
    ['it is only converted', load('const info = mapping(await res.json());\n  return info.value;')],
  ])('is one where %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});
