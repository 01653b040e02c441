import type { Knowledge } from '../knowledge/lookup.ts';
import { startsSomething } from '../knowledge/starts.ts';
import { packageNameOf } from './package.ts';
import type { InstalledFiles, InstalledPackage, Learned } from './package.ts';
import { reachableFrom } from './reachable.ts';
import type { Reachable } from './reachable.ts';

/** Changes with what is looked for, so that what an older version remembered is not believed. */
const FORMAT = 1;
/** Packages that one leads to through others: a client, its core, its transport. */
const MAX_NESTING = 4;
/** Globals of the platform by which a text may start a request. */
const SPEAKS = /(?<![\w$])(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)(?![\w$])/;
const PLATFORM = /^(?:node:)?(?:https?|http2|net|tls|dgram)$/;
/** Modules of Node that ask nobody. */
const BUILT_IN =
  /^(?:node:.*|assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|diagnostics_channel|domain|events|fs|fs\/promises|module|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|stream\/\w+|string_decoder|timers|timers\/promises|tty|url|util|util\/types|v8|vm|worker_threads|zlib)$/;
/** What a package extends that is no client: pages, bundlers, test runners, linters, frameworks. */
const EXTENDS_TOOL =
  /^(?:react(?:-dom|-native)?|preact|vue|svelte|solid-js|@angular\/.*|next|nuxt|astro|vite|webpack|rollup|esbuild|eslint|jest|vitest|@babel\/core|postcss|storybook)$/;

/** Which installed packages may start requests, by their text alone: nothing is parsed. */
export class Speakers {
  readonly #files: InstalledFiles;
  readonly #knowledge: Knowledge;
  readonly #known = new Map<string, Learned['requests']>();
  readonly #open = new Set<string>();

  constructor(files: InstalledFiles, knowledge: Knowledge) {
    this.#files = files;
    this.#knowledge = knowledge;
  }

  /** Whether what a specifier of a file gives may start requests; `no` only where all of it was read. */
  speaks(specifier: string, from: string): Learned['requests'] {
    if (PLATFORM.test(specifier)) return 'yes';
    if (BUILT_IN.test(specifier)) return 'no';
    const known = this.#knowledge.byModule(specifier);
    if (known) return Object.values(known.exports).some((ref) => startsSomething(known, ref)) ? 'yes' : 'no';
    const name = packageNameOf(specifier);
    const pkg = name === undefined ? undefined : this.#files.installed?.(name, from);
    return pkg ? this.ofPackage(pkg, specifier) : 'unknown';
  }

  /** The same of a package that is at hand. */
  ofPackage(pkg: InstalledPackage, specifier: string): Learned['requests'] {
    const key = `${pkg.folder}\0${specifier}`;
    const known = this.#known.get(key) ?? recalled(pkg, specifier);
    if (known !== undefined) return known;
    if (this.#open.has(key)) return 'no';
    if (this.#open.size >= MAX_NESTING) return 'unknown';
    this.#open.add(key);
    const found = this.#read(pkg, specifier);
    this.#open.delete(key);
    this.#known.set(key, found);
    // What was cut short by the packages around it is looked at again when it is asked for by itself.
    if (this.#open.size === 0) pkg.remember?.(`speaks ${specifier}`, { format: FORMAT, found });
    return found;
  }

  #read(pkg: InstalledPackage, specifier: string): Learned['requests'] {
    if (isPlugIn(pkg)) return 'unknown';
    const entry = pkg.entry(specifier.slice(pkg.name.length + 1));
    if (entry === undefined) return 'unknown';
    const part = reachableFrom(pkg, entry);
    const found = this.#ofTexts(part);
    // A command that is larger than any client: its requests are its own affair.
    return found === 'yes' && pkg.manifest['bin'] !== undefined && part.cut ? 'unknown' : found;
  }

  #ofTexts({ texts, outside, complete }: Reachable): Learned['requests'] {
    for (const text of texts.values()) if (SPEAKS.test(text)) return 'yes';
    let found: Learned['requests'] = complete ? 'no' : 'unknown';
    for (const [path, specifiers] of outside) {
      for (const specifier of specifiers) {
        const one = this.speaks(specifier, path);
        if (one === 'yes') return one;
        if (one === 'unknown') found = one;
      }
    }
    return found;
  }
}

function isPlugIn({ manifest }: InstalledPackage): boolean {
  const peers = manifest['peerDependencies'];
  return typeof peers === 'object' && peers !== null && Object.keys(peers).some((name) => EXTENDS_TOOL.test(name));
}

function recalled(pkg: InstalledPackage, specifier: string): Learned['requests'] | undefined {
  const stored = pkg.recall?.(`speaks ${specifier}`) as
    { readonly format?: unknown; readonly found?: Learned['requests'] } | undefined;
  return stored?.format === FORMAT ? stored.found : undefined;
}
