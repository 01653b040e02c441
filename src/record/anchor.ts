import type { Step } from '../runbook/model.ts';
import { hash53 } from '../text/hash.ts';
import { letterPairs, similarity, wordCounts } from '../text/similarity.ts';

/**
 * Short hash of what a step tells to do: its title, boxes and blocks. Equal hashes mean that a responder would do the
 * same thing; it is no protection against anyone.
 */
export function stepHash(step: Step): string {
  const text = [step.title, ...step.checks.map((check) => check.text), ...step.blocks.map((block) => block.content)];
  return hash53(text.map((part) => part.replace(/\s+/g, ' ').trim()).join('\n'))
    .toString(16)
    .padStart(14, '0');
}

/** What a run's log tells of a step. */
export interface SeenStep {
  readonly id: string;
  readonly title?: string;
  readonly hash?: string;
}

/** How similar two whole steps must be to be one step that was edited, from 0 to 1. */
const MIN_STEP_SIMILARITY = 0.45;
/** The same for titles alone, where the old text is not known. */
const MIN_TITLE_SIMILARITY = 0.6;

/**
 * Finds steps that a run knows under ids that the runbook no longer has: by equal content, else the most similar of the
 * steps left over, by title, commands and place. Each step of the runbook is given to one old id at most, and never when
 * the run knows it under its own id.
 * @param before the steps as the run saw them last, where that is known; without one, its title alone counts
 * @returns old id -> the id that the step has now; what is nowhere left out
 */
export function anchor(
  steps: readonly Step[],
  seen: readonly SeenStep[],
  before: () => readonly Step[] = () => [],
): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const known = new Set(steps.map((step) => step.id));
  const lost = seen.filter((one) => !known.has(one.id));
  if (lost.length === 0) return anchors;
  const own = new Set(seen.map((one) => one.id));
  const free = new Map(steps.filter((step) => !own.has(step.id)).map((step) => [step.id, step]));
  const take = (old: SeenStep, step: Step | undefined): boolean => {
    if (step === undefined) return false;
    anchors.set(old.id, step.id);
    free.delete(step.id);
    return true;
  };
  const unmatched = lost.filter(
    (old) =>
      old.hash === undefined ||
      !take(
        old,
        [...free.values()].find((step) => stepHash(step) === old.hash),
      ),
  );
  for (const { old, step } of pairsBySimilarity(unmatched, [...free.values()], steps, before())) {
    if (!anchors.has(old.id) && free.has(step.id)) take(old, step);
  }
  return anchors;
}

/** Pairs that are similar enough, the most similar first. */
function pairsBySimilarity(
  lost: readonly SeenStep[],
  free: readonly Step[],
  steps: readonly Step[],
  before: readonly Step[],
): { old: SeenStep; step: Step }[] {
  const placeNow = new Map(steps.map((step, index) => [step.id, index / steps.length]));
  const placeBefore = new Map(before.map((step, index) => [step.id, index / before.length]));
  const pairs = lost.flatMap((old) => {
    const text = before.find((step) => step.id === old.id);
    return free.map((step) => {
      if (!text) {
        const score = old.title ? similarity(letterPairs(old.title), letterPairs(step.title)) : 0;
        return { old, step, score, enough: MIN_TITLE_SIMILARITY };
      }
      const distance = Math.abs(placeBefore.get(text.id)! - placeNow.get(step.id)!);
      const score =
        similarity(wordsOf(text), wordsOf(step)) - 0.15 * distance + (text.level === step.level ? 0 : -0.05);
      return { old, step, score, enough: MIN_STEP_SIMILARITY };
    });
  });
  return pairs.filter(({ score, enough }) => score >= enough).sort((a, b) => b.score - a.score);
}

/** The words of a step's title, commands and boxes; those of the title count twice. */
function wordsOf(step: Step): ReadonlyMap<string, number> {
  return wordCounts([
    { text: step.title, weight: 2 },
    ...step.blocks.map((block) => ({
      text: block.commands.length > 0 ? block.commands.join(' ') : block.content,
      weight: 1,
    })),
    ...step.checks.map((check) => ({ text: check.text, weight: 1 })),
  ]);
}
