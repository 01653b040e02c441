import { dirname, join, relative } from 'node:path';
import { userName } from '../processes/system.ts';
import { cleanLine } from '../incident/clean.ts';
import { declarationOf, labelOf, severityDoubt, severityProblem } from '../incident/declaration.ts';
import { phases, type NewIncidentEvent, type NoteKind, type Phase } from '../incident/events.ts';
import { beforeItWasOver, beforeStart, phaseConflict } from '../incident/phaseOrder.ts';
import { withdrawalOf } from '../incident/phaseTimes.ts';
import { reduceIncident } from '../incident/reduce.ts';
import { SAFE_NAME } from '../incident/fields.ts';
import { findingOf } from '../incident/findingText.ts';
import { sloProblem } from '../messages/objectives.ts';
import type { Runbook } from '../runbook/model.ts';
import {
  chooseIncident,
  newIncidentName,
  allIncidents,
  readLinkedRuns,
  record,
  workspaceOf,
  type StoredIncident,
} from '../commandLine/incidentStore.ts';
import { readMoment } from './incidentTime.ts';
import { complain, print } from '../commandLine/output.ts';
import { exitCodes, Problem } from '../commandLine/problem.ts';
import { readText } from '../commandLine/runbookFiles.ts';
import { INCIDENTS_FOLDER, pathWithin } from '../commandLine/runsFolder.ts';

export interface StartFlags {
  readonly severity?: string;
  readonly service: readonly string[];
  readonly impact?: string;
  readonly commander?: string;
  readonly runbook?: string;
  readonly started?: string;
  readonly detected?: string;
  readonly slo?: string;
  readonly drill?: boolean;
  readonly quiet?: boolean;
  readonly incidents: string;
}

/** Which incident a command acts on. */
export interface OneIncident {
  readonly incident?: string;
  readonly incidents: string;
}

export interface NoteFlags extends OneIncident {
  readonly kind: NoteKind;
  readonly evidence?: string;
  readonly finding?: string;
}

export interface PhaseFlags extends OneIncident {
  readonly at?: string;
  readonly withdraw?: boolean;
}

/** `incident start` */
export async function start(title: string, flags: StartFlags): Promise<void> {
  const now = new Date();
  const { runbook, path } = await runbookOf(flags);
  const incident = newIncidentName(now);
  const startedAt = flags.started === undefined ? undefined : readMoment(flags.started, now, '--started');
  const detectedAt = flags.detected === undefined ? undefined : readMoment(flags.detected, now, '--detected');
  if (startedAt !== undefined && startedAt > (detectedAt ?? now.toISOString()))
    throw new Problem(`--started ${flags.started} is after it was detected`);
  const event = declarationOf({
    incident,
    title: label(title, 'the title'),
    commander: label(flags.commander ?? userName(), '--commander'),
    services: flags.service.map((service) => label(service, '--service')),
    drill: flags.drill === true,
    ...(flags.severity === undefined ? {} : { severity: severityOf(flags.severity, '--severity') }),
    ...(flags.impact === undefined ? {} : { impact: flags.impact }),
    ...(flags.slo === undefined ? {} : { slo: objectiveOf(flags.slo) }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(detectedAt === undefined ? {} : { detectedAt }),
    ...(runbook === undefined || path === undefined ? {} : { runbook: { path, frontMatter: runbook.frontMatter } }),
  });
  const usual = runbook?.frontMatter.severity;
  if (flags.severity !== undefined) await tellDoubt(event.severity, flags.incidents, usual);
  await record(flags.incidents, incident, [event]);
  await done(flags.quiet ? incident : `${flags.drill ? 'Drill' : 'Incident'} ${incident} started.`);
  if (event.services.length === 0)
    complain(`breakwater: ${incident} names no service, so no service's availability counts it; use --service.`);
}

async function runbookOf({ runbook, incidents }: StartFlags): Promise<{ runbook?: Runbook; path?: string }> {
  if (runbook === undefined) return {};
  const text = await readText(runbook);
  const root = workspaceOf(incidents);
  const path = pathWithin(root, runbook);
  if (path === undefined)
    throw new Problem(
      `${runbook} is outside of ${root}, where the incident is kept: keep it in a folder that holds both, with --incidents ${join(rootOfBoth(root, runbook), INCIDENTS_FOLDER)}`,
    );
  // What reads a runbook is the largest part of the program, and most commands need none of it.
  const { parseRunbook } = await import('../runbook/parse.ts');
  return { runbook: parseRunbook(text, { fileName: runbook }), path };
}

/** Figures count each spelling apart: one that nobody used before is told. @param usual that of the runbook */
async function tellDoubt(severity: string, incidents: string, usual?: string): Promise<void> {
  const all = await allIncidents(incidents, () => undefined).catch(() => []);
  const used = all.flatMap(({ state }) => state.severities.map((one) => one.severity));
  const doubt = severityDoubt(severity, usual === undefined ? used : [...used, usual]);
  if (doubt !== undefined) complain(`breakwater: ${cleanLine(doubt)}.`);
}

/** The nearest folder that holds another and a file, as it is typed from here. */
function rootOfBoth(folder: string, file: string): string {
  let root = folder;
  while (pathWithin(root, file) === undefined && root !== dirname(root)) root = dirname(root);
  return relative('.', root) || '.';
}

/** `incident note` */
export async function note(text: string, flags: NoteFlags): Promise<void> {
  if (text === '-' && flags.evidence === '-') throw new Problem('only one of the note and --evidence can be -');
  const said = text === '-' ? await readText('-') : text;
  if (said.trim() === '') throw new Problem('the note is empty');
  const evidence = flags.evidence === '-' ? await readText('-') : flags.evidence;
  const finding = flags.finding === undefined ? undefined : findingOf(flags.finding);
  if (flags.finding !== undefined && finding === undefined)
    throw new Problem(`--finding ${flags.finding}: use file:line:rule, e.g. src/pay.ts:12:require-timeout`);
  await act(flags, `Noted (${flags.kind}).`, {
    type: 'note',
    kind: flags.kind,
    text: said.trim(),
    ...(evidence === undefined ? {} : { evidence }),
    ...(finding === undefined ? {} : { finding }),
  });
}

/** `incident phase` */
export async function phase(name: string, { at, withdraw, ...flags }: PhaseFlags): Promise<void> {
  if (!(phases as readonly string[]).includes(name)) throw new Problem(`phase ${name}: use ${phases.join(', ')}`);
  if (withdraw === true && at !== undefined) throw new Problem('--withdraw takes no --at');
  const reached = name as Phase;
  const time = at === undefined ? undefined : readMoment(at, new Date(), '--at');
  const one = await chosen(flags);
  if (withdraw === true) return takeBack(one, flags, reached);
  const known = one.state.times[reached];
  const impossible = beforeStart(one.state, reached, time ?? new Date().toISOString());
  if (impossible !== undefined) throw new Problem(`${impossible}, with \`incident phase\` and --at`);
  const order = phaseConflict(one.state, reached, time ?? new Date().toISOString());
  if (order !== undefined) complain(`breakwater: ${order}; correct one of them with --at`);
  const said = `${known === undefined ? 'Declared' : 'Corrected'}: ${name}.`;
  await append(one, flags, said, { type: 'phase', phase: reached, ...(time ? { time } : {}) });
}

/** The time that holds now; says what holds instead. */
async function takeBack(one: StoredIncident, flags: OneIncident, name: Phase): Promise<void> {
  const withdrawal = withdrawalOf(one.state, name);
  if ('problem' in withdrawal) throw new Problem(withdrawal.problem);
  if (one.content.refused !== undefined) throw new Problem(one.content.refused);
  const made = await record(flags.incidents, one.name, [withdrawal]);
  const { times } = reduceIncident([...one.content.events, ...made]);
  const again = times[name] === undefined ? 'no time is recorded for it now' : `it is ${times[name]} again`;
  await done(`${one.state.incident}: Took back: ${name} (${one.state.times[name]}); ${again}.`);
}

/** `incident severity` */
export async function severity(value: string, flags: OneIncident): Promise<void> {
  const severity = severityOf(value, 'the severity');
  // Which incident it is of is known before anything is told of it.
  const one = await chosen(flags);
  await tellDoubt(severity, flags.incidents);
  await append(one, flags, `Severity: ${value}.`, { type: 'severity-changed', severity });
}

/** `incident role` */
export async function role(name: string, person: string, flags: OneIncident): Promise<void> {
  const event: NewIncidentEvent = { type: 'role', role: label(name, 'the role'), person: label(person, 'the person') };
  await act(flags, `${name}: ${person}.`, event);
}

/** `incident escalate` */
export async function escalate(to: string, { reason, ...flags }: OneIncident & { reason?: string }): Promise<void> {
  await act(flags, `Escalated to ${to}.`, {
    type: 'escalated',
    to: label(to, 'the contact'),
    ...(reason ? { reason } : {}),
  });
}

/** `incident link` */
export async function link(wanted: string, { runs, ...flags }: OneIncident & { runs: string }): Promise<void> {
  const { chosen: chosenRun, LIST_RUNS, runsIn } = await import('../commandLine/runbookRecord.ts');
  const run = wanted === 'latest' ? chosenRun(await runsIn(runs), wanted, runs) : wanted;
  if (!SAFE_NAME.test(run)) throw new Problem(`${run} isn't the name of a run: use letters, digits, - and _`);
  const [found] = await readLinkedRuns(runs, [run]);
  if (found === undefined || found.events.length === 0)
    throw new Problem(`${join(runs, run)}.jsonl has no run: ${LIST_RUNS}`);
  const one = await chosen(flags);
  if (one.state.runs.includes(run)) return done(`${one.state.incident}: Run ${run} belongs to it already.`);
  const drill = found.events.some((event) => event.type === 'run-started' && event.drill);
  if (drill && !one.state.drill)
    throw new Problem(`run ${run} is a drill and ${one.state.incident} is none: nothing of a drill happened`);
  await append(one, flags, `Run ${run} belongs to it now.`, { type: 'run-linked', run });
}

/** `incident reopen` */
export async function reopen({ reason, at, ...flags }: OneIncident & { reason?: string; at?: string }): Promise<void> {
  const time = at === undefined ? undefined : readMoment(at, new Date(), '--at');
  const wanted = { ...flags, incident: flags.incident ?? 'latest' };
  const one = await chosen(wanted);
  if (one.state.status === 'open') throw new Problem(`${one.state.incident} is open already`);
  const impossible = beforeItWasOver(one.state, time ?? new Date().toISOString());
  if (impossible !== undefined) throw new Problem(impossible);
  await append(one, flags, 'Reopened.', { type: 'reopened', ...(reason ? { reason } : {}), ...(time ? { time } : {}) });
}

/** `incident close` */
export async function close({ reason, ...flags }: OneIncident & { reason?: string }): Promise<void> {
  const one = await chosen(flags);
  if (one.state.status === 'closed') throw new Problem(`${one.state.incident} is closed already`);
  if (one.state.times.resolved === undefined)
    complain(
      `breakwater: ${one.state.incident} was never resolved, so its time to recover stays unknown; see \`incident phase\``,
    );
  await append(one, flags, 'Closed.', { type: 'closed', ...(reason ? { reason } : {}) });
}

async function act(flags: OneIncident, said: string, event: NewIncidentEvent): Promise<void> {
  await append(await chosen(flags), flags, said, event);
}

async function append(
  one: StoredIncident,
  { incidents }: OneIncident,
  said: string,
  event: NewIncidentEvent,
): Promise<void> {
  if (one.content.refused !== undefined) throw new Problem(one.content.refused);
  await record(incidents, one.name, [event]);
  await done(`${one.state.incident}: ${said}`);
}

async function chosen({ incident, incidents }: OneIncident): Promise<StoredIncident> {
  return chooseIncident(await allIncidents(incidents), incident);
}

/** @throws Problem where it is none, or looks like a severity that was mistyped */
function severityOf(value: string, what: string): string {
  const severity = label(value, what);
  const problem = severityProblem(severity);
  if (problem !== undefined) throw new Problem(`${what} ${severity} ${problem}`);
  return severity;
}

/** @throws Problem where it is no objective */
function objectiveOf(value: string): string {
  const slo = label(value, '--slo');
  const problem = sloProblem(slo);
  if (problem !== undefined) throw new Problem(`--slo ${slo}: ${problem}`);
  return slo;
}

/** A text on one line, of a bounded length. @throws Problem where it is none */
function label(value: string, what: string): string {
  const read = labelOf(value);
  if ('problem' in read) throw new Problem(`${what} ${read.problem}`);
  return read.label;
}

async function done(text: string): Promise<void> {
  // What was typed may hold a secret, as what is shown of it later.
  await print(`${cleanLine(text)}\n`);
  process.exitCode = exitCodes.fine;
}
