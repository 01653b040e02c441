import type { Library } from '../knowledge/schema.ts';

/** What reading a package has told. `by` says where it comes from, fit for a message. */
export interface Learned {
  /** It starts requests to other processes, itself or through what it depends on. */
  readonly requests: 'yes' | 'no' | 'unknown';
  /** How long a request without any option may take: milliseconds, `none` for ever. */
  readonly timeoutMs: number | 'none' | 'unknown';
  /** How often it tries again of itself, the first attempt not counted. */
  readonly retries: number | 'unknown';
  /** `learned from some-sdk 5.2.0`. */
  readonly by: string;
  /** The kind of generator or toolkit that it is made with. */
  readonly family?: string;
  /** What it exports that starts requests, as data for look-ups; absent where nothing is known to. */
  readonly library?: Library;
}

/** A package as it is installed: files inside it only. Paths are absolute and `/`-separated. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** Its package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The shipped JavaScript that a specifier gives, by what follows the package's name: `''`, `sub/path`. */
  entry(below: string): string | undefined;
  /** The shipped JavaScript that an import inside the package names; undefined for other packages. */
  resolve(specifier: string, from: string): string | undefined;
  read(path: string): string | undefined;
  /** Paths of some of its files relative to its folder, those of the upper folders first. */
  list(): readonly string[];
  /** What `remember` was given under a key for this version, also in an earlier process. */
  recall?(key: string): unknown;
  remember?(key: string, value: unknown): void;
}

/** Where installed packages come from. */
export interface InstalledFiles {
  /** The package of this name that `from` would load. */
  installed?(name: string, from: string): InstalledPackage | undefined;
}

/** `@scope/name` or `name` of a bare specifier; undefined where it is none. */
export function packageNameOf(specifier: string): string | undefined {
  if (/^(?:[./#\\]|node:|[a-z]+:)/.test(specifier)) return undefined;
  const [first, second] = specifier.split('/');
  if (!specifier.startsWith('@')) return first === '' ? undefined : first;
  return first !== '@' && second ? `${first}/${second}` : undefined;
}
