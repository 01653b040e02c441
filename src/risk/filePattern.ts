/** Whether a word is a pattern that a shell fills in with names of files. */
export function hasPattern(word: string): boolean {
  return /[*?]|\[[^\]]+\]|[@+!]\(/.test(word);
}

/** Whether a pattern of a shell may find a path; folder by folder, and `**` any number of them. */
export function patternMatches(pattern: string, path: string): boolean {
  const folders = pattern.split('/');
  const names = path.split('/');
  const deep = folders.indexOf('**');
  if (deep >= 0) {
    const last = folders.at(-1)!;
    const begins = folders.slice(0, deep).every((folder, i) => nameMatches(folder, names[i] ?? ''));
    return begins && (last === '**' || nameMatches(last, names.at(-1)!));
  }
  return folders.length === names.length && folders.every((folder, i) => nameMatches(folder, names[i]!));
}

type Part = (letter: string) => boolean;

/** Looks at each pair of a part and a letter at most once. A bracket that lists alternatives counts as anything. */
function nameMatches(pattern: string, name: string): boolean {
  let reached = new Set([0]);
  const parts = partsOf(pattern);
  const afterStars = (at: ReadonlySet<number>): Set<number> => {
    const all = new Set(at);
    for (const index of all) if (parts[index] === '*') all.add(index + 1);
    return all;
  };
  reached = afterStars(reached);
  for (const letter of name) {
    const next = new Set<number>();
    for (const index of reached) {
      const part = parts[index];
      if (part === '*') next.add(index);
      else if (part?.(letter) === true) next.add(index + 1);
    }
    reached = afterStars(next);
  }
  return reached.has(parts.length);
}

function partsOf(pattern: string): readonly (Part | '*')[] {
  const found = pattern.match(/[@+!?*]\([^)]*\)?|\[[!^]?\]?(?:\[:\w+:\]|[^\]])*\]|[^]/g) ?? [];
  return found.map((part) => {
    if (part === '*' || /^[@+!?*]\(/.test(part)) return '*';
    if (part === '?') return () => true;
    const set = /^\[([!^]?)([^]+)\]$/.exec(part);
    return set === null ? (letter) => letter === part : (letter) => inSet(set[2]!, letter) !== (set[1] !== '');
  });
}

function inSet(set: string, letter: string): boolean {
  if (/\[:\w+:\]/.test(set)) return true;
  const ranges = [...set.matchAll(/(.)-(.)/g)];
  return set.includes(letter) || ranges.some(([, from, to]) => from! <= letter && letter <= to!);
}
