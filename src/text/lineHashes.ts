const BLOCK = 100;
const FACTOR = 37n;
const WORD = (1n << 64n) - 1n;
/** What the character that leaves the window has been multiplied with by then. */
const LEAVING = (FACTOR ** BigInt(BLOCK)) & WORD;
const END_OF_FILE = 65535;

/**
 * The hash of each line that code scanning services call `primaryLocationLineHash`: a rolling hash over the hundred
 * characters that start at the line, without spaces and tabs, and which of the equal ones it is. Line n's is at n - 1.
 */
export function lineHashes(text: string): readonly string[] {
  const window = new Array<number>(BLOCK).fill(0);
  const lineAt = new Array<number>(BLOCK).fill(-1);
  const seen = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  let index = 0;
  const emit = (): void => {
    const line = lineAt[index]!;
    if (line < 0) return;
    const value = hash.toString(16);
    const nth = (seen.get(value) ?? 0) + 1;
    seen.set(value, nth);
    hashes[line] = `${value}:${nth}`;
    lineAt[index] = -1;
  };
  const push = (code: number): void => {
    hash = (FACTOR * hash + BigInt(code) - LEAVING * BigInt(window[index]!)) & WORD;
    window[index] = code;
    index = (index + 1) % BLOCK;
  };
  let line = 0;
  let atStart = true;
  const normalized = text.replace(/\r\n?/g, '\n').replace(/[ \t]+/g, '');
  for (let at = 0; at <= normalized.length; at++) {
    const code = at < normalized.length ? normalized.charCodeAt(at) : END_OF_FILE;
    emit();
    if (atStart) lineAt[index] = line++;
    atStart = code === 10;
    push(code);
  }
  for (let rest = 0; rest < BLOCK; rest++) {
    emit();
    push(0);
  }
  return hashes;
}
