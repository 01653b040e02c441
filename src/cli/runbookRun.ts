import type { Command } from 'commander';
import { Problem } from './problem.ts';
import { runbookCommand } from './runbook.ts';
import type { RunOptions } from './runbookWalk.ts';

/** Adds `breakwater runbook run` to the program. */
export function registerRunbookRun(program: Command): void {
  runbookCommand(program)
    .command('run')
    .description('run the commands of a runbook, step by step')
    .argument('<file>', 'the runbook, a Markdown file')
    .option('--var <name=value>', 'fill in a blank (repeatable)', collect, {})
    .option('--step <id>', 'run this step only')
    .option('--dry-run', 'show what would run, run nothing')
    .option('--yes', 'run without asking')
    .option('--run-here', 'run blocks on this machine that may be meant for a shell an earlier step opened')
    .option('--drill', 'record this run as a drill')
    .option('--report <format>', 'junit or json')
    .option('--output <file>', 'write the report there instead of to standard output')
    .option('--runs <folder>', 'where logs of runs are kept', '.breakwater/runs')
    .action(async (file: string, options: RunOptions) => {
      const { runRunbook } = await import('./runbookRunner.ts');
      process.exitCode = await runRunbook(file, options);
    });
}

function collect(text: string, before: Record<string, string>): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Problem(`--var ${text}: write it as name=value.`);
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}
