import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { isWithin, joinPath, foldersUpwards } from './paths.ts';
import type { Folders } from './folders.ts';
import { trackedIn } from './gitIndex.ts';
import { readPlain } from './readPlain.ts';

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

/** What git keeps in the repository around, which no rule takes out of it. */
interface Repository {
  readonly folder: string;
  readonly tracks: (relative: string, isFolder: boolean) => boolean;
}

/**
 * The `.gitignore` files that hold for a folder: its own and those above it, up to the root of its repository. As in git,
 * they say nothing of files that are kept there already.
 */
export class IgnoreRules {
  /** The innermost level last. */
  readonly #levels: readonly Level[];

  readonly #repository: Repository | undefined;

  private constructor(levels: readonly Level[], repository?: Repository) {
    this.#levels = levels;
    this.#repository = repository;
  }

  static readonly none = new IgnoreRules([]);

  /** The rules that hold in `folder`; rules that would leave out `folder` itself are not among them. */
  static for(folder: string, folders: Folders, warn: (path: string, message: string) => void): IgnoreRules {
    const above: string[] = [];
    let repository = false;
    for (const parent of foldersUpwards(folder)) {
      above.unshift(parent);
      if (has(folders, parent, '.git')) {
        repository = true;
        break;
      }
    }
    const start = repository ? above : [folder];
    let rules = IgnoreRules.none;
    for (const at of start) {
      const next = rules.entering(at, folders, warn);
      // Somebody who names an ignored folder means it, so what ignores it is laid aside.
      rules = at !== folder && next.ignores(folder, true) ? rules : next;
    }
    return rules;
  }

  /** The rules inside a folder that these rules already hold for. */
  entering(folder: string, folders: Folders, warn: (path: string, message: string) => void): IgnoreRules {
    const levels = [...this.#levels];
    const repository = has(folders, folder, '.git') ? repositoryAt(folder) : this.#repository;
    for (const name of ['.gitignore', ...(has(folders, folder, '.git') ? ['.git/info/exclude'] : [])]) {
      if (name === '.gitignore' && !has(folders, folder, name)) continue;
      const path = joinPath(folder, name);
      try {
        const text = readPlain(path);
        if (/^\s*[^#\s]/m.test(text)) levels.push({ folder, rules: ignore({ allowRelativePaths: false }).add(text) });
      } catch (error) {
        if (name === '.gitignore') warn(path, `can't be read (${codeOf(error)}); its rules aren't applied`);
      }
    }
    const same = levels.length === this.#levels.length && repository === this.#repository;
    return same ? this : new IgnoreRules(levels, repository);
  }

  ignores(path: string, isFolder: boolean): boolean {
    return this.#named(path, isFolder) && !this.#tracked(path, isFolder);
  }

  #tracked(path: string, isFolder: boolean): boolean {
    const repository = this.#repository;
    return repository !== undefined && repository.tracks(below(path, repository.folder), isFolder);
  }

  #named(path: string, isFolder: boolean): boolean {
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const { folder, rules } = this.#levels[i]!;
      if (!isWithin(path, folder) || path === folder) continue;
      const relative = below(path, folder);
      const verdict = rules.test(isFolder ? `${relative}/` : relative);
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }
}

function below(path: string, folder: string): string {
  return path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
}

/** Its index is read when the first file or folder is named by a rule. */
function repositoryAt(folder: string): Repository {
  let known: { readonly files: ReadonlySet<string>; readonly folders: ReadonlySet<string> } | undefined;
  const read = (): NonNullable<typeof known> => {
    const files = new Set(trackedIn(folder));
    const folders = new Set<string>();
    for (const file of files) {
      for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
        const name = file.slice(0, at);
        if (folders.has(name)) break;
        folders.add(name);
      }
    }
    return { files, folders };
  };
  return {
    folder,
    tracks: (relative, isFolder) => {
      known ??= read();
      return (isFolder ? known.folders : known.files).has(relative);
    },
  };
}

function has(folders: Folders, folder: string, name: string): boolean {
  try {
    return folders.entries(folder).has(name);
  } catch {
    return false;
  }
}

export function codeOf(error: unknown): string {
  if (error instanceof Error) return (error as NodeJS.ErrnoException).code ?? error.message;
  return String(error);
}
