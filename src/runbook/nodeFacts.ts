import type { BlocksRead } from '../blocks/blocks.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Block } from '../blocks/model.ts';
import { explains, isNotes, isProcedure, isTodo, leadsIntoTalk } from './procedure.ts';

/** The box of a task at the beginning of an item. */
export const task = /^\[([ xX])\](?:\s+|$)/;

/** What is asked of nodes again and again while steps are read; each is worked out once. */
export class NodeFacts {
  readonly #byNode: ReadonlyMap<MdNode, Block>;
  readonly #queries: ReadonlySet<MdNode>;
  readonly #acting = new Map<MdNode, boolean>();
  readonly #yielding = new Map<MdNode, boolean>();

  constructor({ byNode, queries }: BlocksRead) {
    this.#byNode = byNode;
    this.#queries = queries;
  }

  /** Whether a list holds what to do; the answer of the first look counts. */
  yieldsSteps(node: MdNode, lead: string, headings: readonly string[]): boolean {
    if (!/_list$/.test(node.type)) return false;
    const known = this.#yielding.get(node);
    if (known !== undefined) return known;
    const place = { lead, headings, hasAction: this.hasAction };
    const found =
      (hasTasks(node) && !isTodo(headings[0] ?? '')) ||
      (node.type === 'ordered_list'
        ? isProcedure(node, place) || this.#isOfProcedures(node, lead, headings)
        : node.children.some(
            (item) =>
              this.hasAction(item) ||
              item.children.some(
                (inner) => inner.type === 'ordered_list' && this.yieldsSteps(inner, ownText(item), headings),
              ),
          ));
    this.#yielding.set(node, found);
    return found;
  }

  /** Numbered items that only name what is done ("1. Deployed with the chart"), each with numbered steps below it. */
  #isOfProcedures({ children }: MdNode, lead: string, headings: readonly string[]): boolean {
    if (children.length < 2 || isNotes(lead) || leadsIntoTalk(lead) || explains(headings[0] ?? '')) return false;
    const holding = children.filter((item) =>
      item.children.some((inner) => inner.type === 'ordered_list' && this.yieldsSteps(inner, ownText(item), headings)),
    );
    return holding.length >= 2 && holding.length >= children.length / 2;
  }

  /** Whether a node holds something to run. */
  readonly hasAction = (node: MdNode): boolean => {
    const known = this.#acting.get(node);
    if (known !== undefined) return known;
    const found = isCode(node)
      ? this.#byNode.get(node)?.kind === 'command' || this.#queries.has(node)
      : node.children.some(this.hasAction);
    this.#acting.set(node, found);
    return found;
  };

  /** Whether it holds code to run or to write into a file. */
  holdsCode(node: MdNode): boolean {
    return this.codeOf([node]).some((code) => /^(?:command|config)$/.test(this.#byNode.get(code)?.kind ?? ''));
  }

  /** The model's blocks in nodes, in order. */
  blocksOf(nodes: readonly MdNode[]): Block[] {
    return this.codeOf(nodes).map((node) => this.#byNode.get(node)!);
  }

  /** The nodes of those blocks. */
  codeOf(nodes: readonly MdNode[], out: MdNode[] = []): MdNode[] {
    for (const node of nodes) {
      if (node.code && this.#byNode.has(node.code)) out.push(node.code);
      if (isCode(node)) {
        if (this.#byNode.has(node)) out.push(node);
      } else if (node.children.length > 0) this.codeOf(node.children, out);
    }
    return out;
  }
}

/** Whether a list holds tasks, at any depth. */
export function hasTasks(node: MdNode): boolean {
  return (
    /_list$/.test(node.type) && node.children.some((item) => task.test(ownText(item)) || item.children.some(hasTasks))
  );
}
