import { clean } from '../incident/clean.ts';
import { exactDuration } from '../incident/duration.ts';
import { formulas, groupings, type Figures, type Grouping, type Metrics } from '../incident/metrics.ts';
import { measures } from '../incident/times.ts';
import { bothTimes, type Zone } from '../incident/zone.ts';
import { escapeHtml, htmlPage } from '../text/html.ts';
import { capital } from '../text/words.ts';
import { budgetOf, durationOf, plotsOf, shareOf, statisticOf } from './figurePlots.ts';
import { runbooksHtml } from './runbooksHtml.ts';
import { useFormulas, type UseOfRunbooks } from './runbookUse.ts';
import { style } from './style.ts';
import { figuresTable } from './tables.ts';

export interface DashboardInput {
  readonly metrics: Metrics;
  readonly runbooks: UseOfRunbooks;
  readonly zone: Zone;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Incidents that could not be read, and the like; one sentence each. */
  readonly notes?: readonly string[];
}

/** More sentences are counted, not shown. */
const MAX_NOTES = 30;

/**
 * The dashboard as one page: plots with the tables behind them, formulas, and what was not counted. Nothing in it runs
 * or is loaded from elsewhere; every text is escaped and looked through for secrets.
 */
export function dashboardHtml(input: DashboardInput): string {
  const { zone, now } = input;
  const {
    metrics,
    runbooks,
    notes = [],
  } = clean({
    metrics: input.metrics,
    runbooks: input.runbooks,
    notes: input.notes ?? [],
  });
  const { incidents, drills } = metrics;
  const some = incidents.all.incidents > 0 || incidents.by.service.length > 0;
  const main = [
    '<h1>Incident Dashboard</h1>',
    `<p>${said(`Incidents from ${bothTimes(metrics.from, zone)} to ${bothTimes(metrics.to, zone)}; months of ${metrics.zone}. Worked out at ${bothTimes(now, zone)}.`)}</p>`,
    ...(some
      ? [tiles(incidents.all)]
      : ['<p>No incident recorded yet. Start one with "Breakwater: Start Incident".</p>']),
    notesHtml([...notes, ...metrics.notes, ...runbooks.notes]),
    ...(some ? groupings.map((grouping) => section(grouping, incidents.by[grouping])) : []),
    runbooksHtml(runbooks.runbooks, zone),
    drillsHtml(drills),
    formulasHtml(),
  ];
  return htmlPage({ title: 'Incident Dashboard', style, main: main.join('\n'), bodyClass: 'breakwater-dashboard' });
}

function tiles(all: Figures): string {
  const { times, budget } = all;
  const open = all.open === 0 ? 'none open' : `${all.open} open`;
  const pair = ({ median, mean, count }: Figures['times']['recover']): readonly [string, string] => [
    durationOf(median),
    mean === undefined ? 'no incident has this time' : `median; mean ${exactDuration(mean)}; of ${count}`,
  ];
  const each: readonly (readonly [name: string, value: string, more: string, formula: string])[] = [
    ['Incidents', String(all.incidents), open, 'incidents that began in this window; drills are not among them'],
    ['Time to acknowledge (MTTA)', ...pair(times.acknowledge), formulas['acknowledge']!],
    ['Time to recover (MTTR)', ...pair(times.recover), formulas['recover']!],
    ['Time between failures (MTBF)', durationOf(all.mtbf), 'mean', formulas['mtbf']!],
    ['Availability', shareOf(all.availability), `${exactDuration(all.downtime)} down`, formulas['availability']!],
    ...(budget === undefined
      ? []
      : [
          [
            'Error budget used',
            budgetOf(budget).replace(/ \(.*$/s, ''),
            `SLO ${budget.slo}`,
            formulas['budget']!,
          ] as const,
        ]),
  ];
  const items = each.map(
    ([name, value, more, formula]) =>
      `<div><dt>${said(name)}</dt><dd class="value">${said(value)}</dd><dd>${said(more)}</dd><dd class="formula">${said(capital(formula))}</dd></div>`,
  );
  return `<dl class="tiles">\n${items.join('\n')}\n</dl>`;
}

function section(grouping: Grouping, groups: readonly Figures[]): string {
  if (groups.length === 0) return '';
  return `<section aria-labelledby="by-${grouping}">
<h2 id="by-${grouping}">By ${grouping}</h2>
${plotsOf(grouping, groups)}
<details><summary>All figures by ${grouping}</summary>
${figures(grouping, groups)}
</details>
</section>`;
}

const titles: Readonly<Record<Grouping, string>> = { service: 'Service', severity: 'Severity', month: 'Month' };
const measureNames = { detect: 'MTTD', acknowledge: 'MTTA', mitigate: 'MTTM', recover: 'MTTR' } as const;

function figures(grouping: Grouping, groups: readonly Figures[]): string {
  const head = [
    ...[titles[grouping], 'Incidents', 'Open', ...measures.map((one) => `${measureNames[one]}, median / mean`)],
    ...['Downtime', 'MTBF', 'Availability', 'Error budget used'],
  ];
  const rows = groups.map(({ key, incidents, open, times, downtime, mtbf, availability, budget }) => [
    ...[key, String(incidents), String(open), ...measures.map((measure) => statisticOf(times[measure]))],
    ...[exactDuration(downtime), durationOf(mtbf), shareOf(availability), budgetOf(budget)],
  ]);
  return figuresTable(`All figures by ${grouping}`, head, rows);
}

function notesHtml(notes: readonly string[]): string {
  const all = [...new Set(notes)];
  if (all.length === 0) return '';
  const shown = all.slice(0, MAX_NOTES).map((note) => `<li>${said(note)}</li>`);
  const rest = all.length - shown.length;
  if (rest > 0) shown.push(`<li>${rest} more: \`breakwater incident metrics\` lists those on incidents.</li>`);
  const list = `<ul>\n${shown.join('\n')}\n</ul>`;
  return `<details${all.length <= 5 ? ' open' : ''}><summary>Not counted, or counted with care (${all.length})</summary>\n${list}\n</details>`;
}

function drillsHtml({ all, by }: Metrics['drills']): string {
  if (all.incidents === 0) return '';
  const head = ['Service', 'Drills', ...measures.map((one) => `${measureNames[one]}, median / mean`)];
  const rows = [{ ...all, key: 'All' }, ...by.service].map(({ key, incidents, times }) => [
    ...[key, String(incidents), ...measures.map((measure) => statisticOf(times[measure]))],
  ]);
  return `<section aria-labelledby="drills">
<h2 id="drills">Incident drills</h2>
<p>In none of the numbers above.</p>
${figuresTable('Incident drills', head, rows)}
</section>`;
}

function formulasHtml(): string {
  const items = Object.values({ ...formulas, ...useFormulas }).map((formula) => `<li>${said(capital(formula))}</li>`);
  return `<section aria-labelledby="formulas">
<h2 id="formulas">Formulas</h2>
<ul>
${items.join('\n')}
</ul>
</section>`;
}

function said(text: string): string {
  return escapeHtml(text);
}
