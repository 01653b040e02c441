import { slugOf } from '../text/address.ts';
import { alertOpening, namedAlert } from '../markdown/alerts.ts';
import { detailsAmong, openingOf, type Folds } from '../markdown/details.ts';
import { readFrontMatter } from './frontMatter.ts';
import { inlineText, readInline, readMarkdown } from '../markdown/markdown.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import type { Runbook } from './model.ts';
import type { Block } from '../blocks/model.ts';
import { parseRunbook } from './parse.ts';
import { renderInline } from './renderInline.ts';
import type { ViewInline, ViewItem, ViewNode } from './view.ts';

/**
 * A runbook's text as a tree that a view draws: serialisable, without HTML, with the ids of steps, checks and blocks of
 * `runbook` (read from the same text; it is read here where not given) so that controls can be put beside them.
 */
export function renderRunbook(text: string, runbook: Runbook = parseRunbook(text)): readonly ViewNode[] {
  const { nodes } = readMarkdown(readFrontMatter(text).body, { inlines: true });
  return new Renderer(runbook).nodes(nodes);
}

const box = /^\[([ xX])\](?:\s+|$)/;

class Renderer {
  readonly #blocks = new Map<number, Block>();
  readonly #steps = new Map<number, string>();
  readonly #checks = new Map<number, string>();
  readonly #anchors = new Map<string, number>();

  constructor(runbook: Runbook) {
    for (const block of runbook.blocks) this.#blocks.set(block.line, block);
    for (const step of runbook.steps) {
      if (!this.#steps.has(step.line)) this.#steps.set(step.line, step.id);
      for (const block of step.blocks) this.#blocks.set(block.line, block);
      for (const check of step.checks) this.#checks.set(check.line, check.id);
    }
  }

  nodes(nodes: readonly MdNode[], inItem = false): ViewNode[] {
    return this.#range(nodes, 0, nodes.length, detailsAmong(nodes), inItem);
  }

  #range(nodes: readonly MdNode[], from: number, to: number, folds: Folds, inItem: boolean): ViewNode[] {
    const out: ViewNode[] = [];
    for (let i = from; i < to; i++) {
      const node = nodes[i]!;
      const last = folds.get(i);
      if (last !== undefined) {
        out.push(this.#details(nodes, i, last, folds));
        i = last;
      } else if (node.type === 'container') for (const view of this.#container(node)) out.push(view);
      else {
        const view = this.#node(node, inItem);
        if (view) out.push(view);
      }
    }
    return out;
  }

  #node(node: MdNode, inItem: boolean): ViewNode | undefined {
    const { line } = node;
    const id = inItem ? undefined : this.#steps.get(line);
    const step = id === undefined ? {} : { step: id };
    switch (node.type) {
      case 'heading': {
        const inlines = node.children[0]?.inlines ?? [];
        const anchor = slugOf(inlineText(inlines), this.#anchors);
        return { kind: 'heading', level: node.headingLevel, line, anchor, ...step, children: renderInline(inlines) };
      }
      case 'paragraph':
        return { kind: 'paragraph', line, ...step, children: inlineOf(node) };
      case 'bullet_list':
      case 'ordered_list': {
        const items = node.children.map((item) => this.#item(item));
        return { kind: 'list', line, ordered: node.type === 'ordered_list', start: node.start, items };
      }
      case 'blockquote':
        return this.#quote(node);
      case 'fence':
      case 'code_block': {
        const block = this.#blocks.get(line);
        // Code that is none of the model's: what an indented body of a dialect shows as code without a fence.
        return block ? { kind: 'block', line, id: block.id, ...step } : { kind: 'raw', line, text: node.content };
      }
      case 'table': {
        const rows = node.children.flatMap((part) => part.children).map((row) => row.children);
        const align = (rows[0] ?? []).map((cell) => alignOf(cell.align));
        return {
          kind: 'table',
          line,
          align,
          head: (rows[0] ?? []).map(inlineOf),
          rows: rows.slice(1).map((r) => r.map(inlineOf)),
        };
      }
      case 'hr':
        return { kind: 'rule', line };
      case 'html_block': {
        const text = node.content.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim();
        return text === '' || /^<br\s*\/?>$/i.test(text) ? undefined : { kind: 'raw', line, text };
      }
      case 'marker':
        return node.info === 'include' ? { kind: 'paragraph', line, children: inlineOf(node) } : undefined;
      default:
        return node.content === '' ? undefined : { kind: 'raw', line, text: node.content };
    }
  }

  #item(node: MdNode): ViewItem {
    const { line } = node;
    const step = this.#steps.get(line);
    const check = this.#checks.get(line);
    const ids = { ...(step ? { step } : {}), ...(check ? { check } : {}) };
    const children = this.nodes(node.children, true);
    const first = children[0];
    const opening = first?.kind === 'paragraph' ? first.children[0] : undefined;
    if (!check || first?.kind !== 'paragraph' || opening?.kind !== 'text') return { line, ...ids, children };
    const text = opening.text.replace(box, '');
    const rest: ViewInline[] = [...(text === '' ? [] : [{ kind: 'text', text } as const]), ...first.children.slice(1)];
    return { line, ...ids, children: [{ ...first, children: rest }, ...children.slice(1)] };
  }

  #quote(node: MdNode): ViewNode {
    const first = node.children[0];
    const opening = first?.type === 'paragraph' ? alertOpening(first.children[0]?.content ?? '') : undefined;
    const children = this.nodes(node.children);
    if (!opening) return { kind: 'quote', line: node.line, children };
    const paragraph = children[0];
    if (paragraph?.kind === 'paragraph') {
      const rest = dropFirstLine(paragraph.children);
      if (rest.length > 0) children[0] = { ...paragraph, children: rest };
      else children.shift();
    }
    return { kind: 'alert', line: node.line, tone: opening.tone, title: opening.title, children };
  }

  /** A tab or a note with what it holds; a container that says nothing itself leaves no trace. */
  #container(node: MdNode): ViewNode[] {
    const own = node.code === undefined ? undefined : this.#blocks.get(node.code.line);
    if (node.code && node.children.length === 0 && own) return [{ kind: 'block', line: node.code.line, id: own.id }];
    const children = this.nodes(node.children);
    const title = inlineText(readInline(node.content.slice(0, 1000)));
    const named = namedAlert(node.info, title);
    if (!named && title === '') return children;
    return [{ kind: 'alert', line: node.line, tone: named?.tone ?? 'note', title: named?.title ?? title, children }];
  }

  /** `<details>` up to `</details>` among the siblings; what else stands in those HTML blocks shows as text. */
  #details(nodes: readonly MdNode[], at: number, last: number, folds: Folds): ViewNode {
    const node = nodes[at]!;
    const { title, text } = openingOf(node.content);
    const children: ViewNode[] = text === '' ? [] : [{ kind: 'raw', text, line: node.line }];
    if (last > at) {
      const closes = nodes[last]!.type === 'html_block' && /^\s*<\/details>\s*$/i.test(nodes[last]!.content);
      for (const view of this.#range(nodes, at + 1, closes ? last : last + 1, folds, false)) children.push(view);
    }
    return { kind: 'alert', line: node.line, tone: 'details', title, children };
  }
}

function inlineOf(node: MdNode): ViewInline[] {
  return renderInline(node.children[0]?.inlines ?? []);
}

function alignOf(align: string): 'left' | 'center' | 'right' | '' {
  return align === 'left' || align === 'center' || align === 'right' ? align : '';
}

function dropFirstLine(nodes: readonly ViewInline[]): ViewInline[] {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.kind === 'break') return nodes.slice(i + 1);
    const at = node.kind === 'text' ? node.text.indexOf('\n') : -1;
    if (node.kind !== 'text' || at < 0) continue;
    const text = node.text.slice(at + 1);
    return [...(text === '' ? [] : [{ kind: 'text', text } as const]), ...nodes.slice(i + 1)];
  }
  return [];
}
