import type { Caveat } from '../runbook/model.ts';
import { sizeOf } from './groupOf.ts';
import type { Way } from './writtenAlternatives.ts';

/** What is told already: of the blocks themselves ("apt", "yum"), it need not be told of the sentences above them. */
export class ToldWays {
  readonly #ways: readonly { readonly line: number; readonly group: number }[];

  /** @param found the ways of a group follow each other. */
  constructor(found: readonly Caveat[]) {
    let group = 0;
    let left = 0;
    const ways = found.filter(({ kind }) => kind === 'alternative' || kind === 'procedure');
    this.#ways = ways
      .map((way) => {
        if (left === 0) [group, left] = [group + 1, sizeOf(way)];
        left--;
        return { line: way.line, group };
      })
      .toSorted((a, b) => a.line - b.line);
  }

  /** Whether each of the ways holds one of the same group. */
  has(ways: readonly Way[]): boolean {
    const [first, ...others] = ways.map((way) => this.#groupsIn(way));
    return [...first!].some((group) => others.every((one) => one.has(group)));
  }

  #groupsIn({ line, endLine }: Way): ReadonlySet<number> {
    let [from, to] = [0, this.#ways.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#ways[middle]!.line < line) from = middle + 1;
      else to = middle;
    }
    const groups = new Set<number>();
    for (let at = from; at < this.#ways.length && this.#ways[at]!.line <= endLine; at++)
      groups.add(this.#ways[at]!.group);
    return groups;
  }
}
