import { cleanLine } from '../incident/clean.ts';
import { datedEvents, inOrderOfTime } from '../incident/order.ts';
import { LOG_VERSION, type RunEvent } from '../record/events.ts';
import { fieldsOf, number, text, type Raw } from '../record/rawFields.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { stepTimesOf } from '../reminders/stepTimes.ts';

/** What the dashboard needs of a run's log. */
export interface RunDigest {
  /** The runbook's file, as the run names it. */
  readonly path: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly ended: boolean;
  readonly drill: boolean;
  readonly dryRun: boolean;
  /** How often the runbook wants to be drilled, as the run saw it. Days. */
  readonly drillEvery?: number;
  readonly steps: readonly StepTook[];
}

export interface StepTook {
  readonly step: string;
  readonly title: string;
  /** Milliseconds. */
  readonly took: number;
}

/** Characters of a runbook that hold its front matter. */
const MAX_HEAD = 4_000;

/** Why a log is not counted. */
export type Unreadable = 'no-start' | 'newer';

/** Lines of other events, most of them output, are never parsed. */
const WANTED = /"type"\s*:\s*"(?:run-(?:started|ended|reopened)|resumed|step-)/;

/** Reads the text of a run's log: when the run was, and how long each step took. Total. */
export function digestRun(log: string): RunDigest | Unreadable {
  const seen = new Set<string>();
  const raw: Raw[] = [];
  for (const line of log.split('\n')) {
    if (!WANTED.test(line)) continue;
    const event = parsed(line);
    const id = text(event?.['id']);
    if (event === undefined || (id !== undefined && seen.has(id))) continue;
    if ((number(event['v']) ?? 1) > LOG_VERSION) return 'newer';
    if (id !== undefined) seen.add(id);
    raw.push(event);
  }
  const { events } = inOrderOfTime(datedEvents(raw as unknown as RunEvent[]));
  return digestOf(events as unknown as readonly Raw[]);
}

function digestOf(events: readonly Raw[]): RunDigest | Unreadable {
  const start = events.find((event) => event['type'] === 'run-started');
  const runbook = fieldsOf(start?.['runbook']);
  const path = text(runbook?.['path']);
  const startedAt = Date.parse(text(start?.['at']) ?? '');
  if (start === undefined || path === undefined || Number.isNaN(startedAt)) return 'no-start';
  const titles = new Map<string, string>();
  for (const { step, title } of events) {
    const name = text(title)?.trim();
    if (typeof step === 'string' && name) titles.set(step, name);
  }
  const last = events.findLast(({ type }) => type === 'run-ended' || type === 'run-reopened');
  const every = drillEvery(text(runbook?.['snapshot']) ?? '');
  const { took } = stepTimesOf(events as unknown as readonly RunEvent[]);
  return {
    path: cleanLine(path, 300),
    title: cleanLine(text(runbook?.['title'])?.trim() || path, 300),
    startedAt: new Date(startedAt).toISOString(),
    ended: last?.['type'] === 'run-ended',
    drill: start['drill'] === true,
    dryRun: start['dryRun'] === true,
    ...(every === undefined ? {} : { drillEvery: every }),
    steps: [...took].map(([step, duration]) => ({
      step,
      title: cleanLine(titles.get(step) ?? step, 300),
      took: duration,
    })),
  };
}

function drillEvery(snapshot: string): number | undefined {
  const head = snapshot.slice(0, MAX_HEAD);
  return /^\s{0,2}"?drill[-_]?every/im.test(head) ? readFrontMatter(head).frontMatter.drillEvery : undefined;
}

function parsed(line: string): Raw | undefined {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return undefined;
  }
}
