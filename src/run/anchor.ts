import type { Step } from '../runbook/model.ts';

/**
 * Short hash of what a step tells to do: its title, boxes and blocks. Equal hashes mean that a responder would do the
 * same thing; it is no protection against anyone.
 */
export function stepHash(step: Step): string {
  const text = [step.title, ...step.checks.map((check) => check.text), ...step.blocks.map((block) => block.content)];
  return hash(text.map((part) => part.replace(/\s+/g, ' ').trim()).join('\n'));
}

/** 53 bits by cyrb53 (public domain), hex. */
function hash(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return ((high >>> 0) & 0x1fffff).toString(16).padStart(6, '0') + (low >>> 0).toString(16).padStart(8, '0');
}

export interface Seen {
  readonly id: string;
  readonly title?: string;
  readonly hash?: string;
}

/** How alike two titles must be to be one step that was reworded, from 0 to 1. */
const ALIKE = 0.6;

/**
 * Finds steps that a run knows under ids that the runbook no longer has: first by equal content, then by title. Each
 * step of the runbook is given to one old id at most, and never when the run knows it under its own id.
 */
export function anchor(steps: readonly Step[], seen: readonly Seen[]): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const known = new Set(steps.map((step) => step.id));
  const lost = seen.filter((one) => !known.has(one.id));
  if (lost.length === 0) return anchors;
  const own = new Set(seen.map((one) => one.id));
  const free = new Map(steps.filter((step) => !own.has(step.id)).map((step) => [step.id, step]));

  const take = (old: Seen, step: Step | undefined): boolean => {
    if (step === undefined) return false;
    anchors.set(old.id, step.id);
    free.delete(step.id);
    return true;
  };
  const unmatched = lost.filter((old) => {
    if (old.hash === undefined) return true;
    return !take(
      old,
      [...free.values()].find((step) => stepHash(step) === old.hash),
    );
  });
  const pairs = unmatched.flatMap((old) =>
    [...free.values()].map((step) => ({ old, step, alike: likeness(old.title ?? '', step.title) })),
  );
  pairs.sort((a, b) => b.alike - a.alike);
  for (const { old, step, alike } of pairs) {
    if (alike < ALIKE) break;
    if (!anchors.has(old.id) && free.has(step.id)) take(old, step);
  }
  return anchors;
}

/** Dice coefficient of the pairs of letters, from 0 to 1. */
export function likeness(left: string, right: string): number {
  const a = pairsOf(left);
  const b = pairsOf(right);
  if (a.size === 0 || b.size === 0) return left !== '' && left === right ? 1 : 0;
  let common = 0;
  let total = 0;
  for (const [pair, count] of a) {
    common += Math.min(count, b.get(pair) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return (2 * common) / total;
}

function pairsOf(text: string): Map<string, number> {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < letters.length; index++) {
    const pair = letters.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
