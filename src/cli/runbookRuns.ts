import { Option, type Command } from 'commander';
import { print } from '../commandLine/output.ts';
import { exitCodes } from '../commandLine/problem.ts';
import { runbookCommand } from './runbook.ts';
import { RUNS_FOLDER } from '../commandLine/runsFolder.ts';

const listFormats = ['text', 'json'] as const;
const exportFormats = ['markdown', 'html', 'json'] as const;

interface ListFlags {
  readonly runs: string;
  readonly format: (typeof listFormats)[number];
}

interface ExportFlags {
  readonly runs: string;
  readonly format: (typeof exportFormats)[number];
  readonly output?: string;
}

/** Adds `breakwater runbook runs list`, `show` and `export` to the program. */
export function registerRunbookRuns(program: Command): void {
  const runs = runbookCommand(program).command('runs').description('list, show and export recorded runs');
  const run = 'name of a run, the beginning of one, or "latest"';
  runs
    .command('list')
    .description('list recorded runs, latest first')
    .argument('[runbook]', 'only runs of this Markdown file')
    .option('--runs <folder>', 'folder with run logs', RUNS_FOLDER)
    .addOption(new Option('--format <format>', 'output format').choices(listFormats).default('text'))
    .action(async (runbook: string | undefined, flags: ListFlags) => {
      const { listRecorded } = await import('../commandLine/runbookRecord.ts');
      await finish(await listRecorded(flags.runs, runbook, flags.format));
    });
  runs
    .command('show')
    .description('show the steps, results and timeline of a run')
    .argument('<run>', run)
    .option('--runs <folder>', 'folder with run logs', RUNS_FOLDER)
    .addOption(new Option('--format <format>', 'output format').choices(listFormats).default('text'))
    .action(async (name: string, flags: ListFlags) => {
      const { showRecorded } = await import('../commandLine/runbookRecord.ts');
      await finish(await showRecorded(flags.runs, name, flags.format));
    });
  runs
    .command('export')
    .description('export a run as Markdown, HTML or JSON (secrets redacted)')
    .argument('<run>', run)
    .option('--runs <folder>', 'folder with run logs', RUNS_FOLDER)
    .option('--output <file>', 'write to this file instead of stdout')
    .addOption(new Option('--format <format>', 'output format').choices(exportFormats).default('markdown'))
    .action(async (name: string, { runs: folder, format, output }: ExportFlags) => {
      const { exportRecorded } = await import('../commandLine/runbookRecord.ts');
      const { writeNamed } = await import('../commandLine/writtenFile.ts');
      const text = await exportRecorded(folder, name, format);
      if (output === undefined) await finish(text);
      else await writeNamed(output, text);
    });
}

async function finish(text: string): Promise<void> {
  await print(text);
  process.exitCode = exitCodes.fine;
}
