/**
 * `npm test`: types, lint, unit tests (the architecture among them) and the host tests, one after the other; the first
 * part that fails ends it. The last line is `N passed, N failed`, summed over all tests that ran.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Part {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  /** Reads what the part's JSON report counted. */
  readonly counts?: () => Counts;
}

const folder = mkdtempSync(join(tmpdir(), 'breakwater-check-'));
const unitReport = join(folder, 'units.json');
const hostReport = join(folder, 'host.json');

function report<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

const parts: readonly Part[] = [
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint' },
  {
    name: 'units',
    script: 'test:unit',
    args: ['--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`],
    counts: () => {
      const read = report<{ numPassedTests: number; numTotalTests: number; numFailedTestSuites: number }>(unitReport);
      if (!read) return { passed: 0, failed: 1 };
      const missed = read.numTotalTests - read.numPassedTests;
      // A file that could not be loaded has no test to count.
      return { passed: read.numPassedTests, failed: missed || (read.numFailedTestSuites > 0 ? 1 : 0) };
    },
  },
  {
    name: 'host',
    script: 'test:host',
    args: ['--json', hostReport],
    counts: () => report<Counts>(hostReport) ?? { passed: 0, failed: 1 },
  },
];

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

const started = Date.now();
const summary: string[] = [];
let passed = 0;
let failed = 0;
for (const { name, script, args = [], counts } of parts) {
  const begun = Date.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync('npm', ['run', '--silent', script, '--', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const counted = counts?.() ?? { passed: 0, failed: status === 0 ? 0 : 1 };
  const wrong = counted.failed || (status === 0 ? 0 : 1);
  passed += counted.passed;
  failed += wrong;
  const outcome = counts ? `${counted.passed} passed, ${wrong} failed` : wrong ? 'failed' : 'ok';
  summary.push(`${name.padEnd(6)} ${outcome} (${seconds(begun)})`);
  if (wrong) break;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${summary.join('\n')}\nin ${seconds(started)}\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
