/** The lines of a text that comes in pieces, without empty ones; undefined for one that is too long to be kept. */
export async function* linesOf(input: AsyncIterable<string>, maxLength: number): AsyncGenerator<string | undefined> {
  let kept: string[] = [];
  let length = 0;
  const end = (): string | undefined => {
    const line = length > maxLength ? undefined : kept.join('');
    kept = [];
    length = 0;
    return line;
  };
  for await (const piece of input) {
    const parts = piece.split('\n');
    for (const [at, part] of parts.entries()) {
      length += part.length;
      // Of what is too long nothing is kept.
      if (length > maxLength) kept = [];
      else kept.push(part);
      if (at === parts.length - 1) continue;
      const line = end();
      if (line === undefined || line.trim() !== '') yield line;
    }
  }
  if (length === 0) return;
  const last = end();
  if (last === undefined || last.trim() !== '') yield last;
}
