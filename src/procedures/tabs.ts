import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { plainText } from '../markdown/markdown.ts';
import type { Way } from './writtenAlternatives.ts';

const TAB = /^(?:tab|tab-item|tabitem|tabbed|tabpane|group-tab)$/i;
/** A group of code blocks that are shown one at a time: of VitePress, Nuxt, GitBook, Mintlify. */
const CODE_GROUP = /^code-?(?:group|tabs)$/i;
const TAGS = /<(\/?)(TabItem|Tab|Tabs\w*|Code-?Group|Code-?Tabs)\b([^>]*)>|<!--\s*(\/?)tabs:(start|end)\s*-->/gi;
/** GitLab and VuePress. */
const TAB_MARK = /^\s*(?::::TabTitle|@tab(?::active)?)\s+(.*)$/;
/** Quarto's and R Markdown's: the headings below, or in it, are tabs. */
const TABSET = /^(?:panel-)?tabset$/i;
const TABSET_HEADING = /\{[^{}]{0,100}\.tabset\b[^{}]{0,100}\}\s*$/;
/** Sphinx's, of sphinx-tabs and sphinx-design. */
const DIRECTIVE = /^\.\.\s+(?:(?:group-|code-)?tab|tab-item|(tabs|tab-set(?:-code)?))::[ \t]*([^\n]*)/;
const GROUP_MARK = /^\s*::(?:End)?Tabs\s*$/;

/** Tabs beside each other, and code blocks in a group, in the forms of all dialects: of each group one is meant. */
export function tabWays(nodes: readonly MdNode[]): readonly (readonly Way[])[] {
  return new TabReader().read(nodes);
}

class TabReader {
  readonly #found: Way[][] = [];
  /** Containers one behind the other. */
  #beside: Way[] = [];
  /** Tabs between marks, tags or headings. */
  #items: Way[] = [];
  #open: { name: string; line: number; tagged: boolean } | undefined;
  /** Code blocks of a group that is open. */
  #code: Way[] | undefined;
  /** Whether the next headings are tabs (Docsify). */
  #byHeadings = false;
  /** Whether a heading ends the group (Sphinx). */
  #byDirective = false;
  readonly #labels = new Map<string, string>();

  read(nodes: readonly MdNode[]): Way[][] {
    for (const node of nodes) {
      if (node.type === 'container' && TAB.test(node.info)) this.#beside.push({ ...node, name: node.content });
      else if (node.type !== 'marker') this.#take('beside');
      if (node.type === 'container' && CODE_GROUP.test(node.info) && !node.children.some(isMark))
        this.#add(node.children.filter(isCode).map(asWay));
      if (node.type === 'container' && TABSET.test(node.info)) this.#add(headingTabs(node.children, 0));
      if (isCode(node)) this.#code?.push(asWay(node));
      else if (node.type === 'heading' && this.#byHeadings)
        this.#begin({ name: plainText(textOf(node)), line: node.line, tagged: false }, node.line - 1);
      else if (node.type === 'paragraph' && DIRECTIVE.test(textOf(node))) this.#directive(node);
      else if (node.type === 'heading' && this.#byDirective) this.#endGroup(node.line - 1);
      else if (node.type === 'marker') this.#mark(node);
      else if (node.type === 'html_block' || /^\s*<\/?[A-Z]/.test(textOf(node))) this.#tags(node);
      if (node.children.length > 0 && node.type !== 'paragraph')
        this.#found.push(...new TabReader().read(node.children));
    }
    nodes.forEach((node, i) => {
      if (node.type !== 'heading' || !TABSET_HEADING.test(textOf(node))) return;
      let end = i + 1;
      while (end < nodes.length && !(nodes[end]!.type === 'heading' && nodes[end]!.headingLevel <= node.headingLevel))
        end++;
      this.#add(headingTabs(nodes.slice(i + 1, end), node.headingLevel));
    });
    this.#take('beside');
    // A tab that begins with a tag and that nothing ends is none.
    if (this.#open?.tagged !== true) this.#endGroup(nodes.at(-1)?.endLine ?? 0);
    return this.#found;
  }

  #add(ways: Way[]): void {
    if (ways.length > 1) this.#found.push(ways);
  }

  #take(of: 'beside' | 'items'): void {
    if (of === 'beside') {
      this.#add(this.#beside);
      this.#beside = [];
    } else {
      this.#add(this.#items);
      this.#items = [];
    }
  }

  #mark(node: MdNode): void {
    const text = textOf(node);
    const name = TAB_MARK.exec(text)?.[1];
    if (name !== undefined) this.#begin({ name: name.trim(), line: node.line, tagged: false }, node.line - 1);
    else if (GROUP_MARK.test(text)) this.#endGroup(node.line - 1);
  }

  #directive(node: MdNode): void {
    const [, group, name = ''] = DIRECTIVE.exec(textOf(node))!;
    if (group !== undefined) this.#endGroup(node.line - 1);
    else this.#begin({ name: name.trim(), line: node.line, tagged: false }, node.line - 1);
    this.#byDirective = true;
  }

  #tags(node: MdNode): void {
    const { line, endLine } = node;
    const text = node.type === 'html_block' ? node.content : textOf(node);
    for (const [, closes, tag = '', attributes = '', , comment] of text.matchAll(TAGS)) {
      if (comment !== undefined) {
        this.#endGroup(line);
        this.#byHeadings = comment.toLowerCase() === 'start';
      } else if (/^code/i.test(tag)) {
        this.#add(this.#code ?? []);
        this.#code = closes === '' ? [] : undefined;
      } else if (/^tabs/i.test(tag)) {
        if (closes === '') this.#learnLabels(attributes);
        else this.#endGroup(line);
      } else if (closes !== '') this.#endItem(line);
      else if (!attributes.endsWith('/'))
        this.#begin({ name: this.#nameOf(attributes), line: endLine, tagged: true }, line);
    }
  }

  #nameOf(attributes: string): string {
    const named = /\b(?:label|title)=\{?["']([^"']*)/.exec(attributes)?.[1];
    const value = /\b(?:value|name)=\{?["']([^"']*)/.exec(attributes)?.[1] ?? '';
    return named ?? this.#labels.get(value) ?? value;
  }

  /** `values={[{label: 'Linux', value: 'l'}]}` */
  #learnLabels(attributes: string): void {
    for (const [entry] of attributes.matchAll(/\{[^{}]*\}/g)) {
      const label = /\blabel:\s*["']([^"']*)/.exec(entry)?.[1];
      const value = /\bvalue:\s*["']([^"']*)/.exec(entry)?.[1];
      if (label !== undefined && value !== undefined) this.#labels.set(value, label);
    }
  }

  #begin(open: { name: string; line: number; tagged: boolean }, before: number): void {
    this.#endItem(before);
    this.#open = open;
  }

  #endItem(endLine: number): void {
    if (this.#open) this.#items.push({ name: this.#open.name, line: this.#open.line, endLine });
    this.#open = undefined;
  }

  #endGroup(endLine: number): void {
    this.#byDirective = false;
    this.#endItem(endLine);
    this.#take('items');
  }
}

/** The outermost headings of nodes, each with what stands below it. */
function headingTabs(nodes: readonly MdNode[], above: number): Way[] {
  const headings = nodes.filter(({ type, headingLevel }) => type === 'heading' && headingLevel > above);
  const level = headings.reduce((least, { headingLevel }) => Math.min(least, headingLevel), 7);
  const tabs = headings.filter(({ headingLevel }) => headingLevel === level);
  return tabs.map((node, i) => ({
    name: plainText(textOf(node).replace(/\s*\{[^{}]*\}\s*$/, '')),
    line: node.line,
    endLine: (tabs[i + 1]?.line ?? nodes.at(-1)!.endLine + 1) - 1,
  }));
}

function isMark({ type }: MdNode): boolean {
  return type === 'marker';
}

/** A code block of a group by its name: `bash [Linux]`, `bash Linux`, `bash title="Linux"`. */
function asWay({ info, line, endLine }: MdNode): Way {
  const named = /\[([^\]]+)\]/.exec(info) ?? /\b(?:title|filename|name|label)=["']([^"']*)/.exec(info);
  const rest = info.replace(/^\S+\s*|\{[^}]*\}|\S+=\S+/g, '').trim();
  return { name: named?.[1] ?? (rest || info.trim()), line, endLine };
}

function textOf(node: MdNode): string {
  return node.children[0]?.type === 'inline' ? node.children[0].content.trim() : '';
}
