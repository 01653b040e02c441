import { isImperative } from '../blocks/imperative.ts';
import { lastSentence } from '../blocks/blockContext.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';

/** What a sentence leads into. */
export interface Lead {
  /** The sentence right above, without marks. */
  readonly text: string;
  /** The whole paragraph, without marks. */
  readonly said: string;
  readonly line: number;
  /** The code right above the sentence. */
  readonly before: MdNode | undefined;
  /** The code or the list right below it. */
  readonly below: readonly MdNode[];
}

/** Every paragraph with code or a list right below it, at any depth. */
export function leadsOf(nodes: readonly MdNode[]): readonly Lead[] {
  const out: Lead[] = [];
  collect(nodes, out);
  return out;
}

function collect(all: readonly MdNode[], out: Lead[]): void {
  const nodes = all.filter(({ type }) => type !== 'marker');
  nodes.forEach((node, i) => {
    if (node.type !== 'paragraph') {
      collect(node.children, out);
      // Code that is not indented below the item that leads into it: "2. If the disk is full, run:".
      const item = /_list$/.test(node.type) ? node.children.at(-1)?.children.at(-1) : undefined;
      const unindented = item?.type === 'paragraph' ? codeFrom(nodes, i + 1) : [];
      if (item && unindented.length > 0) {
        const said = saidIn(item);
        const lead = { text: lastSentence(said), said, line: item.line, before: undefined };
        out.push({ ...lead, below: unindented });
      }
      // A box whose last words lead out of it: "> **Note** Only if this failed:".
      const last = node.children.at(-1);
      const boxed = codeFrom(nodes, i + 1);
      if (/^(?:blockquote|container)$/.test(node.type) && last?.type === 'paragraph' && boxed.length > 0) {
        const said = saidIn(last);
        if (/:$|\b(?:as follows|like this)\.$/i.test(said))
          out.push({ text: lastSentence(said), said, line: node.line, before: codeBefore(nodes, i), below: boxed });
      }
      return;
    }
    const below = codeFrom(nodes, i + 1);
    const list = nodes[i + 1];
    if (below.length === 0 && list && /_list$/.test(list.type)) below.push(list);
    if (below.length === 0) return;
    const said = saidIn(node);
    out.push({
      text: lastSentence(said),
      said,
      line: node.line,
      before: codeBefore(nodes, i),
      below,
    });
  });
}

function saidIn(paragraph: MdNode): string {
  return plainText((paragraph.children[0]?.content ?? '').slice(-1000))
    .replace(/\s+/g, ' ')
    .trim();
}

function codeBefore(nodes: readonly MdNode[], at: number): MdNode | undefined {
  const before = nodes[at - 1];
  return before && isCode(before) ? before : undefined;
}

/** Code blocks in a row, with nothing said between them. */
function codeFrom(nodes: readonly MdNode[], from: number): MdNode[] {
  const out: MdNode[] = [];
  for (let i = from; i < nodes.length && isCode(nodes[i]!); i++) out.push(nodes[i]!);
  return out;
}

/** "First, download the key:", "Next, import it:", "Now we're ready to check it:" */
const IN_TURN =
  /^\W*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|next|then|now|after (?:that|this)|afterwards|finally|last(?:ly)?)\b(?!\s+(?:time|version|release|line|column|one|of)\b)/i;

/** Sentences of one section that lead into at least three blocks, and say that one comes after the other. */
export function isSequence(leads: readonly Lead[]): boolean {
  const coded = leads.filter(({ below }) => below.some(isCode));
  return coded.length > 2 && coded.filter(({ text }) => IN_TURN.test(text)).length > 1;
}

/**
 * What a lead says is next, without what is said before it: of "All are signed. First, get the key:" the second, and of
 * "This takes an hour. Once done, check it by running" too.
 */
export function turnOf(text: string): string {
  const last = lastSentence(text);
  return IN_TURN.test(last) || (!isImperative(text) && LEADS_ON.test(last)) ? last : text;
}

const LEADS_ON =
  /^(?:once|when|after|to|you (?:can|should|must))\b.{10,200}\b(?:run(?:ning)?|us(?:e|ing)|execut(?:e|ing)|command)\W*$/i;
