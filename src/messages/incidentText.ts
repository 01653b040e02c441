import { exactDuration } from '../incident/duration.ts';
import { csvCell, table } from '../incident/metricsText.ts';
import type { Postmortem } from '../incident/postmortem.ts';
import type { IncidentState } from '../incident/state.ts';
import { measures, startOf, timesOfIncident } from '../incident/times.ts';
import { bothTimesToSecond, type Zone } from '../incident/zone.ts';
import { visibleLine } from '../text/visible.ts';

/** What a list says of an incident. */
export interface ListRow {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly services: readonly string[];
  readonly drill: boolean;
  /** When its impact began, as far as that is known: it may have been typed in long after. */
  readonly started?: string;
  readonly declared?: string;
  /** Milliseconds, with the other durations. */
  readonly recover?: number;
}

export function listRowOf(state: IncidentState): ListRow {
  const { incident: id, title, severity, status, services, drill, declared } = state;
  const { durations } = timesOfIncident(state);
  const started = startOf(state);
  const known = declared === undefined ? 'unknown' : status;
  return { id, title, severity, status: known, services, drill, started, declared: declared?.at, ...durations };
}

/** The list as a table for a terminal, with times as the clocks of a zone show them. */
export function listTable(rows: readonly ListRow[], zone: Zone): string {
  if (rows.length === 0) return 'No incidents.\n';
  const cells = rows.map((row) => {
    const began = row.started === undefined ? '-' : zone.clock(row.started);
    return cellsOf(
      row,
      row.drill ? `${row.id} (drill)` : row.id,
      [began],
      row.recover === undefined ? '-' : exactDuration(row.recover),
    );
  });
  const head = ['id', 'severity', 'status', `began (${zone.name})`, 'recovered in', 'services', 'title'];
  return `${table(
    head,
    cells.map((line) => line.map(visibleLine)),
  ).join('\n')}\n`;
}

/** The list for a spreadsheet: durations in seconds, what is not known empty. */
export function listCsv(rows: readonly ListRow[]): string {
  const head = ['id', 'severity', 'status', 'started', 'declared', 'recover_seconds', 'services', 'title', 'drill'];
  const cells = rows.map((row) => {
    const recover = row.recover === undefined ? undefined : row.recover / 1_000;
    return [...cellsOf(row, row.id, [row.started ?? '', row.declared ?? ''], recover), String(row.drill)];
  });
  return [head, ...cells].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

function cellsOf<Duration>(
  row: ListRow,
  id: string,
  times: readonly string[],
  recover: Duration,
): readonly (string | Duration)[] {
  return [id, row.severity, row.status, ...times, recover, row.services.join(', '), row.title];
}

/** An incident, or a run, and its timeline. */
export function showText(postmortem: Postmortem, zone: Zone): string {
  const { id, title, severity, status, services, durations, timeline, warnings, drill, runs } = postmortem;
  const several = runs.length > 1;
  const times = measures.flatMap((measure) => {
    const duration = durations[measure];
    return duration === undefined ? [] : [`${measure} ${exactDuration(duration)}`];
  });
  const lines = [
    `${severity ?? ''} ${title}${drill ? ' (drill)' : ''}`.trim(),
    `${id}, ${status ?? 'run'}${services.length > 0 ? `, ${services.join(', ')}` : ''}`,
    ...(times.length > 0 ? [`Time to ${times.join(', to ')}`] : []),
    ...warnings.map((warning) => `! ${warning}`),
    '',
    ...timeline.map(({ at, by, text, command, result, step, run, evidence }) =>
      [
        bothTimesToSecond(at, zone),
        by,
        text,
        ...(command === undefined ? [] : [`$ ${command}`]),
        ...(result === undefined ? [] : [`(${result})`]),
        ...(step === undefined ? [] : [`[${step}]`]),
        ...(run === undefined || !several ? [] : [`[run ${run}]`]),
        ...(evidence === undefined ? [] : [`Evidence: ${evidence}`]),
      ]
        .filter((part) => part !== '')
        .map(visibleLine)
        .join('  '),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
