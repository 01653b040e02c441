/** How often each part of a text occurs. */
export type Counts = ReadonlyMap<string, number>;

/** What two texts have in common, 0 to 1: Dice's coefficient of their parts. Two texts without parts are alike. */
export function similarity(a: Counts, b: Counts): number {
  let common = 0;
  let total = 0;
  for (const [part, count] of a) {
    common += Math.min(count, b.get(part) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 1 : (2 * common) / total;
}

/** The pairs of neighbouring letters of a text, case and punctuation left out: fit for titles and outputs. */
export function letterPairs(text: string): Counts {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const pairs = new Map<string, number>();
  if (letters.length === 1) pairs.set(letters, 1);
  for (let index = 0; index + 1 < letters.length; index++) {
    const pair = letters.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** The words of weighted texts, in lower case and without a plural's `s`; of each text, the first 400. */
export function wordCounts(parts: readonly { readonly text: string; readonly weight: number }[]): Counts {
  const words = new Map<string, number>();
  for (const { text, weight } of parts) {
    for (const word of text
      .toLowerCase()
      .match(/[\p{L}\p{N}_.-]+/gu)
      ?.slice(0, 400) ?? []) {
      const stem = word.replace(/(?<=[a-z]{3})s$/, '');
      words.set(stem, (words.get(stem) ?? 0) + weight);
    }
  }
  return words;
}
