import { describe, expect, it } from 'vitest';
import { changed, offers } from '../changes/changes.ts';
import { fixedText } from '../rules/harness.ts';

const rule = 'unhandled-failure';
const dropped = `export function start() {\n  setTimeout(() => {\n    fetch('https://a.example');\n  }, 9);\n}\n`;

describe('a failure is logged by a logger that takes an error', () => {
  it.each([
    [
      'which the file shows',
      `import { logger } from './log.js';\nexport const f = (err: Error) => logger.error(err);\n`,
    ],
    ['of pino', `import pino from 'pino';\nconst logger = pino();\nlogger.info('up');\n`],
    ['of winston', `import * as winston from 'winston';\nconst logger = winston.createLogger();\nlogger.info('up');\n`],
    ['that is required', `const logger = require('pino')();\nlogger.info('up');\n`],
  ])('%s', async (_, head) => {
    expect(await changed(rule, head + dropped)).toContain('=> logger.error(error))');
  });

  it.each([
    ['of Nest', `import { Logger } from '@nestjs/common';\n`, `private readonly logger = new Logger('A');`],
    ['of a type', `import type { Logger } from 'pino';\n`, `constructor(private readonly logger: Logger) {}`],
  ])('that a class has, %s', async (_, head, member) => {
    const text = `${head}export class A {\n  ${member}\n  start() {\n    this.logger.info('up');\n    setTimeout(() => {\n      fetch('https://a.example');\n    }, 9);\n  }\n}\n`;
    expect(await changed(rule, text)).toContain('=> this.logger.error(error))');
  });

  it.each([
    ['wants a component first', `import { logger } from './log.js';\nlogger.error('worker', 'up');\n`],
    ['is only shown to take texts', `import { logger } from './log.js';\nlogger.error('up');\nlogger.info('up');\n`],
  ])('not by one that %s', async (_, head) => {
    expect(await changed(rule, head + dropped)).toContain('=> console.error(error))');
  });
});

describe('a failure is logged as the file itself does it', () => {
  const file = (log: string): string =>
    `import { logger } from './log.js';\nexport async function f() {\n  try {\n    await fetch('https://a.example', { signal: AbortSignal.timeout(9) });\n  } catch (err) {\n    ${log};\n    throw err;\n  }\n}\n`;

  it.each([
    ['a text first', `logger.error('f went wrong', err)`, `logger.error('start failed', error)`],
    ['a text of parts', 'logger.warn(`f went ${1}`, err)', `logger.error('start failed', error)`],
    ['the error first', `logger.error(err, 'f went wrong')`, `logger.error(error, 'start failed')`],
    ['an object first', `logger.error({ err }, 'f went wrong')`, `logger.error({ err: error }, 'start failed')`],
    ['an object behind', `logger.error('f', { error: err })`, `logger.error('start failed', { error })`],
    ['an object alone', `logger.error({ err })`, `logger.error({ err: error })`],
  ])('%s', async (_, log, expected) => {
    const text = file(log) + dropped;
    expect(await changed(rule, text)).toContain(`=> ${expected})`);
  });

  it('by the log of an application, which stands in a member', async () => {
    const head = `import { app } from './app.js';\nexport function f() {\n  try {\n    JSON.parse('');\n  } catch (err) {\n    app.log.error(err);\n  }\n}\n`;
    expect(await changed(rule, head + dropped)).toContain('=> app.log.error(error))');
  });

  it.each([
    ['an error of a type of its own', `export const g = (err: Error) => logger.error('g', err);`],
    ['only its message', `export const g = (err: any) => logger.error('g', err.message);`],
    [
      'more than a text and an error',
      `export const g = () => { try { f(); } catch (err) { logger.error('a', 'b', err); } };`,
    ],
  ])('and by the console where that is %s', async (_, log) => {
    const head = `import { logger } from './log.js';\nconst f = () => 1;\n${log}\n`;
    expect(await changed(rule, head + dropped)).toContain('=> console.error(error))');
  });
});

describe('what is added stands behind nothing that is about the next line', () => {
  const file = (comment: string): string =>
    `export function start() {\n  setTimeout(async () => {\n    ${comment}\n    await fetch(address, { signal: AbortSignal.timeout(9) });\n  }, 9);\n}\n`;

  it.each([
    ['// eslint-disable-next-line no-undef'],
    ['// @ts-expect-error there is none'],
    ['/* istanbul ignore next */'],
    ['// eslint-disable-next-line no-undef\n    // @ts-ignore'],
  ])('%s', async (comment) => {
    const after = await changed(rule, file(comment));
    expect(after).toContain(`try {\n      ${comment.replace('\n', '\n  ')}\n      await fetch`);
  });

  it('and behind what is about nothing else', async () => {
    expect(await changed(rule, file('// now and then'))).toContain('// now and then\n    try {\n      await fetch');
  });
});

describe('a failure at the start ends the program, as before', () => {
  it.each(['client.login(process.env.TOKEN);', 'client.logIn();'])('%s', async (call) => {
    const text = `const client = { async login(token: string) { return fetch('https://a.example/' + token); }, async logIn() { return fetch('https://a.example'); } };\nexport function up() {\n  ${call}\n}\nup();\n`;
    expect(await fixedText(rule, text)).toContain('process.exit(1)');
  });

  it('is only logged where it is no start', async () => {
    const text = `const client = { async save() { return fetch('https://a.example'); } };\nexport function up() {\n  client.save();\n}\n`;
    expect(await fixedText(rule, text)).not.toContain('process.exit(1)');
  });
});

describe('a promise that is settled at once', () => {
  const wait = (then: string) =>
    `export const load = () => new Promise<void>((resolve, reject) => {\n  fetch('https://a.example').then(${then});\n});\n`;

  it('hears nothing of a later failure', async () => {
    expect(await offers(rule, wait('resolve()'))).toBe(0);
  });

  it('hears of it where it is settled later', async () => {
    expect(await offers(rule, wait('() => resolve()'))).toBe(1);
  });
});
