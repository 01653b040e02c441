/**
 * What a log has that is no event, one sentence each: torn lines, and those of somebody else. They stay where they are.
 * @param lines their numbers, 1-based
 */
export function lostLines(torn: readonly number[], foreign: readonly number[], name: string): readonly string[] {
  const said: string[] = [];
  if (torn.length > 0)
    said.push(`${linesText(torn)} of ${name} ${torn.length === 1 ? 'was' : 'were'} unreadable and skipped.`);
  if (foreign.length > 0)
    said.push(`${linesText(foreign)} of ${name} ${foreign.length === 1 ? "isn't" : "aren't"} Breakwater's.`);
  return said;
}

/** `Line 3`, `Lines 3, 5 and 8`, `Lines 1, 2, 3, 4, 5 and 7 more`. */
function linesText(lines: readonly number[]): string {
  if (lines.length === 1) return `Line ${lines[0]}`;
  const all = lines.length > 6 ? [...lines.slice(0, 5), `${lines.length - 5} more`] : lines;
  return `Lines ${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
