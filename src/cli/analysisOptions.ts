import { Option, type Command } from 'commander';
import { typesModes, type TypesMode } from '../batch/typesModes.ts';
import { parserNames, type ParserName } from '../parser/parserNames.ts';
import { Problem } from '../commandLine/problem.ts';

/** The options of all commands that analyse files, as commander hands them over. */
export interface AnalysisFlags {
  readonly threads?: number;
  readonly parser?: ParserName;
  readonly types: TypesMode;
  readonly cache: boolean;
}

/** Adds the options that all commands have which analyse files: how it is done, not what comes of it. */
export function addAnalysisOptions(command: Command): Command {
  const parser = new Option('--parser <parser>', 'parser to read files with (default: oxc where installed)');
  const types = new Option(
    '--types <mode>',
    'ask TypeScript what syntax leaves open (auto: where packages are installed)',
  );
  return command
    .option('--threads <number>', 'number of threads', toThreads)
    .addOption(parser.choices(parserNames))
    .addOption(types.choices(typesModes).default('auto'));
}

function toThreads(value: string): number {
  const threads = Number(value);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new Problem(`--threads must be a whole number of 1 or more, not '${value}'`);
}
