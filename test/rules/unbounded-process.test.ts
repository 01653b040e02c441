import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-process';
const cp = `import { exec, execFile, execFileSync } from 'node:child_process';\nimport { promisify } from 'node:util';\n`;

describe(rule, () => {
  it.each([
    [
      'a program of a handler',
      `${cp}app.get('/', (req, res) => { execFile('identify', ['a'], (error, out) => res.send(out)); });`,
    ],
    [
      'one behind promisify and a helper',
      `${cp}const run = promisify(exec);\nasync function list(url) { return run('yt-dlp ' + url); }\nexport default list;`,
    ],
    ['execa', `import { execa } from 'execa';\nexport const load = (url) => execa('yt-dlp', [url]);`],
    [
      'one that blocks',
      `${cp}app.get('/', (req, res) => { res.send(execFileSync('identify', ['a'], { timeout: 1000 })); });`,
    ],
    [
      'options in a variable',
      `${cp}const options = { cwd: '/data' };\nexport const pull = () => exec('rsync a b', options, done);`,
    ],
    ['git over the network in a handler', `${cp}app.get('/', (req, res) => { exec('git pull', () => res.end()); });`],
    [
      'a conversion that blocks',
      `${cp}app.get('/', (req, res) => { execFileSync('ffmpeg', ['-i', 'a']); res.end(); });`,
    ],
    [
      'a conversion that blocks, in a module that handlers call',
      `${cp}export async function convert(file) { execFileSync('ffmpeg', ['-i', file]); }`,
    ],
    [
      'a dump that blocks a consumer',
      `${cp}jobs.process(async (job) => { execFileSync('pg_dump', [job.data.name], { timeout: 60_000 }); });`,
    ],
    [
      'shelljs, which blocks',
      `import shell from 'shelljs';\nexport const load = async (url) => shell.exec('wget ' + url);`,
    ],
    [
      'shelljs with a callback',
      `const { exec } = require('shelljs');\nexports.load = (url, done) => exec('wget ' + url, { silent: true }, done);`,
    ],
    [
      'one by a name in a constant',
      `import cp from 'node:child_process';\nconst how = 'execSync';\napp.get('/', (req, res) => { res.send(cp[how]('identify a')); });`,
    ],
    [
      'promisify in a field',
      `${cp}export class Videos {\n  private run = promisify(exec);\n  async load(url) { return await this.run('yt-dlp ' + url); }\n}`,
    ],
    [
      'promisify in a private field',
      `${cp}export class Videos {\n  #run = promisify(execFile);\n  async load(url) { return await this.#run('yt-dlp', [url]); }\n}`,
    ],
    [
      'promisify that the constructor calls',
      `const cp = require('child_process');\nconst util = require('util');\nmodule.exports = class {\n  constructor() { this.run = util.promisify(cp.exec); }\n  async load(url) { return await this.run('yt-dlp ' + url); }\n};`,
    ],
    ['promisify at once', `${cp}export const load = async (url) => await promisify(exec)('yt-dlp ' + url);`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text, { options: { everyProgram: false } })).toHaveLength(1);
  });

  it.each([
    [
      'a timeout',
      `${cp}app.get('/', (req, res) => { execFile('identify', ['a'], { timeout: 1000 }, (error, out) => res.send(out)); });`,
    ],
    [
      'promisify in a field, with a timeout',
      `${cp}export class Videos {\n  private run = promisify(exec);\n  async load(url) { return await this.run('yt-dlp ' + url, { timeout: 60_000 }); }\n}`,
    ],
    [
      'a field of another class',
      `${cp}export class Shell { run = promisify(exec); }\nexport class Videos {\n  constructor(run) { this.run = run; }\n  async load(url) { return await this.run('yt-dlp ' + url); }\n}`,
    ],
    [
      'promisify of something else at once',
      `${cp}import { load } from './load';\nexport const other = async (url) => await promisify(load)('yt-dlp ' + url);`,
    ],
    ['a signal', `${cp}export const pull = (signal) => exec('git pull', { signal }, done);`],
    ['options of a caller', `${cp}export const pull = (options) => exec('git pull', options, done);`],
    [
      'a timer that ends it',
      `${cp}export function pull() { const child = exec('git pull', done); setTimeout(() => child.kill(), 5000); }`,
    ],
    ['a limit of the program', `${cp}export const ask = () => exec('curl --max-time 5 http://a.example', done);`],
    [
      'a quick program of a handler',
      `${cp}app.get('/', (req, res) => { exec('uptime', (e, out) => res.send(out)); });`,
    ],
    [
      'git that only looks',
      `${cp}app.get('/', (req, res) => { res.send(execFileSync('git', ['rev-parse', 'HEAD'])); });`,
    ],
    ['a program that is not known', `${cp}app.get('/', (req, res) => { execFile(tool, ['a'], () => res.end()); });`],
    ['git of whoever deploys', `${cp}export const deploy = () => exec('git push', done);`],
    ['a quick program at the start', `${cp}export const host = () => exec('hostname', done);`],
    ['a conversion at the start', `${cp}execFileSync('ffmpeg', ['-i', 'intro.mp4']);`],
    ['git that blocks no request', `${cp}export const pull = () => execFileSync('git', ['pull']);`],
    ['shelljs of a quick program', `import shell from 'shelljs';\nexport const list = () => shell.exec('ls /data');`],
    ['another method of shelljs', `import shell from 'shelljs';\nexport const find = () => shell.which('ffmpeg');`],
    ['exec of an expression', `app.get('/', (req, res) => { res.send(/a/.exec(req.url)); });`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text, { options: { everyProgram: false } })).toEqual([]);
  });

  it('reports every program where that is asked for, and none in a command', async () => {
    const text = `${cp}export const host = () => exec('hostname', done);`;
    expect(await findingsOf(rule, text, { options: { everyProgram: true } })).toHaveLength(1);
    expect(
      await findingsOf(rule, text.replace('hostname', 'git pull'), {
        options: { everyProgram: false },
        environment: 'cli',
      }),
    ).toEqual([]);
  });
});
