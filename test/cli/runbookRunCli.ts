import { Command } from 'commander';
import { registerRunbookRun } from '../../src/cli/runbookRun.ts';
import { registerRunbookRuns } from '../../src/cli/runbookRuns.ts';
import { complain, endWithReader } from '../../src/commandLine/output.ts';
import { exitCodes, lineFor } from '../../src/commandLine/problem.ts';

/** `breakwater runbook run` and `runs` by themselves, so that a test starts it fast. */
const program = new Command('breakwater');
registerRunbookRun(program);
registerRunbookRuns(program);
endWithReader();
try {
  await program.parseAsync();
} catch (error) {
  complain(`breakwater: ${lineFor(error)}`);
  process.exitCode = exitCodes.couldNotRun;
}
