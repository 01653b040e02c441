/**
 * `npm test`: types and lint side by side, then the unit tests (the architecture among them) beside the host tests; a
 * group that fails ends it. The last line is `N passed, N failed`, summed over all tests that ran.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Part {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  /** Takes only the processor time that the rest of its group leaves, and says what it has to say when it has ended. */
  readonly behind?: boolean;
  /** Reads what the part's JSON report counted. */
  readonly counts?: () => Counts;
}

/** What is read of the JSON report that the runner of the unit tests writes. */
interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string }[] }[];
}

const folder = mkdtempSync(join(tmpdir(), 'breakwater-check-'));
const unitReport = join(folder, 'units.json');
const hostReport = join(folder, 'host.json');

function report<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

const groups: readonly (readonly Part[])[] = [
  [
    { name: 'types', script: 'types' },
    { name: 'lint', script: 'lint' },
  ],
  [
    {
      name: 'units',
      script: 'test:unit',
      // The host tests mostly wait for a window, which must not wait for the processor.
      behind: true,
      args: ['--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`],
      counts: () => {
        const read = report<UnitReport>(unitReport);
        if (!read) return { passed: 0, failed: 1 };
        // What was begun and not ended is missed too; what needs a program that is not here, as Neovim, was not begun.
        const ended = /^(?:passed|skipped)$/;
        const missed = read.testResults
          .flatMap(({ assertionResults }) => assertionResults)
          .filter(({ status }) => !ended.test(status)).length;
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
  ],
];

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

const started = Date.now();
const summary: string[] = [];
let passed = 0;
let failed = 0;
/** Runs a part to its end, and counts what failed of it. */
async function run({ name, script, args = [], behind, counts }: Part): Promise<number> {
  const begun = Date.now();
  console.log(`\n== ${name}${behind ? ': what it says follows when it has ended' : ''}`);
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    stdio: behind ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (behind && child.pid) setPriority(child.pid, 5);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const status = await new Promise((resolve) => child.on('error', () => resolve(1)).on('close', resolve));
  if (behind) console.log(`\n== ${name}\n${Buffer.concat(said).toString()}`);
  const counted = counts?.() ?? { passed: 0, failed: status === 0 ? 0 : 1 };
  const wrong = counted.failed || (status === 0 ? 0 : 1);
  passed += counted.passed;
  failed += wrong;
  const outcome = counts ? `${counted.passed} passed, ${wrong} failed` : wrong ? 'failed' : 'ok';
  summary.push(`${name.padEnd(6)} ${outcome} (${seconds(begun)})`);
  return wrong;
}

for (const group of groups) {
  const wrong = await Promise.all(group.map(run));
  if (wrong.some((count) => count > 0)) break;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${summary.join('\n')}\nin ${seconds(started)}\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
