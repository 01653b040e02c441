import { slugOf } from './address.ts';
import { alertOpening, colonAlert, type AlertOpening } from './alerts.ts';
import { readFrontMatter } from './frontMatter.ts';
import { inlineText, readMarkdown, type MdNode } from './markdown.ts';
import type { Block, Runbook } from './model.ts';
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
    const out: ViewNode[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      const group =
        node.type === 'html_block'
          ? this.#details(nodes, i)
          : node.type === 'paragraph'
            ? this.#marked(nodes, i)
            : undefined;
      if (group) {
        out.push(group.node);
        i = group.last;
        continue;
      }
      const view = this.#node(node, inItem);
      if (view) out.push(view);
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
        // A block that is not the model's stands inside an indented alert, which the model has as one block.
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
    if (!opening?.quoted) return { kind: 'quote', line: node.line, children };
    const paragraph = children[0];
    if (paragraph?.kind === 'paragraph') {
      const rest = dropFirstLine(paragraph.children);
      if (rest.length > 0) children[0] = { ...paragraph, children: rest };
      else children.shift();
    }
    return { kind: 'alert', line: node.line, tone: opening.tone, title: opening.title, children };
  }

  /** `!!! note "Title"` with an indented body, and `:::note` up to `:::`. */
  #marked(nodes: readonly MdNode[], at: number): Group | undefined {
    const node = nodes[at]!;
    const text = node.children[0]?.content ?? '';
    if (!/^(?:!!!|\?\?\?|:::)/.test(text)) return undefined;
    const colons = colonAlert(text);
    if (colons) return this.#colonAlert(nodes, at, colons);
    const opening = alertOpening(text);
    if (!opening || opening.quoted) return undefined;
    const children: ViewNode[] = [];
    const rest = dropFirstLine(inlineOf(node));
    if (rest.length > 0) children.push({ kind: 'paragraph', line: node.line + 1, children: rest });
    const body = nodes[at + 1];
    // The body is indented, which CommonMark reads as code: where nothing in it is to run, it is drawn as text.
    const indented = body?.type === 'code_block' && this.#blocks.get(body.line)?.kind === 'other';
    if (indented)
      children.push(...new Renderer(emptyRunbook).nodes(readMarkdown(body.content, { inlines: true }).nodes));
    const alert = { kind: 'alert', line: node.line, tone: opening.tone, title: opening.title, children } as const;
    return { node: alert, last: indented ? at + 1 : at };
  }

  #colonAlert(nodes: readonly MdNode[], at: number, opening: AlertOpening): Group | undefined {
    const node = nodes[at]!;
    const children: ViewNode[] = [];
    const own = dropFirstLine(inlineOf(node));
    const closedHere = /\n:::+\s*$/.test(node.children[0]?.content ?? '');
    const shown = closedHere ? dropLastLine(own) : own;
    if (shown.length > 0) children.push({ kind: 'paragraph', line: node.line + 1, children: shown });
    let last = at;
    if (!closedHere) {
      last = nodes.findIndex((other, i) => i > at && closesColons(other));
      if (last < 0) return undefined;
      children.push(...this.nodes(nodes.slice(at + 1, last)));
      const tail = dropLastLine(inlineOf(nodes[last]!));
      if (tail.length > 0) children.push({ kind: 'paragraph', line: nodes[last]!.line, children: tail });
    }
    return { node: { kind: 'alert', line: node.line, tone: opening.tone, title: opening.title, children }, last };
  }

  /** `<details>` up to `</details>` among the siblings; what else stands in those HTML blocks shows as text. */
  #details(nodes: readonly MdNode[], at: number): Group | undefined {
    const node = nodes[at]!;
    const opening = /^\s*<details[^>]*>\s*(?:<summary[^>]*>([\s\S]*?)<\/summary>)?([\s\S]*)$/i.exec(node.content);
    if (!opening) return undefined;
    const title =
      (opening[1] ?? '')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim() || 'Details';
    const children: ViewNode[] = [];
    const same = /^([\s\S]*?)<\/details>\s*$/i.exec(opening[2]!);
    const here = (same ? same[1]! : opening[2]!).trim();
    if (here !== '') children.push({ kind: 'raw', text: here, line: node.line });
    let last = at;
    if (!same) {
      for (let depth = 1, i = at + 1; i < nodes.length && depth > 0; i++) {
        const content = nodes[i]!.type === 'html_block' ? nodes[i]!.content : '';
        depth += (content.match(/<details\b/gi)?.length ?? 0) - (content.match(/<\/details>/gi)?.length ?? 0);
        last = i;
      }
      const closes =
        last > at && nodes[last]!.type === 'html_block' && /^\s*<\/details>\s*$/i.test(nodes[last]!.content);
      children.push(...this.nodes(nodes.slice(at + 1, closes ? last : last + 1)));
    }
    return { node: { kind: 'alert', line: node.line, tone: 'details', title, children }, last };
  }
}

interface Group {
  readonly node: ViewNode;
  /** Index of the last sibling that it took in. */
  readonly last: number;
}

const emptyRunbook: Runbook = {
  title: '',
  frontMatter: { other: {} },
  sections: [],
  steps: [],
  blocks: [],
  placeholders: [],
  problems: [],
};

function inlineOf(node: MdNode): ViewInline[] {
  return renderInline(node.children[0]?.inlines ?? []);
}

function alignOf(align: string): 'left' | 'center' | 'right' | '' {
  return align === 'left' || align === 'center' || align === 'right' ? align : '';
}

function closesColons(node: MdNode): boolean {
  return node.type === 'paragraph' && /(?:^|\n):::+\s*$/.test(node.children[0]?.content ?? '');
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

function dropLastLine(nodes: readonly ViewInline[]): ViewInline[] {
  const last = nodes[nodes.length - 1];
  if (last?.kind !== 'text') return [...nodes];
  const at = last.text.lastIndexOf('\n');
  const text = at < 0 ? '' : last.text.slice(0, at);
  return text === '' ? nodes.slice(0, -1) : [...nodes.slice(0, -1), { kind: 'text', text }];
}
