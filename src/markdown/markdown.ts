import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { openHtmlHeadings } from './htmlHeadings.ts';
import { readAsciiDoc } from './asciidoc.ts';
import { endHtmlAtFences } from './htmlFences.ts';
import { readShortCodeFences } from './shortCodeFences.ts';
import { openTabHeadings } from './tabHeadings.ts';
import { openDialects, type NodeParser } from './dialects.ts';
import type { MdNode } from './mdNode.ts';

/** Definitions of links, shared by all parts of a document. */
type Env = Record<string, unknown>;

export interface MarkdownTree {
  readonly nodes: readonly MdNode[];
  readonly lineCount: number;
}

// HTML is recognised so that code blocks are those of CommonMark (a fence inside a comment is none) and of MDX. It is never
// rendered: the view shows it as text.
const options = { html: true, linkify: false, typographer: false, maxNesting: 100 } as const;

function create(inlines: boolean): InstanceType<typeof MarkdownIt> {
  const md = new MarkdownIt('default', options);
  md.disable(['linkify', 'replacements', 'smartquotes'], true);
  endHtmlAtFences(md);
  readShortCodeFences(md);
  if (inlines) return md;
  md.core.ruler.enableOnly(['normalize', 'block']);
  // CommonMark has no tables, and a table ends a paragraph that would else go on: the model keeps to CommonMark.
  md.disable(['table'], true);
  return md;
}

const blockParser = create(false);
const fullParser = create(true);

/** Parses a document. With `inlines`, text nodes carry their inline tokens; without, reading is much faster. */
export function readMarkdown(text: string, settings: { readonly inlines: boolean }): MarkdownTree {
  const reader = settings.inlines ? fullParser : blockParser;
  // Links may be defined anywhere in the document, also for text that a container holds.
  const env: Env = {};
  const parser: NodeParser = {
    nodes: (part) => nest(reader.parse(part, env)),
    inlines: (part) => (settings.inlines ? inlineTokens(part, env) : []),
  };
  const nodes = /^(?:\[source|\[,|==)/m.test(text)
    ? readAsciiDoc(parser.nodes(text), text.split(/\r\n?|\n/))
    : parser.nodes(text);
  return { nodes: openDialects(openTabHeadings(openHtmlHeadings(nodes, parser)), parser), lineCount: countLines(text) };
}

/** The inline tokens of one short text. */
export function readInline(text: string): readonly Token[] {
  return inlineTokens(text, {});
}

function inlineTokens(text: string, env: Env): readonly Token[] {
  return fullParser.parseInline(text, env).flatMap((token) => token.children ?? []);
}

/** What a reader sees of inline Markdown: no marks, no link targets, no tags. */
export function plainText(source: string): string {
  if (!/[*_`[\]<\\&~!]/.test(source)) return source.replace(/\s+/g, ' ').trim();
  // Most text has nothing but plain emphasis and code; parsing it costs more than all the rest of reading a document.
  if (!/[[\]<\\&~!]|``/.test(source) && /^[^*_`]*(?:(?:\*\*?|`)[^*_`]+(?:\*\*?|`)[^*_`]*)*$/.test(source)) {
    return source.replace(/[*`]+/g, '').replace(/\s+/g, ' ').trim();
  }
  return inlineText(readInline(source));
}

export function inlineText(tokens: readonly Token[]): string {
  let out = '';
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'text_special') out += token.content;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') out += ' ';
    else if (token.type === 'image') out += token.content;
    else if (token.type === 'html_inline' && /^<[a-z][\w.-]*>$/i.test(token.content) && !isHtmlName(token.content)) {
      out += token.content;
    }
  }
  return out.replace(/\s+/g, ' ').trim();
}

const htmlNames =
  /^<(?:a|abbr|b|big|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)>$/i;

function isHtmlName(tag: string): boolean {
  return htmlNames.test(tag);
}

function countLines(text: string): number {
  const breaks = text.match(/\r\n?|\n/g)?.length ?? 0;
  return /[\r\n]$/.test(text) || text === '' ? breaks : breaks + 1;
}

function nest(tokens: readonly Token[]): MdNode[] {
  const root: MdNode[] = [];
  const stack: MdNode[][] = [root];
  let line = 1;
  for (const token of tokens) {
    if (token.nesting < 0) {
      if (stack.length > 1) stack.pop();
      continue;
    }
    if (token.map) line = token.map[0] + 1;
    const node: MdNode = {
      type: token.type.replace(/_open$/, ''),
      line,
      endLine: token.map ? Math.max(token.map[1], line) : line,
      content: token.content,
      info: token.info,
      markup: token.markup,
      headingLevel: token.type === 'heading_open' ? Number(token.tag.slice(1)) : 0,
      start: token.type === 'ordered_list_open' ? Number(token.attrGet('start') ?? 1) : 0,
      closed: token.type !== 'fence' || isClosed(token),
      align: /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1] ?? '',
      children: [],
      inlines: token.children ?? [],
    };
    stack[stack.length - 1]!.push(node);
    if (token.nesting > 0) stack.push(node.children);
  }
  return root;
}

/** A closed fence spans its content and two lines more; one that runs into the end of its container only one more. */
function isClosed(token: Token): boolean {
  if (!token.map) return true;
  const breaks = token.content.match(/\n/g)?.length ?? 0;
  const lines = token.content === '' || token.content.endsWith('\n') ? breaks : breaks + 1;
  return token.map[1] - token.map[0] >= lines + 2;
}
