import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import type { Runbook, Step } from '../runbook/model.ts';
import { machineProcesses } from '../processes/processTree.ts';
import { createRunner } from '../processes/runner.ts';
import { joinIncident, type StartedRun } from '../processes/joinIncident.ts';
import { openLines } from '../processes/runLog.ts';
import { newRunName, randomIds, systemClock, userName } from '../processes/system.ts';
import { createRunLog, memoryLog } from '../record/log.ts';
import type { RunLog } from '../record/logPorts.ts';
import { statesOf } from '../run/itemState.ts';
import { leftOpen, outcomeOf } from '../reports/leftOpen.ts';
import { word } from '../shell/quote.ts';
import { RunSession } from '../run/session.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { complain, print, whenReaderLeaves } from '../commandLine/output.ts';
import { exitCodes, Problem } from '../commandLine/problem.ts';
import { reportAs, type StepResult } from '../reports/stepReport.ts';
import { requirePlain } from '../commandLine/runbookFiles.ts';
import { findUnfinishedRuns } from '../processes/unfinishedRuns.ts';
import { RecordedDrill } from './runbookDrill.ts';
import type { RunOptions } from './runbookOptions.ts';
import { Walk } from './runbookWalk.ts';
import { folderOfRecords, INCIDENTS_FOLDER, pathWithin, rootOfRuns, RUNS_FOLDER } from '../commandLine/runsFolder.ts';
import { allIncidents, isOpen } from '../commandLine/incidentStore.ts';
import { refuseLink, writeNamed } from '../commandLine/writtenFile.ts';

/** Ctrl-C and Ctrl-\\, a job that is ended, a terminal that is closed: none may leave commands behind. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

const logIn = (runs: string, run: string): RunLog =>
  createRunLog(openLines(runs, run, { inRepository: /[\\/]\.breakwater[\\/]runs$/.test(runs) }));

/** Runs a runbook's steps and resolves with the exit code. */
export async function runRunbook(file: string, options: RunOptions): Promise<number> {
  const report = reportFormat(options.report);
  if (options.output !== undefined) await refuseLink(options.output);
  const bytes = await readBytes(file);
  const snapshot = bytes.toString('utf8');
  const runbook = parseRunbook(snapshot, { fileName: file });
  const steps = chosenSteps(runbook, options.step, file);
  complainOfUnknown(Object.keys(options.var), runbook, file);
  const run = newRunName();
  const runs = resolve(options.runs ?? join(folderOfRecords(), RUNS_FOLDER));
  const path = recordedPath(file, runs);
  const log = options.dryRun ? memoryLog() : logIn(runs, run);
  const drill = await RecordedDrill.open(options, { file, runs, runbook, log });
  const processes = await machineProcesses();
  tellUnfinished(await findUnfinishedRuns(runs, path, runbook, processes), !options.dryRun && drill === undefined);
  const ports = {
    log: drill?.log ?? log,
    runner: drill?.runner ?? createRunner(),
    clock: systemClock,
    ids: randomIds,
    processes,
    by: userName(),
    cwd: dirname(resolve(file)),
  };
  const session = await RunSession.start(ports, runbook, {
    run,
    runbook: { path, title: runbook.title, hash: createHash('sha256').update(bytes).digest('hex'), snapshot },
    drill: options.drill === true || drill !== undefined,
    dryRun: options.dryRun === true,
    ...drill?.plan,
  });
  await requireLog(session, ports.log);
  if (!options.dryRun) await joinOpen(runs, { run, file, drill: session.state.drill });
  const walk = new Walk(session, options, report !== undefined && options.output === undefined, drill?.lookUp);
  let endedBy: NodeJS.Signals | undefined;
  const stop = (signal?: NodeJS.Signals): void => {
    endedBy ??= signal;
    walk.stop();
  };
  for (const signal of endings) process.once(signal, stop);
  // Nobody would see how commands go on.
  const forget = whenReaderLeaves(() => stop());
  try {
    for (const [name, value] of Object.entries(options.var)) await session.setVariable(name, value);
    await drill?.prepare(session, options.var, (question) => walk.ask(question));
    const code = (drill ? undefined : await walk.prepareIn(ports.cwd)) ?? (await walk.through(steps));
    await endRun(session, runbook, code);
    await drill?.tell(report !== undefined && options.output === undefined);
    if (report !== undefined)
      await put(options.output, reportAs(report, runbook.title, withoutSecrets(walk.results, session)));
    for (const warning of session.state.warnings) complain(`breakwater: ${warning}`);
    if (tellLost(ports.log) && code === exitCodes.fine) return exitCodes.couldNotRun;
    // As a shell tells it: 128 and the number of the signal.
    return code === exitCodes.interrupted && endedBy !== undefined ? 128 + constants.signals[endedBy] : code;
  } finally {
    for (const signal of endings) process.off(signal, stop);
    forget();
    await session.dispose();
  }
}

async function readBytes(file: string): Promise<Buffer> {
  const info = await stat(file).catch(() => undefined);
  if (info !== undefined && !info.isDirectory()) requirePlain(file, info);
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Problem(`${file}: ${error.code === 'ENOENT' ? 'file not found' : error.message}.`);
  });
}

/** Without its log nobody could tell afterwards what has run. @throws Problem */
async function requireLog(session: RunSession, log: RunLog): Promise<void> {
  const problem = log.problem();
  if (problem === undefined) return;
  await session.dispose();
  throw new Problem(
    problem.replace(/ The run continues[^]*$/, ' Nothing was run: a run needs its log (--runs FOLDER).'),
  );
}

function tellLost(log: RunLog): boolean {
  const lost = log.problem()?.replace(/ The run continues[^]*$/, ' The log is not complete.');
  if (lost !== undefined) complain(`breakwater: ${lost}`);
  return lost !== undefined;
}

/** One runbook has one path, however it is typed and from wherever: from the folder that holds the records, as patches name it. */
function recordedPath(file: string, runs: string): string {
  return pathWithin(rootOfRuns(runs), file) ?? pathWithin('.', file) ?? file;
}

async function joinOpen(runs: string, started: StartedRun): Promise<void> {
  const root = folderOfRecords();
  const incidents = join(root, INCIDENTS_FOLDER);
  // Incidents look for their runs in the usual place.
  const isUsualPlace = runs === resolve(root, RUNS_FOLDER);
  const said = await (isUsualPlace ? joinIncident(incidents, started) : keptElsewhere(incidents, runs, started));
  if (said !== undefined) complain(`breakwater: ${said}`);
}

/** That a run is in no incident, though one is open; undefined where none is. */
async function keptElsewhere(incidents: string, runs: string, { run, drill }: StartedRun): Promise<string | undefined> {
  const all = await allIncidents(incidents, () => undefined).catch(() => []);
  const open = all.filter(({ state }) => isOpen(state) && state.drill === drill).map(({ state }) => state.incident);
  if (open.length === 0) return undefined;
  const path = relative('.', runs) || '.';
  const folder = word(path, 'posix') ?? path;
  const which = open.length === 1 ? '' : ` --incident ${open.join(' | ')}`;
  return (
    `This run is kept in ${folder}, so it joins no open incident (${open.join(', ')}). ` +
    `To add it: breakwater incident link ${run} --runs ${folder}${which}`
  );
}

/** What an earlier run has left running would run twice at a time. @throws Problem */
function tellUnfinished(unfinished: Awaited<ReturnType<typeof findUnfinishedRuns>>, executes: boolean): void {
  for (const { sentence } of unfinished) complain(`breakwater: ${sentence}`);
  const ids = unfinished.flatMap(({ pids }) => pids).join(' ');
  if (executes && ids !== '')
    throw new Problem(`Nothing was run beside process ${ids}: wait until it has ended, or end it (kill ${ids}).`);
}

async function put(file: string | undefined, text: string): Promise<void> {
  await (file === undefined ? print(text) : writeNamed(file, text));
}

/** @throws Problem for a format that reports don't have */
function reportFormat(name: string | undefined): 'junit' | 'json' | undefined {
  if (name === undefined || name === 'junit' || name === 'json') return name;
  throw new Problem(`--report ${name}: use junit or json.`);
}

function complainOfUnknown(names: readonly string[], runbook: Runbook, file: string): void {
  for (const name of names) {
    if (!runbook.placeholders.some((one) => one.name === name))
      complain(`breakwater: ${file} has no placeholder named ${name}.`);
  }
}

/** Of one step alone, or of a walk that was stopped, no more is claimed than the steps show. */
async function endRun(session: RunSession, runbook: Runbook, code: number): Promise<void> {
  const { counts } = statesOf(runbook, session.state);
  const walked = code === exitCodes.fine || code === exitCodes.found;
  await session.end(walked ? outcomeOf(counts, 0) : 'abandoned', leftOpen(counts, session.running));
}

/** Once more, with the values that were given since. */
function withoutSecrets(results: readonly StepResult[], session: RunSession): readonly StepResult[] {
  return results.map((one) => ({
    ...one,
    title: session.masked(one.title),
    message: one.message === undefined ? undefined : session.masked(one.message),
    output: session.masked(one.output),
  }));
}

function chosenSteps(runbook: Runbook, id: string | undefined, file: string): readonly Step[] {
  if (id !== undefined) {
    const step = runbook.steps.find((one) => one.id === id || one.blocks.some((block) => block.id === id));
    if (step === undefined) throw new Problem(`${file} has no step \`${id}\`; \`breakwater runbook show\` lists them.`);
    return [step];
  }
  if (runbook.steps.length === 0) throw new Problem(`${file} has no steps to run.`);
  return runbook.steps;
}
