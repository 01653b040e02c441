import type { MdNode } from './mdNode.ts';

const OPENS =
  /<([a-z][\w-]*)\b(?=[^<>]*(?:\shidden(?=[\s=/>])|\sstyle\s*=\s*["'][^"'<>]*display\s*:\s*none|\sclass\s*=\s*["'](?:[^"'<>]*\s)?(?:hidden|d-none|visually-hidden)(?:\s|["'])))[^<>]*>/i;

/** Indices of the siblings that HTML around them hides: `<div hidden>`, `style="display: none"`. */
export function hiddenAmong(nodes: readonly MdNode[]): ReadonlySet<number> {
  const hidden = new Set<number>();
  let tag = '';
  let depth = 0;
  nodes.forEach((node, i) => {
    if (depth > 0) hidden.add(i);
    if (node.type !== 'html_block') return;
    let text = node.content.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
    if (depth === 0) {
      const opened = OPENS.exec(text);
      if (!opened || opened[0].endsWith('/>')) return;
      tag = opened[1]!;
      text = text.slice(opened.index);
    }
    depth = Math.max(0, depth + count(text, `<${tag}(?=[\\s>])`) - count(text, `</${tag}\\s*>`));
  });
  return hidden;
}

function count(text: string, what: string): number {
  return text.match(new RegExp(what, 'gi'))?.length ?? 0;
}
