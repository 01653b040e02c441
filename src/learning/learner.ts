import type { ParsedFile } from '../ast/types.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import { FileContext, findRequest } from '../values/index.ts';
import type { ModulePort, ProjectFiles } from '../values/index.ts';
import { exportsOf } from './exports.ts';
import { familyOf } from './families.ts';
import type { Family } from './families.ts';
import { RequestFlow } from './flow.ts';
import { libraryFor } from './library.ts';
import { limitsOf } from './limits.ts';
import type { ClientBelow, Limits } from './limits.ts';
import { handedOn, meansOf } from './means.ts';
import { NumbersOfPackage } from './numbers.ts';
import { packageNameOf } from './package.ts';
import type { InstalledFiles, InstalledPackage, Learned } from './package.ts';
import { reachableFrom } from './reachable.ts';
import type { Reachable } from './reachable.ts';
import { ShapeOfPackage } from './shape.ts';
import { Speakers } from './speech.ts';

export interface LearnerOptions {
  readonly files: InstalledFiles;
  readonly parse: (text: string, path: string) => ParsedFile;
  readonly knowledge: Knowledge;
  /** What the files of a package tell each other. */
  readonly portOver: (files: ProjectFiles, parse: LearnerOptions['parse']) => ModulePort;
}

/** Changes with what is learned, so that what an older version remembered is not believed. */
const FORMAT = 1;
/** Files that are looked at for the mark of a generator, and how far. */
const MARKED_FILES = 40;
const MARK_LENGTH = 600;
/** Packages that one leads to through others: a client, its core, its transport. */
const MAX_NESTING = 3;
/**
 * Learns from the shipped code of installed packages what they do over the network. Each is read once for each version;
 * nothing of it is ever run.
 */
export class Learner {
  readonly #options: LearnerOptions;
  readonly #speakers: Speakers;
  readonly #known = new Map<string, Learned>();
  readonly #open = new Set<string>();

  constructor(options: LearnerOptions) {
    this.#options = options;
    this.#speakers = new Speakers(options.files, options.knowledge);
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
    const nothing = { timeoutMs: 'unknown', retries: 'unknown', by } as const;
    const entry = pkg.entry(specifier.slice(pkg.name.length + 1));
    if (entry === undefined) return { ...nothing, requests: 'unknown' };
    const speaks = this.#speakers.ofPackage(pkg, specifier);
    if (speaks === 'no') return { ...nothing, requests: 'no' };
    const part = reachableFrom(pkg, entry);
    const family = familyOf({
      manifest: pkg.manifest,
      files: pkg.list(),
      texts: [...part.texts.values()].slice(0, MARKED_FILES).map((text) => text.slice(0, MARK_LENGTH)),
    });
    if (speaks !== 'yes' && !family) return { ...nothing, requests: speaks };
    return this.#analyse(pkg, specifier, part, by, family);
  }

  #analyse(pkg: InstalledPackage, specifier: string, part: Reachable, by: string, family: Family | undefined): Learned {
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
    const clients = files.flatMap((file) => clientsIn(file));
    const means = meansOf(files, clients);
    const flow = new RequestFlow(files, means);
    const byName = files.some((file) => file.index.calls.some((call) => flow.sends(file, call)));
    const exports = exportsOf(part.entry, port, files);
    const drawn = new ShapeOfPackage(flow).of(exports);
    if (!family && clients.length === 0 && !byName && Object.keys(drawn.exports).length === 0)
      return { requests: 'unknown', timeoutMs: 'unknown', retries: 'unknown', by };
    const below = byName ? [...clients, ...handedOn(files, means)] : clients;
    const limits = limitsOf(files, below, new NumbersOfPackage(files), part.complete);
    const learned: Learned = {
      requests: 'yes',
      ...figures(limits, family),
      by,
      ...(family ? { family: family.name } : {}),
    };
    const library = libraryFor({
      pkg,
      specifier,
      learned,
      limits,
      drawn,
      exports: [...exports.keys()],
      texts: part.texts,
    });
    return library ? { ...learned, library } : learned;
  }
}

/** What its code says; where that is not known, what its family does. */
function figures({ timeoutMs, retries }: Limits, family: Family | undefined): Pick<Learned, 'timeoutMs' | 'retries'> {
  return {
    timeoutMs: timeoutMs === 'unknown' && family ? family.timeoutMs : timeoutMs,
    retries: retries === 'unknown' && family ? family.retries : retries,
  };
}

function recalled(pkg: InstalledPackage, specifier: string): Learned | undefined {
  const stored = pkg.recall?.(specifier) as { readonly format?: unknown; readonly learned?: Learned } | undefined;
  return stored?.format === FORMAT ? stored.learned : undefined;
}

/** The clients that the requests of a file go through. */
function clientsIn(file: FileContext): ClientBelow[] {
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
