import { clean } from './clean.ts';
import { exactDuration } from './duration.ts';
import { formulas, groupings, type Figures, type Grouping, type Metrics, type Statistic } from './metrics.ts';
import { measures, type Measure } from './times.ts';
import { visibleJson } from '../text/visible.ts';

const UNKNOWN = '-';

const measureNames: Readonly<Record<Measure, string>> = {
  detect: 'MTTD',
  acknowledge: 'MTTA',
  mitigate: 'MTTM',
  recover: 'MTTR',
};

const titles: Readonly<Record<Grouping, string>> = { service: 'Service', severity: 'Severity', month: 'Month' };

/** The metrics as tables for a terminal, with their formulas and what was not counted. */
export function metricsTable(metrics: Metrics, by: readonly Grouping[] = groupings): string {
  const { incidents, drills, notes, from, to, zone } = clean(metrics);
  const out = [`Incidents from ${from} to ${to} (months of ${zone}). Times: mean / median.`, ''];
  out.push(...table(['', ...heads], [row('All', incidents.all)]));
  for (const grouping of by) {
    const rows = incidents.by[grouping].map((figures) => row(figures.key, figures));
    if (rows.length > 0) out.push('', ...table([titles[grouping], ...heads], rows));
  }
  if (drills.all.incidents > 0) {
    out.push('', 'Drills (in none of the numbers above)', '');
    const rows = drills.by.service.map((figures) => row(figures.key, figures));
    out.push(...table(['Service', ...heads], [row('All', drills.all), ...rows].map(responseOnly)));
  }
  if (notes.length > 0) out.push('', 'Not counted, or counted with care', ...notes.map((note) => `! ${note}`));
  out.push('', 'Formulas', ...Object.values(formulas).map((formula) => `  ${formula}`));
  return `${out.join('\n')}\n`;
}

/** The same as Markdown, to be read in an editor. */
export function metricsMarkdown(metrics: Metrics, by: readonly Grouping[] = groupings): string {
  const { incidents, drills, notes, from, to, zone } = clean(metrics);
  const parts = ['# Incident metrics', `Incidents from ${from} to ${to} (months of ${zone}). Times: mean / median.`];
  parts.push(markdownTable(['', ...heads], [row('All', incidents.all)]));
  for (const grouping of by) {
    const rows = incidents.by[grouping].map((figures) => row(figures.key, figures));
    if (rows.length > 0) parts.push(`## By ${grouping}`, markdownTable([titles[grouping], ...heads], rows));
  }
  if (drills.all.incidents > 0) {
    const rows = [row('All', drills.all), ...drills.by.service.map((figures) => row(figures.key, figures))];
    parts.push(
      '## Drills',
      'In none of the numbers above.',
      markdownTable(['Service', ...heads], rows.map(responseOnly)),
    );
  }
  if (notes.length > 0)
    parts.push('## Not counted, or counted with care', notes.map((note) => `- ${cell(note)}`).join('\n'));
  parts.push(
    '## Formulas',
    Object.values(formulas)
      .map((formula) => `- ${cell(formula)}`)
      .join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text on one line in which Markdown and HTML find nothing to obey. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&');
}

/** The numbers of all incidents on one line. */
export function metricsLine({ incidents: { all } }: Metrics): string {
  const { times, mtbf, availability, budget } = all;
  const parts = [
    `MTTA ${middle(times.acknowledge)}`,
    `MTTR ${middle(times.recover)}`,
    `MTBF ${mtbf === undefined ? UNKNOWN : exactDuration(mtbf)}`,
    `availability ${availability === undefined ? UNKNOWN : `${(availability * 100).toFixed(3)} %`}`,
    ...(budget === undefined ? [] : [`error budget used ${(budget.burn * 100).toFixed(1)} %`]),
  ];
  return parts.join(', ');
}

function middle({ mean }: Statistic): string {
  return mean === undefined ? UNKNOWN : exactDuration(mean);
}

const heads = [
  'Incidents',
  'Open',
  ...measures.map((measure) => measureNames[measure]),
  'Downtime',
  'MTBF',
  'Availability',
  'Budget used',
];

function row(name: string, figures: Figures): readonly string[] {
  const { incidents, open, times, downtime, mtbf, availability, budget } = figures;
  return [
    name,
    String(incidents),
    String(open),
    ...measures.map((measure) => statistic(times[measure])),
    exactDuration(downtime),
    mtbf === undefined ? UNKNOWN : exactDuration(mtbf),
    availability === undefined ? UNKNOWN : `${(availability * 100).toFixed(3)} %`,
    budget === undefined ? UNKNOWN : `${(budget.burn * 100).toFixed(1)} % (SLO ${budget.slo})`,
  ];
}

/** A drill takes nothing down. */
function responseOnly(cells: readonly string[]): readonly string[] {
  return cells.map((cell, index) => (index > 2 + measures.length ? UNKNOWN : cell));
}

function statistic({ mean, median, count }: Statistic): string {
  return mean === undefined || median === undefined
    ? UNKNOWN
    : `${exactDuration(mean)} / ${exactDuration(median)} (${count})`;
}

/** Columns padded to their longest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows].map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ')));
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(all[0]!), widths.map((width) => '-'.repeat(width)).join('  '), ...all.slice(1).map(line)];
}

/** The metrics with their formulas; durations in milliseconds, what is not known absent. */
export function metricsJson(metrics: Metrics): string {
  const { drills, ...rest } = clean(metrics);
  const by = Object.fromEntries(groupings.map((group) => [group, drills.by[group].map(timesOnly)]));
  const shown = { ...rest, drills: { all: timesOnly(drills.all), by }, formulas };
  return `${visibleJson(JSON.stringify(shown, undefined, 2))}\n`;
}

/** As in every other format: a drill takes nothing down. */
function timesOnly({ key, incidents, open, times }: Figures): Partial<Figures> {
  return { key, incidents, open, times };
}

const csvHead = [
  'kind',
  'group',
  'key',
  'incidents',
  'open',
  ...measures.flatMap((measure) => [`${measure}_count`, `${measure}_mean_seconds`, `${measure}_median_seconds`]),
  'downtime_seconds',
  'mtbf_seconds',
  'availability',
  'slo',
  'budget_allowed_seconds',
  'budget_burn',
];

/** One line per group; durations in seconds, what is not known empty. */
export function metricsCsv(metrics: Metrics): string {
  const lines = eachGroup(clean(metrics)).map(({ kind, group, figures }) => {
    const { key, incidents, open, times, downtime, mtbf, availability, budget } = figures;
    const drill = kind === 'drill';
    return [
      kind,
      group,
      key,
      incidents,
      open,
      ...measures.flatMap((measure) => [
        times[measure].count,
        seconds(times[measure].mean),
        seconds(times[measure].median),
      ]),
      ...(drill ? [undefined, undefined, undefined] : [seconds(downtime), seconds(mtbf), availability]),
      ...(drill ? [undefined, undefined, undefined] : [budget?.slo, seconds(budget?.allowed), budget?.burn]),
    ];
  });
  return [csvHead, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1_000;
}

/** Quoted where needed; a text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export interface GroupFigures {
  readonly kind: 'incident' | 'drill';
  readonly group: 'all' | Grouping;
  readonly figures: Figures;
}

/** Every group of the metrics, incidents before drills. */
export function eachGroup({ incidents, drills }: Metrics): readonly GroupFigures[] {
  const kinds = [
    ['incident', incidents],
    ['drill', drills],
  ] as const;
  return kinds
    .filter(([kind, { all }]) => kind === 'incident' || all.incidents > 0)
    .flatMap(([kind, { all, by }]) => [
      { kind, group: 'all' as const, figures: all },
      ...groupings.flatMap((group) => by[group].map((figures) => ({ kind, group, figures }))),
    ]);
}
