import type { Block } from '../blocks/model.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Way } from './writtenAlternatives.ts';

/*
 * Labelled blocks in a row that are forms of one call: "Single host: remove.sh <host>", "All hosts: remove.sh all", "Purge:
 * remove.sh --purge all". What one of them does, another does as well, with more or with less: nobody makes two of them.
 */

/** A label, and the one call below it. */
interface Form {
  readonly way: Way;
  readonly call: Call;
}

interface Call {
  /** The program and what it is asked for, without options. */
  readonly words: readonly string[];
  readonly options: readonly string[];
}

const LABEL = /^(?:\*\*[^*\n]{2,80}\*\*|__[^_\n]{2,80}__|[^\n]{2,80}:)\W*$/;
/** Says that one comes after the other, or that both are meant. */
const IN_TURN =
  /\b(?:first|then|next|afterwards?|finally|last|lastly|final|again|also|and|once|each|every|both|before|after|second|third|step|phase|stage|part|verify|check|confirm|watch)\b|^\W*\d/i;
/** What is tried before it is done. */
const TRIED =
  /^(?:--?(?:dry[-_]?run|check|diff|noop|no-op|simulate|what-?if|test|plan|preview|validate|help)|-[nh])\b/i;
const ALL = /^(?:--?)?(?:all|everything|everyone|any)(?:[-_]\w+)?$|^['"]?\*['"]?$/i;
const BLANK = /^<[^<>]+>$|^\$\{?\w+\}?$|^\[[\w -]+\]$|^[A-Z][A-Z_]{3,}$/;
/** Two commands, or what goes into another one. */
const COMPOUND = /[|;&\n]|<<|\s>/;

/** Groups of labelled blocks of which each is another form of one and the same call; of what only reads, none. */
export function formWays(nodes: readonly MdNode[], blocks: readonly Block[]): readonly Way[][] {
  const byLine = new Map(blocks.map((block) => [block.line, block]));
  return formsAmong(nodes, byLine).filter((ways) => ways.length > 1);
}

function formsAmong(nodes: readonly MdNode[], byLine: ReadonlyMap<number, Block>): Way[][] {
  const found: Way[][] = [];
  let row: Form[] = [];
  const end = (): void => {
    if (row.length > 1) found.push(row.map(({ way }) => way));
    row = [];
  };
  const take = (form: Form | undefined): void => {
    if (form === undefined || !row.some(({ call }) => isFormOf(call, form.call))) end();
    if (form) row.push(form);
  };
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const code = nodes[i + 1];
    if (node.type === 'paragraph' && code && isCode(code)) {
      take(isCode(nodes[i + 2] ?? node) ? undefined : formOf(ownLabel(node), node.line, byLine.get(code.line)));
      i++;
    } else if (node.type === 'bullet_list') {
      end();
      for (const item of node.children) take(itemForm(item, byLine));
      end();
      for (const item of node.children) found.push(...formsAmong(item.children, byLine));
    } else {
      end();
      if (node.type !== 'paragraph') found.push(...formsAmong(node.children, byLine));
    }
  }
  end();
  return found;
}

function ownLabel(node: MdNode): string {
  return (node.children[0]?.content ?? '').slice(0, 200).trim();
}

function itemForm(item: MdNode, byLine: ReadonlyMap<number, Block>): Form | undefined {
  const codes = item.children.filter(isCode);
  if (item.children.length !== 2 || codes.length !== 1) return undefined;
  return formOf(ownText(item).trim(), item.line, byLine.get(codes[0]!.line));
}

function formOf(label: string, line: number, block: Block | undefined): Form | undefined {
  const name = plainText(label)
    .replace(/[\s:.]+$/, '')
    .trim();
  if (!LABEL.test(label) || IN_TURN.test(name) || name.split(/\s+/).length > 6) return undefined;
  if (block?.kind !== 'command' || block.commands.length !== 1 || block.risk === 'reads') return undefined;
  const call = callOf(block.commands[0]!);
  return call && { way: { name, line, endLine: block.endLine }, call };
}

function callOf(command: string): Call | undefined {
  const plain = command
    .replace(/\\\n\s*/g, ' ')
    .replace(/\s#.*$/, '')
    .replace(/<[^<>\n]{1,60}>/g, (blank) => blank.replace(/\s+/g, '-'))
    .trim();
  const all = plain.split(/\s+/).filter((word) => word !== 'sudo');
  if (COMPOUND.test(plain) || all.length > 30) return undefined;
  const options = all.filter((word) => word.startsWith('-') && !word.includes('='));
  if (options.some((word) => TRIED.test(word))) return undefined;
  return { words: all.filter((word) => !options.includes(word)), options };
}

/** Whether two calls ask for the same with other options, or the one for all that the other asks for one of. */
function isFormOf(one: Call, other: Call): boolean {
  if (one.words[0] !== other.words[0]) return false;
  const apart = one.words.flatMap((word, i) =>
    word === other.words[i] ? [] : [[word, other.words[i] ?? ''] as const],
  );
  const [pair] = apart;
  if (one.words.length === other.words.length) {
    if (pair === undefined) return one.options.toSorted().join(' ') !== other.options.toSorted().join(' ');
    return apart.length === 1 && pair.some((word) => ALL.test(word)) && pair.some((word) => !ALL.test(word));
  }
  const [short, long] = one.words.length < other.words.length ? [one, other] : [other, one];
  const more = long.words.slice(short.words.length);
  return (
    short.words.every((word, i) => word === long.words[i]) &&
    more.length === 1 &&
    (short.options.some((word) => ALL.test(word)) || (BLANK.test(more[0]!) && short.words.length > 1))
  );
}
