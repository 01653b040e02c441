import type { Command } from 'commander';
import { Problem } from '../commandLine/problem.ts';
import { runbookCommand } from './runbook.ts';
import type { RunOptions } from './runbookOptions.ts';
import { RUNS_FOLDER } from '../commandLine/runsFolder.ts';

/** Adds `breakwater runbook run` to the program. */
export function registerRunbookRun(program: Command): void {
  runbookCommand(program)
    .command('run')
    .description('run a runbook step by step')
    .argument('<file>', 'a Markdown file')
    .option('--var <name=value>', 'set a placeholder (repeatable)', collect, {})
    .option('--step <id>', 'only run this step')
    .option('--dry-run', 'print commands without running them')
    // Not `--env-file`: Node 20 itself reads the file of an argument of that name, with the `NODE_OPTIONS` in it.
    .option('--load-env <file>', "load the environment file that the runbook's front matter names")
    .option('--profile', "set the profiles that the runbook's front matter names")
    .option('--procedure <name>', 'of a page with several procedures only run this one, by name or line')
    .option('--choose <way>', 'go this one of several ways, by name or line (repeatable)', list, [])
    .option('--yes', 'skip confirmations; without a terminal, only read-only commands run unless this is given')
    .option('--run-here', 'run blocks on this machine that may be meant for a shell an earlier step opened')
    .option('--drill', 'drill: nothing is executed; replays the latest run, or the outputs that the runbook shows')
    .option('--replay <run>', 'drill with the outputs of this recorded run, of the "latest", or as "expected"')
    .option(
      '--inject <fault=step>',
      'with --drill: hang=STEP, differ=STEP, missing=STEP, context (a wrong target) or contact (who is called first does not answer) (repeatable)',
      list,
      [],
    )
    .option('--report <format>', 'report format: junit or json')
    .option('--output <file>', 'write the report to this file instead of stdout')
    .option('--runs <folder>', 'folder for run logs', RUNS_FOLDER)
    .action(async (file: string, options: RunOptions) => {
      const { runRunbook } = await import('./runbookRunner.ts');
      process.exitCode = await runRunbook(file, options);
    });
}

function list(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function collect(text: string, before: Record<string, string>): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Problem(`--var ${text}: expected name=value.`);
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}
