import picocolors from 'picocolors';
import type { Severity } from '../rules/model.ts';
import { visibleLine } from '../text/visible.ts';
import { countFindings, type Format } from './lintReport.ts';

/** For people: findings below their file, then the sum. */
export const stylish: Format = (reports, { colors }) => {
  const { bold, dim, red, yellow, blue, underline } = picocolors.createColors(colors);
  const paint: Record<Severity, (text: string) => string> = { error: red, warning: yellow, info: blue };
  const lines: string[] = [];
  let fixable = 0;
  for (const { result, path } of reports) {
    if (result.messages.length === 0) continue;
    lines.push('', underline(visibleLine(path)));
    const width = Math.max(...result.messages.map(({ start }) => `${start.line}:${start.column}`.length));
    for (const { start, severity, message, ruleId, fix } of result.messages) {
      if (fix) fixable++;
      const at = `${start.line}:${start.column}`.padStart(width);
      lines.push(`  ${dim(at)}  ${paint[severity](severity.padEnd(7))}  ${visibleLine(message)}  ${dim(ruleId)}`);
    }
  }
  const { error, warning, info } = countFindings(reports);
  const sum = error + warning + info;
  if (sum === 0) return '';
  const kinds = [plural(error, 'error'), plural(warning, 'warning'), plural(info, 'note')].join(', ');
  const color = error > 0 ? red : warning > 0 ? yellow : blue;
  lines.push('', color(bold(`${plural(sum, 'finding')} (${kinds})`)));
  if (fixable > 0) lines.push(color(`${fixable} fixable with --fix`));
  return `${lines.join('\n')}\n\n`;
};

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
