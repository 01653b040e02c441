import { h } from './dom.ts';

const classes: Readonly<Record<string, string>> = { '+': 'diff-added', '-': 'diff-removed', '@': 'diff-place' };

/** A unified diff with its lines told apart by colour and by their sign. */
export function diffView(patch: string): HTMLElement {
  const lines = patch.split('\n').filter((line) => !/^={10,}|^Index: |^\\ /.test(line));
  return h(
    'pre',
    { className: 'diff', tabIndex: 0, attributes: { role: 'group', 'aria-label': 'Expected and actual output' } },
    ...lines.map((line) => h('span', { className: `diff-line ${classes[line[0] ?? ''] ?? ''}`.trim() }, `${line}\n`)),
  );
}

/** A message's first line, and the diff that follows it. */
export function splitMessage(message: string): { readonly sentence: string; readonly patch?: string } {
  const at = message.indexOf('\n');
  if (at < 0) return { sentence: message };
  return { sentence: message.slice(0, at), patch: message.slice(at + 1).trimEnd() };
}
