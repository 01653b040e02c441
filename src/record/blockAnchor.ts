import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { hash53 } from '../text/hash.ts';
import { similarity, wordCounts } from '../text/similarity.ts';

/** Short hash of what a block holds: a result belongs to exactly that text. */
export function blockHash({ language, content }: Block): string {
  return hash53(`${language}\n${content.trim()}`).toString(16).padStart(14, '0');
}

/** How similar two blocks of one step must be to be one block that was edited, from 0 to 1. */
const MIN_SIMILARITY = 0.3;

interface Place {
  readonly block: Block;
  /** Step that holds it; empty for a block in none. */
  readonly step: string;
  /** Among the blocks of its step. */
  readonly index: number;
}

/**
 * Finds blocks that a run knows under ids that the runbook no longer has: within the same step, the most similar one that
 * is new, else the new one at the same place. Each is given to one old id at most.
 * @param known ids of blocks that have a result
 * @param before the runbook as the run saw it last
 * @param steps old id -> the id that a step has now
 * @returns old id -> the id that the block has now; what is nowhere is not in it
 */
export function anchorBlocks(
  now: Runbook,
  known: readonly string[],
  before: () => Runbook,
  steps: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  if (known.length === 0) return anchors;
  const places = placesIn(now);
  const lost = known.filter((id) => !places.has(id));
  if (lost.length === 0) return anchors;
  const old = placesIn(before());
  const own = new Set(known);
  const fresh = [...places.values()].filter(({ block }) => !own.has(block.id) && !old.has(block.id));
  const pairs = lost.flatMap((id) => {
    const was = old.get(id);
    if (was === undefined) return [];
    const step = steps.get(was.step) ?? was.step;
    return fresh.filter((one) => one.step === step).map((one) => ({ id, one, score: scoreOf(was, one) }));
  });
  const taken = new Set<string>();
  for (const { id, one, score } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (score < MIN_SIMILARITY || anchors.has(id) || taken.has(one.block.id)) continue;
    anchors.set(id, one.block.id);
    taken.add(one.block.id);
  }
  return anchors;
}

/** One at the same place is the same, whatever it says now. */
function scoreOf(was: Place, one: Place): number {
  const alike = similarity(wordsOf(was.block), wordsOf(one.block));
  return was.index === one.index && was.block.kind === one.block.kind ? Math.max(alike, MIN_SIMILARITY) : alike;
}

function wordsOf({ content }: Block): ReadonlyMap<string, number> {
  return wordCounts([{ text: content, weight: 1 }]);
}

function placesIn({ steps, blocks }: Runbook): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const add = (step: string, all: readonly Block[]): void =>
    all.forEach((block, index) => places.set(block.id, { block, step, index }));
  for (const { id, blocks: own } of steps) add(id, own);
  add('', blocks);
  return places;
}
