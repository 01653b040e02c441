/**
 * A short name for a text, for ids that must be the same on every machine: 53 bits (cyrb53), base 36. Not for secrets:
 * two texts can be made to collide on purpose.
 */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** Hands out ids: the wanted one the first time, then with a number that tells duplicates apart (`x`, `x-2`, `x-3`). */
export class IdPool {
  readonly #taken = new Map<string, number>();

  take(wanted: string): string {
    let count = (this.#taken.get(wanted) ?? 0) + 1;
    let id = count === 1 ? wanted : `${wanted}-${count}`;
    while (count > 1 && this.#taken.has(id)) id = `${wanted}-${++count}`;
    this.#taken.set(wanted, count);
    if (id !== wanted) this.#taken.set(id, 1);
    return id;
  }
}
