import { scanExports, type ExportScan } from '../scan/exportedNames.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import { Answers, cutShort } from '../ast/answers.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import type { Environment } from '../facts/model.ts';
import { joinValues } from '../values/index.ts';
import { LAST_RESORT_MARKERS, joinLastResorts, lastResortIn } from '../knowledge/lastResort.ts';
import type { LastResort } from '../knowledge/lastResort.ts';
import type { ConnectionNames } from '../knowledge/wholeProgram.ts';
import { frameworkExported } from '../knowledge/serverFrameworks.ts';
import {
  ERROR_LISTENER_MARKER,
  HEARS_SIGNALS,
  HEARS_TERMINATION,
  HOOK_MARKERS,
  MANAGER_MARKERS,
  SHUTDOWN_MARKERS,
  mayListenFor,
  needsHooks,
} from '../knowledge/wholeProgram.ts';
import { callsWithoutLimit, mayPassTo, moduleName } from '../knowledge/passedLimits.ts';
import { OF_TESTS, OTHER_PROGRAM, runsApartFrom, seesToEndOf } from './ownProgram.ts';
import { handedTo } from './handedOver.ts';
import { namesHandingOn } from './namesHandingOn.ts';
import { NamesInFiles } from './namesInFiles.ts';
import type { PassedLimit } from '../knowledge/passedLimits.ts';
import { IMPLEMENTS_MARKER, implementationsIn } from '../knowledge/implementations.ts';
import { globalsSetIn, membersSetIn, REGISTRY_MARKER } from '../knowledge/registries.ts';
import type {
  AbstractValue,
  FileContext,
  GlobalMutation,
  ModulePort,
  ModuleSummary,
  Parameter,
  ProjectFiles,
} from '../values/index.ts';

export interface ModuleIndexOptions {
  readonly files: ProjectFiles;
  /** The parser for files that others ask about; ESLint's own where ESLint asks. */
  readonly parse: (text: string, path: string) => ParsedFile;
  readonly summarize: (file: ParsedFile, port: ModulePort) => ModuleSummary;
  readonly knowledge: Knowledge;
  readonly typed?: ModulePort['typed'];
  /** What the code of an installed package tells; asked for what neither `knowledge` nor `files` has. */
  readonly learn?: (specifier: string, fromFile: string) => Library | undefined;
  /** Characters of source whose trees are kept at most. Trees take about sixty times the memory of their text. */
  readonly keep?: number;
}

interface Entry {
  readonly file: ParsedFile;
  readonly summary: ModuleSummary;
  readonly size: number;
}

const MAX_CACHED_CHARACTERS = 2_000_000;
/** Files that one answer may lead through: no reader would follow a value further. */
const MAX_IMPORT_DEPTH = 8;
/** Files that one member of a global is looked up in. */
const MAX_SETTERS = 6;
/**
 * The modules of a project as they look to each other. Each is parsed and summarized once, when it is first asked
 * about; the least recently used ones are dropped when too much is kept. Tell it with `changed` when a file is no
 * longer what it was.
 */
export class ModuleIndex implements ModulePort {
  readonly #options: ModuleIndexOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #handles = new Map<string, ModuleSummary>();
  /** Which files a file's answers came from; kept when entries are dropped. */
  readonly #edges = new Map<string, Set<string>>();
  readonly #asking = new Set<string>();
  /** What files may export, by their text; kept when entries are dropped. */
  readonly #exports = new Map<string, ExportScan>();
  #mutationFiles = new Answers<string, readonly GlobalMutation[]>([]);
  readonly #names: NamesInFiles;
  #size = 0;

  constructor(options: ModuleIndexOptions) {
    this.#options = options;
    this.#names = new NamesInFiles((file) => options.files.read(file) ?? '');
  }

  summary(specifier: string, fromFile: string): { readonly file: string; readonly summary: ModuleSummary } | undefined {
    const file = this.#leads(specifier, fromFile);
    return file === undefined ? undefined : { file, summary: this.of(file) };
  }

  mayExport(specifier: string, fromFile: string, name: string): boolean {
    return this.#mayExport(specifier, fromFile, name, new Set());
  }

  #mayExport(specifier: string, fromFile: string, name: string, seen: Set<string>): boolean {
    const file = this.#leads(specifier, fromFile);
    // Packages are for `libraries` and `learn` to tell.
    if (file === undefined) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    const { names, stars, open } = this.#exportsOf(file);
    return open || names.has(name) || stars.some((star) => this.#mayExport(star, file, name, seen));
  }

  #exportsOf(file: string): ExportScan {
    let scan = this.#exports.get(file);
    if (!scan) {
      scan = scanExports(this.#options.files.read(file) ?? '');
      this.#exports.set(file, scan);
    }
    return scan;
  }

  /** The file that an import leads to; what is known of `fromFile` rests on it from here on. */
  #leads(specifier: string, fromFile: string): string | undefined {
    const file = this.#options.files.resolve(specifier, fromFile);
    if (file === undefined) return undefined;
    this.#restOn(fromFile, file);
    return file;
  }

  learned(specifier: string, fromFile: string): Library | undefined {
    const { learn, files } = this.#options;
    if (!learn || /^[./#]/.test(specifier) || files.resolve(specifier, fromFile) !== undefined) return undefined;
    return learn(specifier, fromFile);
  }

  version(packageName: string, fromFile: string): string | undefined {
    return this.#options.files.version(packageName, fromFile);
  }

  dependsOn(packageName: string, fromFile: string): boolean {
    const { files } = this.#options;
    return files.dependsOn?.(packageName, fromFile) ?? files.version(packageName, fromFile) !== undefined;
  }

  lowestNode(file: string): string | undefined {
    return this.#options.files.lowestNode?.(file);
  }

  environment(file: string): Environment {
    return this.#options.files.environment(file);
  }

  root(file: string): string | undefined {
    return this.#options.files.root?.(file);
  }

  mutations(library: string, fromFile: string): readonly GlobalMutation[] {
    const markers = new Set(this.#options.knowledge.byName(library)?.mutations?.map(({ marker }) => marker));
    const files = new Set<string>();
    for (const marker of markers) {
      for (const file of this.#options.files.containing(marker, fromFile)) files.add(file);
    }
    // What a test sets up for itself (`setGlobalDispatcher(new MockAgent())`) says nothing of the program.
    const own = [...files].filter((file) => file === fromFile || !this.#isTest(file) || this.#isTest(fromFile));
    return own.flatMap((file) => this.#mutationsIn(file)).filter((mutation) => mutation.library === library);
  }

  #isTest(file: string): boolean {
    return OF_TESTS.test(this.#inProject(file));
  }

  /** Below the root of its project, whose own folder may be called anything. */
  #inProject(file: string): string {
    const root = this.#options.files.root?.(file);
    return root !== undefined && file.startsWith(root) ? file.slice(root.length) : file;
  }

  lastResort(fromFile: string): LastResort {
    const files = new Set(LAST_RESORT_MARKERS.flatMap((marker) => this.#options.files.containing(marker, fromFile)));
    for (const file of files) this.#restOn(fromFile, file);
    return joinLastResorts(
      [...files]
        .filter((file) => file === fromFile || !OTHER_PROGRAM.test(this.#inProject(file)))
        .filter((file) => !runsApartFrom(file, fromFile, this.#options.files, this.#importersOf))
        .map((file) => lastResortIn(this.#options.files.read(file) ?? '')),
    );
  }

  typed(context: FileContext, node: Node): AbstractValue | undefined {
    return this.#options.typed?.(context, node);
  }

  mayListen(names: ConnectionNames, fromFile: string): boolean {
    const listens = (text: string, file: string): boolean => mayListenFor(text, names, file === fromFile);
    return this.#anyInProgram([ERROR_LISTENER_MARKER], fromFile, listens);
  }

  mayPassLimit(names: readonly string[], limits: readonly PassedLimit[], fromFile: string): boolean | 'some' {
    const read = (file: string): string => this.#options.files.read(file) ?? '';
    const own = read(fromFile);
    const exportsOf = (file: string): readonly string[] => this.of(file).names;
    const all = namesHandingOn(names, fromFile, { importersOf: this.#importersOf, read, exportsOf });
    const lacks = (text: string): boolean => callsWithoutLimit(text, names, fromFile);
    const passes = (text: string): boolean => text !== own && mayPassTo(text, all, limits);
    // Where no file imports it, its callers are out of sight.
    if (!this.#anyInProgram(limits, fromFile, passes)) return this.#importersOf(fromFile).length === 0;
    return this.#anyInProgram([`/${moduleName(fromFile)}`], fromFile, lacks) ? 'some' : true;
  }

  readonly #importersOf = (path: string): readonly string[] => {
    const [name] = /\/[^/]*$/.exec(path.replace(/(?:\/index)?\.\w+$/, '')) ?? [path];
    return this.#options.files.containing(name, path, 'project').filter((file) => file !== path);
  };

  mayShutDown(fromFile: string, on?: 'terminate'): boolean {
    const { files } = this.#options;
    const holds = on ? (text: string) => HEARS_TERMINATION.test(text) : seesToEndOf(fromFile, files, this.#importersOf);
    const markers = on ? [...SHUTDOWN_MARKERS, ...MANAGER_MARKERS] : SHUTDOWN_MARKERS;
    return this.#anyInProgram(markers, fromFile, holds);
  }

  frameworkBehind(specifier: string, name: string, fromFile: string): string | undefined {
    const file = this.#leads(specifier, fromFile);
    return file === undefined ? undefined : frameworkExported(this.#options.files.read(file) ?? '', name);
  }

  missesShutdownHooks(fromFile: string): boolean {
    const hears = (text: string): boolean => HEARS_SIGNALS.test(text);
    if (!this.#anyInProgram(HOOK_MARKERS, fromFile, needsHooks(fromFile))) return false;
    return !this.#anyInProgram(SHUTDOWN_MARKERS, fromFile, hears);
  }

  startersOf(file: string): { readonly scripts: readonly string[]; readonly entry?: boolean } {
    return this.#options.files.startersOf?.(file) ?? { scripts: [] };
  }

  isStarted(file: string): boolean {
    return this.#options.files.isStarted?.(file) ?? false;
  }

  isPublished(file: string): boolean {
    return this.#options.files.isPublished?.(file) ?? false;
  }

  /** Whether one of the project's files with one of the marks is such; what is no part of the program is left out. */
  #anyInProgram(markers: readonly string[], fromFile: string, holds: (text: string, file: string) => boolean): boolean {
    const known = this.#edges.get(fromFile) ?? new Set();
    this.#edges.set(fromFile, known);
    const files = new Set(markers.flatMap((marker) => this.#options.files.containing(marker, fromFile, 'project')));
    for (const file of files) {
      if (file !== fromFile && OTHER_PROGRAM.test(this.#inProject(file))) continue;
      if (!holds(this.#options.files.read(file) ?? '', file)) continue;
      known.add(file);
      return true;
    }
    for (const file of files) known.add(file);
    return false;
  }

  registered(name: string, member: string | undefined, fromFile: string): AbstractValue | undefined {
    const setters = this.#globalsOf(fromFile).get(name);
    if (!setters) return undefined;
    const files = member === undefined ? setters : this.#membersOf(name, fromFile).get(member);
    const values: AbstractValue[] = [];
    for (const file of (files ?? []).slice(0, MAX_SETTERS)) {
      this.#restOn(fromFile, file);
      const value = this.of(file).assigned(name, member);
      if (value && value.kind !== 'unknown') values.push(value);
    }
    return values.length > 0 ? joinValues(values) : undefined;
  }

  handed(parameter: Parameter, member?: string): AbstractValue | undefined {
    const path = parameter.file.file.path;
    const counts = (file: string): boolean => this.#isTest(path) || !this.#isTest(file);
    return handedTo(parameter, member, {
      importersOf: (file) => this.#importersOf(file).filter(counts),
      settersOf: (name, of) => this.#membersOf(name, path).get(of)?.filter(counts) ?? [],
      of: (file) => this.#relied(path, file),
    });
  }

  #relied(file: string, on: string): ModuleSummary {
    if (on !== file) this.#restOn(file, on);
    return this.of(on);
  }

  #restOn(file: string, on: string): void {
    this.#edges.set(file, (this.#edges.get(file) ?? new Set()).add(on));
  }

  implementation(name: string, fromFile: string): AbstractValue | undefined {
    const files = this.#options.files.containing(IMPLEMENTS_MARKER, fromFile, 'project');
    const own = this.#names
      .of(files, 'implements', (text) => implementationsIn(text).flatMap(({ of }) => of))
      .get(name);
    const file = own?.filter((one) => !OTHER_PROGRAM.test(this.#inProject(one)));
    if (file?.length !== 1) return undefined;
    const classes = implementationsIn(this.#options.files.read(file[0]!) ?? '').filter(({ of }) => of.includes(name));
    this.#restOn(fromFile, file[0]!);
    return classes.length === 1 ? this.of(file[0]!).value(classes[0]!.name) : undefined;
  }

  #globalsOf(fromFile: string): ReadonlyMap<string, readonly string[]> {
    return this.#names.of(this.#options.files.containing(REGISTRY_MARKER, fromFile), '', globalsSetIn);
  }

  #membersOf(name: string, fromFile: string): ReadonlyMap<string, readonly string[]> {
    return this.#names.of(this.#options.files.containing(`${name}.`, fromFile), name, (text) =>
      membersSetIn(text, name),
    );
  }

  /** The summary of one file, which is parsed when the summary is first asked something. */
  of(file: string): ModuleSummary {
    let known = this.#handles.get(file);
    if (!known) this.#handles.set(file, (known = this.#guarded(file)));
    return known;
  }

  /** The files that what is known about `file` rests on, itself not included. */
  dependenciesOf(file: string): readonly string[] {
    const found = new Set<string>();
    const open = [file];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of this.#edges.get(at) ?? []) {
        if (next === file || found.has(next)) continue;
        found.add(next);
        open.push(next);
      }
    }
    return [...found];
  }

  /** A file's text has changed, or it has come or gone: forgets it and all that was worked out from it. */
  changed(file: string): void {
    const stale = new Set([file]);
    for (let grown = true; grown;) {
      grown = false;
      for (const [from, targets] of this.#edges) {
        if (stale.has(from) || ![...targets].some((target) => stale.has(target))) continue;
        stale.add(from);
        grown = true;
      }
    }
    for (const path of stale) {
      this.#forget(path);
      this.#edges.delete(path);
      this.#exports.delete(path);
      this.#mutationFiles.forget(path);
    }
  }

  /** Forgets everything, for when files have come or gone in a way that may change what imports lead to. */
  clear(): void {
    this.#entries.clear();
    this.#edges.clear();
    this.#exports.clear();
    this.#mutationFiles = new Answers([]);
    this.#size = 0;
  }

  #mutationsIn(file: string): readonly GlobalMutation[] {
    // Working them out may ask for the mutations that hold in that file.
    return this.#mutationFiles.of(file, () => this.of(file).mutations);
  }

  /** A summary that answers from the file as it is, and whose answers end, whatever modules re-export each other. */
  #guarded(file: string): ModuleSummary {
    const ask = <T>(what: string, work: (summary: ModuleSummary) => T | undefined): T | undefined => {
      const question = `${file}\0${what}`;
      const within = this.#asking.has(question);
      // What asks for itself gets a stand-in from the summary.
      if (!within && this.#asking.size >= MAX_IMPORT_DEPTH) {
        cutShort();
        return undefined;
      }
      const summary = this.#loaded(file);
      if (!summary) return undefined;
      this.#asking.add(question);
      try {
        return work(summary);
      } finally {
        if (!within) this.#asking.delete(question);
      }
    };
    return {
      file,
      get names() {
        return ask('names', (summary) => summary.names) ?? [];
      },
      value: (name) => ask(`value ${name}`, (summary) => summary.value(name)),
      type: (name) => ask(`type ${name}`, (summary) => summary.type(name)),
      get mutations() {
        return ask('mutations', (summary) => summary.mutations) ?? [];
      },
      assigned: (name, member) => ask(`assigned ${name} ${member ?? ''}`, (summary) => summary.assigned(name, member)),
      within: (what, work) => ask(what, (summary) => summary.within(what, work)),
      get network() {
        return ask('network', (summary) => summary.network) ?? false;
      },
    };
  }

  #loaded(file: string): ModuleSummary | undefined {
    const known = this.#entries.get(file);
    if (known) {
      // Re-inserted, so that the map stays in the order of use.
      this.#entries.delete(file);
      this.#entries.set(file, known);
      return known.summary;
    }
    const text = this.#options.files.read(file);
    if (text === undefined) return undefined;
    const parsed = this.#options.parse(text, file);
    const summary = this.#options.summarize(parsed, this);
    this.adopt(parsed, summary);
    return summary;
  }

  /** Takes the summary of a file that somebody made on the way. */
  adopt(file: ParsedFile, summary: ModuleSummary): void {
    this.#forget(file.path);
    this.#entries.set(file.path, { file, summary, size: file.text.length });
    this.#size += file.text.length;
    this.#shrink(file.path);
  }

  /** The tree of a file that is kept for its summary. */
  parsed(path: string): ParsedFile | undefined {
    return this.#entries.get(path)?.file;
  }

  #forget(path: string): void {
    this.#size -= this.#entries.get(path)?.size ?? 0;
    this.#entries.delete(path);
  }

  #shrink(keeping: string): void {
    const most = this.#options.keep ?? MAX_CACHED_CHARACTERS;
    for (const [file, { size }] of this.#entries) {
      if (this.#size <= most) return;
      if (file === keeping) continue;
      this.#entries.delete(file);
      this.#size -= size;
    }
  }
}
