import { ownText, type MdNode } from '../markdown/mdNode.ts';
import { plainText } from '../markdown/markdown.ts';
import { hasTasks, type NodeFacts } from './nodeFacts.ts';
import type { Part } from './sections.ts';

/** A part of the document prepared for reading: containers opened, cut lists joined. */
export interface Prepared {
  readonly part: Part;
  readonly headings: readonly string[];
  readonly flat: readonly MdNode[];
  /** Text right before each node of `flat`. */
  readonly leads: readonly string[];
  /** Lists whose items are steps. */
  readonly lists: ReadonlySet<MdNode>;
  readonly acts: boolean;
  /** Those of the lists that are bullets, and count although they hold no command. */
  readonly bullets: ReadonlySet<MdNode>;
  /** First lines of what stands in notes and warnings. */
  readonly boxed: ReadonlySet<number>;
}

/** What a list says in advance and sections below it do is done once: such lists make no steps. */
export function withoutOutlines(prepared: readonly Prepared[], facts: NodeFacts): readonly Prepared[] {
  return prepared.map((one, i) => {
    const outlines = [...one.lists].filter((list) => !facts.hasAction(list) && !hasTasks(list));
    if (outlines.length === 0) return one;
    const later = prepared.slice(i + 1, i + MAX_LATER).filter(({ lists, acts }) => lists.size > 0 || acts);
    const headings = later.map(({ part }) => part.heading);
    const dropped = outlines.filter((list) => isOutline(list, headings));
    if (dropped.length === 0) return one;
    return { ...one, lists: new Set([...one.lists].filter((list) => !dropped.includes(list))) };
  });
}

/** More sections than these are not compared with a list. */
const MAX_LATER = 60;

/**
 * Whether a list tells in advance what the sections below it do one by one: then they are the steps, and the list is their
 * table of contents.
 * @param headings those below the list, in order.
 */
function isOutline(list: MdNode, headings: readonly string[]): boolean {
  const items = list.children.map(ownText).filter((text) => text.trim() !== '');
  if (items.length < 2 || headings.length < 2) return false;
  const links = items.filter((text) => /^\W*\[[^\]]*\]\(#[^)]*\)/.test(text)).length;
  if (links > items.length / 2) return true;
  const words = headings.map(wordsOf);
  let from = 0;
  let found = 0;
  // In the order of the list: words that two sections share by chance hardly come in one.
  for (const item of items) {
    const own = wordsOf(plainText(item.slice(0, 300)));
    const at = words.findIndex((other, i) => i >= from && alike(own, other));
    if (at < 0) continue;
    found++;
    from = at + 1;
  }
  return found >= 2 && found >= items.length * 0.6;
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= 2 ? shared >= Math.min(a.size, b.size) / 2 : shared === 1 && Math.min(a.size, b.size) === 1;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .toLowerCase()
      .replace(/^\W*(?:step|phase|stage|task)?\s*[\d.]+\W*/, '')
      .split(/[^a-z0-9]+/)
      .filter(
        (word) => word.length > 2 && !/^(?:the|and|for|with|your|our|new|this|that|from|into|each|all)$/.test(word),
      )
      .map((word) => word.replace(/(?:ing|es|ed|e|s)$/, '')),
  );
}
