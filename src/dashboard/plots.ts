import { escapeHtml } from '../text/html.ts';
import { capital } from '../text/words.ts';

/** A value of a plot: drawn as a bar or column, with a line across where its mean is. What is not known is absent. */
export interface PlotValue {
  readonly label: string;
  readonly value?: number;
  readonly mean?: number;
  /** What it says of it, in words. */
  readonly text: string;
}

export interface Plot {
  readonly title: string;
  /** How it is worked out. */
  readonly formula: string;
  /** Head of the column of labels. */
  readonly labels: string;
  /** Head of the column of values. */
  readonly values: string;
  readonly data: readonly PlotValue[];
  /** What is drawn as a dashed line: beyond it, values are marked. */
  readonly limit?: { readonly value: number; readonly text: string };
}

/** Of a scale, and how far apart its lines are. */
export interface Axis {
  readonly max: number;
  readonly step: number;
  readonly text: (value: number) => string;
}

/** Of more, their number is told: the table of all figures has them. */
const MAX_BARS = 20;
const MAX_COLUMNS = 24;

/** Bars in the rows of a table: who cannot see them reads the table. */
export function barPlot(plot: Plot): string {
  const { title, formula, labels, values, limit } = plot;
  const data = plot.data.slice(0, MAX_BARS);
  const max = highest(data, limit?.value);
  const rows = data.map(
    (one) =>
      `<tr><th scope="row">${escapeHtml(one.label)}</th><td aria-hidden="true">${bar(one, max, limit?.value)}</td>` +
      `<td>${escapeHtml(one.text)}</td></tr>`,
  );
  return `<figure>
<figcaption><h3>${escapeHtml(title)}</h3>${formulaOf(formula)}</figcaption>
<table class="bars">
<thead><tr><th scope="col">${escapeHtml(labels)}</th><td aria-hidden="true"></td><th scope="col">${escapeHtml(values)}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
${more(plot.data.length - data.length)}${keyOf(plot)}</figure>`;
}

function bar({ value, mean }: PlotValue, max: number, limit: number | undefined): string {
  if (value === undefined) return '';
  const at = (one: number): string => fixed((100 * one) / max);
  const kind = limit !== undefined && value > limit ? 'value over' : 'value';
  const parts = [`<rect class="${kind}" x="0" y="1" width="${at(value)}" height="8"/>`];
  if (mean !== undefined) parts.push(line('mean', at(mean), '0', at(mean), '10'));
  if (limit !== undefined) parts.push(line('limit', at(limit), '0', at(limit), '10'));
  return `<svg class="bar" viewBox="0 0 101 10" preserveAspectRatio="none">${parts.join('')}</svg>`;
}

const WIDTH = 460;
const HEIGHT = 190;
const LEFT = 64;
const RIGHT = 440;
const TOP = 8;
const BASE = 164;

/** Columns over time; the latest where there are many. What they show is said in their description as well. */
export function columnPlot(plot: Plot, axisOf: (max: number) => Axis, id: string): string {
  const data = plot.data.slice(-MAX_COLUMNS);
  const axis = axisOf(highest(data, plot.limit?.value));
  const y = (value: number): number => BASE - ((BASE - TOP) * value) / axis.max;
  const lines = ticks(axis).map(
    (value) =>
      `${line('axis', String(LEFT), fixed(y(value)), String(RIGHT), fixed(y(value)))}` +
      `<text x="${LEFT - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${escapeHtml(axis.text(value))}</text>`,
  );
  const slot = (RIGHT - LEFT) / Math.max(1, data.length);
  const width = Math.min(36, slot * 0.7);
  const every = Math.ceil(54 / slot);
  const columns = data.map((one, index) => {
    const middle = LEFT + slot * (index + 0.5);
    const label =
      (data.length - 1 - index) % every === 0
        ? `<text x="${fixed(middle)}" y="${BASE + 18}" text-anchor="middle">${escapeHtml(one.label)}</text>`
        : '';
    return column(one, { middle, width, y, limit: plot.limit?.value }) + label;
  });
  const limit = plot.limit
    ? line('limit', `${LEFT}`, fixed(y(plot.limit.value)), `${RIGHT}`, fixed(y(plot.limit.value)))
    : '';
  const said = data.map(({ label, text }) => `${label}: ${text}`).join('; ');
  return `<figure>
<figcaption><h3>${escapeHtml(plot.title)}</h3>${formulaOf(plot.formula)}</figcaption>
<svg class="columns" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-said">
<title id="${id}-title">${escapeHtml(plot.title)}</title><desc id="${id}-said">${escapeHtml(said)}</desc>
${lines.join('\n')}
${columns.join('\n')}
${limit}</svg>
${more(plot.data.length - data.length)}${keyOf(plot)}</figure>`;
}

interface Place {
  readonly middle: number;
  readonly width: number;
  readonly y: (value: number) => number;
  readonly limit: number | undefined;
}

function column({ label, text, value, mean }: PlotValue, { middle, width, y, limit }: Place): string {
  if (value === undefined) return '';
  const kind = limit !== undefined && value > limit ? 'value over' : 'value';
  const [left, right] = [fixed(middle - width / 2), fixed(middle + width / 2)];
  const box = `x="${left}" y="${fixed(y(value))}" width="${fixed(width)}" height="${fixed(BASE - y(value))}"`;
  const across = mean === undefined ? '' : line('mean', left, fixed(y(mean)), right, fixed(y(mean)));
  return `<g><title>${escapeHtml(`${label}: ${text}`)}</title><rect class="${kind}" ${box}/>${across}</g>`;
}

function ticks({ max, step }: Axis): readonly number[] {
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** An axis up to a multiple of one of these steps, in at most four of them. */
export function axisIn(steps: readonly number[], max: number, text: (value: number) => string): Axis {
  const largest = steps.at(-1)!;
  const step = steps.find((one) => max <= 4 * one) ?? largest * Math.ceil(max / (4 * largest));
  return { max: step * Math.max(1, Math.ceil(max / step - 1e-9)), step, text };
}

function formulaOf(formula: string): string {
  return formula === '' ? '' : `<p class="formula">${escapeHtml(capital(formula))}</p>`;
}

/** Says what the lines in a plot are. */
function keyOf({ data, limit }: Plot): string {
  const parts = [
    ...(data.some(({ mean }) => mean !== undefined) ? ['Bar: median. Line: mean.'] : []),
    ...(limit === undefined ? [] : [`Dashed line: ${limit.text}.`]),
  ];
  return parts.length === 0 ? '' : `<p class="muted">${escapeHtml(parts.join(' '))}</p>\n`;
}

function more(count: number): string {
  return count <= 0 ? '' : `<p class="muted">${count} more.</p>\n`;
}

function highest(data: readonly PlotValue[], limit = 0): number {
  return Math.max(limit, ...data.flatMap(({ value, mean }) => [value ?? 0, mean ?? 0])) || 1;
}

function line(kind: string, x1: string, y1: string, x2: string, y2: string): string {
  return `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function fixed(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';
}
