import { createRunner } from '../../src/processes/runner.ts';
import { machineProcesses } from '../../src/processes/processTree.ts';
import { openLines } from '../../src/processes/runLog.ts';
import { randomIds, systemClock } from '../../src/processes/system.ts';
import { createRunLog } from '../../src/record/log.ts';
import { RunSession } from '../../src/run/session.ts';
import { block, runbook, step } from '../run/sample.ts';

/**
 * A process that walks through a run without end, to be killed: `<runs> <run>`. Prints each step and note that it would
 * show as done.
 */
const [runs = '', run = ''] = process.argv.slice(2);
const loud = block('b1', 'for i in 1 2 3 4 5 6 7 8 9; do echo "line $i of the output, somewhat long"; done');
const book = runbook([step('s1', 'Look', [loud], ['It is there']), step('s2', 'Change'), step('s3', 'Check')]);
const log = createRunLog(openLines(runs, run));
const ports = {
  log,
  runner: createRunner(),
  clock: systemClock,
  ids: randomIds,
  processes: await machineProcesses(),
  by: 'ada',
  cwd: '/',
};
const session = await RunSession.start(ports, book, {
  run,
  runbook: { path: 'x.md', title: book.title, hash: '0', snapshot: '# x' },
  drill: false,
  dryRun: false,
});
const shown = (what: string): boolean => process.stdout.write(what + '\n');
shown('started');
void (async () => {
  for (;;) await session.run(loud);
})();
for (let index = 0; ; index++) {
  await session.note('note', `note ${index}`, 's1');
  shown(`note ${index}`);
  await session.tick('s1');
  shown('tick');
  await session.untick('s1');
  await session.setVariable('count', String(index));
  shown(`count ${index}`);
  if (index % 5 === 0) await session.runbookChanged(book, { hash: String(index), snapshot: '# x\n'.repeat(500) });
  await new Promise((resolve) => setTimeout(resolve, index % 3));
}
