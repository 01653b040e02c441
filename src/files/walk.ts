import { readdirSync, realpathSync, statSync } from 'node:fs';
import picomatch from 'picomatch';
import { Folders } from './folders.ts';
import type { EntryKind } from './folders.ts';
import { codeOf, IgnoreRules } from './ignoreRules.ts';
import { isWithin, joinPath, nameOf, displayPath, slashed, toAbsolute } from './paths.ts';
import { isLeftOutFolder, isSourceName, leftOutByName } from './sourceKinds.ts';

export interface Walked {
  /** Absolute paths in the order of the tree, each once. */
  readonly files: readonly string[];
  /** Those of `files` that were named one by one, which no rule of thumb leaves out. */
  readonly named: ReadonlySet<string>;
  /** Source files left out, with the reason in words fit for a message. */
  readonly skipped: readonly Skipped[];
}

export interface Skipped {
  readonly path: string;
  readonly reason: string;
  /** It was asked for, or belongs to what was, and could not be looked at: the work is not done. */
  readonly missed?: true;
}

export interface WalkOptions {
  /** The working directory, absolute: what `paths` are relative to. */
  readonly from: string;
  /** Files, folders and glob patterns; none means the working directory. */
  readonly paths?: readonly string[];
  /** Further patterns to leave out, relative to `from`. */
  readonly exclude?: readonly string[];
  readonly folders?: Folders;
  readonly warn?: (path: string, message: string) => void;
}

/** A path on the command line that leads to nothing. */
export class PathNotFoundError extends Error {}

/**
 * Finds the source files that paths, folders and patterns stand for. Leaves out what `.gitignore` files name,
 * dependencies, build output, declarations, generated and minified files. Follows links once.
 * @throws PathNotFoundError where a path or pattern stands for nothing.
 */
export function walk(options: WalkOptions): Walked {
  return new Walk(options).run(options.paths?.length ? options.paths : ['.']);
}

class Walk {
  readonly #from: string;
  readonly #folders: Folders;
  readonly #warn: (path: string, message: string) => void;
  readonly #excluded: (path: string) => boolean;
  readonly #files = new Set<string>();
  readonly #named = new Set<string>();
  readonly #skipped: Skipped[] = [];
  /** Real paths of the links followed, which is how cycles end. */
  readonly #followed = new Set<string>();
  #matches: ((path: string) => boolean) | undefined;

  constructor(options: WalkOptions) {
    this.#from = options.from;
    this.#folders = options.folders ?? new Folders();
    this.#warn = options.warn ?? (() => undefined);
    const exclude = options.exclude?.length ? picomatch([...options.exclude], { dot: true }) : undefined;
    this.#excluded = exclude === undefined ? () => false : (path) => exclude(displayPath(path, this.#from));
  }

  run(paths: readonly string[]): Walked {
    for (const path of paths) {
      const absolute = toAbsolute(path, this.#from);
      const stat = statSync(absolute, { throwIfNoEntry: false });
      if (stat?.isFile()) this.#addNamed(absolute);
      else if (stat?.isDirectory()) this.#start(absolute);
      else if (stat) throw new PathNotFoundError(`${path} is a pipe, a socket or a device, not a file`);
      else if (picomatch.scan(path).isGlob) this.#addPattern(path);
      else throw new PathNotFoundError(`no such file or folder: ${path}`);
    }
    return { files: [...this.#files], named: this.#named, skipped: this.#skipped };
  }

  #addNamed(path: string): void {
    if (!isSourceName(nameOf(path))) {
      throw new PathNotFoundError(`not a JavaScript or TypeScript file: ${displayPath(path, this.#from)}`);
    }
    this.#files.add(path);
    this.#named.add(path);
  }

  #addPattern(pattern: string): void {
    const { base, negated } = picomatch.scan(slashed(pattern));
    if (negated) throw new PathNotFoundError(`a pattern can't start with '!': ${pattern}`);
    const start = toAbsolute(base || '.', this.#from);
    const found = this.#files.size + this.#skipped.length;
    if (this.#folders.isFolder(start)) {
      const whole = toAbsolute('.', this.#from);
      const isMatch = picomatch(slashed(pattern).replace(/^\.\//, ''), { dot: true });
      this.#matches = (path) => isMatch(isWithin(path, whole) ? displayPath(path, whole) : path);
      this.#start(start);
      this.#matches = undefined;
    }
    if (this.#files.size + this.#skipped.length === found)
      throw new PathNotFoundError(`no source file matches: ${pattern}`);
  }

  #start(folder: string): void {
    this.#followed.add(realPath(folder) ?? folder);
    this.#enter(folder, IgnoreRules.for(folder, this.#folders, this.#warn));
  }

  #enter(folder: string, rules: IgnoreRules): void {
    let entries: ReadonlyMap<string, EntryKind>;
    try {
      entries = this.#folders.entries(folder);
    } catch (error) {
      this.#warn(folder, `can't be read (${codeOf(error)}), so its files are skipped`);
      this.#skipped.push({ path: folder, reason: `cannot be read (${codeOf(error)})`, missed: true });
      return;
    }
    for (const name of [...entries.keys()].sort()) {
      const path = joinPath(folder, name);
      const link = entries.get(name) === 'link';
      const kind = link ? this.#behindLink(path) : entries.get(name);
      if (kind === 'file') this.#consider(path, name, rules);
      else if (kind === 'folder') {
        if (isLeftOutFolder(name, entries, () => namesIn(path))) continue;
        if (rules.ignores(path, true) || this.#excluded(path)) continue;
        this.#enter(path, rules.entering(path, this.#folders, this.#warn));
      }
    }
  }

  #consider(path: string, name: string, rules: IgnoreRules): void {
    if (!isSourceName(name) || this.#files.has(path)) return;
    if (this.#matches && !this.#matches(path)) return;
    if (rules.ignores(path, false) || this.#excluded(path)) return;
    const reason = leftOutByName(name);
    if (reason === undefined) this.#files.add(path);
    else if (reason !== 'type declarations') this.#skipped.push({ path, reason });
  }

  /** What a link leads to, where that is not walked anyway and was not followed before. */
  #behindLink(path: string): EntryKind | undefined {
    const real = realPath(path);
    if (real === undefined || this.#followed.has(real)) return undefined;
    const stat = statSync(real, { throwIfNoEntry: false });
    const within = [...this.#followed].some((start) => isWithin(real, start) || isWithin(start, real));
    if (stat === undefined || within) return undefined;
    this.#followed.add(real);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  }
}

function realPath(path: string): string | undefined {
  try {
    return slashed(realpathSync.native(path));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
