import { durationText, exactDuration } from '../incident/duration.ts';
import { formulas, type Figures, type Grouping, type Statistic } from '../incident/metrics.ts';
import { axisIn, barPlot, columnPlot, type Axis, type Plot, type PlotValue } from './plots.ts';

export const UNKNOWN = 'not known';

const titles: Readonly<Record<Grouping, string>> = { service: 'Service', severity: 'Severity', month: 'Month' };

interface Measured {
  readonly id: string;
  readonly title: string;
  readonly formula: string;
  readonly values: string;
  readonly of: (figures: Figures) => Omit<PlotValue, 'label'>;
  readonly axisOf: (max: number) => Axis;
  readonly limit?: Plot['limit'];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const lengths = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY),
];
const decimals = [-5, -4, -3, -2, -1, 0, 1, 2].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
const wholes = [1, 2, 5, 10, 20, 50, 100, 200, 500];

const inTime = (max: number): Axis => axisIn(lengths, max, durationText);
const inShares = (max: number): Axis => axisIn(decimals, max, (value) => `${Number((value * 100).toFixed(3))} %`);
const inCounts = (max: number): Axis => axisIn(wholes, max, String);

const measured: readonly Measured[] = [
  {
    id: 'incidents',
    title: 'Incidents',
    formula: 'incidents that began in it',
    values: 'Incidents',
    of: ({ incidents, open }) => ({
      value: incidents,
      text: open === 0 ? String(incidents) : `${incidents} (${open} open)`,
    }),
    axisOf: inCounts,
  },
  {
    id: 'acknowledge',
    title: 'Time to acknowledge (MTTA)',
    formula: formulas['acknowledge']!,
    values: 'Median / mean',
    of: ({ times }) => ofStatistic(times.acknowledge),
    axisOf: inTime,
  },
  {
    id: 'recover',
    title: 'Time to recover (MTTR)',
    formula: formulas['recover']!,
    values: 'Median / mean',
    of: ({ times }) => ofStatistic(times.recover),
    axisOf: inTime,
  },
  {
    id: 'mtbf',
    title: 'Time between failures (MTBF)',
    formula: formulas['mtbf']!,
    values: 'MTBF',
    of: ({ mtbf }) => ({ ...known(mtbf), text: durationOf(mtbf) }),
    axisOf: inTime,
  },
  {
    id: 'availability',
    title: 'Availability, drawn as the share of time that was lost',
    formula: formulas['availability']!,
    values: 'Availability',
    of: ({ availability, downtime }) => ({
      ...known(availability === undefined ? undefined : 1 - availability),
      text: availability === undefined ? UNKNOWN : `${shareOf(availability)} (${exactDuration(downtime)} down)`,
    }),
    axisOf: inShares,
  },
  {
    id: 'budget',
    title: 'Error budget used',
    formula: formulas['budget']!,
    values: 'Used',
    of: ({ budget }) => ({ ...known(budget?.burn), text: budgetOf(budget) }),
    axisOf: inShares,
    limit: { value: 1, text: 'the whole budget' },
  },
];

/** The plots of one grouping. What no group has is not drawn: the words that say so come in its place. */
export function plotsOf(grouping: Grouping, groups: readonly Figures[]): string {
  const parts: string[] = [];
  const missing: string[] = [];
  for (const { id, title, formula, values, of, axisOf, limit } of measured) {
    if (id === 'incidents' && grouping === 'service') continue;
    const data = groups.map((figures) => ({ label: figures.key, ...of(figures) }));
    if (data.every(({ value }) => value === undefined)) {
      missing.push(title);
      continue;
    }
    const plot: Plot = { title, formula, values, data, labels: titles[grouping], ...(limit ? { limit } : {}) };
    parts.push(grouping === 'month' ? columnPlot(plot, axisOf, `${grouping}-${id}`) : barPlot(plot));
  }
  const left = missing.length === 0 ? '' : `<p class="muted">Not known for any ${grouping}: ${missing.join(', ')}.</p>`;
  return `<div class="plots">\n${parts.join('\n')}\n</div>\n${left}`;
}

function ofStatistic(statistic: Statistic): Omit<PlotValue, 'label'> {
  return {
    ...known(statistic.median),
    ...(statistic.mean === undefined ? {} : { mean: statistic.mean }),
    text: statisticOf(statistic),
  };
}

function known(value: number | undefined): { value?: number } {
  return value === undefined || !Number.isFinite(value) ? {} : { value: Math.max(0, value) };
}

/** Median and mean, and over how many. */
export function statisticOf({ count, mean, median }: Statistic): string {
  if (mean === undefined || median === undefined) return UNKNOWN;
  return `${exactDuration(median)} / ${exactDuration(mean)} (${count})`;
}

export function durationOf(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? UNKNOWN : exactDuration(value);
}

export function shareOf(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? UNKNOWN : `${(value * 100).toFixed(3)} %`;
}

export function budgetOf(budget: Figures['budget']): string {
  return budget === undefined ? UNKNOWN : `${(budget.burn * 100).toFixed(1)} % (SLO ${budget.slo})`;
}
