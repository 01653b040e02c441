import { alertOpening, colonAlert } from './alerts.ts';
import { slugOf } from './address.ts';
import { readFrontMatter } from './frontMatter.ts';
import { inlineText, readMarkdown, type MdNode } from './markdown.ts';
import type { Block, Runbook } from './model.ts';
import { parseRunbook } from './parse.ts';
import { renderInline } from './renderInline.ts';
import type { ViewCell, ViewDocument, ViewInline, ViewItem, ViewNode } from './view.ts';

/**
 * A runbook's text as a tree that a view draws: serialisable, without HTML, with the ids of steps, checks and blocks of
 * `runbook` (read from the same text; it is read here where not given) so that controls can be put beside them.
 */
export function renderRunbook(text: string, runbook: Runbook = parseRunbook(text)): ViewDocument {
  const { nodes } = readMarkdown(readFrontMatter(text).body, { inlines: true });
  return { title: runbook.title, children: new Renderer(runbook).nodes(nodes) };
}

class Renderer {
  private readonly blocks = new Map<number, { readonly block: Block; readonly stepId?: string }>();
  private readonly steps = new Map<number, string>();
  private readonly checks = new Map<number, string>();
  private readonly slugs = new Map<string, number>();

  constructor(runbook: Runbook) {
    for (const block of runbook.blocks) this.blocks.set(block.line, { block });
    for (const step of runbook.steps) {
      if (!this.steps.has(step.line)) this.steps.set(step.line, step.id);
      for (const block of step.blocks) this.blocks.set(block.line, { block, stepId: step.id });
      for (const check of step.checks) this.checks.set(check.line, check.id);
    }
  }

  nodes(nodes: readonly MdNode[]): ViewNode[] {
    const out: ViewNode[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      const details = node.type === 'html_block' ? this.details(nodes, i) : undefined;
      if (details) {
        out.push(...details.nodes);
        i = details.last;
        continue;
      }
      const alert = node.type === 'paragraph' ? this.alert(nodes, i) : undefined;
      if (alert) {
        out.push(alert.node);
        i = alert.last;
        continue;
      }
      const view = this.node(node);
      if (view) out.push(view);
    }
    return out;
  }

  private node(node: MdNode): ViewNode | undefined {
    const { line } = node;
    switch (node.type) {
      case 'heading': {
        const inlines = node.children[0]?.inlines ?? [];
        const stepId = this.steps.get(line);
        const slug = slugOf(inlineText(inlines), this.slugs);
        return {
          type: 'heading',
          level: node.headingLevel,
          slug,
          line,
          ...(stepId ? { stepId } : {}),
          children: renderInline(inlines),
        };
      }
      case 'paragraph':
        return { type: 'paragraph', line, children: this.inline(node) };
      case 'bullet_list':
      case 'ordered_list':
        return {
          type: 'list',
          ordered: node.type === 'ordered_list',
          start: node.start,
          line,
          children: node.children.map((item) => this.item(item)),
        };
      case 'blockquote':
        return this.quote(node);
      case 'fence':
      case 'code_block':
        return this.code(node);
      case 'table':
        return this.table(node);
      case 'hr':
        return { type: 'rule', line };
      case 'html_block': {
        const text = node.content.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim();
        return text === '' || /^<br\s*\/?>$/i.test(text) ? undefined : { type: 'html', text, line };
      }
      default:
        return node.content === ''
          ? undefined
          : { type: 'paragraph', line, children: [{ type: 'text', text: node.content }] };
    }
  }

  private inline(node: MdNode): ViewInline[] {
    return renderInline(node.children[0]?.inlines ?? []);
  }

  private item(node: MdNode): ViewItem {
    const { line } = node;
    const stepId = this.steps.get(line);
    const checkId = this.checks.get(line);
    const children = this.nodes(node.children);
    const first = children[0];
    const opening = first?.type === 'paragraph' ? first.children[0] : undefined;
    const box = opening?.type === 'text' ? /^\[([ xX])\](?:\s+|$)/.exec(opening.text) : null;
    const ids = { ...(stepId ? { stepId } : {}), ...(checkId ? { checkId } : {}) };
    if (!box || first?.type !== 'paragraph' || opening?.type !== 'text')
      return { type: 'item', line, ...ids, children };
    const rest: ViewInline[] = [{ type: 'text', text: opening.text.slice(box[0].length) }, ...first.children.slice(1)];
    return {
      type: 'item',
      line,
      ...ids,
      checked: box[1] !== ' ',
      children: [{ ...first, children: rest }, ...children.slice(1)],
    };
  }

  private code(node: MdNode): ViewNode {
    const found = this.blocks.get(node.line);
    const text = node.content.replace(/\n$/, '');
    if (!found) return { type: 'code', language: '', text, line: node.line };
    const { block, stepId } = found;
    return {
      type: 'code',
      blockId: block.id,
      ...(stepId ? { stepId } : {}),
      language: block.language,
      text,
      line: node.line,
    };
  }

  private table(node: MdNode): ViewNode {
    const rows = node.children
      .flatMap((part) => part.children)
      .map((row) => row.children.map((cell) => this.cell(cell)));
    return { type: 'table', line: node.line, head: rows[0] ?? [], rows: rows.slice(1) };
  }

  private cell(node: MdNode): ViewCell {
    const align = node.align === 'left' || node.align === 'center' || node.align === 'right' ? node.align : '';
    return { align, children: this.inline(node) };
  }

  private quote(node: MdNode): ViewNode {
    const first = node.children[0];
    const opening = first?.type === 'paragraph' ? alertOpening(first.children[0]?.content ?? '') : undefined;
    if (!first || !opening?.quoted) return { type: 'quote', line: node.line, children: this.nodes(node.children) };
    const children = this.nodes(node.children);
    const paragraph = children[0];
    if (paragraph?.type === 'paragraph') {
      const rest = dropFirstLine(paragraph.children);
      if (rest.length > 0) children[0] = { ...paragraph, children: rest };
      else children.shift();
    }
    return { type: 'alert', kind: opening.kind, title: opening.title, line: node.line, children };
  }

  /** `!!! note "Title"` with an indented body, and `:::note` up to `:::`. */
  private alert(nodes: readonly MdNode[], at: number): { node: ViewNode; last: number } | undefined {
    const node = nodes[at]!;
    const text = node.children[0]?.content ?? '';
    const colons = colonAlert(text);
    if (colons) return this.colonAlert(nodes, at, colons);
    const opening = alertOpening(text);
    if (!opening || opening.quoted) return undefined;
    const children: ViewNode[] = [];
    const rest = dropFirstLine(this.inline(node));
    if (rest.length > 0) children.push({ type: 'paragraph', line: node.line + 1, children: rest });
    let last = at;
    const body = nodes[at + 1];
    // The body is indented, which CommonMark reads as code; it stays a code block of the model, drawn as text.
    if (body?.type === 'code_block' && this.blocks.get(body.line)?.block.kind !== 'command') {
      children.push(...this.nodes(readMarkdown(body.content, { inlines: true }).nodes));
      last = at + 1;
    }
    return { node: { type: 'alert', kind: opening.kind, title: opening.title, line: node.line, children }, last };
  }

  private colonAlert(
    nodes: readonly MdNode[],
    at: number,
    opening: NonNullable<ReturnType<typeof colonAlert>>,
  ): { node: ViewNode; last: number } | undefined {
    const node = nodes[at]!;
    const children: ViewNode[] = [];
    const own = dropFirstLine(this.inline(node));
    const closedHere = /\n:::+\s*$/.test(node.children[0]?.content ?? '');
    if (own.length > 0)
      children.push({ type: 'paragraph', line: node.line + 1, children: closedHere ? dropLastLine(own) : own });
    let last = at;
    if (!closedHere) {
      const end = nodes.findIndex(
        (other, i) => i > at && other.type === 'paragraph' && /(?:^|\n):::+\s*$/.test(other.children[0]?.content ?? ''),
      );
      if (end < 0) return undefined;
      children.push(...this.nodes(nodes.slice(at + 1, end)));
      const tail = dropLastLine(this.inline(nodes[end]!));
      if (tail.length > 0) children.push({ type: 'paragraph', line: nodes[end]!.line, children: tail });
      last = end;
    }
    return { node: { type: 'alert', kind: opening.kind, title: opening.title, line: node.line, children }, last };
  }

  /** `<details>` up to `</details>` among the siblings; what else stands in those HTML blocks shows as text. */
  private details(nodes: readonly MdNode[], at: number): { nodes: ViewNode[]; last: number } | undefined {
    const node = nodes[at]!;
    const opening = /^\s*<details[^>]*>\s*(?:<summary[^>]*>([\s\S]*?)<\/summary>)?([\s\S]*)$/i.exec(node.content);
    if (!opening) return undefined;
    const summary =
      (opening[1] ?? '')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim() || 'Details';
    const inner: ViewNode[] = [];
    const same = /^([\s\S]*?)<\/details>\s*$/i.exec(opening[2]!);
    const here = (same ? same[1]! : opening[2]!).trim();
    if (here !== '') inner.push({ type: 'html', text: here, line: node.line });
    let last = at;
    if (!same) {
      let depth = 1;
      for (last = at + 1; last < nodes.length; last++) {
        const content = nodes[last]!.type === 'html_block' ? nodes[last]!.content : '';
        depth += (content.match(/<details\b/gi)?.length ?? 0) - (content.match(/<\/details>/gi)?.length ?? 0);
        if (depth <= 0) break;
      }
      inner.push(...this.nodes(nodes.slice(at + 1, last)));
    }
    return {
      nodes: [{ type: 'details', summary, line: node.line, children: inner }],
      last: Math.min(last, nodes.length - 1),
    };
  }
}

function dropFirstLine(nodes: readonly ViewInline[]): ViewInline[] {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.type === 'break') return nodes.slice(i + 1);
    const at = node.type === 'text' ? node.text.indexOf('\n') : -1;
    if (node.type === 'text' && at >= 0)
      return [{ type: 'text' as const, text: node.text.slice(at + 1) }, ...nodes.slice(i + 1)].filter(
        (n) => n.type !== 'text' || n.text !== '',
      );
  }
  return [];
}

function dropLastLine(nodes: readonly ViewInline[]): ViewInline[] {
  const last = nodes[nodes.length - 1];
  if (last?.type !== 'text') return [...nodes];
  const at = last.text.lastIndexOf('\n');
  const text = at < 0 ? '' : last.text.slice(0, at);
  return text === '' ? nodes.slice(0, -1) : [...nodes.slice(0, -1), { type: 'text', text }];
}
