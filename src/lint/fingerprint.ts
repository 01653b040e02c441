/** cyrb53: 53 bits, as 14 hexadecimal digits. Good enough to tell the findings of one file apart; not for secrets. */
export function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}

/**
 * Names findings by what they say about which code, not by where it stands: the rule and the line's text without its
 * white space. Equal ones of a file are numbered in order.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  next(ruleId: string, lineText: string): string {
    const content = hash(`${ruleId}\0${lineText.replace(/\s+/g, '')}`);
    const nth = (this.#seen.get(content) ?? 0) + 1;
    this.#seen.set(content, nth);
    return `${content}:${nth}`;
  }
}
