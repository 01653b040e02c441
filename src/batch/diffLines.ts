/** The lines that a diff without context adds or changes, by path. */
export function changedLinesOf(diff: string): ReadonlyMap<string, readonly (readonly [number, number])[]> {
  const changed = new Map<string, [number, number][]>();
  let lines: [number, number][] = [];
  // Lines of a hunk may look like headers, so they are counted off.
  let inHunk = 0;
  for (const line of diff.split('\n')) {
    if (inHunk > 0) {
      if (!line.startsWith('\\')) inHunk--;
    } else if (line.startsWith('+++ ')) {
      lines = [];
      const path = unquoteGitPath(line.slice(4).replace(/\t$/, ''));
      if (path !== '/dev/null') changed.set(path.replace(/^b\//, ''), lines);
    } else {
      const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (!hunk) continue;
      const [, removed = '1', from, added = '1'] = hunk;
      inHunk = Number(removed) + Number(added);
      if (Number(added) > 0) lines.push([Number(from), Number(from) + Number(added) - 1]);
    }
  }
  return changed;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** git quotes names with special characters like C strings. */
function unquoteGitPath(name: string): string {
  if (!name.startsWith('"')) return name;
  return name
    .slice(1, -1)
    .replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string) =>
      octal === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(parseInt(octal, 8)),
    );
}
