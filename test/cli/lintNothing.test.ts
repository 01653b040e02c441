import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '../files/folder.ts';

/** What is shipped; built from the sources as they are before any test runs. */
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;
const plain = 'export const one = 1;\n';
const bare = "export const load = () => fetch('https://a.example/x');\n";

let root: string;
beforeEach(() => {
  root = folderWith({ 'good.ts': plain });
});

const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(root, name), content);

const lint = (...args: readonly string[]) => breakwater('lint', ...args);

async function breakwater(...args: readonly string[]): Promise<{ code: number; errors: string }> {
  const { code, errors } = await run(...args);
  return { code, errors };
}

function run(...args: readonly string[]): Promise<{ code: number; errors: string; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: root, timeout: 60_000 }, (error, out, errors) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, errors: errors.trim(), out }),
    );
  });
}

describe('lint ends with 2, and says why, where it could not look', () => {
  it('at a file that is named', async () => {
    put(
      'bytes.js',
      Uint8Array.from({ length: 2_000 }, (_, i) => i % 256),
    );
    expect(await lint('bytes.js')).toEqual({ code: 2, errors: 'breakwater: warning: bytes.js skipped: binary' });
    expect((await lint('good.ts', 'bytes.js')).code).toBe(2);
    // The look-alike: what nobody asked for by name is left out as other files are.
    expect(await lint()).toEqual({ code: 0, errors: '' });
  });

  it('at a file whose name is no UTF-8', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff]), Buffer.from('.ts')]), bare);
    const { code, errors } = await lint('.');
    expect(code).toBe(2);
    expect(errors).toMatch(/^breakwater: warning: a\uFFFD\.ts skipped: cannot be read \(ENOENT\)$/);
  });

  it('at anything in a folder', async () => {
    mkdirSync(join(root, 'docs'));
    put('docs/a.md', '# a\n');
    expect(await lint('docs')).toEqual({ code: 2, errors: 'breakwater: no JavaScript or TypeScript file in docs' });
    put('docs/a.js', plain);
    expect(await lint('docs')).toEqual({ code: 0, errors: '' });
  });

  it('and with 0 at a named file that the configuration ignores, as hooks name all files', async () => {
    put('breakwater.config.json', '{ "ignores": ["*.gen.ts"] }');
    put('a.gen.ts', bare);
    expect(await lint('a.gen.ts')).toEqual({
      code: 0,
      errors: 'breakwater: warning: a.gen.ts skipped: the configuration ignores it',
    });
    expect(await lint('.')).toEqual({ code: 0, errors: '' });
  });
});

describe('lint says so where it looked at nothing', () => {
  it('because the configuration ignores all of a folder, or what is there is no text', async () => {
    const errors = "breakwater: nothing to check: the configuration ignores what there is, or it isn't source text";
    put('breakwater.config.json', '{ "ignores": ["*.ts"] }');
    expect(await lint()).toEqual({ code: 2, errors });
    expect(await lint('.', '--format', 'json')).toEqual({ code: 2, errors });
    mkdirSync(join(root, 'bytes'));
    put('bytes/a.js', 'a\0b');
    expect(await lint('bytes')).toEqual({ code: 2, errors });
    // The look-alike: one file that is looked at.
    put('other.js', plain);
    expect(await lint()).toEqual({ code: 0, errors: '' });
  });

  it('and what could not be read is no success for a baseline or an inventory either', async () => {
    put('bytes.js', 'a\0b');
    const { code, errors } = await lint('good.ts', 'bytes.js', '--update-baseline');
    expect(code).toBe(2);
    expect(errors).toMatch(/bytes\.js skipped: binary\n.*updated/);
    expect((await lint('good.ts', '--update-baseline')).code).toBe(0);
    const errorsOf = 'breakwater: warning: bytes.js skipped: binary';
    expect(await breakwater('inventory', 'bytes.js')).toEqual({ code: 2, errors: errorsOf });
    expect(await breakwater('inventory', '.')).toEqual({ code: 0, errors: '' });
  });

  it.each(['.gitignore', 'src/.gitignore'])('with ignore rules that cannot be read: %s', async (name) => {
    mkdirSync(join(root, 'src'));
    put('src/a.ts', plain);
    execFileSync('mkfifo', [join(root, name)]);
    expect(await lint()).toEqual({
      code: 0,
      errors: `breakwater: warning: ${name} can't be read (a pipe, a socket or a device); its rules aren't applied`,
    });
  });
});

it('a runbook that links into a pipe is checked without waiting for it', async () => {
  execFileSync('mkfifo', [join(root, 'pipe.md')]);
  put('a.runbook.md', '# A\n\n1. See [this](pipe.md#part) and [that](b.md#part).\n\n   ```sh\n   ls\n   ```\n');
  put('b.md', '# Other\n');
  const { code, out } = await run('runbook', 'check', 'a.runbook.md');
  expect(code).toBe(1);
  expect(out).toContain('b.md');
  expect(out).not.toContain('pipe.md');
});

describe('a configuration that cannot be read', () => {
  const name = 'breakwater.config.json';
  it.each([
    ['a folder', () => mkdirSync(join(root, name)), 'is a folder, not a file'],
    ['a link to nowhere', () => symlinkSync('gone.json', join(root, name)), 'is a link that leads nowhere'],
    ['a link to itself', () => symlinkSync(name, join(root, name)), "can't be read (ELOOP)"],
    ['a pipe', () => execFileSync('mkfifo', [join(root, name)]), 'is a pipe, a socket or a device, not a file'],
    ['a device', () => symlinkSync('/dev/zero', join(root, name)), 'is a pipe, a socket or a device, not a file'],
    ['too large', () => put(name, ' '.repeat(5_000_001)), 'is larger than 5 MB'],
  ])('is no missing one: %s', async (_, make, why) => {
    make();
    expect(await lint()).toEqual({ code: 2, errors: `breakwater: ${name} ${why}` });
    expect(await lint('--config', name)).toEqual({ code: 2, errors: `breakwater: --config ${name}: ${why}` });
  });
});

describe('what the system says', () => {
  const told = (script: string): Promise<{ code: number; errors: string }> =>
    new Promise((resolve) => {
      execFile(
        'sh',
        ['-c', script],
        { cwd: root, env: { ...process.env, CLI: cli, NODE: process.execPath } },
        (error, _out, errors) =>
          resolve({ code: error ? (error.code as unknown as number) : 0, errors: errors.trim() }),
      );
    });

  it.each([
    [
      'a folder on standard input',
      '"$NODE" "$CLI" lint --stdin < .',
      "breakwater: --stdin: standard input can't be read (EISDIR)",
    ],
    [
      'a working directory that is gone',
      'mkdir gone && cd gone && rmdir ../gone && "$NODE" "$CLI" lint',
      'breakwater: the working directory is gone (ENOENT): change to one that is there',
    ],
    [
      'a folder for a baseline',
      '"$NODE" "$CLI" lint --baseline . --update-baseline',
      "breakwater: --baseline .: can't be read (a folder)",
    ],
    [
      'a pipe for a baseline',
      'mkfifo pipe && "$NODE" "$CLI" lint --baseline pipe',
      "breakwater: --baseline pipe: can't be read (a pipe, a socket or a device)",
    ],
    [
      'a pipe for a baseline that is to be written',
      'mkfifo breakwater-baseline.json && "$NODE" "$CLI" lint --update-baseline',
      "breakwater: --baseline breakwater-baseline.json: can't be read (a pipe, a socket or a device)",
    ],
    [
      'a pipe for a source file',
      'mkfifo pipe.ts && "$NODE" "$CLI" lint good.ts pipe.ts',
      'breakwater: pipe.ts is a pipe, a socket or a device, not a file',
    ],
    [
      'a working directory that is gone, for the tools of agents',
      'mkdir gone && cd gone && rmdir ../gone && "$NODE" "$CLI" mcp < /dev/null',
      "breakwater: . can't be read (ENOENT)",
    ],
    [
      'a runbook that is no Markdown',
      'echo x > a.txt && "$NODE" "$CLI" runbook check a.txt',
      'breakwater: a.txt is not a Markdown file (.md, .markdown or .mdx)',
    ],
  ])('is told in our words: %s', async (_, script, why) => {
    const { code, errors } = await told(script);
    expect(errors).toMatch(why);
    expect(errors.split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});
