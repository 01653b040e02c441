/** The files that set something, by its name. */
export type FilesByName = ReadonlyMap<string, readonly string[]>;

/** Who sets what among lists of files, each read once: a list is made again when files change. */
export class NamesInFiles {
  readonly #known = new WeakMap<readonly string[], Map<string, FilesByName>>();
  readonly #read: (file: string) => string;

  constructor(read: (file: string) => string) {
    this.#read = read;
  }

  /** The files of a list by the names that are set in them; `what` tells kinds of names apart. */
  of(files: readonly string[], what: string, namesIn: (text: string) => readonly string[]): FilesByName {
    const known = this.#known.get(files)?.get(what);
    if (known) return known;
    const byName = new Map<string, string[]>();
    for (const file of files) {
      for (const name of namesIn(this.#read(file))) {
        const list = byName.get(name);
        if (list) list.push(file);
        else byName.set(name, [file]);
      }
    }
    const held = this.#known.get(files) ?? new Map<string, FilesByName>();
    held.set(what, byName);
    this.#known.set(files, held);
    return byName;
  }
}
