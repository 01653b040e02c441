import { existsSync, readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import { applyBaseline, formatBaseline, parseBaseline } from '../lint/baseline.ts';
import { foldAlike } from '../lint/foldAlike.ts';
import { codeOf } from '../files/ignoreRules.ts';
import { folderOf, displayPath, slashed, toAbsolute } from '../files/paths.ts';
import { readPlain } from '../files/readPlain.ts';
import { readSource } from '../files/readSource.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { changedSince, onChanged } from '../batch/changedLines.ts';
import type { LintFlags } from './lintFlags.ts';
import { readLintConfig } from './lintConfig.ts';
import { chooseRules, fixFiles } from './lintFix.ts';
import { lintPaths, lintText, type Linted } from './lintRun.ts';
import { countFindings, type FileReport, type Format } from '../formats/lintReport.ts';
import { complain, print } from '../commandLine/output.ts';
import { exitCodes, Problem } from '../commandLine/problem.ts';

const defaultBaseline = 'breakwater-baseline.json';

/** Runs `breakwater lint` and sets the exit code. @throws one-line errors for what cannot run */
export async function lintCommand(paths: readonly string[], flags: LintFlags): Promise<void> {
  checkFlags(paths, flags);
  const from = slashed(process.cwd());
  const settings = await readLintConfig(from, flags);
  // Looked at first: a long run should not end with a complaint about an option.
  if (flags.since !== undefined) await changedSince(flags.since, from, paths);
  const baselinePath = toAbsolute(flags.baseline ?? defaultBaseline, from);
  const baseline =
    flags.baseline === undefined || flags.updateBaseline
      ? undefined
      : parseBaseline(readBaseline(flags.baseline, baselinePath), flags.baseline);
  let linted: Linted = flags.stdin
    ? await lintText(toAbsolute(flags.stdinFilename ?? 'stdin.ts', from), readStandardInput(), settings, flags.parser)
    : await lintPaths(from, paths, flags, settings);
  for (const warning of linted.warnings) complain(`breakwater: warning: ${warning}`);
  let unwritable = 0;
  if (flags.fix || flags.fixSuggestions) {
    const chosen = flags.fixSuggestions ? await chooseRules(linted.results, flags.yes) : undefined;
    const fixed = await fixFiles(linted, settings, flags.parser, chosen);
    linted = { ...linted, results: fixed.results };
    unwritable = fixed.problems.length;
    for (const { path, message } of fixed.problems) complain(`breakwater: ${displayPath(path, from)} ${message}`);
  }
  if (flags.updateBaseline) {
    await updateBaseline(linted, flags.baseline ?? defaultBaseline, baselinePath);
    process.exitCode = unwritable + linted.missed > 0 ? exitCodes.couldNotRun : exitCodes.fine;
    complain(`breakwater: ${displayPath(baselinePath, from)} updated; use it with --baseline`);
    return;
  }
  const changed = flags.since === undefined ? undefined : await changedSince(flags.since, from, paths);
  const results = linted.results
    .map((result) => applyBaseline(result, baseline?.get(displayPath(result.path, folderOf(baselinePath)))))
    .map((result) => (changed ? onChanged(result, changed) : result))
    .map((result) => ({ ...result, messages: foldAlike(result.messages) }));
  const reports = results.map((result): FileReport => {
    const { path } = result;
    return { result, path: displayPath(path, from), text: () => linted.textOf?.(path) ?? readSource(path)?.text ?? '' };
  });
  const format = await loadFormat(flags.format);
  const colors = flags.format === 'stylish' && usesColors();
  await print(
    format(reports, {
      version: manifest.version,
      workingDirectory: from,
      colors,
      baseline: baseline !== undefined,
      ...(linted.parser ? { parser: linted.parser } : {}),
    }),
  );
  const { error, warning } = countFindings(reports);
  const found = error > 0 || warning > flags.maxWarnings;
  process.exitCode = unwritable + linted.missed > 0 ? exitCodes.couldNotRun : found ? exitCodes.found : exitCodes.fine;
}

/** @throws a one-line error for options that exclude each other */
function checkFlags(paths: readonly string[], flags: LintFlags): void {
  if (
    flags.stdin &&
    (flags.fix || flags.fixSuggestions || paths.length > 0 || flags.since !== undefined || flags.updateBaseline)
  ) {
    throw new Problem("--stdin can't be combined with paths, --fix, --fix-suggestions, --since or --update-baseline");
  }
  if (flags.stdinFilename !== undefined && !flags.stdin) throw new Problem('--stdin-filename requires --stdin');
  if (flags.fixSuggestions && !flags.yes && !process.stdin.isTTY) {
    throw new Problem('--fix-suggestions asks for each rule: run it in a terminal, or add --yes');
  }
}

async function loadFormat(name: LintFlags['format']): Promise<Format> {
  switch (name) {
    case 'json':
      return (await import('../formats/lintJson.ts')).json;
    case 'sarif':
      return (await import('../formats/lintSarif.ts')).sarif;
    case 'github':
      return (await import('../formats/lintGithub.ts')).github;
    case 'gitlab':
      return (await import('../formats/lintGitlab.ts')).gitlab;
    case 'checkstyle':
      return (await import('../formats/lintXml.ts')).checkstyle;
    case 'junit':
      return (await import('../formats/lintXml.ts')).junit;
    case 'rdjson':
      return (await import('../formats/lintRdjson.ts')).rdjson;
    case 'stylish':
      return (await import('../formats/lintStylish.ts')).stylish;
  }
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch (error) {
    throw new Problem(`--stdin: standard input can't be read (${codeOf(error)})`);
  }
}

function readBaseline(name: string, path: string): string {
  try {
    return readPlain(path);
  } catch (error) {
    const how = 'Create it with --update-baseline';
    throw new Problem(
      `--baseline ${name}: ${codeOf(error) === 'ENOENT' ? `file not found. ${how}` : `can't be read (${codeOf(error)})`}`,
    );
  }
}

/** Accepts what was found in the files of this run, and keeps what is accepted in others that still exist. */
async function updateBaseline({ results, read }: Linted, name: string, path: string): Promise<void> {
  const folder = folderOf(path);
  const before = existsSync(path) ? readBaseline(name, path) : undefined;
  const stays = (relative: string): boolean => {
    const file = toAbsolute(relative, folder);
    return !read.has(file) && existsSync(file);
  };
  const text = formatBaseline(results, (file) => displayPath(file, folder), before, stays);
  await writeAtomic(path, text).catch((error: unknown) => {
    throw new Problem(`${path} can't be written (${codeOf(error)})`);
  });
}

/** Colours are for terminals; NO_COLOR and FORCE_COLOR work as elsewhere. */
function usesColors(): boolean {
  if (process.env['NO_COLOR']) return false;
  return Boolean(process.env['FORCE_COLOR']) || (process.stdout.isTTY && process.env['TERM'] !== 'dumb');
}
