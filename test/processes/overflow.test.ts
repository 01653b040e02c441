import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { overflowInThread } from '../../src/processes/overflowThread.ts';
import { wholeCharacters } from '../../src/processes/outputReader.ts';
import { createRunner } from '../../src/processes/runner.ts';
import { openLines } from '../../src/processes/runLog.ts';
import { randomIds, systemClock } from '../../src/processes/system.ts';
import type { Block } from '../../src/blocks/model.ts';
import { createRunLog } from '../../src/record/log.ts';
import type { SessionPorts } from '../../src/run/ports.ts';
import { RunSession } from '../../src/run/session.ts';
import { block, runbook, step } from '../run/sample.ts';
import { bundled, scratch } from './bundled.ts';

let script: string;
let removeScript: () => Promise<void>;
beforeAll(async () => {
  const made = await scratch();
  removeScript = made.remove;
  script = await bundled(new URL('../../src/extension/overflowThread.ts', import.meta.url).pathname, made.folder);
});
afterAll(() => removeScript());

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await scratch()));
afterEach(() => remove());

const secret = 'pv-8861-correct-horse';

/** Long outputs are taken by a thread. */
const inThread =
  (file = script, runs = folder): SessionPorts['overflow'] =>
  (name, ports) =>
    overflowInThread(file, runs, name, ports);

function start(loud: Block, overflow: SessionPorts['overflow']): Promise<RunSession> {
  return RunSession.start(
    {
      log: createRunLog(openLines(folder, 'r1')),
      runner: createRunner(),
      clock: systemClock,
      ids: randomIds,
      by: 'ada',
      cwd: folder,
      overflow,
    },
    runbook([step('s1', 'Print', [loud])]),
    { run: 'r1', runbook: { path: 'x.md', title: 'x', hash: '0', snapshot: '' }, drill: false, dryRun: false },
  );
}

async function run(overflow: SessionPorts['overflow']) {
  const loud = block('b1', print, { placeholders: [{ name: 'token', form: 'angle' }] });
  const session = await start(loud, overflow);
  await session.setVariable('token', secret, true);
  const ended = await session.run(loud);
  const state = session.state.executions['b1']!;
  await session.dispose();
  const events = (await readFile(join(folder, 'r1.jsonl'), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { type: string; text?: string });
  const logged = events.map(({ type, text }) => (type === 'block-output' ? (text ?? '') : '')).join('');
  return { ended, state, logged };
}

// The secret stands in every line, so it also stands where the log's share ends and where chunks meet.
const lines = 60_000;
const print = `yes "é <token> 💥 of what is told to whoever asks" | head -n ${lines}; echo "the end"`;
const wanted = 'é *** 💥 of what is told to whoever asks\n'.repeat(lines) + 'the end\n';

// Masking 2 MB line by line takes seconds, and many more where other programs want the processor.
test.each(['in a thread', 'here'])(
  'what the log has no room for is kept whole and masked, %s',
  async (where) => {
    const { ended, state, logged } = await run(where === 'here' ? undefined : inThread());
    expect(ended.exitCode).toBe(0);
    const side = await readFile(join(folder, state.spilled!.file), 'utf8');
    expect(side.length).toBeGreaterThan(1e6);
    expect(logged.length).toBeLessThan(1.3e6);
    expect(logged + side === wanted).toBe(true);
    expect(state.spilled!.bytes).toBe(Buffer.byteLength(side));
    expect(state.output.length).toBeGreaterThan(30_000);
    expect(wanted.endsWith(state.output)).toBe(true);
    expect(state.truncated).toBe(true);
  },
  180_000,
);

test('while it goes on, its end is shown now and then', async () => {
  const loud = block('b1', 'seq 300000; echo now; sleep 60');
  const session = await start(loud, inThread());
  const running = session.run(loud);
  await expect.poll(() => session.state.executions['b1']?.output, { timeout: 60_000 }).toMatch(/\n300000\n/);
  session.cancel(session.state.executions['b1']!.execution);
  expect((await running).how).toBe('cancelled');
  expect(session.state.executions['b1']!.output).toMatch(/\nnow\n$/);
  await session.dispose();
});

const dies = "require('node:worker_threads').parentPort.once('message', () => process.exit(1));";

test.each<[string, () => SessionPorts['overflow']]>([
  ['the thread cannot start', () => inThread(join(folder, 'nosuch.cjs'))],
  ['the thread dies', () => inThread(join(folder, 'dies.cjs'))],
  ['the side file cannot be written', () => inThread(script, join(folder, 'r1.jsonl'))],
])('the command goes on, and it is said, where %s', async (_, overflow) => {
  await writeFile(join(folder, 'dies.cjs'), dies);
  const { ended, state, logged } = await run(overflow());
  expect(ended.exitCode).toBe(0);
  expect(logged).toMatch(/\[More output could not be saved\.\]\n$/);
  expect(state.output).toMatch(/\[More output could not be saved\.\]\n$/);
  expect(logged).not.toContain(secret);
});

test('bytes are never cut within a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(40), (text, at) => {
      const bytes = Buffer.from(text);
      const piece = bytes.subarray(0, at);
      const end = wholeCharacters(piece);
      expect(piece.length - end).toBeLessThan(4);
      expect(piece.subarray(0, end).toString('utf8') + bytes.subarray(end).toString('utf8')).toBe(
        bytes.toString('utf8'),
      );
    }),
  );
  // What is no UTF-8 is not held back forever.
  expect(wholeCharacters(Uint8Array.from([65, 0x80, 0x80, 0x80, 0x80]))).toBe(5);
});
