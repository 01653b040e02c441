import { resolve } from 'node:path';
import { inWords, isSystemError } from '../files/systemError.ts';
import { clean } from '../incident/clean.ts';
import { readDuration } from '../incident/duration.ts';
import { groupings, metricsOf, type Grouping } from '../incident/metrics.ts';
import { metricsCsv, metricsJson, metricsTable } from '../incident/metricsText.ts';
import { metricsOpenMetrics } from '../messages/openMetrics.ts';
import type { TextsToday } from '../incident/runbookPatch.ts';
import type { LinkedRun } from '../incident/timeline.ts';
import type { Postmortem } from '../incident/postmortem.ts';
import { mergePage, otherSubject, type MergedPage } from '../text/regions.ts';
import { pageThere, writeReport, type ReportFormat } from '../batch/reportFile.ts';
import { sloProblem, unmetObjective } from '../messages/objectives.ts';
import { unknownName } from '../messages/knownNames.ts';
import { listCsv, listRowOf, listTable, showText, type ListRow } from '../messages/incidentText.ts';
import { visible, visibleJson, visibleLine } from '../text/visible.ts';
import {
  allIncidents,
  chooseIncident,
  isFolder,
  readLinkedRuns,
  runbookTextsToday,
  workspaceOf,
  type StoredIncident,
} from '../commandLine/incidentStore.ts';
import { windowOf, zoneOf } from './incidentTime.ts';
import { complain, print } from '../commandLine/output.ts';
import { exitCodes, lineFor, Problem } from '../commandLine/problem.ts';
import { readText } from '../commandLine/runbookFiles.ts';

export interface Folders {
  readonly incidents: string;
  readonly runs: string;
  readonly timeZone?: string;
}
export interface ListFlags extends Folders {
  readonly format: 'table' | 'json' | 'csv';
}
export interface ShowFlags extends Folders {
  readonly format: 'text' | 'json';
}
export interface PostmortemFlags extends Folders {
  readonly format: 'markdown' | 'html' | 'json';
  readonly run?: string;
  readonly output?: string;
  readonly page?: string;
  readonly patch?: string;
  readonly gap: string;
}
export interface MetricsFlags extends Folders {
  readonly format: 'table' | 'json' | 'csv' | 'openmetrics';
  /** All where absent. */
  readonly by?: string;
  readonly service?: string;
  readonly severity?: string;
  readonly since?: string;
  readonly until?: string;
  readonly slo: readonly string[];
}

/** `incident list` */
export async function list(flags: ListFlags): Promise<void> {
  const zone = zoneOf(flags.timeZone);
  const { incidents, lost } = await readAll(flags.incidents);
  const all = incidents.map(({ state }) => listRowOf(state));
  const began = ({ started = '' }: ListRow): string => started;
  const rows = clean(all.toSorted((a, b) => (began(a) < began(b) ? 1 : began(a) > began(b) ? -1 : 0)));
  if (flags.format === 'json') return finish(visibleJson(`${JSON.stringify(rows, undefined, 2)}\n`), lost);
  if (flags.format === 'csv') return finish(listCsv(rows), lost);
  await finish(listTable(rows, zone), lost);
}

/** `incident show` */
export async function show(id: string | undefined, flags: ShowFlags): Promise<void> {
  const zone = zoneOf(flags.timeZone);
  const one = chooseIncident(await allIncidents(flags.incidents), id);
  tellRefused(one);
  const postmortem = await postmortemFor(one, flags, undefined);
  if (flags.format === 'json') return finish(visibleJson(`${JSON.stringify(postmortem, undefined, 2)}\n`));
  await finish(showText(postmortem, zone));
}

function tellRefused({ content, name }: StoredIncident): void {
  if (content.refused !== undefined) complain(`breakwater: ${name}.jsonl: ${content.refused}`);
}

/** `incident postmortem` */
export async function postmortem(id: string | undefined, flags: PostmortemFlags): Promise<void> {
  const zone = zoneOf(flags.timeZone);
  const gap = readDuration(flags.gap);
  if (gap === undefined) throw new Problem(`--gap ${flags.gap}: use a length of time such as 15m or 1h`);
  if (flags.page !== undefined && flags.format !== 'html') throw new Problem('--page is for --format html');
  if (flags.patch !== undefined && flags.output !== undefined && resolve(flags.patch) === resolve(flags.output))
    throw new Problem(`--output and --patch both name ${flags.output}: give each a file of its own`);
  for (const [option, file] of [
    ['--output', flags.output],
    ['--patch', flags.patch],
  ] as const)
    if (file !== undefined && (await isFolder(file)))
      throw new Problem(`${option} ${file} is a folder: name a file in it`);
  if (flags.run !== undefined && id !== undefined) throw new Problem('name either an incident or --run, not both');
  const one = flags.run === undefined ? chooseIncident(await allIncidents(flags.incidents), id) : undefined;
  if (one !== undefined) tellRefused(one);
  const found = one === undefined ? await recordOf(flags.run!, flags, gap) : await postmortemFor(one, flags, gap);
  for (const warning of found.warnings) complain(`breakwater: ${warning}`);
  if (flags.patch !== undefined) {
    const patch = found.patches.map(({ diff }) => diff).join('');
    if (patch === '' && found.unpatched.length > 0)
      complain(`breakwater: No patch was written to ${flags.patch}: see above.`);
    else if (patch === '') complain('breakwater: Nothing to change in the runbook, so no patch was written.');
    else await write(flags.patch, patch, 'patch');
  }
  const { postmortemMarkdown } = await import('../incident/postmortemMarkdown.ts');
  const whole = await writePage(found, flags, postmortemMarkdown(found, zone));
  if (!whole || (flags.patch !== undefined && found.unpatched.length > 0)) process.exitCode = exitCodes.found;
}

/** @returns whether all of the page is up to date */
async function writePage(found: Postmortem, flags: PostmortemFlags, fresh: string): Promise<boolean> {
  const { output } = flags;
  if (flags.format === 'json') await put(output, visibleJson(`${JSON.stringify(found, undefined, 2)}\n`), 'json');
  else if (flags.format === 'markdown') {
    const page = output === undefined ? { text: fresh, broken: [] } : merged(output, fresh, found.unread);
    await put(output, page.text);
    return page.broken.length === 0;
  } else {
    const page = flags.page === undefined ? fresh : await readText(flags.page);
    if (flags.page !== undefined) sameSubject(flags.page, page, fresh);
    const { pageHtml } = await import('../dashboard/postmortemHtml.ts');
    await put(output, pageHtml(page, found.title), 'html');
  }
  return true;
}

async function postmortemFor(
  { content, state }: StoredIncident,
  flags: Folders,
  gap: number | undefined,
): Promise<Postmortem> {
  const runs = await readLinkedRuns(flags.runs, state.runs);
  const { postmortemOf } = await import('../incident/postmortem.ts');
  return postmortemOf({
    incident: content,
    runs,
    today: await textsToday(flags, runs),
    now: new Date().toISOString(),
    ...(gap === undefined ? {} : { gap }),
  });
}

async function recordOf(run: string, flags: Folders, gap: number): Promise<Postmortem> {
  const { chosen: chosenRun, LIST_RUNS, runsIn } = await import('../commandLine/runbookRecord.ts');
  const name = run === 'latest' ? chosenRun(await runsIn(flags.runs), run, flags.runs) : run;
  const runs = await readLinkedRuns(flags.runs, [name]);
  if (!runs[0]?.events.some(({ type }) => type === 'run-started'))
    throw new Problem(`${flags.runs} has no run ${run}: ${LIST_RUNS}`);
  const { postmortemOf } = await import('../incident/postmortem.ts');
  return postmortemOf({ runs, today: await textsToday(flags, runs), now: new Date().toISOString(), gap });
}

/** Of the runbooks, which lie where the records are kept, else where the command was typed. */
function textsToday({ incidents, runs }: Folders, linked: readonly LinkedRun[]): Promise<TextsToday> {
  return runbookTextsToday([...new Set([workspaceOf(incidents), workspaceOf(runs), resolve('.')])], linked);
}

function sameSubject(file: string, before: string, fresh: string): void {
  const other = otherSubject(before, fresh);
  if (other !== undefined) throw new Problem(`${file} ${other}: choose another file`);
}

/** What is in the file already, with its regions brought up to date. */
function merged(file: string, fresh: string, unread: readonly string[]): Pick<MergedPage, 'text' | 'broken'> {
  let before: string | undefined;
  try {
    before = pageThere(file);
  } catch (error) {
    throw new Problem(`${file} ${(error as Error).message}`);
  }
  if (before === undefined || before.trim() === '') return { text: fresh, broken: [] };
  sameSubject(file, before, fresh);
  const page = mergePage(before, fresh, unread);
  if (page === undefined)
    throw new Problem(`${file} has no region of Breakwater's, so it is someone's own page: choose another --output`);
  for (const sentence of page.notes) complain(`breakwater: ${file}: ${sentence}`);
  return page;
}

/** `incident metrics` */
export async function metrics(flags: MetricsFlags): Promise<void> {
  const zone = zoneOf(flags.timeZone);
  const now = new Date();
  const by = flags.by === undefined ? groupings : groupsOf(flags.by);
  const span = windowOf(flags, now);
  const slos = objectivesOf(flags.slo);
  if (flags.by !== undefined && flags.format !== 'table')
    throw new Problem(`--by is for the table: leave it out, ${flags.format} holds every group`);
  const { incidents, lost } = await readAll(flags.incidents);
  const unknown = unknownName(
    incidents.map(({ state }) => state),
    flags,
    Object.keys(slos),
  );
  if (unknown !== undefined) throw new Problem(unknown);
  // A service that never failed is known by its objective, where somebody asks for it.
  const { [flags.service ?? '']: asked, ...others } = slos;
  const unmet = unmetObjective(
    incidents.map(({ state }) => state),
    asked === undefined ? slos : others,
  );
  if (unmet !== undefined) throw new Problem(unmet);
  const states = incidents
    .map(({ state }) => state)
    .filter(({ services }) => flags.service === undefined || services.includes(flags.service))
    .filter(({ severity }) => flags.severity === undefined || severity === flags.severity)
    .map((state) => (flags.service === undefined ? state : { ...state, services: [flags.service] }));
  const found = metricsOf(states, {
    now: now.toISOString(),
    zone,
    slos,
    ...span,
  });
  if (flags.format === 'json') return finish(metricsJson(found), lost);
  if (flags.format === 'csv') return finish(metricsCsv(found), lost);
  if (flags.format === 'openmetrics') return finish(metricsOpenMetrics(found), lost);
  await finish(visible(metricsTable(found, by)), lost);
}

function groupsOf(text: string): readonly Grouping[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(groupings as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Problem(`--by ${unknown}: use ${groupings.join(', ')}`);
  return names as Grouping[];
}

/** Objectives by service, as options give them. @throws Problem where one is none */
export function objectivesOf(given: readonly string[]): Readonly<Record<string, string>> {
  const names = new Set<string>();
  return Object.fromEntries(
    given.map((text): readonly [string, string] => {
      const equals = text.lastIndexOf('=');
      const [service, objective] = equals < 0 ? ['*', text] : [text.slice(0, equals), text.slice(equals + 1)];
      const problem = service === '' ? 'name a service, such as api=99.9%' : sloProblem(objective);
      if (problem !== undefined) throw new Problem(`--slo ${text}: ${problem}`);
      if (names.has(service)) throw new Problem(`--slo ${text}: ${service} has an objective already`);
      names.add(service);
      return [service, objective];
    }),
  );
}

/** The incidents of a folder, with what their logs have that can't be read. */
async function readAll(
  folder: string,
): Promise<{ readonly incidents: readonly StoredIncident[]; readonly lost: boolean }> {
  let skipped = 0;
  const tell = (sentence: string): void => {
    skipped++;
    complain(`breakwater: ${sentence}`);
  };
  const incidents = await allIncidents(folder, tell);
  for (const { content, state, name } of incidents) {
    for (const warning of content.warnings) complain(`breakwater: ${warning}`);
    for (const sentence of unreadIn({ content, state, name })) tell(sentence);
  }
  return { incidents, lost: skipped > 0 && !incidents.some(({ state }) => state.declared !== undefined) };
}

/** Why an incident, or a part of it, can't be counted. */
function unreadIn({ content: { refused }, state: { declared }, name }: StoredIncident): readonly string[] {
  if (refused !== undefined) return [`${name}.jsonl: ${refused}`];
  return declared === undefined ? [`${name}.jsonl declares no incident: it can be viewed, not counted.`] : [];
}

/** Writes a report to a file, or to standard output. */
export async function put(output: string | undefined, text: string, format?: ReportFormat): Promise<void> {
  if (output === undefined) return finish(text);
  await write(output, text, format);
  process.exitCode = exitCodes.fine;
}

async function write(file: string, text: string, format?: ReportFormat): Promise<void> {
  const problem = await writeReport(file, text, format).catch((error: unknown) => {
    // What is written first has a name of its own, which nobody knows.
    const why = isSystemError(error) ? inWords(error.code) : lineFor(error);
    return `${file} can't be written: ${why}`;
  });
  if (problem !== undefined) throw new Problem(problem);
  await print(`Wrote ${visibleLine(file)}.\n`);
}

/** @param lost nothing of what should be told of could be read */
async function finish(text: string, lost = false): Promise<void> {
  await print(text);
  process.exitCode = lost ? exitCodes.found : exitCodes.fine;
}
