import { coverageParts, dependenciesOf, many, remarksOn } from './inventoryGroups.ts';
import { verdictsOn } from '../dependencies/protection.ts';
import type { Inventory } from './inventoryModel.ts';
import { visibleLine } from '../text/visible.ts';

/** An inventory as a Markdown document: the coverage, and one table for each dependency. */
export function inventoryMarkdown(inventory: Inventory, tests: boolean): string {
  const calls = inventory.calls.filter((call) => tests || !call.test);
  const dependencies = dependenciesOf(calls);
  const lines = [
    '# Network dependencies',
    '',
    `${many(calls.length, 'call')} to ${many(dependencies.length, 'dependency')}.`,
    '',
  ];
  lines.push('| Protection | Share | Calls |', '|---|---|---|');
  for (const { title, share, count } of inventory.coverage.map(coverageParts)) lines.push(row([title, share, count]));
  for (const { name, calls: list } of dependencies) {
    lines.push('', `## ${escaped(name)}`, '', '| Call | What | Protection |', '|---|---|---|');
    for (const call of list) {
      const what = [call.method, call.api].filter(Boolean).join(' ');
      const verdicts = verdictsOn(call).map(({ text, good }) => (good ? text : `**${text}**`));
      lines.push(row([link(call.path, call.line), escaped(what), verdicts.join(', ')]));
    }
  }
  const retries = inventory.retries.filter((retry) => tests || !retry.test);
  if (retries.length > 0) {
    lines.push(
      '',
      '## Retries',
      '',
      '| Retry | Form | Delay | Jitter | Bounded | Errors |',
      '|---|---|---|---|---|---|',
    );
    for (const { path, line, form, delay, jitter, bounded, errors } of retries) {
      lines.push(row([link(path, line), escaped(form), delay, word(jitter), word(bounded), errors]));
    }
  }
  if (inventory.parseErrors.length > 0) {
    lines.push('', '## Not parsed', '');
    for (const { path, line, message } of inventory.parseErrors)
      lines.push(`- ${link(path, line)}: ${escaped(message)}`);
  }
  const remarks = remarksOn(inventory, tests);
  if (remarks.length > 0) lines.push('', ...remarks.map((remark) => `- ${escaped(remark)}`));
  return `${lines.join('\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function link(path: string, line: number): string {
  const target = path.split('/').map(encodeURIComponent).join('/');
  return `[${escaped(path)}:${line}](${target}#L${line})`;
}

function word(value: boolean | 'unknown'): string {
  return value === 'unknown' ? value : value ? 'yes' : 'no';
}

function escaped(text: string): string {
  return visibleLine(text).replace(/[\\`*_[\]<>]/g, '\\$&');
}
