import { isCode, type MdNode } from './mdNode.ts';

/**
 * Reads what Markdown files borrow from AsciiDoc: `[source,bash]` with code between `----`, which CommonMark takes for
 * headings, and headings of equals signs. `lines` are those of the document; the nodes are its own, not nested ones.
 */
export function readAsciiDoc(nodes: readonly MdNode[], lines: readonly string[]): MdNode[] {
  const out: MdNode[] = [];
  let closed = true;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const opening = closed ? openingOf(node) : undefined;
    const end = opening === undefined ? -1 : closingAfter(nodes, i);
    if (opening !== undefined && end < 0) closed = false;
    if (opening === undefined || end < 0 || nodes.slice(i + 1, end).some(isCode)) {
      out.push(headingOf(node) ?? node);
      continue;
    }
    const before = textBefore(node);
    if (before) out.push(before);
    out.push(codeBetween(node, nodes[end]!, opening, lines));
    i = end;
  }
  return out;
}

/** The language of `[source,bash]` above `----`. */
function openingOf(node: MdNode): string | undefined {
  if (node.type !== 'heading' || node.markup !== '-') return undefined;
  const content = node.children[0]?.content ?? '';
  const last = content.slice(content.lastIndexOf('\n') + 1);
  return (
    /^\[(?:source)?\s*,\s*([\w+-]+)[^\]]*\]\s*$/.exec(last)?.[1] ??
    (/^\[source[^\]]*\]\s*$/.test(last) ? '' : undefined)
  );
}

function closingAfter(nodes: readonly MdNode[], at: number): number {
  for (let i = at + 1; i < nodes.length; i++) {
    const { type, markup } = nodes[i]!;
    if ((type === 'heading' && markup === '-') || (type === 'hr' && markup.startsWith('-'))) return i;
  }
  return -1;
}

function textBefore(node: MdNode): MdNode | undefined {
  const inline = node.children[0]!;
  const at = inline.content.lastIndexOf('\n');
  if (at < 0) return undefined;
  const endLine = node.endLine - 2;
  const content = inline.content.slice(0, at);
  return {
    ...node,
    type: 'paragraph',
    headingLevel: 0,
    endLine,
    children: [{ ...inline, content, endLine, inlines: [] }],
  };
}

function codeBetween(open: MdNode, close: MdNode, language: string, lines: readonly string[]): MdNode {
  const body = lines.slice(open.endLine, close.endLine - 1).map((line) => `${line}\n`);
  return {
    ...open,
    type: 'fence',
    line: open.endLine,
    endLine: close.endLine,
    content: body.join(''),
    info: language,
    markup: '----',
    headingLevel: 0,
    children: [],
    inlines: [],
  };
}

/** `== Title` */
function headingOf(node: MdNode): MdNode | undefined {
  const content = node.type === 'paragraph' ? (node.children[0]?.content ?? '') : '';
  const marks = content.startsWith('==') ? /^(={2,6}) (?!["'])\S[^\n]*$/.exec(content) : null;
  if (!marks) return undefined;
  const level = marks[1]!.length;
  const inline = node.children[0]!;
  const inlines = inline.inlines.map((token, i) =>
    i === 0 && token.type === 'text'
      ? Object.assign(Object.create(token), { content: token.content.slice(level + 1) })
      : token,
  );
  return {
    ...node,
    type: 'heading',
    markup: '=',
    headingLevel: level,
    children: [{ ...inline, content: content.slice(level + 1), inlines }],
  };
}
