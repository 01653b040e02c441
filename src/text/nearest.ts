/**
 * The candidate that is most like a word, if any is like it at all: it begins so, or at most a third of it differs; of a
 * short word that begins alike two letters, since two that change places count twice.
 */
function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const beginning = word.length < 3 ? undefined : candidates.find((candidate) => candidate.startsWith(word));
  if (beginning !== undefined) return beginning;
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const [a, b] = [word.toLowerCase(), candidate.toLowerCase()];
    const distance = editDistance(a, b);
    if (distance < least && distance <= Math.max(a[0] === b[0] ? 2 : 1, Math.floor(word.length / 3))) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** ` Did you mean "x"?`, or what there is to choose from. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearestWord(word, candidates);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return candidates.length > 12 ? '' : `Use ${list(candidates)}.`;
}

/** `off, on or error`. */
function list(words: readonly string[]): string {
  const last = words[words.length - 1] ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost));
    }
    row = next;
  }
  return row[b.length]!;
}
