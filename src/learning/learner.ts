import type { ParsedFile } from '../ast/types.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import { startsSomething } from '../knowledge/starts.ts';
import { FileContext, findRequest } from '../values/index.ts';
import type { FoundRequest, ModulePort, ProjectFiles } from '../values/index.ts';
import { exportsOf } from './exports.ts';
import { familyOf } from './families.ts';
import { RequestFlow } from './flow.ts';
import { libraryFor } from './library.ts';
import { limitsOf } from './limits.ts';
import type { Limits } from './limits.ts';
import { NumbersOfPackage } from './numbers.ts';
import { packageNameOf } from './package.ts';
import type { InstalledFiles, InstalledPackage, Learned } from './package.ts';
import { reachableFrom } from './reachable.ts';
import type { Reachable } from './reachable.ts';
import { ShapeOfPackage } from './shape.ts';

export interface LearnerOptions {
  readonly files: InstalledFiles;
  readonly parse: (text: string, path: string) => ParsedFile;
  readonly knowledge: Knowledge;
  /** What the files of a package tell each other. */
  readonly portOver: (files: ProjectFiles, parse: LearnerOptions['parse']) => ModulePort;
}

/** Changes with what is learned, so that what an older version remembered is not believed. */
const FORMAT = 1;
/** Packages that one leads to through others: a client, its core, its transport. */
const MAX_NESTING = 3;
/** Globals of the platform by which a text may start a request. */
const SPEAKS = /(?<![\w$])(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)(?![\w$])/;
const PLATFORM = /^(?:node:)?(?:https?|http2|net|tls|dgram)$/;

/**
 * Learns from the shipped code of installed packages what they do over the network. Each is read once for each version;
 * nothing of it is ever run.
 */
export class Learner {
  readonly #options: LearnerOptions;
  readonly #known = new Map<string, Learned>();
  readonly #open = new Set<string>();

  constructor(options: LearnerOptions) {
    this.#options = options;
  }

  /** Data for look-ups of a package that talks to the network; undefined for all others. */
  library(specifier: string, from: string): Library | undefined {
    return this.learn(specifier, from)?.library;
  }

  /** What is learned of the package that a specifier names in a file; undefined where none is installed. */
  learn(specifier: string, from: string): Learned | undefined {
    const name = packageNameOf(specifier);
    if (name === undefined || this.#options.knowledge.byName(name)) return undefined;
    const pkg = this.#options.files.installed?.(name, from);
    if (!pkg) return undefined;
    const key = `${pkg.folder}\0${specifier}`;
    const known = this.#known.get(key) ?? recalled(pkg, specifier);
    if (known) {
      this.#known.set(key, known);
      return known;
    }
    if (this.#open.has(key) || this.#open.size >= MAX_NESTING) return undefined;
    this.#open.add(key);
    try {
      const learned = this.#read(pkg, specifier);
      this.#known.set(key, learned);
      // What was cut short by the packages around it is worked out again when it is asked for by itself.
      if (this.#open.size === 1) pkg.remember?.(specifier, { format: FORMAT, learned });
      return learned;
    } finally {
      this.#open.delete(key);
    }
  }

  #read(pkg: InstalledPackage, specifier: string): Learned {
    const by = `learned from ${pkg.name} ${pkg.version}`;
    const entry = pkg.entry(specifier.slice(pkg.name.length + 1));
    const family = familyOf({ manifest: pkg.manifest, files: pkg.list(), texts: [] });
    if (entry === undefined) return { requests: 'unknown', timeoutMs: 'unknown', retries: 'unknown', by };
    const part = reachableFrom(pkg, entry);
    if (!this.#maySpeak(part)) {
      return { requests: part.complete ? 'no' : 'unknown', timeoutMs: 'unknown', retries: 'unknown', by };
    }
    return this.#analyse(pkg, specifier, part, by, family?.name);
  }

  /** A text names what starts requests, or a package that does. */
  #maySpeak({ texts, outside }: Reachable): boolean {
    for (const text of texts.values()) if (SPEAKS.test(text)) return true;
    for (const [path, specifiers] of outside) if (specifiers.some((one) => this.#talks(one, path))) return true;
    return false;
  }

  #talks(specifier: string, from: string): boolean {
    if (PLATFORM.test(specifier)) return true;
    const known = this.#options.knowledge.byModule(specifier);
    if (known) return Object.values(known.exports).some((ref) => startsSomething(known, ref));
    return this.learn(specifier, from)?.requests === 'yes';
  }

  #analyse(
    pkg: InstalledPackage,
    specifier: string,
    part: Reachable,
    by: string,
    family: string | undefined,
  ): Learned {
    const { knowledge } = this.#options;
    const parsed = new Map<string, ParsedFile>();
    const parse = (text: string, path: string): ParsedFile => {
      const file = parsed.get(path) ?? this.#options.parse(text, path);
      parsed.set(path, file);
      return file;
    };
    const port = this.#options.portOver(filesOf(pkg, part), parse);
    const files = [...part.texts]
      .filter(([path]) => !path.endsWith('.json'))
      .map(([path, text]) => new FileContext(parse(text, path), port, knowledge));
    const requests = files.flatMap(requestsIn);
    if (requests.length === 0) return { requests: 'unknown', timeoutMs: 'unknown', retries: 'unknown', by };
    const limits = limitsOf(files, requests, new NumbersOfPackage(files), part.complete);
    const flow = new RequestFlow(files, requests.some(({ client }) => client.library.name === 'node:net'));
    const exports = exportsOf(part.entry, port, files);
    const drawn = new ShapeOfPackage(flow).of(exports);
    const learned: Learned = { requests: 'yes', ...figures(limits), by, ...(family === undefined ? {} : { family }) };
    const library = libraryFor({ pkg, specifier, learned, limits, drawn, exports: [...exports.keys()], texts: part.texts });
    return library ? { ...learned, library } : learned;
  }
}

function figures({ timeoutMs, retries }: Limits): Pick<Learned, 'timeoutMs' | 'retries'> {
  return { timeoutMs, retries };
}

function recalled(pkg: InstalledPackage, specifier: string): Learned | undefined {
  const stored = pkg.recall?.(specifier) as { readonly format?: unknown; readonly learned?: Learned } | undefined;
  return stored?.format === FORMAT ? stored.learned : undefined;
}

function requestsIn(file: FileContext): FoundRequest[] {
  const { calls, news, tagged } = file.index;
  return [...calls, ...news, ...tagged].flatMap((node) => findRequest(file, node) ?? []);
}

/** The files of a package as the analysis asks for them. */
function filesOf(pkg: InstalledPackage, { texts }: Reachable): ProjectFiles {
  return {
    read: (path) => texts.get(path),
    resolve: (specifier, from) => pkg.resolve(specifier, from),
    version: () => undefined,
    environment: () => 'unknown',
    containing: () => [],
  };
}
