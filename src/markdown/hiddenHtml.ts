import type { MdNode } from './mdNode.ts';

/** By an attribute, a style or a class. */
const OPENS =
  /<([a-z][\w-]*)\b(?=[^<>]*(?:\shidden(?=[\s=/>])|\saria-hidden\s*=\s*["']?true\b|\scolor\s*=\s*["']?(?:white|#f{3}(?:f{3})?)\b|\sstyle\s*=\s*["'][^"'<>]*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity|max-height|max-width)\s*:\s*0(?:\.0+)?(?![.\d])|content-visibility\s*:\s*hidden)|\sclass\s*=\s*["'](?:[^"'<>]*\s)?(?:hidden|d-none|visually-hidden|sr-only)(?:\s|["'])))[^<>]*>/i;
/** By what it is: a page shows nothing of these. */
const NEVER_SHOWN =
  /<(template|noscript|script|style|datalist|select|object|svg|iframe|title|audio|video|canvas|map|dialog(?![^<>]*\sopen(?=[\s=/>])))\b[^<>]*>/i;
const FOLDED = /<(details)\b(?![^<>]*\sopen(?=[\s=/>]))[^<>]*>/i;

/** Indices of the siblings that HTML around them hides: `<div hidden>`, `style="display: none"`, `<template>`. */
export function hiddenAmong(nodes: readonly MdNode[]): ReadonlySet<number> {
  return new Set([...within(nodes, OPENS), ...within(nodes, NEVER_SHOWN)]);
}

/** Indices of the siblings that only show once the reader opens the `<details>` around them. */
export function foldedAmong(nodes: readonly MdNode[]): ReadonlySet<number> {
  return within(nodes, FOLDED);
}

function within(nodes: readonly MdNode[], opens: RegExp): ReadonlySet<number> {
  const hidden = new Set<number>();
  let tag = '';
  let depth = 0;
  nodes.forEach((node, i) => {
    if (depth > 0) hidden.add(i);
    if (node.type !== 'html_block') return;
    let text = node.content.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
    if (depth === 0) {
      const opened = opens.exec(text);
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
