/**
 * Runs the host tests: `tsx test/host/run.ts [--floor | --desktop] [--no-build] [--grep TEXT] [--json FILE]`.
 * The suite runs inside the extension host; the scenarios drive windows from outside (not on the desktop).
 */
import Mocha from 'mocha';
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSuite } from './support/bundle.ts';
import { startControl } from './support/control.ts';
import { runDesktopSuite } from './support/desktop.ts';
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
  },
});
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

async function runScenarios(session: Session): Promise<Results> {
  useSession(session);
  const mocha = new Mocha({ ui: 'bdd', timeout: 300_000, reporter: silent as never });
  if (values.grep) mocha.fgrep(values.grep);
  const folder = join(repository, 'test', 'host', 'scenarios');
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.test.ts')) mocha.addFile(join(folder, name));
  await mocha.loadFilesAsync();
  return runMocha(mocha, say);
}

async function main(): Promise<Results> {
  try {
    if (!values['no-build']) execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' });
  } catch {
    throw new HostProblem('The build failed; what is wrong is written above.');
  }
  if (values.desktop) return runDesktopSuite(await bundleSuite(), say);
  const session = await Session.start(values.floor ? 'floor' : 'server', say);
  try {
    say(`VS Code ${session.host.version}, browser: ${session.browserSource}`);
    const inside = values.grep ? { passed: 0, failed: 0 } : await runServerSuite(session);
    const outside = await runScenarios(session);
    return { passed: inside.passed + outside.passed, failed: inside.failed + outside.failed };
  } finally {
    await session.stop();
  }
}

try {
  const results = await main();
  if (values.json) writeFileSync(values.json, JSON.stringify(results));
  say(`${results.passed} passed, ${results.failed} failed`);
  process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof HostProblem ? error.message : error);
  process.exitCode = 1;
}
