import type { Block } from '../blocks/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { renderRunbook } from '../runbook/render.ts';
import type { ViewInline, ViewItem, ViewNode } from '../runbook/view.ts';
import { escapeHtml, htmlPage } from '../text/html.ts';
import { cleanText } from '../incident/clean.ts';

const style = `
:root { color-scheme: light dark; --edge: color-mix(in srgb, currentColor 25%, transparent); }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; line-height: 1.5; font-family: system-ui, sans-serif; }
h1 { line-height: 1.2; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--edge);
  overflow-wrap: anywhere; }
pre, code { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { padding: 0.5rem 0.75rem; border: 1px solid var(--edge); white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote, .alert { margin-left: 0; padding-left: 1rem; border-left: 3px solid var(--edge); }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  tr, li, pre { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;

/**
 * A page of Markdown, a post-mortem with what people wrote in it, as one HTML file to print: without scripts, without
 * anything loaded from elsewhere. Every text is escaped and looked through for secrets; HTML in it shows as text.
 */
export function pageHtml(markdown: string, title: string): string {
  const runbook = parseRunbook(markdown);
  const blocks = new Map(
    [...runbook.blocks, ...runbook.steps.flatMap((step) => step.blocks)].map((block) => [block.id, block]),
  );
  const checks = new Map(runbook.steps.flatMap((step) => step.checks.map(({ id, checked }) => [id, checked])));
  const body = new HtmlWriter(blocks, checks).nodes(renderRunbook(markdown, runbook));
  return htmlPage({ title: cleanText(title), style, main: body });
}

class HtmlWriter {
  readonly #blocks: ReadonlyMap<string, Block>;
  /** Whether each box is ticked. */
  readonly #checks: ReadonlyMap<string, boolean>;

  constructor(blocks: ReadonlyMap<string, Block>, checks: ReadonlyMap<string, boolean>) {
    this.#blocks = blocks;
    this.#checks = checks;
  }

  nodes(nodes: readonly ViewNode[]): string {
    return nodes.map((node) => this.#node(node)).join('\n');
  }

  #node(node: ViewNode): string {
    switch (node.kind) {
      case 'heading':
        return `<h${node.level} id="${text(node.anchor)}">${inlines(node.children)}</h${node.level}>`;
      case 'paragraph':
        return `<p>${inlines(node.children)}</p>`;
      case 'list': {
        const items = node.items.map((item) => this.#item(item)).join('\n');
        return node.ordered ? `<ol start="${node.start}">\n${items}\n</ol>` : `<ul>\n${items}\n</ul>`;
      }
      case 'quote':
        return `<blockquote>${this.nodes(node.children)}</blockquote>`;
      case 'alert':
        return `<div class="alert"><p><strong>${text(node.title)}</strong></p>\n${this.nodes(node.children)}</div>`;
      case 'table':
        return table(node.head, node.rows);
      case 'block':
        return `<pre><code>${text(this.#blocks.get(node.id)?.content ?? '')}</code></pre>`;
      case 'raw':
        return `<pre>${text(node.text)}</pre>`;
      case 'rule':
        return '<hr>';
    }
  }

  /** A box that is ticked or not, as a character: a form would do nothing on paper. */
  #item({ children, check }: ViewItem): string {
    const ticked = check === undefined ? undefined : (this.#checks.get(check) ?? false);
    const box = ticked === undefined ? '' : ticked ? '☑ ' : '☐ ';
    const [first, ...rest] = children;
    if (first?.kind !== 'paragraph') return `<li>${box}${this.nodes(children)}</li>`;
    return `<li><p>${box}${inlines(first.children)}</p>\n${this.nodes(rest)}</li>`;
  }
}

type Cells = readonly (readonly ViewInline[])[];

function table(head: Cells, rows: readonly Cells[]): string {
  const empty = head.every((cell) => cell.length === 0);
  const row = (cells: Cells, tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${inlines(cell)}</${tag}>`).join('')}</tr>`;
  const top = empty ? '' : `<thead>${row(head, 'th')}</thead>\n`;
  return `<table>\n${top}<tbody>\n${rows.map((cells) => row(cells, 'td')).join('\n')}\n</tbody>\n</table>`;
}

function inlines(all: readonly ViewInline[]): string {
  return all.map(inline).join('');
}

function inline(node: ViewInline): string {
  switch (node.kind) {
    case 'text':
      return text(node.text);
    case 'code':
      return `<code>${text(node.text)}</code>`;
    case 'break':
      return '<br>';
    case 'strong':
      return `<strong>${inlines(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlines(node.children)}</em>`;
    case 'strike':
      return `<s>${inlines(node.children)}</s>`;
    case 'link':
      return `<a href="${text(node.href)}">${inlines(node.children)}</a>`;
    case 'image':
      // Nothing is loaded: the page says what the picture shows.
      return `[${text(node.alt || node.source)}]`;
  }
}

function text(value: string): string {
  return escapeHtml(cleanText(value));
}
