import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { IncidentEvent, NewIncidentEvent } from '../incident/events.ts';
import { checkedIncidentEvent, SAFE_NAME } from '../incident/fields.ts';
import { decodeIncident, incidentEvent, mergeIncidentLogs, type IncidentLogContent } from '../incident/log.ts';
import { reduceIncident } from '../incident/reduce.ts';
import type { IncidentState } from '../incident/state.ts';
import type { LinkedRun } from '../incident/timeline.ts';
import { mask } from '../masking/mask.ts';
import { createRunLog } from '../record/log.ts';
import { listRuns, openLines } from './runLog.ts';
import { newRunName, randomIds, systemClock, userName } from './system.ts';
import { reason } from './writeProblems.ts';

export interface StoredIncident {
  /** Name of its log. */
  readonly name: string;
  readonly content: IncidentLogContent;
  readonly state: IncidentState;
}

/** Whether there is a folder for incidents, or a link to one. */
export async function isFolder(folder: string): Promise<boolean> {
  const found = await stat(resolve(folder)).catch(() => undefined);
  return found?.isDirectory() === true;
}

/**
 * All incidents of a folder, the one that was declared last first. What cannot be read is told about, and so is a log
 * that holds nothing of an incident: it is none.
 */
export async function readIncidents(
  folder: string,
  warn: (sentence: string) => void,
): Promise<readonly StoredIncident[]> {
  const found = await listRuns(resolve(folder));
  const files = new Set(found.map(({ run }) => `${run}.jsonl`));
  const entries = await readdir(resolve(folder)).catch(() => []);
  for (const name of entries.filter((one) => one.endsWith('.jsonl') && !files.has(one)).sort())
    warn(`${join(folder, name)} isn't a plain file: skipped.`);
  const logs = await Promise.all(
    found.map(async ({ run, file }) => {
      const store = openLines(resolve(folder), run);
      try {
        const { text, broken } = await store.read();
        const content = decodeIncident(text, `${run}.jsonl`);
        if (broken === undefined) return { name: run, content };
        const sentence = `Line ${broken} of ${run}.jsonl isn't UTF-8: some of its characters are lost.`;
        return { name: run, content: { ...content, warnings: [...content.warnings, sentence] } };
      } catch (error) {
        warn(`${file}: ${(error as Error).message}`);
        return undefined;
      } finally {
        await store.close();
      }
    }),
  );
  // Responders may each have a log of one incident, as where a copy of it was merged under another name.
  const byIncident = new Map<string, { readonly name: string; readonly content: IncidentLogContent }[]>();
  for (const log of logs) {
    if (log === undefined) continue;
    if (log.content.events.length === 0 && log.content.refused === undefined) {
      warn([`${join(folder, `${log.name}.jsonl`)} holds nothing of an incident.`, ...log.content.warnings].join(' '));
      continue;
    }
    const declared = log.content.events.find((event) => event.type === 'incident-declared');
    const id = declared?.incident ?? log.name.split('.')[0]!;
    byIncident.set(id, [...(byIncident.get(id) ?? []), log]);
  }
  const incidents = [...byIncident].map(([id, own]): StoredIncident => {
    const sorted = own.toSorted((a, b) => (a.name === id ? -1 : b.name === id ? 1 : a.name < b.name ? -1 : 1));
    const content = sorted.length === 1 ? sorted[0]!.content : mergeIncidentLogs(sorted.map((one) => one.content));
    const state = reduceIncident(content.events, content.warnings);
    // Without its declaration, an incident is known by its log.
    return { name: sorted[0]!.name, content, state: state.declared === undefined ? { ...state, incident: id } : state };
  });
  return incidents.sort((a, b) => ((a.state.declared?.at ?? '') < (b.state.declared?.at ?? '') ? 1 : -1));
}

/**
 * Adds events to an incident's log, without the secrets in them. Resolves when they are on disk; rejects with a sentence
 * where they cannot be.
 * @param tell that the log's last line was cut off, as by a crash
 */
export async function appendToIncident(
  folder: string,
  name: string,
  events: readonly NewIncidentEvent[],
  tell: (sentence: string) => void = () => undefined,
): Promise<readonly IncidentEvent[]> {
  const incidents = resolve(folder);
  const store = openLines(incidents, name, { inRepository: /[\\/]\.breakwater[\\/]incidents$/.test(incidents) });
  const made: IncidentEvent[] = [];
  try {
    const { text, cut } = await store.read();
    let after = decodeIncident(text).events.at(-1)?.id;
    for (const event of events) {
      const there = after === undefined ? {} : { after };
      after = randomIds.next();
      const one = incidentEvent(masked(event), { id: after, at: systemClock.now(), by: userName(), ...there });
      requireReadable(one);
      made.push(one);
    }
    await store.append(made.map((event) => JSON.stringify(event)));
    if (cut) tell(cutOff(text, store.file));
  } catch (error) {
    const why = error instanceof Error && error.cause !== undefined ? reason(error.cause) : (error as Error).message;
    throw new Error(`couldn't save the incident in ${folder}: ${why}`);
  } finally {
    await store.close();
  }
  return made;
}

/** Nothing else holds what is left of it, so it stays. */
function cutOff(text: string, file: string): string {
  return `Line ${text.split('\n').length - 1} of ${file} was cut off, as by a crash: it stays there, and what comes now is on the next line.`;
}

/** What could not be read again is not written: it would be lost without a word. */
function requireReadable(event: IncidentEvent): void {
  const checked = checkedIncidentEvent(JSON.parse(JSON.stringify(event)) as Record<string, unknown>);
  const wrong = 'problem' in checked ? /`(\w+)`$/.exec(checked.problem)?.[1] : checked.dropped[0];
  if (wrong !== undefined) throw new Error(`\`${wrong}\` isn't a valid value: it is too long, or of another form`);
}

/** Every text without secrets: what is not written down cannot be shown. */
function masked<Value>(value: Value): Value {
  if (typeof value === 'string') return mask(value) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => masked(one)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, masked(one)])) as Value;
}

/** A name for a new incident that sorts by time. */
export const newIncidentName = newRunName;

/**
 * What the logs of runs hold; a run whose log is not there has no events.
 * @param folders where logs may be: the first that has it counts
 */
export async function readLinkedRuns(
  folders: readonly string[],
  names: readonly string[],
): Promise<readonly LinkedRun[]> {
  return Promise.all(
    names.map(async (run): Promise<LinkedRun> => {
      let found: LinkedRun = { run, events: [], warnings: [] };
      if (!SAFE_NAME.test(run)) return found;
      for (const folder of folders) {
        found = await readLinkedRun(folder, run);
        if (found.events.length > 0) return found;
      }
      return found;
    }),
  );
}

async function readLinkedRun(folder: string, run: string): Promise<LinkedRun> {
  const log = createRunLog(openLines(resolve(folder), run));
  try {
    const { events, warnings, refused } = await log.read();
    return { run, events, warnings: refused === undefined ? warnings : [...warnings, refused] };
  } catch (error) {
    return { run, events: [], warnings: [(error as Error).message] };
  } finally {
    await log.close();
  }
}

/** The folder that `.breakwater` of these incidents is in: what paths in them are relative to. */
export function workspaceOf(folder: string): string {
  return dirname(dirname(resolve(folder)));
}

/**
 * What the runbooks of runs hold today, by the path in the runs' logs; undefined for a file that is not there. Paths that
 * lead out of a workspace are not followed.
 * @param workspaces what the paths may be relative to: the first that has the file counts
 */
export async function runbookTextsToday(
  workspaces: readonly string[],
  runs: readonly LinkedRun[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const starts = runs.flatMap(({ events }) => events.filter((event) => event.type === 'run-started'));
  const paths = new Set(starts.map((event): unknown => event.runbook?.path).filter((path) => typeof path === 'string'));
  const today = new Map<string, string | undefined>();
  for (const path of paths) {
    let found: string | undefined;
    for (const workspace of workspaces) found ??= await textWithin(workspace, path);
    today.set(path, found);
  }
  return today;
}

/** Larger files are no runbooks. */
const MAX_RUNBOOK_BYTES = 20_000_000;

async function textWithin(workspace: string, path: string): Promise<string | undefined> {
  const file = resolve(workspace, path);
  const inside = relative(workspace, file);
  if (inside === '' || inside.split(sep)[0] === '..' || isAbsolute(inside)) return undefined;
  const info = await stat(file).catch(() => undefined);
  if (info?.isFile() !== true || info.size > MAX_RUNBOOK_BYTES) return undefined;
  return readFile(file, 'utf8').catch(() => undefined);
}
