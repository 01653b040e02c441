import { Masker } from '../../src/masking/mask.ts';

/** What a masker shows of a text that comes in pieces, cut at some places. */
export function streamed(text: string, cuts: readonly number[], secrets: readonly string[] = []): string {
  const masker = new Masker(() => secrets);
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  let from = 0;
  let shown = '';
  for (const end of ends) {
    shown += masker.push(text.slice(from, end));
    from = end;
  }
  return shown + masker.flush();
}
