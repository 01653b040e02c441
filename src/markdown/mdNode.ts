import type { Token } from 'markdown-it';

/** What CommonMark's inline parser makes of a line. */
export type InlineToken = Token;

/** A block-level node of a Markdown document. Lines are 1-based and inclusive. */
export interface MdNode {
  /**
   * markdown-it's token type without `_open`: `heading`, `paragraph`, `list_item`, `fence`, `code_block`, ...; for what
   * dialects add, `container` (`info` its name, `content` its title) and `marker`.
   */
  readonly type: string;
  readonly line: number;
  readonly endLine: number;
  /** Raw text of inline and leaf nodes. */
  readonly content: string;
  readonly info: string;
  readonly markup: string;
  /** 1 to 6 on headings, else 0. */
  readonly headingLevel: number;
  /** Number of the first item of an ordered list. */
  readonly start: number;
  /** False for a fence that nothing closes. */
  readonly closed: boolean;
  /** Alignment of a table cell, else empty. */
  readonly align: string;
  readonly children: MdNode[];
  /** Inline tokens, where they were asked for. */
  readonly inlines: readonly Token[];
  /** The code block that CommonMark sees where a container stands. */
  readonly code?: MdNode;
}

/** The raw inline text of a node's own first paragraph or heading, with its source line breaks. */
export function ownText(node: MdNode): string {
  for (const child of node.children) {
    if (child.type === 'inline') return child.content;
    if (child.type === 'paragraph') return child.children[0]?.content ?? '';
    if (child.type !== 'heading') return '';
    return child.children[0]?.content ?? '';
  }
  return '';
}

/** Whether a node is a block of code. */
export function isCode(node: MdNode): boolean {
  return node.type === 'fence' || node.type === 'code_block';
}

/** Every code block, in order, at any depth. */
export function codeIn(nodes: readonly MdNode[]): readonly MdNode[] {
  return nodes.flatMap((node) => (isCode(node) ? [node] : codeIn(node.children)));
}
