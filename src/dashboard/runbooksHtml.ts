import { exactDuration } from '../incident/duration.ts';
import type { Zone } from '../incident/zone.ts';
import { escapeHtml } from '../text/html.ts';
import { capital } from '../text/words.ts';
import { barPlot } from './plots.ts';
import { useFormulas, type RunbookUse } from './runbookUse.ts';
import { figuresTable } from './tables.ts';

/** Runbooks with the times of their steps; of the others, the table tells how they were used. */
const MAX_WITH_STEPS = 12;

/** How runbooks were used, when they were last drilled, and what their steps take. */
export function runbooksHtml(runbooks: readonly RunbookUse[], zone: Zone): string {
  const head = '<section aria-labelledby="runbooks">\n<h2 id="runbooks">Runbooks</h2>';
  if (runbooks.length === 0)
    return `${head}\n<p>No recorded run of a runbook was found, so nothing is known of their use and steps.</p>\n</section>`;
  return `${head}
<p class="formula">${escapeHtml(capital(useFormulas.recency))}</p>
${useTable(runbooks, zone)}
${steps(runbooks)}
</section>`;
}

function useTable(runbooks: readonly RunbookUse[], zone: Zone): string {
  const day = (iso: string | undefined): string => (iso === undefined ? 'never' : zone.clock(iso).slice(0, 10));
  const rows = runbooks.map(({ path, title, runs, open, drills, lastRun, lastDrill, idleDays, drillEvery }) => [
    title === path ? path : `${title} (${path})`,
    open === 0 ? String(runs) : `${runs} (${open} open)`,
    String(drills),
    day(lastRun),
    day(lastDrill),
    ago(idleDays) +
      (drillEvery !== undefined && idleDays > drillEvery ? `, drill overdue (every ${drillEvery} days)` : ''),
  ]);
  return figuresTable('Use of runbooks', ['Runbook', 'Runs', 'Drills', 'Last run', 'Last drill', 'Last used'], rows);
}

function ago(days: number): string {
  return days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days} days ago`;
}

function steps(runbooks: readonly RunbookUse[]): string {
  const timed = runbooks.filter((one) => one.steps.length > 0);
  if (timed.length === 0) return '<p class="muted">No step was checked off in a run, so step times are not known.</p>';
  const plots = timed.slice(0, MAX_WITH_STEPS).map(({ title, path, steps }) =>
    barPlot({
      title: title === path ? path : `${title} (${path})`,
      formula: '',
      labels: 'Step',
      values: 'Median / mean (runs)',
      data: steps.map((step) => ({
        label: step.title,
        value: step.median,
        mean: step.mean,
        text: `${exactDuration(step.median)} / ${exactDuration(step.mean)} (${step.count})`,
      })),
    }),
  );
  const rest = timed.length - plots.length;
  const more = rest > 0 ? `\n<p class="muted">${rest} more runbooks, used less recently, are not shown.</p>` : '';
  return `<h2>Time per step</h2>
<p class="formula">${escapeHtml(capital(useFormulas.steps))}</p>
<div class="plots">
${plots.join('\n')}
</div>${more}`;
}
