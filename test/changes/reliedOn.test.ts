import { describe, expect, it } from 'vitest';
import { fixedText, fixesOf, lintInMemory } from '../rules/harness.ts';

const rule = 'unhandled-failure';
const save = `async function save(b: unknown) {\n  const r = await fetch('https://a.example', { method: 'PUT', signal: AbortSignal.timeout(9) });\n  if (!r.ok) throw new Error(String(b));\n}\n`;
const orm = `import { DataSource } from 'typeorm';\n`;

async function offered(text: string): Promise<string[]> {
  const { messages } = await lintInMemory(text, { rule });
  expect(messages.length, text).toBeGreaterThan(0);
  return fixesOf(messages[0]!).map(({ title }) => title);
}

describe('what the rest of a function needs', () => {
  const inRunner = (first: string, rest: string) =>
    `${orm}export class S {\n  constructor(private ds: DataSource) {}\n  async a(id: string) {\n    const qr = this.ds.createQueryRunner();\n    ${first}\n    ${rest}\n  }\n}`;
  it.each([
    [
      'a transaction',
      inRunner('qr.startTransaction();', "await qr.manager.delete('A', { id });\n    await qr.commitTransaction();"),
    ],
    ['a connection', inRunner('qr.connect();', "await qr.manager.delete('A', { id });")],
    [
      'a statement that opens one',
      inRunner("qr.query('BEGIN');", "await qr.query('delete from a');\n    await qr.query('COMMIT');"),
    ],
  ])('is only ever awaited: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Await it']);
  });

  it('may be logged where nothing uses it later', async () => {
    const text = `${save}export async function f(bus: any) {\n  save(1);\n  await bus.other();\n}`;
    expect(await offered(text)).toEqual(['Catch the failure and log it', 'Await it']);
  });

  it.each(['res.send(1);', 'reply.code(200).send();', 'res.status(202).json({ ok: true });'])(
    'is not awaited once the caller has an answer: %s',
    async (answer) => {
      const text = `${save}export async function f(bus: any, { res, reply }: any) {\n  await bus.other();\n  ${answer}\n  save(1);\n}`;
      expect(await offered(text)).toEqual(['Catch the failure and log it']);
    },
  );
});

describe('a handler of parts', () => {
  const stream = (event: string, body: string) =>
    `${save}export const f = (source: any) => new Promise<void>((resolve, reject) => {\n  source.on('${event}', async (row: unknown) => {\n    ${body}\n  });\n  source.on('close', () => resolve());\n});`;
  it.each([
    ['of a stream that it pauses', stream('data', 'source.pause();\n    await save(row);\n    source.resume();')],
    ['of rows', stream('row', 'await save(row);')],
    ['of the end', stream('end', 'await save(1);')],
  ])('tells the promise around: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Catch the failure and call reject']);
  });

  it('gets nothing where it pauses a stream that nobody waits for', async () => {
    const text = `${save}export function f(source: any) {\n  source.on('data', async (row: unknown) => {\n    source.pause();\n    await save(row);\n    source.resume();\n  });\n}`;
    expect(await offered(text)).toEqual([]);
  });

  it('logs what comes after the promise is settled', async () => {
    expect(await offered(stream('message', 'await save(row);'))).toEqual(['Catch the failure and log it']);
  });
});

describe('a failure that ends the program on purpose', () => {
  const on = (handler: string) =>
    `${save}export function f(bus: any) {\n  bus.on('ready', async () => {\n    ${handler}\n  });\n}`;
  it.each([
    [
      'another error',
      on("try {\n      await save(1);\n    } catch (e) {\n      throw new Error('not allowed to start');\n    }"),
    ],
    ['the same', on('try {\n      await save(1);\n    } catch (e) {\n      console.error(e);\n      throw e;\n    }')],
    [
      'some of them',
      on('try {\n      await save(1);\n    } catch (e) {\n      if (!String(e).includes("x")) throw e;\n    }'),
    ],
  ])('is not caught: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.flatMap(fixesOf)).toEqual([]);
  });

  it('is caught where it is the status alone', async () => {
    expect(
      await offered(
        on(
          "const r = await fetch('https://a.example', { signal: AbortSignal.timeout(9) });\n    if (!r.ok) throw new Error('no');",
        ),
      ),
    ).toEqual(['Catch the failure and log it']);
  });
});

describe('who hears of it', () => {
  const timer = (text: string) => `${save}${text}`;
  it.each([
    [
      'the logger of the class',
      timer(
        'export class A {\n  logger: any;\n  start() {\n    setTimeout(async () => {\n      await save(1);\n    }, 10);\n  }\n  stop(err: Error) {\n    this.logger.error(err);\n  }\n}',
      ),
      'this.logger.error(error)',
    ],
    [
      'a private one',
      timer(
        'export class A {\n  #log: any;\n  start() {\n    save(1);\n  }\n  stop(err: Error) {\n    this.#log.warn(err);\n  }\n}',
      ),
      'this.#log.error(error)',
    ],
    [
      'the logger of the module',
      timer(
        "import { logger } from './logger';\nexport function start(err: Error) {\n  logger.warn(err);\n  save(1);\n}",
      ),
      'logger.error(error)',
    ],
    [
      'the logger that a function is given',
      timer('export function start(log: any, err: Error) {\n  log.error(err);\n  save(1);\n}'),
      'log.error(error)',
    ],
  ])('is %s', async (_, text, part) => {
    const after = await fixedText(rule, text);
    expect(after).toContain(part);
    expect(after).not.toContain('console.');
  });

  it.each([
    ['no logger is in sight', timer('export function start() {\n  save(1);\n}')],
    [
      'the function has another this',
      timer(
        'export class A {\n  logger: any;\n  start(bus: any) {\n    bus.on("a", async function () {\n      await save(1);\n    });\n    this.logger.info("on");\n  }\n}',
      ),
    ],
    [
      'the logger is that of another function',
      timer("export function stop(log: any) {\n  log.info('off');\n}\nexport function start() {\n  save(1);\n}"),
    ],
  ])('is the console where %s', async (_, text) => {
    const after = await fixedText(rule, text.replace('await save(1);\n    });', 'await save(1);\n    });'));
    expect(after).toContain('console.error(error)');
  });
});

describe("a listener for 'error' that tells who waits", () => {
  const get = (params: string, body = '') =>
    `import http from 'node:http';\nexport function get(${params}) {\n  ${body}\n  http.get({ host: 'a.example', timeout: 5000 }, (res) => {\n    res.resume();\n    res.on('end', () => endListener());\n  });\n}`;
  it.each([
    ['a callback of its own', get('endListener: any, errorListener: any'), ".on('error', errorListener)"],
    [
      'one that is asked for first',
      get('endListener: any, onError: any', 'if (onError) onError.count = 0;'),
      ".on('error', (error) => { if (onError) onError(error); })",
    ],
    ['one that may be left out', get('endListener: any, errback?: any'), '(error) => { if (errback) errback(error); }'],
  ])('calls %s', async (_, text, part) => {
    expect(await fixedText('missing-error-listener', text)).toContain(part);
  });

  it('logs where the error is a value', async () => {
    expect(await fixedText('missing-error-listener', get('endListener: any, error: any'))).toContain('console.error(');
  });
});

describe('what a listener checks before it starts', () => {
  const ready = (check: string): string =>
    `${save}import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nlet started = false;\nbus.on('ready', async (x: object) => {\n  if (started) return;\n  started = true;\n  ${check}\n  await save(x);\n});`;
  it('ends the program on purpose: no log takes its place', async () => {
    const text = ready(`if (!process.env.TOKEN) throw new Error('no token');`);
    expect(await offered(text)).toEqual([]);
  });

  it('is logged, where it only returns', async () => {
    expect(await offered(ready('if (!process.env.TOKEN) return;'))).toHaveLength(1);
  });
});
