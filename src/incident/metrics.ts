import { cleanText } from './clean.ts';
import { durationText, mean, median } from './duration.ts';
import { NO_VALID_TIME } from './fields.ts';
import { knownBy, LATER_THAN_LOG } from './future.ts';
import { clip, total, union, type Interval } from '../text/intervals.ts';
import { readSlo, type Slo } from './slo.ts';
import type { IncidentState } from './state.ts';
import { measureFormulas, measures, startOf, timesOfIncident, type Measure } from './times.ts';
import type { Zone } from './zone.ts';

export interface MetricsOptions {
  /** ISO 8601, UTC: open incidents count until then. */
  readonly now: string;
  /** Months are those of this zone. */
  readonly zone: Zone;
  /** ISO 8601. Default: the beginning of the month in which the first incident began. */
  readonly since?: string;
  /** ISO 8601. Default: now. */
  readonly until?: string;
  /** Objective by service, from the settings; `*` for all others. Goes before what incidents recorded. */
  readonly slos?: Readonly<Record<string, string>>;
}

/** Mean and median of one duration. Milliseconds; absent where no incident has it. */
export interface Statistic {
  readonly count: number;
  readonly mean?: number;
  readonly median?: number;
}

export interface Budget {
  readonly slo: string;
  /** Milliseconds of downtime that the objective allows in its window. */
  readonly allowed: number;
  /** Share that is used up: 1 is all of it, more is an objective that was missed. */
  readonly burn: number;
}

/** The numbers of a group of incidents. What cannot be known is absent. */
export interface Figures {
  /** Name of the service, severity or month; empty for all. */
  readonly key: string;
  readonly incidents: number;
  readonly open: number;
  readonly times: Readonly<Record<Measure, Statistic>>;
  /** Milliseconds in the window, overlapping incidents counted once. */
  readonly downtime: number;
  /** Milliseconds. */
  readonly mtbf?: number;
  /** 0 to 1. */
  readonly availability?: number;
  readonly budget?: Budget;
}

export const groupings = ['service', 'severity', 'month'] as const;
export type Grouping = (typeof groupings)[number];

export interface IncidentFigures {
  readonly all: Figures;
  readonly by: Readonly<Record<Grouping, readonly Figures[]>>;
}

export interface Metrics {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly incidents: IncidentFigures;
  /** Kept apart: drills are in none of the other numbers. */
  readonly drills: IncidentFigures;
  /** What was not counted, and why; one sentence each. */
  readonly notes: readonly string[];
}

/** How each number is worked out; shown with them. */
export const formulas: Readonly<Record<string, string>> = {
  ...measureFormulas,
  'mean and median': 'mean, median: over the incidents that began in the window and have that time',
  downtime:
    'downtime = length of the union of start of impact -> mitigated or resolved, whichever is first (else closed) within the window, per service; in all other rows: of all their incidents, also of those without a service',
  mtbf: 'MTBF = (window - downtime) / outages that began in the window; overlapping incidents are one outage',
  availability: 'availability = 1 - downtime / window; an incident counts as full downtime of its services',
  budget: 'error budget burn = downtime in the window of the SLO / ((1 - SLO) x that window)',
};

interface Counted {
  readonly state: IncidentState;
  readonly start: number;
  readonly severity: string;
  readonly services: readonly string[];
  readonly spans: readonly Interval[];
  readonly durations: Readonly<Partial<Record<Measure, number>>>;
  readonly open: boolean;
}

/** Shown where an incident names no service. */
const NO_SERVICE = '(no service)';
const LONG_OPEN = 30 * 86_400_000;
const MAX_MONTHS = 240;

/**
 * MTTD, MTTA, MTTM and MTTR as mean and median, MTBF, availability and error budget burn, for all incidents and by
 * service, severity and month. `formulas` says how. Drills are counted by themselves.
 */
export function metricsOf(incidents: readonly IncidentState[], options: MetricsOptions): Metrics {
  const notes: string[] = [];
  const now = Date.parse(options.now);
  const to = options.until === undefined ? now : Math.min(Date.parse(options.until), now);
  const counted = incidents.flatMap((state) => countedIncident(state, now, to, notes));
  // A drill must not move the window of what was no drill.
  const windowOf = (drill: boolean): Interval => {
    const starts = counted.filter(({ state }) => state.drill === drill).map(({ start }) => start);
    const first = new Date(Math.min(...starts, to)).toISOString();
    const firstMonth = options.zone.monthSpan(options.zone.month(first)).from;
    return { from: options.since === undefined ? firstMonth : Date.parse(options.since), to };
  };
  const figures = (drill: boolean): IncidentFigures =>
    figuresOf(
      counted.filter(({ state }) => state.drill === drill),
      { window: windowOf(drill), zone: options.zone, sloOf: objectives(counted, options.slos ?? {}, notes) },
    );
  const window = windowOf(counted.length > 0 && counted.every(({ state }) => state.drill));
  if (counted.length > 0 && !(window.to > window.from))
    notes.push('The window of time is empty: it ends before it begins.');
  const real = figures(false);
  const drills = figures(true);
  return {
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    zone: options.zone.name,
    incidents: real,
    drills,
    notes: [...new Set(notes)],
  };
}

/** @param to the end of the window */
function countedIncident(recorded: IncidentState, now: number, to: number, notes: string[]): Counted[] {
  const { state, problems: future } = knownBy(recorded, new Date(now).toISOString());
  const startedAt = startOf(state);
  if (state.declared === undefined || startedAt === undefined) {
    notes.push('A log that declares no incident is not counted.');
    return [];
  }
  const start = Date.parse(startedAt);
  const name = state.incident;
  if (start > now) {
    notes.push(`${name} would begin in the future (${startedAt}) and is not counted: a clock is wrong.`);
    return [];
  }
  const { durations, problems } = timesOfIncident(state);
  const uncounted = state.warnings.filter((warning) =>
    [LATER_THAN_LOG, NO_VALID_TIME].some((said) => warning.includes(said)),
  );
  notes.push(...[...future, ...problems, ...uncounted].map((problem) => `${name}: ${problem}`));
  const open = state.status === 'open' || state.status === 'mitigated';
  if (state.status === 'closed' && state.times.resolved === undefined)
    notes.push(
      `${name} was closed without being resolved: it is not in the time to recover${state.times.mitigated === undefined ? ', and its downtime ends when it was closed' : ''}.`,
    );
  const impaired = state.impactSpans.some(({ to }) => to === undefined);
  const last = to < now ? 'the end of the window' : 'now';
  if (impaired) notes.push(`${name} is open: its downtime counts until ${last}, and it is not in the time to recover.`);
  if (open && !impaired) notes.push(`${name} is mitigated but not resolved: it is not in the time to recover.`);
  if (open && now - start > LONG_OPEN)
    notes.push(
      `${name} has been open for ${durationText(now - start)}. If it is over, declare it resolved with its time.`,
    );
  if (state.impactSpans.length < state.reopened + 1)
    notes.push(`${name}: part of its impact would end before it began and is not counted as downtime.`);
  if (state.times.started === undefined)
    notes.push(
      `${name} has no recorded start of impact: it is not in the time to detect, and counts from its detection.`,
    );
  const spans = state.impactSpans.map(({ from, to }) => ({
    from: Date.parse(from),
    to: to === undefined ? now : Math.min(Date.parse(to), now),
  }));
  const services = state.services.length > 0 ? state.services : [NO_SERVICE];
  return [{ state, start, severity: state.severity, services, spans, durations, open }];
}

/** The objective of a service: from the settings, else what the latest incident of it recorded. */
function objectives(
  counted: readonly Counted[],
  settings: Readonly<Record<string, string>>,
  notes: string[],
): (service: string) => Slo | undefined {
  const recorded = new Map<string, string>();
  for (const { state, services } of counted.toSorted((a, b) => a.start - b.start))
    for (const service of services) if (state.slo !== undefined) recorded.set(service, state.slo);
  return (service) => {
    const own = Object.hasOwn(settings, service) ? settings[service] : undefined;
    const text = own ?? recorded.get(service) ?? (Object.hasOwn(settings, '*') ? settings['*'] : undefined);
    if (text === undefined) return undefined;
    const slo = readSlo(text);
    if (slo === undefined)
      notes.push(
        `The SLO of ${cleanText(service)}, "${cleanText(text)}", isn't a percentage below 100: no error budget.`,
      );
    return slo;
  };
}

interface Setting {
  readonly window: Interval;
  readonly zone: Zone;
  readonly sloOf: (service: string) => Slo | undefined;
}

function figuresOf(counted: readonly Counted[], setting: Setting): IncidentFigures {
  const { window, zone, sloOf } = setting;
  const began = counted.filter(({ start }) => start >= window.from && start < window.to);
  const services = [...new Set(counted.flatMap((one) => one.services))].sort();
  const severities = [...new Set(counted.map(({ severity }) => severity))].sort();
  const group = (key: string, own: readonly Counted[], within: Interval, ofMonth = false): Figures => {
    const slo = commonSlo(ofMonth || key === '' ? services : [...new Set(own.flatMap((one) => one.services))], sloOf);
    const impaired = ofMonth ? counted : own;
    const started = own.filter(({ start }) => start >= within.from && start < within.to);
    return figuresIn(key, started, impaired, within, ofMonth && slo ? { ...slo, window: undefined } : slo);
  };
  const ofService = (service: string): Figures => {
    const own = counted.filter((one) => one.services.includes(service));
    return figuresIn(
      service,
      own.filter((one) => began.includes(one)),
      own,
      window,
      sloOf(service),
    );
  };
  return {
    all: group('', counted, window),
    by: {
      service: services.map(ofService),
      severity: severities.map((severity) =>
        group(
          severity,
          counted.filter((one) => one.severity === severity),
          window,
        ),
      ),
      month: counted.length === 0 ? [] : monthsIn(window, zone).map(({ key, span }) => group(key, counted, span, true)),
    },
  };
}

/** The objective that all of the services share. */
function commonSlo(services: readonly string[], sloOf: Setting['sloOf']): Slo | undefined {
  const all = services.map(sloOf);
  const [first] = all;
  return all.every((slo) => slo?.target === first?.target && slo?.window === first?.window) ? first : undefined;
}

function figuresIn(
  key: string,
  started: readonly Counted[],
  impaired: readonly Counted[],
  window: Interval,
  slo: Slo | undefined,
): Figures {
  const outages = union(impaired.flatMap(({ spans }) => spans));
  const downtime = total(clip(outages, window));
  const length = window.to - window.from;
  const failures = outages.filter(({ from }) => from >= window.from && from < window.to).length;
  const times = Object.fromEntries(
    measures.map((measure) => {
      const values = started.flatMap(({ durations }) => durations[measure] ?? []);
      return [measure, { count: values.length, mean: mean(values), median: median(values) }];
    }),
  ) as Record<Measure, Statistic>;
  return {
    key,
    incidents: started.length,
    open: started.filter(({ open }) => open).length,
    times,
    downtime,
    ...(failures > 0 && length > 0 ? { mtbf: (length - downtime) / failures } : {}),
    ...(length > 0 ? { availability: 1 - downtime / length } : {}),
    ...(slo === undefined || length <= 0 ? {} : { budget: budgetOf(outages, window, slo) }),
  };
}

function budgetOf(outages: readonly Interval[], window: Interval, slo: Slo): Budget {
  const within = slo.window === undefined ? window : { from: window.to - slo.window, to: window.to };
  const allowed = (1 - slo.target) * (within.to - within.from);
  return { slo: slo.text, allowed, burn: total(clip(outages, within)) / allowed };
}

/** The calendar months that the window touches, each within it. */
function monthsIn(window: Interval, zone: Zone): readonly { readonly key: string; readonly span: Interval }[] {
  const months: { key: string; span: Interval }[] = [];
  for (let at = window.from; at < window.to && months.length < MAX_MONTHS;) {
    const key = zone.month(new Date(at).toISOString());
    const month = zone.monthSpan(key);
    months.push({ key, span: { from: Math.max(month.from, window.from), to: Math.min(month.to, window.to) } });
    at = Math.max(month.to, at + 1);
  }
  return months;
}
