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
    [
      'takes a text and an error',
      `import { log } from './log.js';\nexport const f = (err: Error) => log.error('a', err);\n`,
    ],
  ])('not by one that %s', async (_, head) => {
    expect(await changed(rule, head + dropped)).toContain('=> console.error(error))');
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
