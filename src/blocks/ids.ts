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
