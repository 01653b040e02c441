import { stat } from 'node:fs/promises';
import { readRuns, type KnownRun } from '../processes/runHistory.ts';
import { readReport } from '../processes/runReports.ts';
import type { RunReport } from '../reports/report.ts';
import { reportHtml } from '../reports/reportHtml.ts';
import { reportMarkdown } from '../reports/reportMarkdown.ts';
import { outcomeNames } from '../reports/reportWords.ts';
import { reportText } from '../reports/reportText.ts';
import { visibleJson, visibleLine } from '../text/visible.ts';
import { mask } from '../masking/mask.ts';
import { lineFor, Problem } from './problem.ts';
import { isRunOf, isUsual } from './runsFolder.ts';

/** What to do about the name of a run that is none. */
export const LIST_RUNS = '`breakwater runbook runs list` lists them';

const MAX_LISTED_RUNS = 10_000;

/** The runs of a folder as a list for people or as JSON. @throws Problem where there is no such folder or file. */
export async function listRecorded(
  folder: string,
  runbook: string | undefined,
  format: 'text' | 'json',
): Promise<string> {
  if (runbook !== undefined && !(await stat(runbook).catch(() => undefined)))
    throw new Problem(`${runbook} does not exist`);
  const all = await runsIn(folder);
  const isOf = runbook === undefined ? undefined : isRunOf(runbook, folder);
  const wanted = all.filter(({ path }) => isOf?.(path) ?? true);
  const listed = wanted.map(rowOf);
  if (format === 'json') return `${visibleJson(JSON.stringify(listed, null, 2))}\n`;
  if (listed.length === 0) return `No runs in ${visibleLine(folder)}.\n`;
  const rows = listed.map(({ run, startedAt, outcome, kind, title, path }) => {
    const what = kind === 'run' ? title : `${title} (${kind})`;
    return [startedAt.slice(0, 16).replace('T', ' '), run, outcomeNames[outcome], what, path].map(visibleLine);
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((text, column) => text.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** What a run did, as text for a terminal or as JSON. @throws Problem where there is no such run. */
export async function showRecorded(folder: string, name: string, format: 'text' | 'json'): Promise<string> {
  const report = await reportFor(folder, name);
  return format === 'json' ? jsonOf(report) : reportText(report);
}

/** A run as a document. @throws Problem where there is no such run. */
export async function exportRecorded(
  folder: string,
  name: string,
  format: 'markdown' | 'html' | 'json',
): Promise<string> {
  const report = await reportFor(folder, name);
  if (format === 'json') return jsonOf(report);
  return format === 'html' ? reportHtml(report) : reportMarkdown(report);
}

function jsonOf(report: RunReport): string {
  return `${visibleJson(JSON.stringify(report, null, 2))}\n`;
}

interface Row extends Pick<KnownRun, 'run' | 'title' | 'path' | 'startedAt' | 'endedAt'> {
  readonly outcome: RunReport['outcome'];
  readonly kind: 'run' | 'drill' | 'dry run';
}

function rowOf({ run, title, path, startedAt, endedAt, outcome, drill, dryRun }: KnownRun): Row {
  const kind = dryRun ? 'dry run' : drill ? 'drill' : 'run';
  return { run, title: mask(title), path, startedAt, endedAt, outcome: outcome ?? 'open', kind };
}

/** The runs of a folder, the latest first. @throws Problem where there is no such folder. */
export async function runsIn(folder: string): Promise<readonly KnownRun[]> {
  const info = await stat(folder).catch(() => undefined);
  // Nothing has been run here yet, which is no mistake.
  if (!info && isUsual(folder, 'runs')) return [];
  if (!info) throw new Problem(`${folder} does not exist`);
  if (!info.isDirectory()) throw new Problem(`${folder} is not a folder`);
  const runs = await readRuns(folder, MAX_LISTED_RUNS);
  return runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

async function reportFor(folder: string, name: string): Promise<RunReport> {
  const runs = await runsIn(folder);
  const run = chosen(runs, name, folder);
  const report = await readReport(folder, run).catch((error: unknown) => {
    throw new Problem(lineFor(error));
  });
  if (report === undefined) throw new Problem(`${run} isn't the log of a run`);
  return report;
}

/** A run by its name, or by the beginning of it where that is one run's only. */
export function chosen(runs: readonly KnownRun[], name: string, folder: string): string {
  if (name === '') throw new Problem('name a run; `breakwater runbook runs list` lists them');
  if (name === 'latest' && runs.length > 0) return runs[0]!.run;
  const exact = runs.find(({ run }) => run === name);
  const fitting = exact ? [exact] : runs.filter(({ run }) => run.startsWith(name));
  if (fitting.length === 0)
    throw new Problem(`no run \`${name}\` in ${folder}; \`breakwater runbook runs list\` lists them`);
  if (fitting.length > 1)
    throw new Problem(
      `\`${name}\` fits ${fitting.length} runs: ${fitting
        .slice(0, 5)
        .map(({ run }) => run)
        .join(', ')}`,
    );
  return fitting[0]!.run;
}
