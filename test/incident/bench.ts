/**
 * Reports how much processor time post-mortem, metrics and dashboard take for 1,000 runs with 200,000 events, and for an
 * incident of usual size.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dashboardHtml } from '../../src/dashboard/page.ts';
import { digestRun } from '../../src/dashboard/runDigest.ts';
import { useOfRunbooks } from '../../src/dashboard/runbookUse.ts';
import { RunTexts } from '../../src/processes/runTexts.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { postmortemOf } from '../../src/incident/postmortem.ts';
import { postmortemMarkdown } from '../../src/incident/postmortemMarkdown.ts';
import type { LinkedRun } from '../../src/incident/timeline.ts';
import { Zone } from '../../src/incident/zone.ts';
import { eventsOf, incident } from './sample.ts';
import { runOf, snapshot } from './runs.ts';

const RUNS = 1_000;
const EVENTS = 200;
const ROUNDS = 5;

const steps = parseRunbook(snapshot).steps;
const begin = Date.parse('2025-01-01T00:00:00Z');

function run(index: number): LinkedRun {
  const events = Array.from({ length: EVENTS - 1 }, (_, number) => {
    const minute = number / 10;
    const step = steps[number % steps.length]!;
    const execution = `x${index}-${number - (number % 4)}`;
    switch (number % 4) {
      case 0:
        return [
          minute,
          {
            type: 'block-started',
            block: step.blocks[0]?.id ?? 'b',
            step: step.id,
            execution,
            command: `redis-cli -h cache-${number} ping`,
          },
        ] as const;
      case 1:
        return [minute, { type: 'block-output', execution, stream: 'stdout', text: 'PONG\n'.repeat(10) }] as const;
      case 2:
        return [minute, { type: 'block-ended', execution, how: 'exited', exitCode: 0, duration: 1_200 }] as const;
      default:
        if (number < 4 * steps.length)
          return [minute, { type: 'step-ticked', step: step.id, title: step.title }] as const;
        return [
          minute,
          { type: 'noted', kind: 'observation', text: `Errors fell to ${number} per minute in run ${index}` },
        ] as const;
    }
  });
  return runOf(`run-${index}`, new Date(begin + index * 3_600_000).toISOString(), events);
}

async function median(work: () => unknown): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Of the processor: other work on the machine does not count.
    const began = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1_000);
  }
  times.sort((a, b) => a - b);
  return `median ${times[Math.floor(ROUNDS / 2)]!.toFixed(0)} ms`;
}

const runs = Array.from({ length: RUNS }, (_, index) => run(index));
const zone = new Zone('Europe/Berlin');
const now = '2026-01-01T00:00:00.000Z';
const events = eventsOf({ incident: 'I', declared: '2025-01-01T00:00Z', phases: { resolved: '2025-02-01T00:00Z' } });
const page = (linked: readonly LinkedRun[]): string =>
  postmortemMarkdown(postmortemOf({ incident: { events, warnings: [] }, runs: linked, now }), zone);
const states = Array.from({ length: RUNS }, (_, index) =>
  incident({
    incident: `I-${index}`,
    severity: `SEV${1 + (index % 4)}`,
    services: [`service-${index % 20}`, `service-${index % 7}`],
    declared: new Date(begin + index * 7_200_000).toISOString(),
    phases: {
      acknowledged: new Date(begin + index * 7_200_000 + 300_000).toISOString(),
      resolved: new Date(begin + index * 7_200_000 + 5_000_000).toISOString(),
    },
  }),
);

console.log(
  `post-mortem of one incident with 5 runs of ${EVENTS} events: ${await median(() => page(runs.slice(0, 5)))}`,
);
console.log(
  `post-mortem of one incident with ${RUNS} runs, ${RUNS * EVENTS} events: ${await median(() => page(runs))}`,
);
console.log(
  `metrics of ${RUNS} incidents: ${await median(() => metricsOf(states, { now, zone, slos: { '*': '99.9%' } }))}`,
);

const folder = mkdtempSync(join(tmpdir(), 'breakwater-bench-'));
try {
  for (const { run: name, events: logged } of runs)
    writeFileSync(join(folder, `${name}.jsonl`), logged.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const dashboard = async (): Promise<string> => {
    const warn = (): void => undefined;
    const digests = await new RunTexts(digestRun).read([folder], { limit: RUNS, warn });
    const metrics = metricsOf(states, { now, zone, slos: { '*': '99.9%' } });
    return dashboardHtml({ metrics, runbooks: useOfRunbooks(digests, now), zone, now });
  };
  console.log(
    `dashboard of ${RUNS} incidents and runs, ${RUNS * EVENTS} events, read from disk: ${await median(dashboard)}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
