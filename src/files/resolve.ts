import { exports as resolveExports, imports as resolveImports } from 'resolve.exports';
import { climbFolder } from './folders.ts';
import type { Folders } from './folders.ts';
import { stringIn } from './jsonFile.ts';
import type { Manifest, Packages } from './packages.ts';
import { folderOf, joinPath } from './paths.ts';
import { isSourceName } from './sourceKinds.ts';
import type { TsConfigs } from './tsconfig.ts';

/** What a compiled name was written as, TypeScript first, as the compiler itself looks for it. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Ways to read an exports map, those that lead to source first. */
const CONDITIONS = [['source', 'development', 'typescript', 'import', 'types'], ['require', 'types'], ['browser']];

/**
 * Finds the project's own source file that an import names: relative, by tsconfig paths, by package.json imports and
 * exports, or a package of the workspace, whose source is taken instead of its build output.
 */
export class Resolver {
  readonly #folders: Folders;
  readonly #packages: Packages;
  readonly #tsconfigs: TsConfigs;
  readonly #known = new Map<string, Map<string, string | undefined>>();

  constructor(folders: Folders, packages: Packages, tsconfigs: TsConfigs) {
    this.#folders = folders;
    this.#packages = packages;
    this.#tsconfigs = tsconfigs;
  }

  /** The absolute path of the file, or undefined where the specifier names a dependency or nothing. */
  resolve(specifier: string, from: string): string | undefined {
    const folder = folderOf(from);
    let inFolder = this.#known.get(folder);
    if (!inFolder) this.#known.set(folder, (inFolder = new Map<string, string | undefined>()));
    if (inFolder.has(specifier)) return inFolder.get(specifier);
    const found = this.#find(specifier, folder);
    inFolder.set(specifier, found);
    return found;
  }

  /** Forgets what was resolved, for when files have come or gone. */
  clear(): void {
    this.#known.clear();
  }

  #find(specifier: string, folder: string): string | undefined {
    if (specifier === '' || specifier.includes('\0') || specifier.startsWith('node:')) return undefined;
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = climbFolder(folder, specifier);
      return this.#file(path) ?? this.#byRootDirs(path, folder);
    }
    if (specifier.startsWith('/')) return this.#file(specifier);
    const own = specifier.startsWith('#') ? this.#byImports(specifier, folder) : undefined;
    return own ?? this.#byPaths(specifier, folder) ?? this.#byPackage(specifier, folder);
  }

  #byRootDirs(path: string, folder: string): string | undefined {
    for (const candidate of this.#tsconfigs.rootCandidates(path, folder)) {
      const found = this.#file(candidate);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #byPaths(specifier: string, folder: string): string | undefined {
    for (const candidate of this.#tsconfigs.candidates(specifier, folder)) {
      const found = this.#file(candidate);
      if (found !== undefined && !found.includes('/node_modules/')) return found;
    }
    return undefined;
  }

  #byImports(specifier: string, folder: string): string | undefined {
    const manifest = this.#packages.nearest(folder);
    if (!manifest?.json['imports']) return undefined;
    for (const target of targetsOf(manifest, specifier, resolveImports)) {
      const found = target.startsWith('.') ? this.#source(manifest, target) : this.#byPackage(target, folder);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #byPackage(specifier: string, folder: string): string | undefined {
    const name = packageNameOf(specifier);
    const manifest = name === undefined ? undefined : this.#packages.inWorkspace(name, folder);
    if (manifest === undefined || name === undefined) return undefined;
    const below = specifier.slice(name.length + 1);
    if (manifest.json['exports'] !== undefined) {
      const entry = below === '' ? '.' : `./${below}`;
      for (const target of targetsOf(manifest, entry, resolveExports)) {
        const found = this.#source(manifest, target);
        if (found !== undefined) return found;
      }
    }
    return below === '' ? this.#mainOf(manifest) : this.#source(manifest, `./${below}`);
  }

  #mainOf(manifest: Manifest): string | undefined {
    for (const field of ['source', 'module', 'main', 'types', 'typings']) {
      const target = stringIn(manifest.json, field);
      const found = target === undefined ? undefined : this.#source(manifest, target);
      if (found !== undefined) return found;
    }
    return this.#file(joinPath(manifest.folder, 'src')) ?? this.#file(manifest.folder);
  }

  /** The source that a path inside a package stands for, or the path itself where there is none but it. */
  #source(manifest: Manifest, target: string): string | undefined {
    const path = target.replace(/^\.\//, '').replace(/\.d\.([mc]?)ts$/, '.$1js');
    const bare = path.replace(
      /^(?:dist|build|out|lib|output|es|esm|cjs)\/(?:(?:esm|cjs|es|mjs|src|types|lib|node|browser)\/)?/,
      '',
    );
    const choices = bare === path ? [path, `src/${path}`] : [`src/${bare}`, bare, `lib/${bare}`, path];
    for (const choice of choices) {
      const found = this.#file(climbFolder(manifest.folder, choice));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The file that a path names in the ways that TypeScript and bundlers allow. */
  #file(path: string): string | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    const extension = dot > 0 ? name.slice(dot) : '';
    for (const written of WRITTEN_AS[extension] ?? []) {
      const candidate = path.slice(0, path.length - extension.length) + written;
      if (this.#folders.isFile(candidate)) return candidate;
    }
    if (isSourceName(name) && this.#folders.isFile(path)) return path;
    for (const added of EXTENSIONS) if (this.#folders.isFile(path + added)) return path + added;
    if (!this.#folders.isFolder(path)) return undefined;
    for (const added of EXTENSIONS) {
      const index = joinPath(path, `index${added}`);
      if (this.#folders.isFile(index)) return index;
    }
    const main = stringIn(this.#packages.in(path)?.json, 'main');
    return main === undefined || /^\.?\/?$/.test(main) ? undefined : this.#file(climbFolder(path, main));
  }
}

/** `@scope/name` or `name` of a bare specifier; undefined where it is none. */
function packageNameOf(specifier: string): string | undefined {
  const parts = specifier.split('/');
  if (specifier.startsWith('@')) return parts.length > 1 && parts[1] !== '' ? `${parts[0]}/${parts[1]}` : undefined;
  return /^[.#/]/.test(specifier) || parts[0] === '' ? undefined : parts[0];
}

type Resolve = (
  pkg: never,
  entry: string,
  options: { conditions: readonly string[]; unsafe: boolean },
) => readonly string[] | undefined;

function targetsOf(manifest: Manifest, entry: string, resolve: unknown): string[] {
  const targets: string[] = [];
  for (const conditions of CONDITIONS) {
    try {
      const options = { conditions: [...conditions, 'node'], unsafe: true };
      targets.push(
        ...((resolve as Resolve)({ ...manifest.json, name: manifest.name ?? '' } as never, entry, options) ?? []),
      );
    } catch {
      // Not exported under these conditions.
    }
  }
  return [...new Set(targets)];
}
