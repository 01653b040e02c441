import type { Block } from '../blocks/model.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Way } from './writtenAlternatives.ts';

const WORD = String.raw`[A-Za-z][\w.+-]*`;
const NAMED = new RegExp(String.raw`\b(${WORD}(?:, ${WORD})*),? or (${WORD})`, 'i');
/** Words beside an "or" that are names of nothing. */
const NO_NAME =
  /^(?:one|more|less|fewer|later|newer|older|higher|lower|so|not|if|else|is|the|an?|it|them|this|that|both)$/i;

/**
 * Blocks right behind each other, one for each of those that the text above them names with "or": below "Docker or Podman"
 * one that installs the first and one that installs the second.
 */
export function blocksNamedByOr(nodes: readonly MdNode[], blocks: readonly Block[]): readonly Way[][] {
  if (blocks.length < 2) return [];
  const byLine = new Map(blocks.map((block) => [block.line, block]));
  return waysAmong(nodes, '', byLine);
}

function waysAmong(nodes: readonly MdNode[], around: string, byLine: ReadonlyMap<number, Block>): Way[][] {
  const found: Way[][] = [];
  let heading = around;
  let lead = '';
  let row: Block[] = [];
  const end = (): void => {
    const group = waysOf(row, lead) ?? waysOf(row, heading);
    if (group) found.push(group);
    row = [];
  };
  for (const node of nodes) {
    const block = isCode(node) ? byLine.get(node.line) : undefined;
    if (block) {
      row.push(block);
      continue;
    }
    end();
    lead = '';
    if (node.type === 'heading') heading = textOf(node);
    else if (node.type === 'paragraph') lead = textOf(node);
    else found.push(...waysAmong(node.children, node.type === 'list_item' ? ownText(node) : '', byLine));
  }
  end();
  return found;
}

function textOf(node: MdNode): string {
  return plainText((node.children[0]?.content ?? '').slice(-300));
}

/** The ways that blocks in a row are, by the names in a text; undefined where they are no choice between these. */
function waysOf(row: readonly Block[], text: string): Way[] | undefined {
  if (row.length < 2 || !/\bor\b/i.test(text)) return undefined;
  const names = namesIn(text);
  if (names.length !== row.length || row.every(({ risk }) => risk === 'reads')) return undefined;
  const ways = row.flatMap((block): Way[] => {
    const own = names.filter((name) => mentions(block, name));
    return own.length === 1 ? [{ name: own[0]!, line: block.line, endLine: block.endLine }] : [];
  });
  const all = new Set(ways.map(({ name }) => name));
  return all.size === names.length ? ways : undefined;
}

function namesIn(text: string): readonly string[] {
  const [, first = '', last = ''] = NAMED.exec(text) ?? [];
  const names = [...first.split(', '), last].map((name) => name.replace(/[.]+$/, ''));
  return names.some((name) => name.length < 2 || NO_NAME.test(name)) ? [] : names;
}

function mentions({ kind, commands }: Block, name: string): boolean {
  const word = name.toLowerCase();
  return (
    kind === 'command' &&
    commands.some((command) =>
      command
        .toLowerCase()
        .split(/[^\w.+-]+/)
        .includes(word),
    )
  );
}
