import { runMocha, silent } from '../support/results.ts';
import { ask } from './driver.ts';

/** Runs the given test files inside the extension host and reports to the runner outside. */
export async function runSuite(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: silent as never });
  mocha.suite.emit('pre-require', globalThis as never, '', mocha);
  for (const file of files) await file();
  let lines = Promise.resolve<unknown>(undefined);
  const results = await runMocha(mocha, (line) => {
    lines = lines.then(() => ask('line', line));
  });
  await lines;
  await ask('results', results);
  if (results.failed > 0) throw new Error(`${results.failed} failed`);
}
