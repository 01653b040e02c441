import { beforeAll, expect, test } from 'vitest';
import { analyze } from '../detectors/analyze.ts';
import { noModules } from '../../src/values/index.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

const retries = (text: string): readonly string[] =>
  analyze(parse(text, '/a.ts'), noModules, knowledge).retries.map(({ form }) => form);

const pause = 'await new Promise((resolve) => setTimeout(resolve, 1000));';

test.each([
  [
    'asks for news of a job, and waits only after it was answered',
    `async function watch(id) {
      let done = false;
      while (!done) {
        const answer = await fetch('https://a.example/jobs/' + id);
        if (answer.status === 200) {
          const job = await answer.json();
          switch (job.state) {
            case 'completed': done = true; return job;
            default: ${pause}
          }
        } else {
          give(answer);
        }
      }
    }`,
  ],
  [
    'turns pages by a cursor that is put into an address made each round',
    `async function all() {
      let cursor;
      for (let page = 0; page < 50; page++) {
        const url = new URL('https://a.example/items');
        if (cursor !== undefined) url.searchParams.set('cursor', String(cursor));
        const response = await fetch(url.toString());
        if (!response.ok) {
          const body = await response.text().catch(() => '');
          const error = new Error(body);
          throw error;
        }
        const json = await response.json();
        items.push(...json.items);
        if (!json.more) return items;
        cursor = json.next;
      }
    }`,
  ],
  [
    'follows redirects',
    `async function follow(first) {
      let next = first;
      for (let hop = 0; hop <= 5; hop++) {
        const response = await fetch(next, { redirect: 'manual' });
        if (response.status < 300 || response.status >= 400) return response;
        const location = response.headers.get('location');
        if (!location) return response;
        const target = new URL(location, next);
        next = target.href;
      }
    }`,
  ],
  [
    'tries one item after the other until one can be saved',
    `async function first(rows) {
      for (const row of rows) {
        try {
          const copy = {};
          Object.assign(copy, row);
          await fetch('https://a.example/rows', { method: 'POST', body: JSON.stringify(copy) });
          break;
        } catch (error) {}
      }
    }`,
  ],
  [
    'goes down into nested items',
    `const fill = async (item, names) => {
      if (typeof item !== 'object' || item === null) return;
      if (Array.isArray(item)) {
        for (const child of item) await fill(child, names);
        return;
      }
      for (const [key, value] of Object.entries(item)) if (names.includes(key)) item[key] = await resolve(value);
    };`,
  ],
  [
    'crawls on where a page could be read',
    `async function crawl(url, depth) {
      const page = await read(url);
      await fetch(url);
      if (!page.error && depth < 3) {
        const found = [];
        for (const link of page.links) found.push(crawl(link, depth + 1));
        await Promise.all(found);
      }
    }`,
  ],
  [
    'works off a queue, and waits while there is nobody to work',
    `async function work(queue) {
      while (queue.open) {
        if (!queue.handler) { ${pause} continue; }
        try {
          const job = await queue.take();
          if (job.last) return;
          await fetch(job.url);
        } catch (error) {
          console.error(error);
        }
      }
    }`,
  ],
])('%s: no retry', (_, text) => {
  expect(retries(text)).toEqual([]);
});

test.each([
  [
    'loop',
    `async function send(body) {
      for (const wait of [100, 500, 2000]) {
        try {
          return await fetch('https://a.example/', { method: 'POST', body });
        } catch (error) {
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      }
    }`,
  ],
  [
    'loop',
    `async function load(url) {
      for (let attempt = 0; attempt < 5; attempt++) {
        const response = await fetch(url);
        if (response.status === 200) return response.json();
        ${pause}
      }
    }`,
  ],
  [
    'recursion',
    `async function load(url, depth) {
      const response = await fetch(url);
      if (!response.ok && depth < 3) return load(url, depth + 1);
      return response.json();
    }`,
  ],
  [
    'loop',
    `async function all() {
      let cursor = '';
      while (cursor !== undefined) {
        try {
          const response = await fetch('https://a.example/items?after=' + cursor);
          if (!response.ok) throw new Error('failed');
          const json = await response.json();
          cursor = json.next;
        } catch (error) {
          ${pause}
        }
      }
    }`,
  ],
])('a %s that is one still is', (form, text) => {
  expect(retries(text)).toEqual([form]);
});

test('of a bound method that is out of sight, nobody knows whether it reaches the network', () => {
  const text = "import pRetry from 'p-retry';\nexport const f = (client) => pRetry(client.embed.bind(client));\n";
  expect(analyze(parse(text, '/a.ts'), noModules, knowledge).retries).toMatchObject([{ network: 'unknown' }]);
});

test.each([
  ['{ forever: true, retries: 10 }', 'unknown'],
  ['{ forever: options.forever }', 'unknown'],
  ['{ forever: false, retries: 10 }', true],
  ['{ forever: true, maxRetryTime: 60_000 }', true],
])('p-retry with %s is bounded: %s', (given, bounded) => {
  const text = `import pRetry from 'p-retry';\nexport const f = (options) => pRetry(() => fetch(options.url), ${given});\n`;
  expect(analyze(parse(text, '/a.ts'), noModules, knowledge).retries).toMatchObject([{ bounded }]);
});
