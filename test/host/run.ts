/**
 * Runs the host tests: `tsx test/host/run.ts [--floor | --desktop] [--no-build] [--grep TEXT] [--json FILE]`.
 * The suite runs inside the extension host; the scenarios drive windows from outside (not on the desktop). The suite and
 * each file of scenarios are a task of their own, of which two run at once.
 */
import Mocha from 'mocha';
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findBrowser } from './support/browser.ts';
import { bundleHelper, bundleSuite } from './support/bundle.ts';
import { prepareHost } from './support/cache.ts';
import { startControl } from './support/control.ts';
import { runDesktopSuite } from './support/desktop.ts';
import { runInLanes, workInLane } from './support/lanes.ts';
import { HostProblem } from './support/problem.ts';
import { runMocha, silent, type Results } from './support/results.ts';
import { useSession } from './support/scenario.ts';
import { Session } from './support/session.ts';
import { serveSuite } from './support/suiteControl.ts';
import { repository } from './support/workspace.ts';

const { values } = parseArgs({
  options: {
    floor: { type: 'boolean' },
    desktop: { type: 'boolean' },
    'no-build': { type: 'boolean' },
    grep: { type: 'string' },
    json: { type: 'string' },
    // A process of this script that the script itself has started: the folder of the bundled helper.
    lane: { type: 'string' },
  },
});
const version = values.floor ? 'floor' : 'server';
const scenarios = join(repository, 'test', 'host', 'scenarios');
/** The task that is no file of scenarios. */
const SUITE = 'the suite inside VS Code';
const say = (line: string): void => console.log(line);
// What is started is stopped when the process exits, which a signal alone would not let it do.
for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

async function runServerSuite(session: Session): Promise<Results> {
  const control = await startControl();
  let results: Results | undefined;
  control.handlers.set('line', (line) => say(line as string));
  control.handlers.set('results', (body) => void (results = body as Results));
  const opened: { window?: Awaited<ReturnType<Session['openWith']>>['window'] } = {};
  serveSuite(control, () => {
    if (!opened.window) throw new Error('The window is not open yet');
    return opened.window.page;
  });
  const { window, exit } = await session.openWith({ testsPath: await bundleSuite() }, control);
  opened.window = window;
  let limit: NodeJS.Timeout | undefined;
  const tooLong = new Promise<number>((resolve) => (limit = setTimeout(() => resolve(-1), 300_000)));
  const code = await Promise.race([exit, tooLong]);
  clearTimeout(limit);
  if (!results) {
    say(`  FAIL the suite inside VS Code gave no results (${code === -1 ? 'after 300 s' : `exit code ${code}`})`);
    say(
      window.log
        .filter((line) => line.startsWith('error'))
        .slice(-10)
        .join('\n'),
    );
  }
  await window.close();
  return results ?? { passed: 0, failed: 1 };
}

async function runScenarios(session: Session, file: string): Promise<Results> {
  useSession(session);
  const mocha = new Mocha({ ui: 'bdd', timeout: 300_000, reporter: silent as never });
  if (values.grep) mocha.fgrep(values.grep);
  mocha.addFile(join(scenarios, file));
  await mocha.loadFilesAsync();
  const results = await runMocha(mocha, say);
  // It listens to what is thrown anywhere in the process, which is the next file's from now on.
  mocha.dispose();
  return results;
}

/** The suite, and files of scenarios: those with much in them first, so that the lanes end at about the same time. */
function tasks(): string[] {
  const files = readdirSync(scenarios).filter((name) => name.endsWith('.test.ts'));
  const size = (name: string): number => statSync(join(scenarios, name)).size;
  return [...(values.grep ? [] : [SUITE]), ...files.sort((one, other) => size(other) - size(one))];
}

async function main(): Promise<Results> {
  try {
    if (!values['no-build']) execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' });
  } catch {
    throw new HostProblem('The build failed; what is wrong is written above.');
  }
  if (values.desktop) return runDesktopSuite(await bundleSuite(), say);
  const host = await prepareHost(version, say);
  say(`VS Code ${host.version}, browser: ${findBrowser(host).source}`);
  const args = [...(values.floor ? ['--floor'] : []), ...(values.grep ? ['--grep', values.grep] : [])];
  return runInLanes(fileURLToPath(import.meta.url), ['--lane', await bundleHelper(), ...args], tasks(), say);
}

async function work(helperFolder: string): Promise<void> {
  const session = await Session.start(version, say, helperFolder);
  try {
    await workInLane((task) => (task === SUITE ? runServerSuite(session) : runScenarios(session, task)));
  } finally {
    await session.stop();
  }
}

try {
  if (values.lane) await work(values.lane);
  else {
    const results = await main();
    if (values.json) writeFileSync(values.json, JSON.stringify(results));
    say(`${results.passed} passed, ${results.failed} failed`);
    process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0;
  }
} catch (error) {
  console.error(error instanceof HostProblem ? error.message : error);
  process.exitCode = 1;
}
