import { Option, type Command } from 'commander';
import { addAnalysisOptions, type AnalysisFlags } from './analysisOptions.ts';
import { inventoryFormatNames, type InventoryFormat } from '../inventory/inventoryFormatNames.ts';
import type { InventoryRow } from '../batch/inventoryRows.ts';
import { complain, print } from '../commandLine/output.ts';
import { exitCodes } from '../commandLine/problem.ts';
import { Progress } from '../batch/progress.ts';

interface Flags extends AnalysisFlags {
  readonly format: InventoryFormat;
  readonly min?: string;
  readonly tests: boolean;
}

/** Adds `breakwater inventory` to the program. */
export function registerInventory(program: Command): void {
  const command = program
    .command('inventory')
    .description('list every network call and how it is protected')
    .argument('[paths...]', 'files, folders or globs (default: working directory)')
    .addOption(new Option('--format <format>', 'output format').choices(inventoryFormatNames).default('table'))
    .option('--min <shares>', 'exit with 1 if fewer calls (in percent) are protected, e.g. timeout=90,errors=80')
    .option('--tests', 'include calls in tests in tables', false);
  addAnalysisOptions(command).option('--no-cache', 'ignore cached results').action(inventory);
}

async function inventory(paths: readonly string[], flags: Flags): Promise<void> {
  const { parseMinimums } = await import('../inventory/minimum.ts');
  const minimums = flags.min === undefined ? [] : parseMinimums(flags.min);
  const [{ analyseAll }, { buildInventory, shortfalls }, { formatInventory }, { slashed }] = await Promise.all([
    import('../batch/analysisRun.ts'),
    import('../inventory/inventoryModel.ts'),
    import('../inventory/inventoryFormats.ts'),
    import('../files/paths.ts'),
  ]);
  const progress = new Progress();
  try {
    const from = slashed(process.cwd());
    const { inventoryConfig } = await import('./lintConfig.ts');
    const config = await inventoryConfig(from);
    const run = await analyseAll<InventoryRow[]>({
      from,
      paths,
      task: 'inventory',
      settings: null,
      declared: config.declared,
      ignores: config.ignores,
      cache: flags.cache,
      types: flags.types,
      threads: flags.threads,
      ...(flags.parser ? { parser: flags.parser } : {}),
      onProgress: progress.update,
    });
    progress.clear();
    const built = buildInventory(run, from);
    for (const { path, message } of built.warnings) complain(`breakwater: warning: ${path} ${message}`);
    await print(formatInventory(built, flags.format, { tests: flags.tests, colors: usesColors(flags.format) }));
    const short = shortfalls(built.coverage, minimums);
    for (const line of short) complain(`breakwater: ${line}`);
    const missed = run.skipped.some((one) => one.missed);
    process.exitCode = missed ? exitCodes.couldNotRun : short.length > 0 ? exitCodes.found : exitCodes.fine;
  } finally {
    progress.clear();
  }
}

/** Colours are for terminals; NO_COLOR and FORCE_COLOR work as elsewhere. */
function usesColors(format: InventoryFormat): boolean {
  if (format !== 'table' || process.env['NO_COLOR']) return false;
  return Boolean(process.env['FORCE_COLOR']) || (process.stdout.isTTY && process.env['TERM'] !== 'dumb');
}
