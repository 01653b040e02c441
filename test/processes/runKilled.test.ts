import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunner } from '../../src/processes/runner.ts';
import { endTree, machineProcesses, processesOf } from '../../src/processes/processTree.ts';
import { openLines } from '../../src/processes/runLog.ts';
import { randomIds, systemClock } from '../../src/processes/system.ts';
import { createRunLog } from '../../src/record/log.ts';
import { RunSession } from '../../src/run/session.ts';
import { block, runbook, step } from '../run/sample.ts';
import { bundled, scratch } from './bundled.ts';

const KILLS = Number(process.env['KILLS'] ?? 20);

let folder: string;
let remove: () => Promise<void>;
let script: string;
beforeAll(async () => {
  ({ folder, remove } = await scratch());
  script = await bundled(new URL('runKilled.ts', import.meta.url).pathname, folder);
});
afterAll(() => remove());

const loud = block('b1', 'true');
const book = runbook([step('s1', 'Look', [loud], ['It is there']), step('s2', 'Change'), step('s3', 'Check')]);

async function ports(runs: string, run: string) {
  const processes = await machineProcesses();
  const log = createRunLog(openLines(runs, run));
  return { log, runner: createRunner(), clock: systemClock, ids: randomIds, processes, by: 'bob', cwd: '/' };
}

/** What a killed run had shown. */
function killed(args: readonly string[], after: (shown: string) => number | undefined): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    let planned = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const wait = planned ? undefined : after(out);
      if (wait === undefined) return;
      planned = true;
      setTimeout(() => child.kill('SIGKILL'), wait);
    });
    child.on('error', reject).on('close', () => resolve(out.split('\n').slice(0, -1)));
  });
}

test(
  `${KILLS} kills at random moments: nothing acknowledged is lost, every run goes on`,
  { timeout: 180_000 + KILLS * 3000 },
  async () => {
    for (let index = 0; index < KILLS; index++) {
      const run = `r${index}`;
      const shown = await killed([folder, run], (out) => (out.includes('started') ? Math.random() * 250 : undefined));
      expect(shown[0]).toBe('started');
      const session = await RunSession.resume(await ports(folder, run), book, { hash: 'now', snapshot: '# x' });
      const { state } = session;
      const notes = state.notes.map((note) => note.text);
      const wanted = shown.filter((line) => line.startsWith('note '));
      expect(notes.slice(0, wanted.length)).toEqual(wanted);
      const counted = shown.filter((line) => line.startsWith('count ')).length;
      if (counted > 0) expect(Number(state.variables['count']?.value)).toBeGreaterThanOrEqual(counted - 1);
      expect(state.warnings.filter((warning) => !warning.startsWith('Variables'))).toEqual([]);
      expect(Object.values(state.executions).filter(({ status }) => status === 'running')).toEqual([]);
      await session.tick('s2');
      const ended = await session.run(loud);
      expect(ended.exitCode).toBe(0);
      await session.dispose();
      const lines = (await readFile(join(folder, `${run}.jsonl`), 'utf8')).split('\n');
      expect(lines.pop()).toBe('');
      for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
      const again = await RunSession.resume(await ports(folder, run), book, { hash: 'now', snapshot: '# x' });
      expect(again.state.steps['s2']?.status).toBe('done');
      await again.dispose();
    }
  },
);

test('what still runs after a kill is unknown, is found, and can be stopped', { timeout: 180_000 }, async () => {
  const p = await ports(folder, 'orphaned');
  const long = block('b2', 'echo begun; sleep 63');
  const one = runbook([step('s1', 'Wait', [long])]);
  const what = {
    run: 'orphaned',
    runbook: { path: 'x.md', title: 'x', hash: '0', snapshot: '# x' },
    drill: false,
    dryRun: false,
  };
  // The log as a process that is gone leaves it: the execution's owner does not live any more.
  const gone = { ...p.processes, self: { ...p.processes.self, pid: 2 ** 22 - 1, started: 'never' } };
  const first = await RunSession.start({ ...p, processes: gone }, one, what);
  const running = first.run(long);
  await expect.poll(() => first.state.executions['b2']?.output, { timeout: 5000 }).toBe('begun\n');
  await expect.poll(() => first.state.executions['b2']?.process?.pid, { timeout: 5000 }).toBeGreaterThan(0);

  const second = await RunSession.resume(await ports(folder, 'orphaned'), one, { hash: '0', snapshot: '# x' });
  expect(second.state.executions['b2']).toMatchObject({
    status: 'unknown',
    output: 'begun\n',
    message: 'Unknown result: still running when Breakwater stopped.',
  });
  const [orphan] = await second.orphans();
  expect(orphan?.command).toBe('echo begun; sleep 63');
  expect(await second.stopOrphan(orphan!.execution)).toEqual([]);
  expect(await processesOf(orphan!.execution)).toEqual([]);
  expect(await second.orphans()).toEqual([]);
  await endTree(undefined, orphan!.execution);
  await running;
  await Promise.all([first.dispose(), second.dispose()]);
});

test('a second window leaves alone what the first one runs', { timeout: 180_000 }, async () => {
  const long = block('b3', 'echo begun; while [ ! -e "$STOP" ]; do sleep 0.05; done; echo over');
  const one = runbook([step('s1', 'Wait', [long])]);
  const what = {
    run: 'shared',
    runbook: { path: 'x.md', title: 'x', hash: '0', snapshot: '# x' },
    drill: false,
    dryRun: false,
  };
  const first = await RunSession.start(await ports(folder, 'shared'), one, what);
  const running = first.run({ ...long, attributes: { env: `STOP=${join(folder, 'stop')}` } });
  await expect.poll(() => first.state.executions['b3']?.output, { timeout: 5000 }).toBe('begun\n');
  const second = await RunSession.resume(await ports(folder, 'shared'), one, { hash: '0', snapshot: '# x' });
  expect(second.state.executions['b3']?.status).toBe('running');
  await expect(second.run(long)).rejects.toThrow('This command is running in another window of this run.');
  await second.tick('s1');
  await expect.poll(() => first.state.steps['s1']?.status, { timeout: 5000 }).toBe('done');
  await writeFile(join(folder, 'stop'), '');
  expect((await running).exitCode).toBe(0);
  await expect
    .poll(() => second.state.executions['b3'], { timeout: 5000 })
    .toMatchObject({ status: 'succeeded', output: 'begun\nover\n' });
  await Promise.all([first.dispose(), second.dispose()]);
});
