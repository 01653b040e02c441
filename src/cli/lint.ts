import { Option, type Command } from 'commander';
import { addAnalysisOptions } from './analysisOptions.ts';
import { lintFormats, type LintFlags } from './lintFlags.ts';
import { Problem } from '../commandLine/problem.ts';

/** Adds `breakwater lint` to the program. */
export function registerLint(program: Command): void {
  const command = program
    .command('lint')
    .description('find code that breaks when a dependency is slow or down')
    .argument('[paths...]', 'files, folders or globs (default: working directory)')
    .addOption(new Option('--format <format>', 'output format').choices(lintFormats).default('stylish'))
    .addOption(new Option('--preset <preset>', 'which rules are on').choices(['recommended', 'strict', 'all']))
    .option('--config <file>', 'config file (default: nearest breakwater.config.json)')
    .option('--fix', 'apply safe fixes', false)
    .option('--fix-suggestions', 'apply suggestions as well: asks for each rule', false)
    .option('--yes', 'answer yes to what --fix-suggestions asks', false)
    .option('--baseline <file>', 'hide findings recorded in this file')
    .option('--update-baseline', 'record all current findings in the baseline', false)
    .option('--since <git-ref>', 'only report findings on lines changed since then')
    .option('--max-warnings <number>', 'exit with 1 if there are more warnings than this', toCount, 0);
  addAnalysisOptions(command)
    .option('--cache', 'reuse cached results for unchanged files', true)
    .option('--no-cache', 'ignore cached results')
    .option('--stdin', 'lint standard input', false)
    .option('--stdin-filename <file>', 'file name for --stdin: sets its language and config')
    .addHelpText('after', '\nExit codes: 0 no findings, 1 errors or too many warnings, 2 could not run.')
    .action(async (paths: readonly string[], flags: LintFlags) => {
      const { lintCommand } = await import('./lintCommand.ts');
      await lintCommand(paths, flags);
    });
}

function toCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new Problem(`--max-warnings must be a whole number of 0 or more, not '${value}'`);
}
