import { Command } from 'commander';
import { registerRunbookRun } from '../../src/cli/runbookRun.ts';
import { complain, endWithReader } from '../../src/cli/output.ts';
import { exitCodes, lineFor } from '../../src/cli/problem.ts';

/** `breakwater runbook run` by itself, so that a test starts it fast. */
const program = new Command('breakwater');
registerRunbookRun(program);
endWithReader();
try {
  await program.parseAsync();
} catch (error) {
  complain(`breakwater: ${lineFor(error)}`);
  process.exitCode = exitCodes.couldNotRun;
}
