/**
 * Measures Breakwater on a folder beside what else reads the same files, in one run, so that the machine's mood counts
 * for all: `npm run bench -- [--only NAME]... [--rounds N] [--json] [FOLDER]` (our own sources if none is given). Prints
 * the medians of the rounds, and ratios; how time and memory grow with what is read, and work with hostile texts; then how long the extension takes to load and activate in a real extension host, what
 * long output costs there, how soon a keystroke becomes diagnostics beside the ESLint language server, and how long a run's record, post-mortems and metrics take.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { walk } from '../files/walk.ts';
import { growthLine, growthOf } from './benchGrowth.ts';
import { measured, reportOf, tableOf } from './benchMeasure.ts';
import type { Measure } from './benchMeasure.ts';
import { sections } from './benchSections.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});

const [folder = 'src'] = positionals;
if (positionals.length > 1) fail('usage: npm run bench -- [--only NAME]... [--rounds N] [--json] [FOLDER]');
if (!existsSync('dist/cli.js')) fail('dist/cli.js is not there: npm run build -- --production makes it');
/** What needs a test's rig, and so is a process of its own. */
const rigs = {
  activation: 'test/host/activation.ts',
  view: 'test/host/view.ts',
  output: 'test/host/output.ts',
  editor: 'test/latency/bench.ts',
  runs: 'test/run/bench.ts',
  incidents: 'test/incident/bench.ts',
};
const names = [...sections.map(({ name }) => name), 'growth', 'texts', ...Object.keys(rigs)];
const unknown = values.only?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) fail(`--only knows ${names.join(', ')}, not ${unknown.join(', ')}`);
const wanted = (name: string): boolean => values.only?.includes(name) ?? true;

const root = resolve(folder);
const files = walk({ from: root }).files;
if (files.length === 0) fail(`no source files in ${root}`);
const cache = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
try {
  const measures: Measure[] = [];
  const chosen = sections.filter(({ name }) => wanted(name));
  // Round by round and not section by section, so that a slow minute hits all of them.
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const section of chosen) measures.push(await measured(section, { root, files, cache }));
  }
  const report = reportOf(root, files, measures);
  if (chosen.length > 0 && !values.json) process.stdout.write(tableOf(report));
  const print = (line: string): void => void (values.json || process.stdout.write(line));
  if (wanted('growth')) print('\nGrowth:\n');
  const growth = wanted('growth') ? await growthOf(files, cache, 1, (one) => print(growthLine(one))) : [];
  // For machines there is one value; what the rigs print goes beside it.
  if (values.json) process.stdout.write(`${JSON.stringify({ ...report, growth }, undefined, 2)}\n`);
  if (wanted('texts')) {
    const stdio = ['inherit', values.json ? 2 : 'inherit', 'inherit'] as const;
    if (spawnSync('npm', ['run', '--silent', 'test:growth'], { stdio: [...stdio] }).status !== 0) process.exitCode = 1;
  }
  for (const [name, script] of Object.entries(rigs))
    if (wanted(name)) spawnSync('npx', ['tsx', script], { stdio: ['inherit', values.json ? 2 : 'inherit', 'inherit'] });
} finally {
  await rm(cache, { recursive: true, force: true });
}

function fail(message: string): never {
  process.stderr.write(`bench: ${message}\n`);
  process.exit(2);
}
