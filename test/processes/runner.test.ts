import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRunner } from '../../src/processes/runner.ts';
import { processesOf } from '../../src/processes/processTree.ts';
import type { CommandRequest } from '../../src/run/ports.ts';
import { scratch } from './bundled.ts';

let count = 0;

function start(commands: string | readonly string[], more: Partial<CommandRequest> = {}, base?: NodeJS.ProcessEnv) {
  const execution = `test-${process.pid}-${count++}`;
  let output = '';
  let told: () => void = () => undefined;
  const printed = new Promise<void>((resolve) => (told = resolve));
  const request = { shell: 'bash', commands: [commands].flat(), cwd: '/', env: {}, execution, ...more };
  const command = createRunner(base).start(request, (_, chunk) => {
    output += chunk.text();
    if (output.includes('ready')) told();
    return undefined;
  });
  return { ...command, execution, printed, output: () => output };
}

test('output, exit code, and what the next command finds', async () => {
  const command = start(['export A="b\nc"', "X='it''s'; cd /usr", 'echo out; echo err >&2', '(exit 3)', 'echo never']);
  const result = await command.result;
  expect(result).toMatchObject({
    how: 'exited',
    exitCode: 3,
    carried: { cwd: '/usr', env: { A: 'b\nc' }, locals: { X: 'its' } },
  });
  expect(command.output()).toMatch(/out\n/);
  expect(command.output()).toMatch(/err\n/);
  expect(command.output()).not.toMatch(/never/);
  const next = start('echo "$X|$A|$PWD"', { cwd: '/usr', env: result.carried!.env, locals: result.carried!.locals });
  await next.result;
  expect(next.output()).toBe('its|b\nc|/usr\n');
});

test('prints by the names of its outputs, as in a terminal', async () => {
  const command = start([
    'echo plain; echo "by name" >/dev/stderr; echo tee | tee /dev/stderr >/dev/null',
    '(sleep 0.05; echo "after the shell") & true',
  ]);
  expect((await command.result).exitCode).toBe(0);
  expect(command.output().split('\n').sort()).toEqual(['', 'after the shell', 'by name', 'plain', 'tee']);
});

test('a background child that goes on printing neither holds the command up nor is it held up', async () => {
  const command = start('(for i in $(seq 5); do sleep 0.2; seq 20000 || exit; done; exec sleep 60) & echo ready');
  expect((await command.result).exitCode).toBe(0);
  const [pid] = await processesOf(command.execution);
  // It has got through its loop, which it could not if nobody read.
  await expect.poll(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), { timeout: 5000 }).toMatch(/^sleep/);
  process.kill(pid!, 'SIGKILL');
});

test('who cancels at once gets nothing run, or all of it ended', { timeout: 30_000 }, async () => {
  for (let wait = 0; wait < 16; wait++) {
    const command = start('echo begun; sleep 61; echo done');
    await new Promise((resolve) => setTimeout(resolve, wait));
    command.cancel();
    expect((await command.result).how).toBe('cancelled');
    expect(command.output()).not.toContain('done');
    expect(await processesOf(command.execution)).toEqual([]);
  }
});

test.runIf(process.platform === 'linux')('what cannot be started leaves no file open', async () => {
  const count = (): number => readdirSync('/proc/self/fd').length;
  await start('true').result;
  const before = count();
  const huge = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`HUGE${index}`, 'x'.repeat(100_000)]));
  for (let index = 0; index < 5; index++)
    expect((await start('true', { env: huge }).result).how).toBe('could-not-start');
  await expect.poll(count).toBeLessThanOrEqual(before);
});

test('a missing command, folder or shell is told in a sentence', async () => {
  expect((await start('x', { shell: 'nosuch' }).result).message).toMatch(/Can't run `nosuch` blocks/);
  expect((await start('nosuchcommand').result).message).toMatch(/Command not found/);
  expect((await start('true', { cwd: '/nope' }).result).message).toBe('Working directory not found: /nope.');
  expect((await start('true', {}, { PATH: '/nope' }).result).message).toMatch(/No bash found on PATH/);
  expect((await start('echo \0').result).message).toMatch(/NUL/);
});

test('a command that takes too long is stopped', async () => {
  const command = start('echo ready; sleep 60', { timeout: 200 });
  expect(await command.result).toMatchObject({
    how: 'timed-out',
    message: 'Timed out after 0.2 s.',
  });
  expect(await processesOf(command.execution)).toEqual([]);
});

const leaf = 'sleep 61';
const shapes: string[] = [];
const outer = [
  (inner: string) => `bash -c ${q(inner)}`,
  (inner: string) => `(${inner}) & wait`,
  (inner: string) => `setsid bash -c ${q(inner)} & wait`,
  (inner: string) => `nohup bash -c ${q(inner)} >/dev/null 2>&1 & wait`,
];
const inner = [
  (command: string) => command,
  (command: string) => `bash -c ${q(command)}; true`,
  (command: string) => `${command} | cat`,
  (command: string) => `(setsid sh -c ${q(command)} &) ; sleep 62`,
  (command: string) => `for i in 1 2 3; do ${command} & done; wait`,
];
for (const wrap of outer) for (const nest of inner) shapes.push(wrap(nest(leaf)));

function q(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

test(`${shapes.length} nested shapes: nothing is left after cancel`, { timeout: 120_000 }, async () => {
  expect(shapes).toHaveLength(20);
  for (const shape of shapes) {
    const command = start(`echo ready; ${shape}`);
    await command.printed;
    await expect.poll(async () => (await processesOf(command.execution)).length, { timeout: 5000 }).toBeGreaterThan(1);
    command.cancel();
    expect((await command.result).how).toBe('cancelled');
    expect(await processesOf(command.execution), shape).toEqual([]);
  }
});

test('100 MB of output that is taken slowly do not pile up in memory', { timeout: 60_000 }, async () => {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = 0;
  let bytes = 0;
  const request = {
    shell: 'bash',
    commands: ['head -c 104857600 /dev/zero | tr "\\0" "x"'],
    cwd: '/',
    env: {},
    execution: 'flood',
  };
  const command = createRunner().start(request, (_, chunk) => {
    bytes += chunk.text().length;
    most = Math.max(most, process.memoryUsage().rss);
    return new Promise((resolve) => setImmediate(resolve));
  });
  expect((await command.result).exitCode).toBe(0);
  expect(bytes).toBe(104_857_600);
  expect((most - before) / 1e6).toBeLessThan(50);
});

test('a pipe fails where one of its commands does, but not where its end has read enough', async () => {
  const code = async (...commands: string[]): Promise<number | undefined> => (await start(commands).result).exitCode;
  expect(await code('nosuchcommand | cat')).toBe(127);
  expect(await code('nosuchcommand | gzip >/dev/null', 'echo never')).toBe(127);
  expect(await code('(exit 3) | cat | cat')).toBe(3);
  expect(await code('nosuchcommand | head -1')).toBe(127);
  expect(await code('true', 'nosuchcommand | grep -q x || true')).toBe(0);
  // Look-alikes: those before the end are stopped by a signal, which is no failure.
  expect(await code('yes | head -1')).toBe(0);
  expect(await code('yes | head -1', 'yes | grep -q y', 'true')).toBe(0);
  expect(await code('yes | head -1', '(exit 3) | cat')).toBe(3);
  expect(await code('seq 3 | grep -q 9')).toBe(1);
  // Whatever the reader is: what writes without end, or more than is read, ends with it.
  expect(await code('yes | dd count=1 status=none >/dev/null', 'cat </dev/null')).toBe(0);
  expect(await code("cat /dev/urandom | tr -dc 'a-z' | head -c 32", 'true')).toBe(0);
  expect(await code("KEY=$(tr -dc 'a-z' </dev/urandom | head -c 32) && true", 'echo "$KEY"')).toBe(0);
  expect(await code('seq 100000 | bash -c "read -r x"', 'true')).toBe(0);
  expect(await code('nosuchcommand | bash -c "cat"', 'echo never')).toBe(127);
  expect(await code('X=$(nosuchcommand | cat)', 'echo never')).toBe(127);
  expect(await code('seq 3 | tee /dev/null >/dev/null', 'exit "${PIPESTATUS[1]}"')).toBe(0);
  const lines = start(['seq 100000 | head -1', 'echo "line $LINENO"']);
  await lines.result;
  expect(lines.output()).toBe('1\nline 3\n');
});

test.runIf(process.platform !== 'win32')('in an sh that knows it as well, and not in one that does not', async () => {
  const code = async (command: string, shell: string): Promise<number | undefined> =>
    (await start(command, { shell }).result).exitCode;
  expect(await code('nosuchcommand | cat', 'sh')).toBe(127);
  expect([0, 127]).toContain(await code('nosuchcommand | cat', '/bin/sh'));
  expect(await code('yes | head -1', '/bin/sh')).toBe(0);
});

test('functions and aliases go on to the next command, or it is said that they do not', async () => {
  const first = start(['greet() { echo "hi $1"; }', "alias ll='echo listed'"]);
  const { carried } = await first.result;
  expect(carried?.definitions?.names).toEqual(['greet', 'll']);
  const next = start(['greet ada', 'll'], { definitions: carried!.definitions });
  expect((await next.result).exitCode).toBe(0);
  expect(next.output()).toBe('hi ada\nlisted\n');
  const gone = start(['unset -f greet; unalias ll'], { definitions: carried!.definitions });
  expect((await gone.result).carried?.definitions?.names).toEqual([]);
  const plain = start('f() { :; }', { shell: '/bin/sh' });
  expect((await plain.result).message).toMatch(/do not carry over/);
  expect((await start('echo "f() { :; }"', { shell: '/bin/sh' }).result).message).toBeUndefined();
});

test('a shell is one of the machine, whatever PATH the commands are given', async () => {
  const { folder, remove } = await scratch();
  await writeFile(join(folder, 'bash'), '#!/bin/sh\necho evil\n', { mode: 0o755 });
  const by = async (request: Partial<CommandRequest>, base?: NodeJS.ProcessEnv): Promise<string> => {
    const command = start('echo fine', { cwd: folder, workspace: [folder], ...request }, base);
    const { message } = await command.result;
    return message ?? command.output();
  };
  const path = `${folder}:${process.env['PATH']}`;
  expect(await by({ env: { PATH: path } })).toBe('fine\n');
  expect(await by({}, { ...process.env, PATH: path })).toBe('fine\n');
  expect(await by({}, { ...process.env, PATH: `.::${process.env['PATH']}` })).toBe('fine\n');
  expect(await by({ shell: './bash' })).toMatch(/Can't run `\.\/bash`/);
  expect(await by({ shell: '../x/bash' })).toMatch(/Can't run/);
  // A look-alike: a path that says in full which program it is, and that is shown and asked about.
  expect(await by({ shell: join(folder, 'bash') })).toBe('evil\n');
  await remove();
});

test('a background command that fails is told of, where it has failed by the end of the block', async () => {
  for (const [commands, code] of [
    ['(exit 3) &', 3],
    ['breakwater-not-there &', 127],
    ['(exit 5) & sleep 0.1\necho done', 5],
    ['true & (sleep 0.02; exit 4) & echo done', 4],
  ] as const) {
    const result = await start(commands).result;
    expect(result, commands).toMatchObject({
      exitCode: code,
      message: `A background command ended with exit code ${code}.`,
    });
  }
  // Look-alikes: it succeeded, goes on, was waited for or ended by the block itself, or the block failed by itself.
  for (const commands of [
    'true & echo done',
    'sleep 30 & echo done',
    '(exit 3) & wait $! || true',
    'sleep 30 & kill $!',
  ]) {
    const command = start(commands);
    const result = await command.result;
    expect(result.exitCode, commands).toBe(0);
    expect(result.message, commands).toBeUndefined();
    for (const pid of await processesOf(command.execution)) process.kill(pid, 'SIGKILL');
  }
  expect(await start('(exit 3) &\n(exit 2)').result).toMatchObject({ exitCode: 2 });
});
