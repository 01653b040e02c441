import { mayHoldMark, readMark, type Mark, type MarkFamily } from './dialectMarks.ts';
import { opensFence, readDirective } from './directive.ts';
import { fencedLine } from './fencedLine.ts';
import type { InlineToken, MdNode } from './mdNode.ts';

/** Reads Markdown that a dialect hides from CommonMark. Lines of the nodes begin with 1. */
export interface NodeParser {
  nodes(text: string): MdNode[];
  /** Empty where the document is read without inline tokens. */
  inlines(text: string): readonly InlineToken[];
}

/** Containers in containers are opened down to this depth; what is deeper stays text, and is never run. */
const MAX_DEPTH = 12;
const MAX_OPEN = 32;

interface Opened {
  readonly mark: Extract<Mark, { kind: 'open' }>;
  readonly line: number;
  /** Where its body begins in the list that is being built. */
  readonly at: number;
}

/**
 * Opens what dialects write: indented bodies of `!!!` and `===`, directives of MyST in fences and colons, `:::` of
 * Docusaurus and Azure, short codes of Hugo and Liquid. Containers become nodes of the type `container`, with `code` the
 * code block that CommonMark sees in their place, if any; marks become nodes of the type `marker`. Each line is read once
 * for every container around it.
 */
export function openDialects(nodes: readonly MdNode[], parser: NodeParser, depth = 0): MdNode[] {
  return new DialectReader(parser, depth).read(nodes);
}

class DialectReader {
  readonly #out: MdNode[] = [];
  readonly #open: Opened[] = [];
  readonly #parser: NodeParser;
  readonly #depth: number;
  /** Lines of closing marks that have closed something, here or in a list inside. */
  readonly #used: Set<number>;

  constructor(parser: NodeParser, depth: number, used = new Set<number>()) {
    this.#parser = parser;
    this.#depth = depth;
    this.#used = used;
  }

  read(nodes: readonly MdNode[]): MdNode[] {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (node.type === 'paragraph') {
        const next = nodes[i + 1];
        if (this.#paragraph(node, next?.type === 'code_block' ? next : undefined)) i++;
      } else if (node.type === 'fence') this.#out.push(this.#fence(node));
      else if (node.type === 'code_block') this.#out.push(this.#indented(node));
      else if (node.children.length > 0 && node.type !== 'heading' && node.type !== 'table') this.#nested(node);
      else this.#out.push(node);
    }
    return this.#out;
  }

  /**
   * A list or a quote. Marks below an item are, to CommonMark, the last lines of its text, and what follows them goes on
   * with the list: it is cut there.
   */
  #nested(node: MdNode): void {
    if (!node.type.endsWith('_list')) {
      this.#out.push({ ...node, children: this.#inner(node) });
      for (const [line, mark] of trailingMarks(node)) this.#trailing(mark, line);
      return;
    }
    let items: MdNode[] = [];
    const flush = (): void => {
      const [first] = items;
      const last = items[items.length - 1];
      if (!first || !last) return;
      const whole = items.length === node.children.length;
      const start = whole || node.start === 0 ? node.start : Number(first.info) || 1;
      this.#out.push({
        ...node,
        start,
        children: items,
        ...(whole ? {} : { line: first.line, endLine: last.endLine }),
      });
      items = [];
    };
    for (const item of node.children) {
      items.push({ ...item, children: this.#inner(item) });
      // A box that begins and ends in the item cuts nothing.
      const marks = trailingMarks(item).filter(([line, { kind }]) => kind !== 'close' || !this.#used.has(line));
      if (marks.length > 0) flush();
      for (const [line, mark] of marks) this.#trailing(mark, line);
    }
    flush();
  }

  #inner(node: MdNode): MdNode[] {
    return new DialectReader(this.#parser, this.#depth, this.#used).read(node.children);
  }

  #trailing(mark: Mark, line: number): void {
    if (mark.kind === 'close' && !this.#used.has(line)) this.#close(mark, line);
    else if (mark.kind === 'open' && this.#open.length < MAX_OPEN)
      this.#open.push({ mark, line, at: this.#out.length });
  }

  /** Says whether it took the indented code that follows as the body of a mark in its last line. */
  #paragraph(node: MdNode, next: MdNode | undefined): boolean {
    const content = node.children[0]?.content ?? '';
    const fenced = fencedLine(content);
    if (fenced !== undefined) {
      this.#out.push({
        ...node,
        type: 'fence',
        content: `${fenced.code}\n`,
        info: fenced.language,
        markup: '```',
        children: [],
      });
      return false;
    }
    if (!mayHoldMark.test(content)) {
      this.#out.push(node);
      return false;
    }
    const lines = content.split('\n');
    let text: string[] = [];
    let marked = false;
    const flush = (end: number): void => {
      if (text.length === 0) return;
      this.#out.push(marked || end < lines.length ? this.#textNode(node, text, node.line + end - text.length) : node);
      text = [];
    };
    for (let i = 0; i < lines.length; i++) {
      const mark = readMark(lines[i]!);
      if (!mark) {
        text.push(lines[i]!);
        continue;
      }
      flush(i);
      marked = true;
      const line = node.line + i;
      if (mark.kind === 'indented') {
        const body = indentedLines(lines, i + 1);
        i += body.length;
        const taken = i === lines.length - 1 ? next : undefined;
        this.#out.push(this.#indentedBody(mark, line, body, taken));
        if (taken) return true;
      } else i += this.#mark(mark, lines, i, node);
    }
    flush(lines.length);
    return false;
  }

  /** Takes a mark that stands in a line of its own; the result is the number of lines of options below it. */
  #mark(mark: Mark, lines: readonly string[], at: number, node: MdNode): number {
    const line = node.line + at;
    if (mark.kind === 'open' && this.#open.length < MAX_OPEN) {
      this.#open.push({ mark, line, at: this.#out.length });
      let options = 0;
      while (mark.by === 'colon' && /^\s*:[\w-]+:(?:\s|$)/.test(lines[at + 1 + options] ?? '')) options++;
      return options;
    }
    if (mark.kind === 'close') this.#close(mark, line);
    else this.#out.push({ ...this.#textNode(node, [lines[at]!], line), type: 'marker', info: mark.kind });
    return 0;
  }

  #close(mark: { readonly by: MarkFamily; readonly name: string; readonly width: number }, line: number): void {
    const fits = ({ mark: opened }: Opened): boolean =>
      opened.by === mark.by && (mark.name === '' ? opened.width === mark.width : opened.name === mark.name);
    let at = this.#open.length - 1;
    while (at >= 0 && !fits(this.#open[at]!)) at--;
    if (at < 0 && mark.name === '') {
      at = this.#open.length - 1;
      while (at >= 0 && this.#open[at]!.mark.by !== mark.by) at--;
    }
    const opened = this.#open[at];
    if (!opened) return;
    this.#used.add(line);
    this.#open.length = at;
    const children = this.#out.splice(opened.at);
    const { name, tone = name, title } = opened.mark;
    this.#out.push(container(tone, title, opened.line, Math.max(line, opened.line), children));
  }

  #fence(node: MdNode): MdNode {
    const directive = readDirective(node.info, node.content);
    if (!directive) return node;
    const code = this.#depth === 0 ? node : undefined;
    if (directive.kind === 'other')
      return code ? container(directive.name, '', node.line, node.endLine, [], code) : { ...node, type: 'plain' };
    const body = node.content.split('\n').slice(directive.skip);
    if (directive.kind === 'code') return { ...node, info: directive.language, content: body.join('\n') };
    const children = this.#body(body.join('\n'), node.line + 1 + directive.skip);
    return container(directive.name, directive.title, node.line, node.endLine, children, code);
  }

  /** Fences that stand too far to the right are no code of their own: CommonMark shows them as text. */
  #indented(node: MdNode): MdNode {
    const fence = opensFence.exec(node.content);
    if (!fence || node.content.slice(0, fence.index).includes('<<'))
      // Inside of what CommonMark takes for code, only fences are sure to be code.
      return this.#depth > 0 ? { ...node, type: 'plain' } : node;
    const code = this.#depth === 0 ? node : undefined;
    return container('', '', node.line, node.endLine, this.#body(node.content, node.line), code);
  }

  #indentedBody(
    mark: { readonly name: string; readonly title: string },
    line: number,
    own: readonly string[],
    code: MdNode | undefined,
  ): MdNode {
    const lines = own.map((text) => text.replace(/^(?: {1,4}|\t)/, ''));
    if (code) {
      while (lines.length < code.line - line - 1) lines.push('');
      lines.push(...code.content.replace(/\n$/, '').split('\n'));
    }
    const end = Math.max(code?.endLine ?? 0, line + own.length);
    const seen = this.#depth === 0 ? code : undefined;
    return container(mark.name, mark.title, line, end, this.#body(lines.join('\n'), line + 1), seen);
  }

  #body(text: string, line: number): MdNode[] {
    if (this.#depth >= MAX_DEPTH || text.trim() === '') return [];
    const nodes = this.#parser.nodes(text);
    shift(nodes, line - 1);
    return openDialects(nodes, this.#parser, this.#depth + 1);
  }

  #textNode(node: MdNode, lines: readonly string[], line: number): MdNode {
    const content = lines.join('\n').trim();
    const endLine = line + lines.length - 1;
    const inline = { ...node.children[0]!, content, line, endLine, inlines: this.#parser.inlines(content) };
    return { ...node, line, endLine, children: [inline] };
  }
}

/** A node for what a dialect opens and closes. */
export function container(
  name: string,
  title: string,
  line: number,
  endLine: number,
  children: MdNode[],
  code?: MdNode,
): MdNode {
  return {
    type: 'container',
    line,
    endLine,
    content: title,
    info: name,
    markup: '',
    headingLevel: 0,
    start: 0,
    closed: true,
    align: '',
    children,
    inlines: [],
    ...(code ? { code } : {}),
  };
}

/** The lines below a mark that belong to its body: those that are indented. */
function indentedLines(lines: readonly string[], from: number): string[] {
  const out: string[] = [];
  while (from + out.length < lines.length && /^(?: {2,}|\t)/.test(lines[from + out.length]!))
    out.push(lines[from + out.length]!);
  return out;
}

function shift(nodes: readonly MdNode[], by: number): void {
  for (const node of nodes) {
    (node as { line: number }).line += by;
    (node as { endLine: number }).endLine += by;
    shift(node.children, by);
  }
}

/** The marks in the last lines of the text that ends an item or a quote, with their lines. */
function trailingMarks(node: MdNode): [number, Mark][] {
  let last: MdNode | undefined = node;
  while (last && last.type !== 'paragraph') last = last.children[last.children.length - 1];
  const content = last?.children[0]?.content ?? '';
  if (!last || !mayHoldMark.test(content)) return [];
  const lines = content.split('\n');
  const out: [number, Mark][] = [];
  for (let i = lines.length - 1; i > 0; i--) {
    const mark = readMark(lines[i]!);
    if (!mark || mark.kind === 'indented') break;
    out.push([last.line + i, mark]);
  }
  return out.reverse();
}
