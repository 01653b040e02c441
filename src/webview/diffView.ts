import { h } from './dom.ts';

/** A line of a difference. `gap`: lines that are equal are left out here. */
export interface DiffLine {
  readonly kind: 'same' | 'expected' | 'actual' | 'gap';
  readonly text: string;
}

/** The lines of a unified diff between what the runbook shows and what was printed, without its headers. */
export function diffLines(patch: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let inHunk = false;
  for (const line of patch.split('\n')) {
    if (line.startsWith('@@')) {
      if (inHunk) lines.push({ kind: 'gap', text: '' });
      inHunk = true;
    } else if (inHunk && line !== '' && !line.startsWith('\\')) {
      const kind = line[0] === '-' ? 'expected' : line[0] === '+' ? 'actual' : 'same';
      lines.push({ kind, text: line.slice(1) });
    }
  }
  return lines;
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', expected: '-', actual: '+', gap: '⋯' };
const names: Partial<Readonly<Record<DiffLine['kind'], string>>> = { expected: 'Runbook: ', actual: 'Output: ' };

/** What the runbook shows and what was printed, line by line, told apart by words, signs and colour. */
export function diffView(patch: string): HTMLElement {
  const rows = diffLines(patch).map(({ kind, text }) =>
    h(
      'span',
      { className: `diff-line diff-${kind}` },
      names[kind] && h('span', { className: 'visually-hidden' }, names[kind]),
      h('span', { className: 'diff-sign', attributes: { 'aria-hidden': 'true' } }, `${signs[kind]} `),
      `${text}\n`,
    ),
  );
  return h(
    'figure',
    { className: 'diff' },
    h(
      'figcaption',
      { className: 'diff-key', attributes: { 'aria-hidden': 'true' } },
      h('span', { className: 'diff-expected' }, '- runbook'),
      h('span', { className: 'diff-actual' }, '+ output'),
    ),
    h('pre', { tabIndex: 0, attributes: { role: 'group', 'aria-label': 'Expected and actual output' } }, ...rows),
  );
}

/** A message's first line, and the diff that follows it. */
export function splitMessage(message: string): { readonly sentence: string; readonly patch?: string } {
  const at = message.indexOf('\n');
  if (at < 0) return { sentence: message };
  return { sentence: message.slice(0, at), patch: message.slice(at + 1).trimEnd() };
}
