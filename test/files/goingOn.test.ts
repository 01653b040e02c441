import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../src/files/environment.ts';
import type { Manifest } from '../../src/files/packages.ts';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { folderWith } from './folder.ts';

const fetches = "export const load = () => fetch('https://a.example');";
const owner = (json: Manifest['json']): Manifest => ({ path: '/p/package.json', folder: '/p', json });
const where = (text: string, json: Manifest['json'], path = '/p/src/load.ts') => environmentOf(path, text, owner(json));

describe('a package whose command is a bot, a schedule or a consumer', () => {
  it.each([
    ['a bot', { grammy: '^1.0.0' }],
    ['another', { 'discord.js': '^14.0.0', commander: '^12.0.0' }],
    ['a schedule that a wizard sets up', { croner: '^10.0.0', prompts: '^2.0.0' }],
    ['a consumer', { 'sqs-consumer': '^11.0.0' }],
  ])('%s', (_, dependencies) => {
    expect(where(fetches, { bin: 'dist/cli.js', dependencies })).toBe('server');
  });

  it.each([
    ['a command for one job', { bin: 'dist/cli.js', dependencies: { got: '^14.0.0' } }],
    ['a command whose developers have a bot', { bin: 'dist/cli.js', devDependencies: { 'discord.js': '^14.0.0' } }],
  ])('%s is a command', (_, json) => {
    expect(where(fetches, json)).toBe('cli');
  });

  it('its own command line is a command', () => {
    const bot = { bin: 'dist/cli.js', dependencies: { grammy: '^1.0.0' } };
    expect(where(fetches, bot, '/p/src/cli/setup.ts')).toBe('cli');
    expect(where(`import prompts from 'prompts';\n${fetches}`, bot)).toBe('cli');
  });

  it.each([
    ['starts the bot', `import { Bot } from 'grammy';\nnew Bot(token).start();`, 'server'],
    ['starts a schedule', `const cron = require('node-cron');\ncron.schedule('* * * * *', load);`, 'server'],
    [
      'logs in for one job',
      `import { Client } from 'discord.js';\nawait client.login(token);\nawait client.destroy();`,
      'cli',
    ],
    ['only names its types', `import type { Bot } from 'grammy';\n${fetches}`, 'cli'],
  ])('a file that a person may start, which %s', (_, text, environment) => {
    expect(where(`#!/usr/bin/env node\n${text}`, { bin: 'a.js' })).toBe(environment);
    expect(where(`import { program } from 'commander';\n${text}`, { bin: 'a.js' })).toBe(environment);
  });
});

describe('a package whose command is a daemon', () => {
  const stop = "process.on('SIGTERM', () => stop());";
  const poll = "setInterval(() => fetch('https://a.example'), 5_000);";
  const inFolder = (files: Record<string, string>): string => {
    const root = folderWith({
      'package.json': '{"name":"x","bin":"dist/cli.js"}',
      'src/load.ts': fetches,
      ...files,
    });
    return new DiskFiles().environment(`${root}/src/load.ts`);
  };

  it.each([
    ['timers and a signal', { 'src/boot.ts': stop, 'src/poll.ts': poll }],
    ['a loop without end, in one file', { 'src/a.ts': `${stop}\nwhile (true) { await db.query('select 1'); }` }],
    ['messages', { 'src/a.ts': `${stop}\nclient.subscribe('a'); client.on('message', work);` }],
  ])('%s', (_, files) => {
    expect(inFolder(files as unknown as Record<string, string>)).toBe('server');
  });

  it.each([
    ['no signal: it waits for a deployment, say', { 'src/poll.ts': poll }],
    ['a signal handed on to a child', { 'src/boot.ts': `import 'child_process';\n${stop}`, 'src/poll.ts': poll }],
    ['a signal of its tests', { 'test/boot.ts': stop, 'src/poll.ts': poll }],
    ['a timer of its spinner', { 'src/boot.ts': stop, 'src/spin.ts': 'setInterval(draw, 80);' }],
  ])('%s', (_, files) => {
    expect(inFolder(files as unknown as Record<string, string>)).toBe('cli');
  });
});
