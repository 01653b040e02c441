/** Reports how long it takes to write an event down (with fsync), and to work out a run of 10,000 events. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLines } from '../../src/processes/runLog.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { createRunLog } from '../../src/record/log.ts';
import { reduce } from '../../src/record/reduce.ts';
import { blockStarted, event, runbook, started, step } from './sample.ts';

const COUNT = 1_000;
const EVENTS = 10_000;

const at = (sorted: readonly number[], share: number): string =>
  `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2)} ms`;

async function appends(): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
  const log = createRunLog(openLines(folder, 'r1'));
  const times: number[] = [];
  try {
    for (let index = 0; index < COUNT; index++) {
      const began = performance.now();
      await log.append(event({ type: 'noted', kind: 'note', text: `note ${index}` }));
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b);
  } finally {
    await log.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function reductions(): readonly number[] {
  const steps = Array.from({ length: 40 }, (_, index) => step(`s${index}`, `Step ${index}`));
  const events: RunEvent[] = [started()];
  for (let index = 0; events.length < EVENTS; index++) {
    const id = `s${index % steps.length}`;
    const execution = `x${index}`;
    events.push(
      blockStarted(`b${index % 100}`, execution, id),
      event({ type: 'block-output', execution, stream: 'stdout', text: 'a line of output\n'.repeat(10) }),
      event({ type: 'block-ended', execution, how: 'exited', exitCode: 0, duration: 1 }),
      event({ type: 'step-ticked', step: id, title: id }),
    );
  }
  const times = Array.from({ length: 21 }, () => {
    const began = performance.now();
    reduce(runbook(steps), events);
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b);
}

const written = await appends();
console.log(`append with fsync: median ${at(written, 0.5)}, p95 ${at(written, 0.95)}, over ${COUNT} events`);
console.log(`reduce of ${EVENTS} events: median ${at(reductions(), 0.5)}`);
