import { plainText } from '../markdown/markdown.ts';
import { ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Told } from './forbidden.ts';
import type { Lead } from './leads.ts';

const JUMPS =
  /\b(?:if|when|unless)\b[^.:]{1,120}[, ](?:then )?(?:you (?:can|may) )?(?:go|skip|jump|continue|proceed|move)(?: on| ahead| directly| straight)? (?:to|at|with) step (\d{1,2})\b/i;
const TRIED = /\b(?:order|try|one (?:by|after))\b/i;
const STOPS =
  /\bstop (?:as soon as|once|when)\b|\buntil (?:one|it|something|the [\w-]+) (?:works?|helps?|succeeds?|recovers?|comes back|is (?:back|up|fixed|solved|healthy))\b/i;

interface Numbered {
  readonly number: number;
  readonly item: MdNode;
}

/** Steps that an earlier one of their list passes over in a case: "If all is well, go to step 5." */
export function findJumps(nodes: readonly MdNode[]): Told[] {
  const items = nodes
    .filter(({ type }) => type === 'ordered_list')
    .flatMap((list) => list.children.map((item, i): Numbered => ({ number: list.start + i, item })));
  return items.flatMap(({ number, item }, at): Told[] => {
    const text = plainText(ownText(item).slice(0, 600)).replace(/\s+/g, ' ');
    const to = Number(JUMPS.exec(text)?.[1] ?? 0);
    if (to <= number + 1) return [];
    const next = items[at + 1];
    const target = items.slice(at + 1).find((one) => one.number === to);
    if (next?.number !== number + 1 || target === undefined) return [];
    return [{ text, line: next.item.line, endLine: target.item.line - 1 }];
  });
}

/** What is tried in turn until one of it helps: all but the first is for who is not helped yet. */
export function findTried(leads: readonly Lead[]): Told[] {
  return leads.flatMap(({ text, said, below: [list] }): Told[] => {
    if (list?.type !== 'ordered_list' || list.children.length < 2) return [];
    if (!STOPS.test(said) || !TRIED.test(said)) return [];
    return [{ text, line: list.children[1]!.line, endLine: list.endLine }];
  });
}
