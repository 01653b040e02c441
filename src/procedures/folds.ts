import { summaryOf } from '../markdown/details.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { exclusiveLabels } from './exclusive.ts';
import type { Way } from './writtenAlternatives.ts';

interface Fold {
  readonly name: string;
  readonly line: number;
  endLine: number;
  /** It counts its steps from one. */
  first: boolean;
  /** How many steps it counts. */
  steps: number;
  code: boolean;
}

const TAGS = /<(\/?)details\b[^<>]*>(?:\s*<summary\b[^<>]*>[^]{0,300}?<\/summary>)?/gi;
/** "Step 2: restore", "Then, restart it": the folds are parts of one procedure. */
const IN_TURN = /^\W*(?:\d|(?:step|phase|part|stage)\b|(?:first|second|third|then|next|finally|lastly|afterwards?)\b)/i;

/**
 * `<details>` beside each other that each count their steps from one, or of which one holds by what they show while they
 * are closed ("On staging", "On production"): whoever opens one needs none of the others.
 */
export function foldWays(nodes: readonly MdNode[]): readonly Way[][] {
  const found: Way[][] = [];
  let folds: Fold[] = [];
  let open: Fold | undefined;
  let depth = 0;
  const end = (): void => {
    if (areProcedures(folds)) found.push(folds.map(({ name, line, endLine }) => ({ name, line, endLine })));
    folds = [];
    open = undefined;
    depth = 0;
  };
  for (const node of nodes) {
    if (node.type === 'heading' && depth === 0) end();
    const text = textOf(node);
    for (const [tag, closes] of /<\/?details/i.test(text) ? text.matchAll(TAGS) : []) {
      depth = Math.max(0, depth + (closes === '' ? 1 : -1));
      if (depth === 1 && closes === '')
        open = { name: summaryOf(tag), line: node.line, endLine: 0, first: false, steps: 0, code: false };
      else if (depth === 0 && open) {
        // A line that closes one may open the next.
        folds.push(Object.assign(open, { endLine: Math.max(open.line, node.line - 1) }));
        open = undefined;
      }
    }
    if (open) lookInto(node, open);
    else if (node.children.length > 0 && node.type !== 'paragraph') found.push(...foldWays(node.children));
  }
  end();
  return found;
}

function lookInto(node: MdNode, fold: Fold): void {
  if (node.type === 'ordered_list') {
    fold.first ||= node.start === 1;
    fold.steps += node.children.length;
  }
  fold.code ||= holdsCode(node);
}

function areProcedures(folds: readonly Fold[]): boolean {
  if (folds.length < 2 || !folds.every(({ name, code }) => name !== '' && code && !IN_TURN.test(name))) return false;
  if (folds.every(({ first, steps }) => first && steps > 1)) return true;
  return exclusiveLabels(folds.map(({ name }) => ({ text: name }))).some((group) => group.length === folds.length);
}

/** HTML of a block, or what a paragraph begins with: `**<details><summary>A</summary>**`. */
function textOf(node: MdNode): string {
  if (node.type === 'html_block') return node.content;
  const said = node.type === 'paragraph' ? (node.children[0]?.content ?? '') : '';
  return /^[*_\s]*<\/?details\b/i.test(said) || /<\/details>[*_\s]*$/i.test(said) ? said : '';
}

function holdsCode(node: MdNode): boolean {
  return isCode(node) || (node.type !== 'paragraph' && node.children.some(holdsCode));
}
