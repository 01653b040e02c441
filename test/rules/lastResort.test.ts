import { describe, expect, it } from 'vitest';
import { lastResortIn } from '../../src/knowledge/lastResort.ts';
import { lintInMemory } from './harness.ts';

const tick = `setInterval(async () => {\n  await fetch('https://a.example');\n}, 1000);\n`;
const express = `import express from 'express';\nconst app = express();\napp.get('/', async (req, res) => {\n  res.json(await fetch('https://a.example'));\n});\n`;
const ping = `import http from 'node:http';\nexport const ping = () => {\n  http.get('http://a.example', (res) => res.resume());\n};\n`;

async function messages(rule: string, text: string, main: string): Promise<string[]> {
  const files = { '/project/src/main.ts': main };
  const result = await lintInMemory(text, { rule }, { files, versions: { express: '4.19.0' } });
  return result.messages.map(({ message }) => message);
}

describe('what a handler of last resort does', () => {
  it.each([
    ["process.on('unhandledRejection', (e) => { console.error(e); });", { unhandledRejection: 'survives' }],
    ["process.on('unhandledRejection', console.error);", { unhandledRejection: 'survives' }],
    ["process.once('uncaughtException', (e) => logger.error(e, 'late'))", { uncaughtException: 'survives' }],
    ["process.on('unhandledRejection', report);\nfunction report(e) { log(e); }", { unhandledRejection: 'survives' }],
    [
      "process.on('unhandledRejection', (e) => { console.error(e); process.exit(1); });",
      { unhandledRejection: 'ends' },
    ],
    ["process.on('unhandledRejection', (e) => { throw e; });", { unhandledRejection: 'ends' }],
    [
      "process.on('uncaughtException', onFatal);\nconst onFatal = (e) => { shutdown(1); };",
      { uncaughtException: 'mayEnd' },
    ],
    [
      "process.on('uncaughtException', fatal);\nfunction fatal(e) { log(e); process.exit(1); }",
      { uncaughtException: 'ends' },
    ],
    ["process.on('uncaughtException', async () => { process.exit(0) })", { uncaughtException: 'ends' }],
    ["process.on('uncaughtException', (e) => { if (e.fatal) process.exit(1); });", { uncaughtException: 'mayEnd' }],
    ["import * as Sentry from '@sentry/node';\nSentry.init({ dsn });", { unhandledRejection: 'survives' }],
    ["const Sentry = require('@sentry/nestjs');\nSentry.init({ dsn });", { unhandledRejection: 'survives' }],
    [
      "import * as Sentry from '@sentry/node';\nSentry.init({ dsn });\nprocess.on('unhandledRejection', () => process.exit(1));",
      { unhandledRejection: 'ends' },
    ],
    ["import * as Sentry from '@sentry/browser';\nSentry.init({ dsn });", {}],
    ["import * as Sentry from '@sentry/node';\nSentry.init({ dsn, defaultIntegrations: false });", {}],
    ["process.on('uncaughtException', imported);", { uncaughtException: 'mayEnd' }],
    [
      "function leave(code) { setTimeout(() => process.exit(code), 500); }\nprocess.on('uncaughtException', (e) => { log(e); leave(1); });",
      { uncaughtException: 'mayEnd' },
    ],
    [
      "const leave = async () => { await flush(); process.exit(1); };\nprocess.on('uncaughtException', seen);\nfunction seen(e) { log(e); void leave(); }",
      { uncaughtException: 'mayEnd' },
    ],
    [
      "function count(e) { failures.inc({ name: e.name }); }\nprocess.on('uncaughtException', (e) => { log(e); count(e); });",
      { uncaughtException: 'survives' },
    ],
    ["process.on('SIGTERM', () => {});", {}],
  ])('%s', (text, expected) => {
    expect(lastResortIn(text)).toEqual(expected);
  });
});

describe('failures in a program with a handler of last resort', () => {
  const logs = "process.on('unhandledRejection', (error) => console.error(error));";
  const catches = "process.on('uncaughtException', (error) => console.error(error));";
  const exits = "process.on('unhandledRejection', (error) => { console.error(error); process.exit(1); });";

  it('crash it where nothing is handled', async () => {
    const crash = [
      'If this fetch fails, the unhandled rejection crashes the process. Catch it in this timer callback.',
    ];
    expect(await messages('unhandled-failure', tick, '')).toEqual(crash);
  });

  it('end it on purpose where the handler says so: that is not said again', async () => {
    expect(await messages('unhandled-failure', tick, exits)).toEqual([]);
    const dropped = `export const note = () => { fetch('https://a.example'); };`;
    expect(await messages('unhandled-failure', dropped, exits)).toEqual([]);
    expect(await messages('unhandled-failure', dropped, "process.on('SIGTERM', () => process.exit(0));")).toHaveLength(
      1,
    );
  });

  it.each([
    ['an arrow', "process.on('uncaughtException', async (error) => { console.error(error); process.exit(0); });"],
    [
      'a function by its name',
      "process.once('uncaughtException', fatal);\nfunction fatal(e) { log(e); process.abort(); }",
    ],
    ['one that throws', "process.on('uncaughtException', (error) => { throw error; });"],
  ])('end it where only exceptions are handled, and ended by: %s', async (_, handler) => {
    const dropped = `export const note = () => { fetch('https://a.example'); };`;
    expect(await messages('unhandled-failure', dropped, handler)).toHaveLength(1);
    expect(await messages('unhandled-failure', tick, handler)).toHaveLength(1);
  });

  it.each([
    ['for some exceptions only', "process.on('uncaughtException', (e) => { if (e.fatal) process.exit(1); });"],
    ['by what is out of sight', "process.on('uncaughtException', imported);"],
    ['not', "process.on('uncaughtException', (e) => { console.error(e); });"],
  ])('are left alone where exceptions end it %s', async (_, handler) => {
    expect(await messages('unhandled-failure', tick, handler)).toEqual([]);
  });

  it('of a request end it for all others: that is said', async () => {
    expect(await messages('unhandled-failure', express, exits)).toHaveLength(1);
  });

  it('are heard of where it goes on, and nothing is said of timers', async () => {
    expect(await messages('unhandled-failure', tick, logs)).toEqual([]);
    expect(await messages('unhandled-failure', tick, catches)).toEqual([]);
  });

  it('leave a request without an answer', async () => {
    expect(await messages('unhandled-failure', express, logs)).toEqual([
      'If this fetch fails, the request is never answered. Catch it in this Express 4 handler.',
    ]);
  });

  it('end it by an event without a listener, unless exceptions are handled', async () => {
    const [crash] = await messages('missing-error-listener', ping, logs);
    expect(crash).toContain('crashes the process');
    const [unheard] = await messages('missing-error-listener', ping, catches);
    expect(unheard).toContain('whoever waits for it never hears of a refused or reset connection');
    const pool = `import { Pool } from 'pg';\nconst pool = new Pool();\npool.query('select 1');`;
    expect(await messages('missing-error-listener', pool, catches)).toEqual([]);
  });

  it('are nothing to a page', async () => {
    const { messages: found } = await lintInMemory(tick, { preset: 'recommended' }, { environment: 'browser' });
    expect(found.filter(({ ruleId }) => ruleId === 'unhandled-failure')).toEqual([]);
  });
});

describe('a handler of last resort in a file that nobody imports', () => {
  const logs = "process.on('unhandledRejection', (error) => console.error(error));";
  const found = async (files: Readonly<Record<string, string>>): Promise<number> => {
    const result = await lintInMemory(tick, { rule: 'unhandled-failure' }, { files });
    return result.messages.length;
  };

  it.each([
    ['it imports nothing', { '/project/src/kill.js': logs }],
    [
      'it imports other files',
      {
        '/project/src/replay.ts': `import { log } from './log';\n${logs}\nlog();`,
        '/project/src/log.ts': 'export const log = () => {};',
      },
    ],
    [
      'it requires other files',
      { '/project/src/replay.cjs': `require('./log').log();\n${logs}`, '/project/src/log.ts': '' },
    ],
  ])('says nothing of other programs: %s', async (_, files) => {
    expect(await found(files)).toBe(1);
  });

  it.each([
    [
      'it leads here',
      { '/project/src/gateway.ts': `import './routes';\n${logs}`, '/project/src/routes.ts': "export * from './file';" },
    ],
    ['programs start with such', { '/project/src/server.ts': logs }],
    ['somebody imports it', { '/project/src/failures.ts': logs, '/project/src/run.ts': "require('./failures');" }],
    [
      'files are loaded by their paths',
      {
        '/project/src/events/rejected.ts': logs,
        '/project/src/load.ts': 'for (const one of readdirSync(folder)) require(`${folder}/${one}`);',
      },
    ],
  ])('counts where it may run with the rest: %s', async (_, files) => {
    expect(await found(files)).toBe(0);
  });
});
