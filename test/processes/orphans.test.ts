import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { startOf } from '../../src/processes/processMark.ts';
import { EXECUTION_VARIABLE, machineProcesses } from '../../src/processes/processTree.ts';
import { findUnfinishedRuns } from '../../src/processes/unfinishedRuns.ts';
import { block, blockStarted, event, runbook, started, step } from '../run/sample.ts';
import { scratch } from './bundled.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function sleeper(env: Record<string, string> = {}): ChildProcess {
  const child = spawn('sleep', ['60'], { env: { PATH: process.env['PATH'], ...env }, stdio: 'ignore' });
  children.push(child);
  return child;
}

describe.runIf(process.platform === 'linux')('what a log says is running', () => {
  test('is not ended where the process does not carry the name of the execution', async () => {
    const foreign = sleeper();
    await setTimeout(100);
    const mark = { pid: foreign.pid!, started: await startOf(foreign.pid!), host: hostname() };
    const processes = await machineProcesses();
    expect(await processes.orphans([{ execution: 'x-forged', mark }])).toEqual([
      { execution: 'x-forged', pids: [], unproven: [foreign.pid] },
    ]);
    expect(await processes.stop([foreign.pid!], 'x-forged')).toEqual([]);
    await setTimeout(100);
    expect([foreign.exitCode, foreign.signalCode]).toEqual([null, null]);
  });

  test('is ended where it does, and only that', async () => {
    const execution = `x-${process.pid}-${Date.now()}`;
    const ours = sleeper({ [EXECUTION_VARIABLE]: execution });
    const other = sleeper({ [EXECUTION_VARIABLE]: `${execution}-other` });
    await setTimeout(100);
    const processes = await machineProcesses();
    const [left] = await processes.orphans([{ execution }]);
    expect(left).toEqual({ execution, pids: [ours.pid], unproven: [] });
    const ended = once(ours, 'exit');
    expect(await processes.stop([ours.pid!, other.pid!], execution)).toEqual([]);
    await ended;
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  });

  test('is told of as such on the command line', async () => {
    const { folder, remove } = await scratch();
    const foreign = sleeper();
    await setTimeout(100);
    const began = await startOf(foreign.pid!);
    const book = runbook([step('s1', 'Look', [block('b1', 'sleep 60')])]);
    const dead = { pid: 2 ** 22 + 1, started: 'x', host: hostname() };
    const events = [
      started('r1'),
      { ...blockStarted('b1', 'x1', 's1'), owner: dead },
      event({ type: 'block-process', execution: 'x1', pid: foreign.pid!, started: began, host: hostname() }),
    ];
    await mkdir(join(folder, 'runs'));
    await writeFile(join(folder, 'runs/r1.jsonl'), events.map((one) => JSON.stringify(one)).join('\n') + '\n');
    const said = await findUnfinishedRuns(join(folder, 'runs'), 'runbooks/failover.md', book, await machineProcesses());
    const sentences = said.map(({ sentence }) => sentence).join();
    expect(sentences).toContain(`Process ${foreign.pid} may be part of it.`);
    expect(sentences).not.toContain('Still running');
    expect(said.flatMap(({ pids }) => pids)).toEqual([]);
    // A later run that was finished settles it.
    const later = [started('r2'), event({ type: 'run-ended', outcome: 'done' })];
    const again = async (): Promise<number> =>
      (await findUnfinishedRuns(join(folder, 'runs'), 'runbooks/failover.md', book, await machineProcesses())).length;
    expect(await again()).toBe(1);
    await writeFile(join(folder, 'runs/r2.jsonl'), later.map((one) => JSON.stringify(one)).join('\n') + '\n');
    expect(await again()).toBe(0);
    await remove();
  });
});
