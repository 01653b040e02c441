import type { Step } from './model.ts';

/** Where a step of an earlier reading is found now. */
export interface Reanchored {
  readonly from: string;
  /** Undefined where nothing like it is left. */
  readonly to?: string;
  /** The step reads differently than it did. */
  readonly changed: boolean;
}

const enough = 0.45;

/**
 * Finds the steps of an edited runbook again: by id, else the most similar of the ones left over, by title, commands and
 * place. Each new step is given to one old step at most. The result is in the order of `oldSteps`.
 */
export function reanchor(oldSteps: readonly Step[], newSteps: readonly Step[]): readonly Reanchored[] {
  const byId = new Map(newSteps.map((step) => [step.id, step]));
  const taken = new Set<string>();
  const found = new Map<string, Step>();
  for (const step of oldSteps) {
    const same = byId.get(step.id);
    if (same && !taken.has(same.id)) {
      found.set(step.id, same);
      taken.add(same.id);
    }
  }
  const lost = oldSteps.map((step, place) => ({ step, place })).filter(({ step }) => !found.has(step.id));
  const free = newSteps
    .map((step, place) => ({ step, place, words: wordsOf(step) }))
    .filter(({ step }) => !taken.has(step.id));
  const pairs = lost.flatMap(({ step, place }) => {
    const words = wordsOf(step);
    return free.map((other) => {
      const far = Math.abs(place / Math.max(1, oldSteps.length) - other.place / Math.max(1, newSteps.length));
      return {
        from: step,
        to: other.step,
        score: similarity(words, other.words) - 0.15 * far + (step.level === other.step.level ? 0 : -0.05),
      };
    });
  });
  pairs.sort((a, b) => b.score - a.score);
  for (const { from, to, score } of pairs) {
    if (score < enough || found.has(from.id) || taken.has(to.id)) continue;
    found.set(from.id, to);
    taken.add(to.id);
  }
  return oldSteps.map((step) => {
    const now = found.get(step.id);
    return now
      ? { from: step.id, to: now.id, changed: fingerprint(now) !== fingerprint(step) }
      : { from: step.id, changed: true };
  });
}

/** What a step says and does; its place and its ticks are no part of it. */
export function fingerprint(step: Step): string {
  return JSON.stringify([
    step.title,
    step.blocks.map((block) => [block.language, block.content.trim()]),
    step.checks.map((check) => check.text),
  ]);
}

function wordsOf(step: Step): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const word of text
      .toLowerCase()
      .match(/[\p{L}\p{N}_.-]+/gu)
      ?.slice(0, 400) ?? []) {
      const stem = word.replace(/(?<=[a-z]{3})s$/, '');
      words.set(stem, (words.get(stem) ?? 0) + weight);
    }
  };
  add(step.title, 2);
  for (const block of step.blocks) add(block.commands.length > 0 ? block.commands.join(' ') : block.content, 1);
  for (const check of step.checks) add(check.text, 1);
  return words;
}

/** Share of common words, 0 to 1 (Dice, by weight). */
function similarity(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [word, weight] of a) {
    shared += Math.min(weight, b.get(word) ?? 0);
    total += weight;
  }
  for (const weight of b.values()) total += weight;
  return total === 0 ? 1 : (2 * shared) / total;
}
