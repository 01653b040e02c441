import { dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { print } from '../commandLine/output.ts';
import { exitCodes, Problem } from '../commandLine/problem.ts';

const showFormats = ['text', 'json'] as const;
const checkFormats = ['stylish', 'json', 'sarif', 'github'] as const;

/** Adds `breakwater runbook show`, `check` and `coverage` to the program. */
export function registerRunbook(program: Command): void {
  const runbook = runbookCommand(program);
  runbook
    .command('show')
    .description('show the steps, commands and placeholders of a runbook')
    .argument('<file>', 'a Markdown file, or - for standard input')
    .addOption(new Option('--format <format>', 'output format').choices(showFormats).default('text'))
    .option('--calls', 'analyse the code here, and list the calls that fail when what the runbook names is down')
    .option('--no-calls', 'leave them out, also where the code was analysed before')
    .action(show);
  runbook
    .command('check')
    .description('find problems in runbooks')
    .argument('[paths...]', 'Markdown files and folders (default: working directory)')
    .addOption(new Option('--format <format>', 'output format').choices(checkFormats).default('stylish'))
    .option('--all', 'include checks for runbooks written for Breakwater (owner, review, escalation)', false)
    .option('--fix', 'apply safe fixes', false)
    .action(check);
  runbook
    .command('coverage')
    .description('list what the code depends on, and the runbooks for when it is down')
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'json']).default('table'))
    .option('--strict', 'exit with 1 if a dependency has no runbook', false)
    .action(async (flags: { readonly format: 'table' | 'json'; readonly strict: boolean }) =>
      (await import('./runbookCoverage.ts')).coverage(flags),
    );
}

/** The `runbook` command, which other parts add their own subcommands to. */
export function runbookCommand(program: Command): Command {
  const found = program.commands.find((command) => command.name() === 'runbook');
  return found ?? program.command('runbook').description('read, check and run runbooks');
}

interface ShowFlags {
  readonly format: (typeof showFormats)[number];
  /** Absent: only what is known already. */
  readonly calls?: boolean;
}

async function show(file: string, { format, calls }: ShowFlags): Promise<void> {
  const [{ parseRunbook }, { formatRunbook }, { labelledAsRun, runbookJson }, { settingsFiles }, { readText }] =
    await Promise.all([
      import('../runbook/parse.ts'),
      import('../reports/runbookText.ts'),
      import('../reports/labels.ts'),
      import('../processes/settingsFiles.ts'),
      import('../commandLine/runbookFiles.ts'),
    ]);
  const source = await readText(file);
  const runbook = parseRunbook(source, { fileName: file });
  const labelled = await labelledAsRun(runbook, dirname(resolve(file)), settingsFiles);
  const colors = process.stdout.isTTY && !process.env['NO_COLOR'];
  await print(format === 'json' ? runbookJson(labelled.runbook) : formatRunbook(labelled, colors));
  if (format === 'text' && calls !== false)
    await print(await (await import('./runbookCoverage.ts')).affectedCallsHere(file, source, calls === true));
  process.exitCode = exitCodes.fine;
}

async function check(
  paths: readonly string[],
  flags: { readonly format: (typeof checkFormats)[number]; readonly all: boolean; readonly fix: boolean },
): Promise<void> {
  const [{ checkFiles }, { formatChecks }] = await Promise.all([
    import('./runbookCheck.ts'),
    import('./runbookReport.ts'),
  ]);
  const results = await checkFiles(paths, { all: flags.all, fix: flags.fix });
  if (results.length === 0 && paths.length > 0) throw new Problem(`no Markdown files in ${paths.join(', ')}`);
  await print(formatChecks(results, flags.format));
  process.exitCode = results.some((result) => result.findings.length > 0) ? exitCodes.found : exitCodes.fine;
}
