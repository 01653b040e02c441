import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { isImperative } from './imperative.ts';

/**
 * How a hand-written list counts: `numbers` stand for themselves (`1 Pause`, `2 - Drain`), `named` items say it in words that
 * belong to the title ("Step 2: Drain"), `letters` are those of sub-steps.
 */
export type WrittenStyle = 'numbers' | 'named' | 'letters';

interface Written {
  readonly number: number;
  readonly style: WrittenStyle;
  /** A whole line or paragraph in bold: it stands for a heading, and all that follows belongs to it. */
  readonly heads: boolean;
  /** A bare number, or another mark that prose has as well: only what tells somebody to do something counts. */
  readonly doubtful: boolean;
  readonly text: string;
}

/** An item that is being gathered. */
interface Item {
  readonly written: Written;
  readonly line: number;
  readonly children: MdNode[];
}

/**
 * Makes lists of what authors number by hand, where CommonMark sees paragraphs: "Step 1: ...", `**1. Pause**`, `1 - Pause`,
 * `8 Unpause` below a list of seven, `a.` and `b.` below an item. What stands between two items belongs to the first.
 */
export function readWrittenLists(nodes: readonly MdNode[]): MdNode[] {
  const out: MdNode[] = [];
  let items: Item[] = [];
  let pending: MdNode[] = [];
  let last: { readonly next: number } | undefined;
  const end = (): void => {
    if (items.length > 0) for (const node of close(items, last?.next)) out.push(node);
    items = [];
    for (const node of pending) out.push(node);
    pending = [];
  };
  for (const node of nodes.map(splitItems)) {
    const cut = node.type === 'paragraph' ? cutParagraph(node) : undefined;
    if (!cut) {
      const open = items[items.length - 1];
      const stays =
        open !== undefined && node.type !== 'heading' && (node.type !== 'ordered_list' || open.written.heads);
      if (stays) open.children.push(node);
      else {
        end();
        out.push(node);
        if (node.type === 'ordered_list') last = { next: node.start + node.children.length };
      }
      continue;
    }
    for (const part of cut) {
      const before = items[items.length - 1];
      if (!part.written) {
        if (before) before.children.push(part.node);
        else out.push(part.node);
        continue;
      }
      if (before && !follows(before.written, part.written)) end();
      items.push({ written: part.written, line: part.node.line, children: [part.node] });
    }
  }
  end();
  return out;
}

function follows(before: Written, next: Written): boolean {
  return next.style === before.style && next.number === before.number + 1;
}

/** The list that items make, with what does not belong to its last one behind it; the paragraphs again where they make none. */
function close(items: readonly Item[], expected: number | undefined): MdNode[] {
  const first = items[0]!.written;
  const goesOn = first.number === expected;
  const doing = items.filter(({ written }) => isImperative(written.text)).length;
  const doubtful = items.some(({ written }) => written.doubtful);
  const enough = goesOn || (items.length > 1 && first.number <= 1);
  const asked = first.style === 'named' || (doubtful ? doing === items.length : doing >= items.length / 2);
  if (!enough || !asked)
    return items.flatMap(({ written, children }) => [unwritten(children[0]!, written), ...children.slice(1)]);
  const after = first.heads || first.style === 'named' ? [] : looseEnd(items[items.length - 1]!.children);
  const children = items.map((item) => listItem(item.children, item.line));
  const list: MdNode = {
    ...children[0]!,
    type: 'ordered_list',
    start: first.number,
    info: first.style,
    endLine: children[children.length - 1]!.endLine,
    children,
  };
  return [list, ...after];
}

/** Takes what follows the code below the last item off it. */
function looseEnd(children: MdNode[]): MdNode[] {
  let kept = 1;
  while (kept < children.length && isCode(children[kept]!)) kept++;
  return children.splice(kept);
}

function listItem(children: readonly MdNode[], line: number): MdNode {
  const end = Math.max(line, ...children.map(({ endLine }) => endLine));
  return { ...children[0]!, type: 'list_item', line, endLine: end, content: '', info: '', children: [...children] };
}

interface Cut {
  readonly node: MdNode;
  readonly written?: Written;
}

/** A paragraph cut before each line that begins an item; undefined where none does. */
function cutParagraph(node: MdNode): Cut[] | undefined {
  const lines = (node.children[0]?.content ?? '').split('\n');
  if (!lines.some((line) => marks.test(line))) return undefined;
  const out: { from: number; lines: string[]; written: Written | undefined }[] = [];
  lines.forEach((line, i) => {
    const written = marks.test(line) ? readWritten(line, lines.length === 1) : undefined;
    const open = out[out.length - 1];
    if (written || !open) out.push({ from: i, lines: [written ? written.text : line], written });
    else open.lines.push(line);
  });
  if (!out.some(({ written }) => written)) return undefined;
  return out.map(({ from, lines: text, written }) => ({
    node: paragraph(node, text.join('\n'), node.line + from, text.length),
    ...(written ? { written } : {}),
  }));
}

function paragraph(node: MdNode, content: string, line: number, count: number): MdNode {
  const endLine = line + count - 1;
  return { ...node, line, endLine, children: [{ ...node.children[0]!, content, line, endLine }] };
}

/** As the document writes it, where it turns out to be no item. */
function unwritten(node: MdNode, written: Written): MdNode {
  if (written.style === 'named') return node;
  const mark = written.style === 'letters' ? `${String.fromCharCode(96 + written.number)}.` : `${written.number}.`;
  return paragraph(node, `${mark} ${node.children[0]!.content}`, node.line, node.endLine - node.line + 1);
}

const marks =
  /^\s*(?:\*\*|__)?(?:(?:step|phase|stage|task)\s*#?\d{1,2}\b|\d{1,2}(?:\\?[.):]|\uFE0F?\u20E3|\s)|\(?[a-h][.)]\s)/i;

function readWritten(raw: string, whole: boolean): Written | undefined {
  const line = raw.trim();
  const bold = /^(\*\*|__)([^*_]+)\1(.*)$/.exec(line);
  const plain = bold ? `${bold[2]!}${bold[3]!}` : line;
  const heads = whole && bold !== null && bold[3]!.trim().replace(/[:.]/, '') === '';
  const named = /^(?:step|phase|stage|task)\s*#?(\d{1,2})\b\s*([.:)–—-]|$)/i.exec(plain);
  if (named) {
    const text = plain.replace(/\s*:$/, '');
    return { number: Number(named[1]), style: 'named', heads: heads || whole, doubtful: false, text };
  }
  const letter = /^\(?([a-h])[.)]\s+(\S.*)$/.exec(plain);
  if (letter) {
    return { number: letter[1]!.charCodeAt(0) - 96, style: 'letters', heads: false, doubtful: true, text: letter[2]! };
  }
  const number = /^(\d{1,2})(?:\\?[.):]\s*|\uFE0F?\u20E3\s*|\s+[-–—:]\s+|(\s+))(\S.*)$/.exec(plain);
  if (!number) return undefined;
  // "30 minutes later" is no thirtieth step.
  const bare = number[2] !== undefined;
  if (bare && !/^[A-Z`"'[]/.test(number[3]!)) return undefined;
  return { number: Number(number[1]), style: 'numbers', heads, doubtful: bare, text: number[3]! };
}

/** A list whose author forgot the dot of an item, or wrote sub-steps that CommonMark takes for the text of theirs. */
function splitItems(list: MdNode): MdNode {
  if (!/_list$/.test(list.type) || list.info !== '') return list;
  const split = splitForgotten(list);
  const inner = split.children.map((item) => {
    const children = readWrittenLists(item.children);
    const same = children.length === item.children.length && children.every((child, i) => child === item.children[i]);
    return same ? item : { ...item, children };
  });
  return inner.every((item, i) => item === split.children[i]) ? split : { ...split, children: inner };
}

function splitForgotten(list: MdNode): MdNode {
  if (list.type !== 'ordered_list') return list;
  const children: MdNode[] = [];
  for (const item of list.children) {
    const number = list.start + children.length;
    const at = item.children.findIndex((child) => forgotten(child, number + 1) > 0);
    if (at < 0) {
      children.push(item);
      continue;
    }
    const node = item.children[at]!;
    const lines = (node.children[0]?.content ?? '').split('\n');
    const from = forgotten(node, number + 1);
    const head = paragraph(node, lines.slice(0, from).join('\n'), node.line, from);
    const text = [readWritten(lines[from]!, false)!.text, ...lines.slice(from + 1)];
    const tail = paragraph(node, text.join('\n'), node.line + from, text.length);
    children.push({ ...item, endLine: head.endLine, children: [...item.children.slice(0, at), head] });
    children.push(listItem([tail, ...item.children.slice(at + 1)], tail.line));
  }
  return children.length === list.children.length ? list : { ...list, children };
}

/** The line of a paragraph below another one that reads as the next item; 0 for none. */
function forgotten(node: MdNode, number: number): number {
  if (node.type !== 'paragraph') return 0;
  const lines = (node.children[0]?.content ?? '').split('\n');
  return Math.max(
    0,
    lines.findIndex((line, i) => {
      const written = i > 0 && marks.test(line) ? readWritten(line, false) : undefined;
      return written?.style === 'numbers' && written.number === number && isImperative(written.text);
    }),
  );
}
