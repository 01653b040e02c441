import { visible } from '../text/visible.ts';
import type { Mark, MarkedText } from './commandText.ts';
import { h } from './dom.ts';
import { highlight } from './highlight.ts';

const titles: Readonly<Record<Mark['kind'], (name: string) => string>> = {
  value: (name) => `Value of ${name}`,
  secret: (name) => `Value of ${name} (secret)`,
  missing: (name) => `${name}: not set`,
};

/** Code in its colours, with values and empty blanks marked. */
export function codeView(marked: MarkedText, language: string): Node[] {
  const { text, marks } = madeVisible(marked);
  const nodes = highlight(text, language);
  if (marks.length === 0) return nodes;
  let at = 0;
  return nodes.flatMap((node) => {
    const length = node.textContent?.length ?? 0;
    const start = at;
    at += length;
    const inside = marks.filter((mark) => mark.start < start + length && start < mark.end);
    return inside.length === 0 ? [node] : cut(node, start, inside);
  });
}

/** The text as it may be shown, with its marks where they then stand. */
function madeVisible({ text, marks }: MarkedText): MarkedText {
  const shown = visible(text);
  if (shown === text) return { text, marks };
  const at = (offset: number): number => visible(text.slice(0, offset)).length;
  return { text: shown, marks: marks.map((mark) => ({ ...mark, start: at(mark.start), end: at(mark.end) })) };
}

function cut(node: Node, start: number, marks: readonly Mark[]): Node[] {
  const text = node.textContent ?? '';
  const kind = node instanceof HTMLElement && !node.classList.contains('token-blank') ? node.className : '';
  const plain = (from: number, to: number): Node[] =>
    from >= to
      ? []
      : [kind ? h('span', { className: kind }, text.slice(from, to)) : document.createTextNode(text.slice(from, to))];
  const pieces: Node[] = [];
  let from = 0;
  for (const mark of marks) {
    const begin = Math.max(mark.start - start, 0);
    const end = Math.min(mark.end - start, text.length);
    pieces.push(...plain(from, begin));
    const className = mark.kind === 'missing' ? 'token-blank' : `value value-${mark.kind}`;
    pieces.push(h('span', { className, title: titles[mark.kind](mark.name) }, text.slice(begin, end)));
    from = end;
  }
  return [...pieces, ...plain(from, text.length)];
}
