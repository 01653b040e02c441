import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import { isImperative } from './imperative.ts';

/**
 * The nodes of a section without quotes and containers around them; `tabOf` learns, by its line, the title of the tab around
 * a node. A container that is a block of its own keeps that block.
 */
export function flattenContainers(nodes: readonly MdNode[], tabOf: Map<number, string>, tab = ''): MdNode[] {
  const out: MdNode[] = [];
  for (const node of nodes) {
    if (node.type === 'container') {
      if (node.code) out.push(node.code);
      for (const inner of flattenContainers(node.children, tabOf, node.content || tab)) out.push(inner);
    } else if (node.type === 'blockquote')
      for (const inner of flattenContainers(node.children, tabOf, tab)) out.push(inner);
    else if (node.type !== 'marker') {
      if (tab !== '') tabOf.set(node.line, tab);
      out.push(node);
    }
  }
  return out;
}

const BOX = /^(?:note|info|tip|hint|warning|danger|caution|attention|important|admonition|abstract|failure|bug)$/i;

const QUOTED = /^\s*(?:\[!\w+\]|[*_]{0,3}(?:note|tip|warning|danger|caution|attention|important)\b)/i;

/** The nodes of notes and warnings, by their first lines, each with the line of its box. */
export function boxesIn(nodes: readonly MdNode[]): ReadonlyMap<number, number> {
  const boxes = nodes.filter(
    (node) =>
      (node.type === 'container' && BOX.test(node.info)) || (node.type === 'blockquote' && QUOTED.test(ownText(node))),
  );
  return new Map(boxes.flatMap(({ line, children }) => children.map((inner) => [inner.line, line] as const)));
}

/**
 * Puts lists together that a fence, a paragraph or an image at the margin cuts, as authors mean them: a numbered list
 * whose numbers go on, items that all say `1.` with code between, bullets with code between. What stands between belongs
 * to the item before it.
 */
export function joinCutLists(nodes: readonly MdNode[]): MdNode[] {
  const out: MdNode[] = [];
  let list: MdNode | undefined;
  let between: MdNode[] = [];
  const end = (): void => {
    if (list) out.push(list);
    for (const node of between) out.push(node);
    list = undefined;
    between = [];
  };
  for (const node of nodes) {
    if (!/_list$/.test(node.type)) {
      if (list && mayStandBetween(node)) between.push(node);
      else {
        end();
        out.push(node);
      }
      continue;
    }
    if (list && goesOn(list, node, between)) {
      const item = list.children[list.children.length - 1]!;
      for (const inner of between) item.children.push(inner);
      (item as { endLine: number }).endLine = between[between.length - 1]?.endLine ?? item.endLine;
      for (const more of node.children) list.children.push(copyOf(more));
      (list as { endLine: number }).endLine = node.endLine;
      between = [];
    } else {
      end();
      list = { ...node, children: node.children.map(copyOf) };
    }
  }
  end();
  return out;
}

function copyOf(node: MdNode): MdNode {
  return { ...node, children: [...node.children] };
}

function goesOn(list: MdNode, next: MdNode, between: readonly MdNode[]): boolean {
  if (list.type !== next.type) return false;
  const onlyCode = between.length > 0 && between.every(isCode);
  if (list.type === 'bullet_list')
    return list.markup === next.markup && (onlyCode || isOneProcedure(list, next, between));
  const count = list.children.length;
  if (next.start === list.start + count && (next.markup === list.markup || count > 0)) return true;
  // `1.` in front of every item: the site counts.
  return onlyCode && next.start === 1 && list.start === 1 && next.children.length === 1;
}

/** Bullets that ask for something, with a command or a table and what it shows between them: all are one procedure. */
function isOneProcedure(list: MdNode, next: MdNode, between: readonly MdNode[]): boolean {
  const last = between[between.length - 1];
  if (!between.some((node) => isCode(node) || isTable(node))) return false;
  // "Then:" begins another list.
  if (last?.type === 'paragraph' && /:\s*$/.test(last.children[0]?.content ?? '')) return false;
  return asks(list.children[list.children.length - 1]!) && asks(next.children[0]!);
}

function isTable({ type, children }: MdNode): boolean {
  return type === 'table' || (type === 'paragraph' && /^\s*\|.*\n\s*\|[\s:|-]*-/.test(children[0]?.content ?? ''));
}

function asks(item: MdNode): boolean {
  const text = ownText(item).slice(0, 300);
  return isImperative(text) || /^`[a-z]/.test(text);
}

function mayStandBetween(node: MdNode): boolean {
  return node.type === 'paragraph' || isCode(node) || node.type === 'html_block' || node.type === 'table';
}
