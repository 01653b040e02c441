import { statSync } from 'node:fs';
import type { Environment } from '../facts/model.ts';
import type { ProjectFiles } from '../values/index.ts';
import { startersOf } from './starters.ts';
import { comesBack, isToldToStop } from './goingOn.ts';
import { LISTENS, binTargets, environmentOf, isOfCommands } from './environment.ts';
import { Folders } from './folders.ts';
import type { InstalledFiles, InstalledPackage } from '../learning/package.ts';
import { findInstalled } from './installed.ts';
import { Packages } from './packages.ts';
import type { Manifest } from './packages.ts';
import { objectIn, stringIn } from './jsonFile.ts';
import type { Warn } from './jsonFile.ts';
import { folderOf, isWithin } from './paths.ts';
import { projectRoot } from './projectRoot.ts';
import { readSource } from './readSource.ts';
import { Resolver } from './resolve.ts';
import { WALKED_BYTES, isSourceName } from './sourceKinds.ts';
import { TsConfigs } from './tsconfig.ts';
import { Versions } from './versions.ts';
import { walk } from './walk.ts';

export interface ProjectFilesOptions {
  readonly folders?: Folders;
  readonly warn?: Warn;
  /** Texts that stand for what is on disk: unsaved documents, or what has been read already. */
  readonly text?: (path: string) => string | undefined;
  /** The files that may hold a marker, where somebody has looked already; else the package is searched. */
  readonly marked?: (marker: string) => readonly string[] | undefined;
}

/** What a command imports at its start, to see whether it is a server's. */
const MAX_IMPORTS = 20;
/** Tests, and what is built or run by hand, beside the sources of a package. */
const NO_SOURCES =
  /(?:^|\/)(?:tests?|__tests__|spec|e2e|examples?|scripts?|dist|build|out|node_modules)\/|\.(?:test|spec)\./;

/** A project's files from the disk, everything read once. `changed` tells when they are not what they were. */
export class DiskFiles implements ProjectFiles, InstalledFiles {
  readonly folders: Folders;
  readonly packages: Packages;
  readonly versions: Versions;
  readonly #resolver: Resolver;
  readonly #options: ProjectFilesOptions;
  readonly #environments = new Map<string, Environment>();
  readonly #serving = new Map<string, boolean>();
  readonly #holders = new Map<string, readonly string[]>();

  constructor(options: ProjectFilesOptions = {}) {
    const warn = options.warn ?? ((): void => undefined);
    this.#options = options;
    this.folders = options.folders ?? new Folders();
    this.packages = new Packages(this.folders, warn);
    this.versions = new Versions(this.folders, this.packages, warn);
    this.#resolver = new Resolver(this.folders, this.packages, new TsConfigs(this.folders, warn));
  }

  read(path: string): string | undefined {
    const given = this.#options.text?.(path);
    if (given !== undefined) return given;
    try {
      const stat = statSync(path);
      return stat.isFile() && stat.size <= WALKED_BYTES && isSourceName(path) ? readSource(path)?.text : undefined;
    } catch {
      return undefined;
    }
  }

  resolve(specifier: string, from: string): string | undefined {
    return this.#resolver.resolve(specifier, from);
  }

  version(packageName: string, from: string): string | undefined {
    return this.versions.version(packageName, from);
  }

  dependsOn(packageName: string, from: string): boolean {
    return this.versions.isDeclared(packageName, from);
  }

  installed(name: string, from: string): InstalledPackage | undefined {
    const found = findInstalled(name, from, this.folders);
    if (found) this.versions.evidence.add(`${found.folder}/package.json`);
    return found;
  }

  lowestNode(path: string): string | undefined {
    return this.versions.lowestNode(path);
  }

  environment(path: string): Environment {
    const known = this.#environments.get(path);
    if (known) return known;
    const manifest = this.packages.nearest(folderOf(path));
    const found = environmentOf(path, this.read(path) ?? '', manifest, (one) => this.#commandServes(one));
    this.#environments.set(path, found);
    return found;
  }

  root(path: string): string | undefined {
    return projectRoot(folderOf(path), this.folders);
  }

  packageOf(path: string): { readonly folder: string; readonly name?: string } | undefined {
    const manifest = this.packages.nearest(folderOf(path));
    if (!manifest) return undefined;
    const name = stringIn(manifest.json, 'name');
    return { folder: manifest.folder, ...(name === undefined ? {} : { name }) };
  }

  isStarted(path: string): boolean {
    const scripts = objectIn(this.packages.nearest(folderOf(path))?.json ?? {}, 'scripts') ?? {};
    return Object.keys(scripts).some((name) => /^start(?:$|:|-)/.test(name));
  }

  startersOf(path: string): { readonly scripts: readonly string[]; readonly entry?: boolean } {
    return startersOf(path, (folder) => this.packages.nearest(folder));
  }

  isPublished(path: string): boolean {
    const manifest = this.packages.nearest(folderOf(path));
    if (!manifest || manifest.json['private'] === true || this.isStarted(path)) return false;
    return (
      stringIn(manifest.json, 'version') !== undefined && ('files' in manifest.json || 'publishConfig' in manifest.json)
    );
  }

  containing(marker: string, from: string, within: 'package' | 'project' = 'package'): readonly string[] {
    const own = this.packages.nearest(folderOf(from))?.folder;
    const root = within === 'project' ? (this.root(from) ?? own) : own;
    if (root === undefined) return this.#beside(marker, from);
    const key = `${root}\0${within}\0${marker}`;
    let found = this.#holders.get(key);
    if (!found) {
      const all = this.#options.marked?.(marker) ?? walk({ from: root, folders: this.folders }).files;
      const belongs = (path: string): boolean =>
        within === 'project' ? isWithin(path, root) : this.packages.nearest(folderOf(path))?.folder === root;
      found = all.filter((path) => belongs(path) && this.#holds(path, marker));
      this.#holders.set(key, found);
    }
    return found;
  }

  /** Without a package.json a folder is the program, as far as its files are being read anyway: none is walked for it. */
  #beside(marker: string, from: string): readonly string[] {
    const all = new Set([from, ...(this.#options.marked?.(marker) ?? [])]);
    return [...all].filter((path) => folderOf(path) === folderOf(from) && this.#holds(path, marker));
  }

  /** A file has changed, come or gone. What package.json, lock and tsconfig files say needs a new instance. */
  changed(path: string): void {
    this.folders.forget(path);
    this.#resolver.clear();
    this.#environments.delete(path);
    this.#holders.clear();
    this.#serving.clear();
  }

  /** The package's command, or a file that it imports, starts a server; or its files are those of a daemon. */
  #commandServes(manifest: Manifest): boolean {
    let known = this.#serving.get(manifest.folder);
    if (known === undefined) {
      known =
        binTargets(manifest).some((target) => this.#listens(`${manifest.folder}/${target}`, 0)) ||
        this.#isDaemon(manifest);
      this.#serving.set(manifest.folder, known);
    }
    return known;
  }

  /** It takes the signal of who runs it, and goes on asking or hearing until then: both beside its command line. */
  #isDaemon({ path, folder }: Manifest): boolean {
    const inSources = (one: string): boolean => {
      const relative = one.slice(folder.length + 1);
      return !NO_SOURCES.test(relative) && !isOfCommands(relative);
    };
    const some = (marker: string, says: (text: string) => boolean): boolean =>
      this.containing(marker, path).some((one) => inSources(one) && says(this.read(one) ?? ''));
    if (!some('SIGTERM', isToldToStop)) return false;
    return ['setInterval', 'while', 'for (;;)', "'message'", '"message"'].some((marker) => some(marker, comesBack));
  }

  #listens(path: string, depth: number): boolean {
    const text = this.read(path);
    if (text === undefined || depth > 2) return false;
    if (LISTENS.test(text)) return true;
    const imported = [...text.matchAll(/(?:\bfrom|\brequire\(|\bimport\(?)\s*['"](\.[^'"]+)['"]/g)].slice(
      0,
      MAX_IMPORTS,
    );
    return imported.some(([, specifier]) => {
      const file = this.resolve(specifier!, path);
      return file !== undefined && this.#listens(file, depth + 1);
    });
  }

  #holds(path: string, marker: string): boolean {
    return this.read(path)?.includes(marker) ?? false;
  }
}
