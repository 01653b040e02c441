import { Option } from 'commander';
import type { Command } from 'commander';
import { lintFormats, type LintFlags } from './lintFlags.ts';
import { Problem } from './problem.ts';

/** Adds `breakwater lint` to the program. */
export function registerLint(program: Command): void {
  program
    .command('lint')
    .description('find code that cannot stand a slow or failing dependency')
    .argument('[paths...]', 'files, folders or glob patterns; the working directory if none')
    .addOption(new Option('--format <format>', 'what to print').choices(lintFormats).default('stylish'))
    .addOption(new Option('--preset <preset>', 'the rules to start from').choices(['recommended', 'strict', 'all']))
    .option('--config <file>', 'configuration; otherwise the nearest breakwater.config.json')
    .option('--fix', 'apply the fixes that need no judgement', false)
    .option('--baseline <file>', 'do not report what this file accepts')
    .option('--update-baseline', 'accept all findings that there are now', false)
    .option('--since <git-ref>', 'report findings on lines changed since then only')
    .option('--max-warnings <number>', 'warnings to put up with before exiting with 1', toCount, 0)
    .option('--threads <number>', 'threads to use', toThreads)
    .option('--cache', 'take results of unchanged files from the last run', true)
    .option('--no-cache', 'lint every file anew')
    .option('--stdin', 'lint what comes from standard input', false)
    .option('--stdin-filename <file>', 'the name that decides about language and configuration of --stdin')
    .addHelpText(
      'after',
      '\nExits with 0 if nothing was found, 1 for errors or too many warnings, 2 if it could not run.',
    )
    .action(async (paths: readonly string[], flags: LintFlags) => {
      const { lintCommand } = await import('./lintCommand.ts');
      await lintCommand(paths, flags);
    });
}

function toThreads(value: string): number {
  const threads = Number(value);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new Problem(`--threads takes a whole number from 1 on, not '${value}'`);
}

function toCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new Problem(`--max-warnings takes a whole number from 0 on, not '${value}'`);
}
