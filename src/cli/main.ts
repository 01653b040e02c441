#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { registerIncident } from '../incidentCommands/incident.ts';
import { registerInventory } from './inventory.ts';
import { registerLint } from './lint.ts';
import { registerLsp } from './lsp.ts';
import { registerMcp } from './mcp.ts';
import { registerProve } from './prove.ts';
import { registerRunbook } from './runbook.ts';
import { registerRunbookRun } from './runbookRun.ts';
import { registerRunbookRuns } from './runbookRuns.ts';
import { complain, endWithReader } from '../commandLine/output.ts';
import { exitCodes, lineFor } from '../commandLine/problem.ts';
import { takeUsualFolders } from '../commandLine/runsFolder.ts';
import { visible } from '../text/visible.ts';

/**
 * The `breakwater` command. Each subcommand registers itself and loads its heavy parts when it runs, so that help and
 * usage errors are immediate. Errors end here: one line on standard error, exit code 2.
 */
const program = new Command('breakwater')
  .description(manifest.description)
  .version(manifest.version)
  .showHelpAfterError('(see --help)')
  .configureOutput({ outputError: (text, write) => write(visible(text.replace(/^error: /, 'breakwater: '))) })
  .exitOverride();

for (const register of [
  registerLint,
  registerInventory,
  registerLsp,
  registerProve,
  registerRunbook,
  registerRunbookRun,
  registerRunbookRuns,
  registerIncident,
  registerMcp,
])
  register(program);
for (const command of program.commands) command.copyInheritedSettings(program);
program.hook('preAction', (_, command) => takeUsualFolders(command));

endWithReader();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // commander has written help, version or what is wrong with the usage.
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.couldNotRun;
  } else {
    complain(`breakwater: ${lineFor(error)}`);
    process.exitCode = exitCodes.couldNotRun;
  }
}
