import { makeConfig } from '../lint/config.ts';
import type { LintResult } from '../lint/model.ts';
import { failure } from '../lint/runRules.ts';
import type { ParserName } from '../parser/parserNames.ts';
import { displayPath, toAbsolute } from '../files/paths.ts';
import { decodeSource } from '../files/readSource.ts';
import { analyseAll } from '../batch/analysisRun.ts';
import { openEngine } from '../batch/engine.ts';
import type { LintFlags } from './lintFlags.ts';
import type { LintSettings } from '../batch/lintTask.ts';
import { Problem } from '../commandLine/problem.ts';
import { Progress } from '../batch/progress.ts';

export interface Linted {
  /** In the order of the tree; files without anything of interest in them may be missing. */
  readonly results: readonly LintResult[];
  readonly warnings: readonly string[];
  /** How many files or folders that were asked for could not be looked at; each is among the warnings. */
  readonly missed: number;
  /** Absolute paths of all files that were read. */
  readonly read: { has(path: string): boolean };
  /** The text of a file that is not on disk. */
  readonly textOf?: (path: string) => string;
  readonly marked: Readonly<Record<string, readonly string[]>>;
  /** What read the files; absent where all results came from the cache. */
  readonly parser?: ParserName;
}

/** Lints the files that paths stand for, on worker threads where there are many. */
export async function lintPaths(
  from: string,
  paths: readonly string[],
  flags: LintFlags,
  settings: LintSettings,
): Promise<Linted> {
  const progress = new Progress();
  try {
    const { cache, threads, parser, types } = flags;
    const run = await analyseAll<LintResult | null>({
      from,
      paths,
      task: 'lint',
      settings,
      declared: makeConfig(settings.config).declared,
      cache,
      types,
      threads,
      ...(parser ? { parser } : {}),
      onProgress: progress.update,
    });
    if (run.sources.found === 0)
      throw new Problem(`no JavaScript or TypeScript file in ${paths.length > 0 ? paths.join(', ') : from}`);
    const { ignores } = makeConfig(settings.config, settings.root);
    const read = [...run.sources.files.keys()];
    // A limit of time that is over says nothing of the code: a file that couldn't be looked at, and no finding.
    const late = run.failures.filter((one) => one.late);
    const failed = new Map(run.failures.filter((one) => !one.late).map(({ path, message }) => [path, message]));
    // Importers of clients have findings as well as candidates.
    const results = read.flatMap((path): LintResult[] => {
      const message = failed.get(path);
      if (message !== undefined) return [internalErrorResult(path, message)];
      const result = run.results.get(path);
      return result ? [result] : [];
    });
    const left = paths
      .map((path) => toAbsolute(path, from))
      .filter((path) => run.sources.files.has(path) && ignores(path));
    const slow = late.map(({ path, message }) => ({ path, message: `couldn't be checked: it ${message}, twice` }));
    const said = [
      ...run.warnings,
      ...slow,
      ...left.map((path) => ({ path, message: 'skipped: the configuration ignores it' })),
    ];
    if (said.length === 0 && read.every(ignores))
      throw new Problem(`nothing to check: the configuration ignores what there is, or it isn't source text`);
    const warnings = said.map(({ path, message }) => `${displayPath(path, from)} ${message}`);
    const missed = run.skipped.filter((one) => one.missed).length + late.length;
    return { results, warnings, missed, read: run.sources.files, marked: run.sources.marked, ...parserOf(run) };
  } finally {
    progress.clear();
  }
}

/** Lints one text under a path that need not exist. */
export async function lintText(
  path: string,
  bytes: Uint8Array,
  settings: LintSettings,
  parser: ParserName | undefined,
): Promise<Linted> {
  const source = decodeSource(bytes);
  if (!source) throw new Problem('--stdin: the input is binary');
  const engine = await openEngine({
    task: 'lint',
    settings,
    declared: makeConfig(settings.config).declared,
    ...(parser ? { parser } : {}),
  });
  const outcome = engine({ files: [{ path, text: source.text }], marked: {} });
  const [file] = outcome.files;
  const result =
    file?.error === undefined ? (file?.result as LintResult | null) : internalErrorResult(path, file.error);
  return {
    results: result ? [result] : [],
    warnings: outcome.warnings.map(([about, message]) => `${about} ${message}`),
    missed: 0,
    read: new Set([path]),
    textOf: () => source.text,
    marked: {},
    ...parserOf(outcome),
  };
}

function parserOf({ parser }: { readonly parser?: ParserName }): { readonly parser?: ParserName } {
  return parser ? { parser } : {};
}

/** The result for a file on which Breakwater itself failed. */
function internalErrorResult(path: string, message: string): LintResult {
  const start = { line: 1, column: 1 };
  const finding = failure('analysis', message);
  return {
    path,
    messages: [{ ...finding, suggestions: [], start, end: start, fingerprint: 'internal:1' }],
    suppressed: [],
  };
}
