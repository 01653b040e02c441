import { execFileSync, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../src/processes/runner.ts';
import { processesOf } from '../../src/processes/processTree.ts';
import { bundled, scratch } from './bundled.ts';

let folder: string;
let remove: () => Promise<void>;
let script: string;
beforeAll(async () => {
  ({ folder, remove } = await scratch());
  script = await bundled(new URL('killedTool.ts', import.meta.url).pathname, folder);
});
afterAll(() => remove());

/** Watchdogs of an execution that live. */
function watchdogsOf(execution: string): readonly string[] {
  const listed = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes('breakwater-watchdog') && line.includes(execution));
}

/** Starts the tool with a command, and kills it once the command has printed its first line. */
async function killWhileRunning(execution: string, command: string): Promise<void> {
  const tool = spawn(process.execPath, [script, folder, execution, command], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => tool.stdout.once('data', () => resolve()));
  expect((await processesOf(execution)).length).toBeGreaterThan(0);
  const closed = new Promise((resolve) => tool.once('exit', resolve));
  tool.kill('SIGKILL');
  await closed;
}

describe.skipIf(process.platform === 'win32')('after the tool was killed', () => {
  test.each([
    ['a command', 'echo begun; sleep 300'],
    ['children of children', 'echo begun; sh -c "sh -c \\"sleep 300; true\\"; true"; true'],
    ['what has left its group', 'setsid sleep 300 & echo begun; wait'],
    ['what will not be asked', "trap '' TERM; echo begun; while :; do sleep 1; done"],
  ])('%s ends within five seconds, and so does its watchdog', { timeout: 60_000 }, async (name, command) => {
    const execution = `killed-${name.replaceAll(' ', '-')}-${process.pid}`;
    await killWhileRunning(execution, command);
    await expect
      .poll(async () => [await processesOf(execution), watchdogsOf(execution)], { timeout: 6000, interval: 100 })
      .toEqual([[], []]);
  });
});

test('nothing is left to watch after an ordinary command', async () => {
  const execution = `ordinary-${process.pid}`;
  const { result } = createRunner().start(
    { commands: ['echo done'], shell: 'sh', cwd: folder, execution, env: {} },
    () => undefined,
  );
  expect(await result).toMatchObject({ how: 'exited', exitCode: 0 });
  await expect.poll(() => watchdogsOf(execution), { timeout: 3000 }).toEqual([]);
});
