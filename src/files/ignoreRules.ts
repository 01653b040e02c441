import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { isWithin, joinPath, foldersUpwards } from './paths.ts';
import type { Folders } from './folders.ts';
import { readPlain } from './readPlain.ts';

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files that hold for a folder: its own and those above it, up to the root of its repository. */
export class IgnoreRules {
  /** The innermost level last. */
  readonly #levels: readonly Level[];

  private constructor(levels: readonly Level[]) {
    this.#levels = levels;
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
    return levels.length === this.#levels.length ? this : new IgnoreRules(levels);
  }

  ignores(path: string, isFolder: boolean): boolean {
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const { folder, rules } = this.#levels[i]!;
      if (!isWithin(path, folder) || path === folder) continue;
      const relative = path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
      const verdict = rules.test(isFolder ? `${relative}/` : relative);
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }
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
