import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';
import { typeErrors } from '../rules/typeErrors.ts';

vi.setConfig({ testTimeout: 180_000 });

const loop = (head: string, wait: string, before = '') => `export async function read(url: string) {
  ${before}${head} {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      console.warn(String(error)); // and again
${wait}    }
  }
  throw new Error('gave up');
}`;
const pause = (ms: string) => `      await new Promise((resolve) => setTimeout(resolve, ${ms}));\n`;
const five = 'for (let attempt = 0; attempt < 5; attempt++)';
const isFull = (ms: number, most: number): void => {
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(ms).toBeLessThan(most);
};
/** A wait that a server may have asked for stays as long as it was. */
const isAtLeast = (ms: number, least: number, more: number): void => isFull(ms - least, more);
const ask = (url: string): string => `return await (await load()).read('${url}');`;

describe('waits of retries', async () => {
  const down = await faultServer([503]);
  afterAll(() => down.stop());
  const waitsOf = async (text: string): Promise<readonly number[]> => {
    down.restart();
    const { waits, error } = await runInChild(text, ask(down.url));
    expect(error).toBe('Error: gave up');
    expect(down.seen).toHaveLength(5);
    return waits;
  };

  it('retry-without-backoff puts growing random waits between attempts at once', async () => {
    const before = loop(five, '');
    expect(await waitsOf(before)).toEqual([]);
    const waits = await waitsOf(await changed('retry-without-backoff', before));
    // Nobody waits for an attempt that will not come.
    expect(waits).toHaveLength(4);
    waits.forEach((ms, n) => isFull(ms, 200 * 2 ** n));
  });

  it.each([
    ['at most', 'attempt <= 5', 'attempt = 1', 'attempt < 5'],
    ['a name', 'attempt < ATTEMPTS', 'attempt = 0', 'attempt < ATTEMPTS - 1'],
    ['a member', 'attempt <= limits.attempts', 'attempt = 1', 'attempt < limits.attempts'],
  ])('retry-without-backoff does not wait after the last attempt, counted to %s', async (_, test, first, asked) => {
    const before = `const ATTEMPTS = 5;\nconst limits = { attempts: 5 };\n${loop(`for (let ${first}; ${test}; attempt++)`, '')}`;
    const after = await changed('retry-without-backoff', before);
    expect(after).toContain(`if (${asked}) await`);
    expect(await waitsOf(after)).toHaveLength(4);
  });

  it.each([
    ['else', `if (attempt > 4) throw error;\n      else {\n        last = error;\n        continue;\n      }`],
    ['if', `if (attempt < 5) {\n        last = error;\n      } else {\n        throw error;\n      }`],
    [
      'else if',
      `if (attempt > 5) throw error;\n      else if (attempt > 4) {\n        throw error;\n      } else {\n        last = error;\n        continue;\n      }`,
    ],
  ])('retry-without-backoff waits in the branch that goes on: %s', async (_, handler) => {
    const before = `export async function read(url: string) {
  let last: unknown;
  ${five} {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      ${handler}
    }
  }
  console.log(last);
  throw new Error('gave up');
}`;
    const waits = await waitsOf(await changed('retry-without-backoff', before));
    expect(waits).toHaveLength(5);
    waits.forEach((ms, n) => isFull(ms, 200 * 2 ** n));
  });

  it('retry-without-backoff makes a fixed wait grow', async () => {
    const before = loop(five, pause('500'));
    expect(new Set(await waitsOf(before))).toEqual(new Set([500]));
    const waits = await waitsOf(await changed('retry-without-backoff', before));
    waits.forEach((ms, n) => isAtLeast(ms, 500, Math.min(5_000, 500 * 2 ** n)));
    expect(new Set(waits).size).toBe(5);
  });

  it('retry-without-jitter adds a random share to each wait', async () => {
    const before = loop(five, pause('100 + 100 * 2 ** attempt'));
    expect(await waitsOf(before)).toEqual([200, 300, 500, 900, 1700]);
    const waits = await waitsOf(await changed('retry-without-jitter', before));
    waits.forEach((ms, n) => isAtLeast(ms, 100 + 100 * 2 ** n, 50 + 50 * 2 ** n));
    expect(waits.every(Number.isInteger)).toBe(false);
  });

  it.each([
    ['in its place', pause('Math.min(800, 200 * 2 ** attempt)')],
    ['as a constant', `      const wait = Math.min(800, 200 * 2 ** attempt);\n${pause('wait')}`],
    ['as a variable set once', `      let wait;\n      wait = Math.min(200 * 2 ** attempt, 800);\n${pause('wait')}`],
  ])('retry-without-jitter stays below the cap that is there: %s', async (_, wait) => {
    const before = loop(five, wait);
    expect(await waitsOf(before)).toEqual([200, 400, 800, 800, 800]);
    const waits = await waitsOf(await changed('retry-without-jitter', before));
    waits.forEach((ms, n) => isAtLeast(ms, Math.min(800, 200 * 2 ** n) / 2, Math.min(800, 200 * 2 ** n) / 2));
    expect(new Set(waits).size).toBe(5);
  });

  it.each([
    ['a cap for what the server asked for', pause('Math.min(60_000, retryAfter * 1000 * 2 ** attempt)')],
    ['a part that has one', pause('200 + Math.min(800, 200 * 2 ** attempt)')],
  ])('retry-without-jitter waits no less than before with %s', async (_, wait) => {
    const before = loop(five, wait, 'let retryAfter = 1;\n');
    expect(await changed('retry-without-jitter', before)).toContain('(1 + Math.random() / 2)');
  });
});

describe('waits of functions that call themselves: retry-without-backoff', async () => {
  const rule = 'retry-without-backoff';
  const down = await faultServer([503]);
  afterAll(() => down.stop());
  const get = `const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
    if (!response.ok) throw new Error(String(response.status));
    return await response.json();`;
  const recursive = (head: string, handler: string) =>
    `${head} {\n  try {\n    ${get}\n  } catch (error) {\n${handler}\n  }\n}`;
  const read = 'export async function read(url: string';

  it.each([
    [
      'counting up',
      recursive(`${read}, n = 0): Promise<unknown>`, '    if (n >= 4) throw error;\n    return read(url, n + 1);'),
    ],
    [
      'counting down',
      recursive(
        `${read}, left = 4): Promise<unknown>`,
        '    if (left <= 0) throw error;\n    return read(url, left - 1);',
      ),
    ],
    [
      'as a method',
      `${recursive('class Source {\n  async read(url: string, n = 0): Promise<unknown>', '    if (n >= 4) throw error;\n    const again = await this.read(url, n + 1);\n    return again;')}\n}\nexport const read = (url: string) => new Source().read(url);`,
    ],
  ])('grow from one call to the next, %s', async (_, before) => {
    const after = await changed(rule, before);
    down.restart();
    expect((await runInChild(before, ask(down.url))).waits).toEqual([]);
    const { waits, error } = await runInChild(after, ask(down.url));
    expect(error).toBe('Error: 503');
    expect(down.seen).toHaveLength(10);
    expect(waits).toHaveLength(4);
    waits.forEach((ms, n) => isFull(ms, 200 * 2 ** n));
    expect(typeErrors({ after })).toEqual([]);
  });

  const timed = (again: string, params = 'url: string') => `function connect(${params}) {
  const once = async () => {
    ${get.replace(/url/, params === '' ? "process.env['ADDRESS']!" : 'url')}
  };
  once().catch(() => {
    setTimeout(${again}, 1000);
  });
}
export const read = (url: string) => {
  process.env['ADDRESS'] = url;
  connect(${params === '' ? '' : 'url'});
};`;

  it.each([
    ['a function around the call', timed('() => connect(url)')],
    ['the function itself', timed('connect', '')],
  ])('grow from one timer to the next, and it still never gives up: %s', async (_, before) => {
    const after = await changed(rule, before);
    const script = (url: string): string =>
      `(await load()).read('${url}'); while (waits.length < 5) await pause(10); return 'alive';`;
    const [was, is] = [await runInChild(before, script(down.url)), await runInChild(after, script(down.url))];
    expect(new Set(was.waits)).toEqual(new Set([1000]));
    expect(is.value).toBe('alive');
    expect(is.waits.length).toBeGreaterThan(4);
    is.waits.forEach((ms, n) => isAtLeast(ms, 1000, Math.min(10_000, 1000 * 2 ** n)));
    expect(typeErrors({ after })).toEqual([]);
  });

  it.each([
    ['others give the parameter something', `${timed('connect', '')}\nprocess.on('SIGHUP', connect);`],
    ['it is exported', timed('() => connect(url)').replace('function connect', 'export function connect')],
    [
      'who gives up would wait too',
      recursive(`${read}, left = 4): Promise<unknown>`, '    return left > 0 ? read(url, left - 1) : undefined;'),
    ],
  ])('are left to the reader where %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('the end of a retry: unbounded-retry', async () => {
  const rule = 'unbounded-retry';
  const down = await faultServer([503]);
  const back = await faultServer([503, 503, 'ok']);
  afterAll(() => Promise.all([down.stop(), back.stop()]));
  const endless = loop('while (true)', pause('Math.random() * 1000')).replace("\n  throw new Error('gave up');", '');

  it('gives up with the last error, and still gets an answer before', async () => {
    const after = await changed(rule, endless);
    expect((await runInChild(endless, ask(down.url), { patienceMs: 1500 })).value).toBe('waiting');
    expect(down.seen.length).toBeGreaterThan(5);
    down.restart();
    expect((await runInChild(after, ask(down.url))).error).toBe('Error: 503');
    expect(down.seen).toHaveLength(5);
    expect((await runInChild(after, ask(back.url))).value).toEqual({ ok: true });
    expect(typeErrors({ after })).toEqual([]);
  });

  it('names the error where the catch has none', async () => {
    const unnamed = endless.replace('catch (error)', 'catch').replace('String(error)', "'again'");
    down.restart();
    expect((await runInChild(await changed(rule, unnamed), ask(down.url))).error).toBe('Error: 503');
    expect(down.seen).toHaveLength(5);
  });
});

describe('the end of a recursion: unbounded-retry', async () => {
  const rule = 'unbounded-retry';
  const down = await faultServer([503]);
  const back = await faultServer([503, 503, 'ok']);
  afterAll(() => Promise.all([down.stop(), back.stop()]));
  const request = `const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
    if (!response.ok) throw new Error(String(response.status));
    return await response.json();`;
  const tries = (handler: string, others: string, head = 'async function load(url: string): Promise<unknown> {') =>
    `${head}\n  try {\n    ${request}\n  } ${handler}\n}\n${others}\n`;
  const exported = 'export const read = (url: string) => load(url);';
  const chained = `const load = async (url: string): Promise<unknown> => {
  return await ask(url).catch(async () => {
    console.warn('again');
    return load(url);
  });
};
async function ask(url: string): Promise<unknown> {
    ${request}
}
${exported}
`;

  it.each([
    ['a catch', tries('catch (error) {\n    return load(url);\n  }', exported)],
    [
      'a catch without a name',
      tries(`catch {\n    console.warn('again');\n    return await load(url);\n  }`, exported),
    ],
    ['a handler of the promise', chained],
    [
      'a function without parameters',
      `let url = '';\n${tries('catch (error) {\n    return load();\n  }', 'export const read = (at: string) => {\n  url = at;\n  return load();\n};', 'async function load(): Promise<unknown> {')}`,
    ],
  ])('gives up with the last error after growing waits: %s', async (_, before) => {
    down.restart();
    expect((await runInChild(before, ask(down.url), { patienceMs: 1500 })).value).toBe('waiting');
    expect(down.seen.length).toBeGreaterThan(5);
    const after = await changed(rule, before);
    down.restart();
    const { error, waits } = await runInChild(after, ask(down.url));
    expect(error).toBe('Error: 503');
    expect(down.seen).toHaveLength(5);
    expect(waits).toHaveLength(4);
    waits.forEach((ms, n) => isFull(ms, 2000 * 2 ** n));
    back.restart();
    expect((await runInChild(after, ask(back.url))).value).toEqual({ ok: true });
    expect(typeErrors({ after })).toEqual([]);
  });

  const again = 'catch (error) {\n    return load(url);\n  }';
  it.each([
    ['others may call it', tries(again, '', 'export async function load(url: string): Promise<unknown> {')],
    ['it is handed on', tries(again, 'export const read = (urls: string[]) => Promise.all(urls.map(load));')],
    ['nobody hears of its end', tries(again, `export const read = (url: string) => {\n  load(url);\n};`)],
    [
      'it is told what to do by more arguments',
      tries(again, exported, 'async function load(url: string, all = true): Promise<unknown> {'),
    ],
  ])('is left to the reader where %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('transient failures only: retry-everything', async () => {
  const rule = 'retry-everything';
  const gone = await faultServer([404]);
  const busy = await faultServer([429, 503, 'ok']);
  afterAll(() => Promise.all([gone.stop(), busy.stop()]));

  it('asks once for what is not there, and again for what may come', async () => {
    const before = loop(five, pause('Math.random() * 200 * 2 ** attempt'));
    const after = await changed(rule, before);
    await runInChild(before, ask(gone.url));
    expect(gone.seen).toHaveLength(5);
    gone.restart();
    expect((await runInChild(after, ask(gone.url))).error).toBe('Error: 404');
    expect(gone.seen).toHaveLength(1);
    expect((await runInChild(after, ask(busy.url))).value).toEqual({ ok: true });
    expect(busy.seen).toHaveLength(3);
    expect(typeErrors({ after })).toEqual([]);
  });

  const sent = (
    head: string,
    handler: string,
    later: string,
  ) => `export async function send(url: string, most: number, record: (s: string) => Promise<void>) {
  let n = 0, ok = false, last: unknown;
  ${head} {
    try {
      const res = await fetch(url, { signal: AbortSignal.timeout(600_000) });
      if (!res.ok) throw new Error('bad');
      ok = true;
    } catch (e) {
      ${handler}
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100 * 2 ** n));
    }
  }
  ${later}
}`;
  const whole = 'while (!ok && n < most)';

  it.each([
    ['by its condition', sent(whole, 'n++;', "if (!ok) await record('spent');\n  return { ok };"), { ok: false }],
    [
      'with a value',
      sent(whole, 'n++;\n      if (n >= most) return { given: true };', 'return { ok };'),
      { given: true },
    ],
    [
      'with a record of it',
      sent(
        whole,
        "n++;\n      if (n >= most) {\n        await record('spent');\n        throw e;\n      }",
        'return { ok };',
      ),
      'Error: bad',
    ],
  ])('leaves as it does when its tries are spent: %s', async (_, before, outcome) => {
    const run = `const seen = []; const { send } = await load(); let got; try { got = await send('${gone.url}', 3, async (s) => { seen.push(s); }); } catch (e) { got = String(e); } return { got, seen };`;
    const was = await runInChild(before, run);
    gone.restart();
    const after = await changed(rule, before);
    const now = await runInChild(after, run);
    expect(gone.seen).toHaveLength(1);
    expect(now.value).toEqual(was.value);
    expect((now.value as { got: unknown }).got).toEqual(outcome);
  });

  it.each([
    ['what follows asks how often', sent(whole, 'n++;', 'return { ok, failed: n >= most };')],
    ['it leaves early for something else', sent(whole, 'n++;\n      if (url === last) return;', 'return { ok };')],
  ])('offers nothing where %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it('offers nothing where the status is not in sight', async () => {
    const text = `import got from 'got';\nimport retry from 'async-retry';\nexport const read = (url: string) => retry(() => got.get(url), { retries: 2 });`;
    expect(await offers(rule, text)).toBe(0);
  });
});
