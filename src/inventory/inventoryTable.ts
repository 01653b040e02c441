import pc from 'picocolors';
import { coverageParts, dependenciesOf, many, remarksOn } from './inventoryGroups.ts';
import { verdictsOn } from '../dependencies/protection.ts';
import type { Inventory } from './inventoryModel.ts';
import type { CallRow, RetryRow } from '../batch/inventoryRows.ts';
import { visibleLine } from '../text/visible.ts';

type Paint = ReturnType<typeof pc.createColors>;

/** An inventory for reading: calls by dependency, then retries, what does not parse, and the coverage. */
export function inventoryTable(
  inventory: Inventory,
  look: { readonly colors: boolean; readonly tests: boolean },
): string {
  const paint = pc.createColors(look.colors);
  const calls = inventory.calls.filter((call) => look.tests || !call.test);
  const retries = inventory.retries.filter((retry) => look.tests || !retry.test);
  const blocks: string[][] = dependenciesOf(calls).map(({ name, calls: list }) => [
    `${paint.bold(visibleLine(name))}  ${paint.dim(many(list.length, 'call'))}`,
    ...columns(list.map((call) => callCells(call, paint))),
  ]);
  if (retries.length > 0) {
    blocks.push([
      `${paint.bold('Retries')}  ${paint.dim(String(retries.length))}`,
      ...columns(retries.map((retry) => [placeOf(retry), retry.form, retryWords(retry)])),
    ]);
  }
  if (inventory.parseErrors.length > 0) {
    const rows = inventory.parseErrors.map((row) => [placeOf(row), paint.red(visibleLine(row.message))]);
    blocks.push([paint.bold('Not parsed'), ...columns(rows)]);
  }
  if (calls.length + retries.length === 0)
    blocks.unshift([`No network calls found in ${many(inventory.files, 'file')}.`]);
  if (inventory.calls.some((call) => !call.test)) {
    const rows = inventory.coverage
      .map(coverageParts)
      .map(({ title, share, count }) => [title, share, paint.dim(count)]);
    blocks.push([
      `${paint.bold('Coverage')}  ${paint.dim('calls outside tests whose protection is known')}`,
      ...columns(rows),
    ]);
  }
  const remarks = remarksOn(inventory, look.tests);
  if (remarks.length > 0) blocks.push(remarks.map((remark) => paint.dim(remark)));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function callCells(call: CallRow, paint: Paint): string[] {
  const verdicts = verdictsOn(call).map(({ text, good, matters }) =>
    good ? paint.dim(text) : matters ? paint.yellow(text) : text,
  );
  const via = call.target === undefined ? (call.method ?? '') : [call.method, call.api].filter(Boolean).join(' ');
  return [placeOf(call) + (call.test ? paint.dim(' test') : ''), via, verdicts.join(paint.dim(', '))];
}

function retryWords({ delay, jitter, bounded, errors }: RetryRow): string {
  const words = [
    delay === 'none' ? 'no delay' : delay === 'unknown' ? '' : `${delay} delay`,
    jitter === true ? 'jitter' : '',
    bounded === false ? 'unbounded' : '',
    errors === 'all' ? 'any error' : errors === 'selective' ? 'selective' : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

function placeOf({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${visibleLine(path)}:${line}`;
}

/** Left-aligned columns, two spaces in and between, none wider than its widest cell. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat(widths[i]! - widthOf(cell)))).join('  ')}`.trimEnd(),
  );
}

/** Columns of a terminal that a text takes, colours not counted. */
function widthOf(text: string): number {
  return [...text.replace(/\u001B\[\d+m/g, '')].length;
}
