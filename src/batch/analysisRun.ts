import { availableParallelism } from 'node:os';
import type { Declared } from '../lint/configFile.ts';
import { knowledgeWith } from '../lint/declared.ts';
import type { ParserName } from '../parser/parserNames.ts';
import { Pool, TookTooLong } from '../files/workers.ts';
import type { Skipped } from '../files/walk.ts';
import type { Batch, BatchOutcome, Engine, EngineSetup, FileOutcome } from './engine.ts';
import { filesWithQuestions, sourcesAt, typedResults } from './typedResults.ts';
import { PackageReach } from '../compiler/packageReach.ts';
import { CompilerOracle } from '../compiler/compilerOracle.ts';
import type { TypeOracle } from '../typing/oracle.ts';
import { knowledge as builtIn } from '../libraries/index.ts';
import type { TypesMode } from './typesModes.ts';
import { ResultCache } from './resultCache.ts';
import type { CachedResult } from './resultCache.ts';
import { collectSources } from './sourceSet.ts';
import type { SourceFile, SourceSet } from './sourceSet.ts';
import type { TaskName } from './tasks.ts';

export interface AnalysisRun {
  /** The working directory, absolute and `/`-separated. */
  readonly from: string;
  readonly paths: readonly string[];
  /** Whether the configuration leaves a file out. */
  readonly ignores?: (path: string) => boolean;
  readonly task: TaskName;
  /** Plain data for the task; part of what cached results are kept under. */
  readonly settings: unknown;
  readonly declared?: Declared;
  readonly parser?: ParserName;
  readonly cache: boolean;
  /** `auto`: where dependencies are installed and syntax leaves something open, a compiler is asked. Default `off`. */
  readonly types?: TypesMode;
  /** Who is asked; by default the TypeScript that Breakwater brings. */
  readonly oracle?: TypeOracle;
  /** Threads in use, this one included; by default as many as there are processors. */
  readonly threads?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A file on which Breakwater itself failed, or took too long twice. */
export interface Failure {
  readonly path: string;
  readonly message: string;
  readonly late?: true;
}

export interface AnalysisResults<Result> {
  /** By path, in the order of the tree. Files without anything of interest in them may be missing. */
  readonly results: ReadonlyMap<string, Result>;
  readonly failures: readonly Failure[];
  readonly skipped: readonly Skipped[];
  /** Configuration files and folders that could not be used, and what that means; one for each. */
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
  /** Files that were read, analysed now, and taken from the cache. */
  readonly counts: { readonly read: number; readonly analysed: number; readonly cached: number };
  readonly sources: SourceSet;
  /** What read the files; absent where all results came from the cache. */
  readonly parser?: ParserName;
}

type Job = Batch['files'][number];

/** Fewer characters than these are analysed faster here than by workers that have to load the parser first. */
const MIN_BYTES_FOR_WORKERS = 400_000;
const BATCH_BYTES = 120_000;
/** Milliseconds that a batch, and a file of a batch that failed, may take. */
const BATCH_TIMEOUT_MS = 60_000;
const FILE_TIMEOUT_MS = 15_000;
/** For one more try. */
const LAST_TIMEOUT_MS = 60_000;
/** Megabytes of heap for all workers together, or for this thread where there are none. */
const WORKER_HEAP_MB = 800;
/** Characters whose trees are kept for each megabyte of heap, where a character's tree takes sixty bytes. */
const KEPT_PER_MB = 7_500;
/** Run from source, through a loader, workers would lack the loader. */
const canThread = !import.meta.url.endsWith('.ts');

/**
 * Does one task on all files that paths stand for: from the cache where nothing has changed, else on worker threads.
 * @throws PathNotFoundError where a path stands for nothing; nothing that is wrong with a file makes it throw.
 */
export async function analyseAll<Result>(run: AnalysisRun): Promise<AnalysisResults<Result>> {
  const setup = setupOf(run);
  const cache = run.cache ? new ResultCache(run.from, JSON.stringify(setup)) : undefined;
  const threads = Math.max(1, Math.min(run.threads ?? availableParallelism(), 16));
  const workers = new WorkerPool(setup, threads);
  // Without a cache there will be work, and loading the parser takes as long as finding the files.
  if (cache?.isEmpty !== false && threads > 1 && canThread && namesFolders(run.paths)) workers.start();
  try {
    const warnings = new Map<string, string>();
    const sources = collectSources({
      from: run.from,
      paths: run.paths,
      ...(run.ignores ? { ignores: run.ignores } : {}),
      warn: (path, message) => void warnings.set(path, message),
      known: cache?.scans ?? new Map(),
      ...(run.declared ? { knowledge: knowledgeWith(run.declared) } : {}),
    });
    cache?.hold(sources);
    const asking =
      run.types === 'auto' ? filesWithQuestions(sources, reachOf(sources, run.declared)) : new Set<string>();
    const analysis = new Analysis(sources, cache, asking, run.onProgress);
    await analysis.complete(workers);
    const compiler = new CompilerOracle(run.from, canThread ? scriptOf('compilerWorker') : undefined);
    await analysis.askTypes(workers, run.oracle ?? compiler);
    return analysis.results<Result>(warnings);
  } finally {
    await workers.stop();
  }
}

type Kind = Pick<AnalysisRun, 'from' | 'task' | 'settings' | 'declared' | 'parser' | 'types'>;

/** Whether results of an earlier such run are kept. */
export function isCached(run: Kind): boolean {
  return !new ResultCache(run.from, JSON.stringify(setupOf(run))).isEmpty;
}

function setupOf(run: Kind): EngineSetup {
  return {
    task: run.task,
    settings: run.settings,
    ...(run.declared ? { declared: run.declared } : {}),
    ...(run.parser ? { parser: run.parser } : {}),
    ...(run.types === 'auto' ? { asks: true } : {}),
  };
}

/** What is known so far of each file: from the cache, or from those who analyse. */
class Analysis {
  readonly #sources: SourceSet;
  readonly #cache: ResultCache | undefined;
  /** Files in which a compiler may be asked something. */
  readonly #asking: ReadonlySet<string>;
  readonly #onProgress: AnalysisRun['onProgress'];
  readonly #found = new Map<string, CachedResult & { readonly dependencies?: readonly string[] }>();
  readonly #failures: Failure[] = [];
  /** Warnings about what surrounds the files: their configuration and folders. */
  readonly #surroundings: Map<string, string>;
  readonly #evidence = new Set<string>();
  readonly #planned = new Set<string>();
  #next: SourceFile[] = [];
  #analysed = 0;
  #parser: ParserName | undefined;

  constructor(
    sources: SourceSet,
    cache: ResultCache | undefined,
    asking: ReadonlySet<string>,
    onProgress: AnalysisRun['onProgress'],
  ) {
    this.#sources = sources;
    this.#cache = cache;
    this.#asking = asking;
    this.#onProgress = onProgress;
    this.#surroundings = new Map(Object.entries(cache?.warnings ?? {}));
  }

  async complete(workers: WorkerPool): Promise<void> {
    this.#plan(this.#sources.candidates);
    this.#plan(sourcesAt(this.#sources, this.#asking));
    // What is found to hand clients on adds its importers, so there may be several rounds.
    while (this.#next.length > 0) {
      const round = this.#next;
      this.#next = [];
      const { marked } = this.#sources;
      await workers.analyse(round.map(this.#toJob), { marked }, (outcome) => this.#add(outcome));
    }
    if (this.#analysed === 0) return;
    this.#cache?.save(this.#found, this.#evidence, Object.fromEntries(this.#surroundings));
  }

  /** Asks what syntax left open, and puts the results of the files that an answer came for in place of those without. */
  async askTypes(workers: WorkerPool, oracle: TypeOracle): Promise<void> {
    const questions = [...this.#found].flatMap(([path, { questions: open }]) =>
      open ? [{ path, questions: open }] : [],
    );
    const { marked } = this.#sources;
    try {
      const typed = await typedResults({
        oracle,
        questions,
        ...(this.#cache ? { cache: this.#cache.besides('types') } : {}),
        analyse: async (paths, answers) => {
          const results = new Map<string, unknown>();
          await workers.analyse(sourcesAt(this.#sources, paths), { marked, answers }, ({ files }) => {
            for (const { path, result, error } of files) if (error === undefined) results.set(path, result);
          });
          return results;
        },
      });
      for (const [path, result] of typed) this.#found.set(path, { ...this.#found.get(path), result });
    } catch (error) {
      const others = questions.length > 1 ? ` (and ${questions.length - 1} more)` : '';
      const why = `couldn't be checked with types${others}: ${(error as Error).message}; --types off skips this`;
      this.#surroundings.set(questions[0]!.path, why);
    }
  }

  readonly #toJob = ({ path, text }: SourceFile): Job => ({
    path,
    text,
    ...(this.#asking.has(path) ? { asks: true } : {}),
  });

  results<Result>(warnings: ReadonlyMap<string, string>): AnalysisResults<Result> {
    const results = new Map<string, Result>();
    for (const path of this.#sources.files.keys()) {
      const known = this.#found.get(path);
      if (known) results.set(path, known.result as Result);
    }
    const analysed = this.#analysed;
    return {
      results,
      failures: this.#failures,
      skipped: this.#sources.skipped,
      warnings: [...new Map([...warnings, ...this.#surroundings])].map(([path, message]) => ({ path, message })),
      counts: { read: this.#sources.files.size, analysed, cached: this.#planned.size - analysed },
      sources: this.#sources,
      ...(this.#parser ? { parser: this.#parser } : {}),
    };
  }

  #plan(files: readonly SourceFile[]): void {
    for (const file of files) {
      if (this.#planned.has(file.path)) continue;
      this.#planned.add(file.path);
      const known = this.#cache?.get(file.path);
      if (!known) {
        this.#next.push(file);
        continue;
      }
      this.#found.set(file.path, known);
      if (known.carries) this.#planImporters(file.path);
    }
  }

  #planImporters(carrier: string): void {
    this.#plan(this.#sources.importersOf(carrier));
  }

  #add(outcome: BatchOutcome): void {
    for (const { path, result, carries, questions, dependencies, error, late } of outcome.files) {
      if (error !== undefined) this.#failures.push({ path, message: error, ...(late ? { late: true } : {}) });
      else this.#found.set(path, { result, carries, questions, dependencies });
      if (carries) this.#planImporters(path);
    }
    for (const [path, message] of outcome.warnings) this.#surroundings.set(path, message);
    for (const path of outcome.evidence) this.#evidence.add(path);
    this.#parser ??= outcome.parser;
    this.#analysed += outcome.files.length;
    this.#onProgress?.(this.#found.size + this.#failures.length, this.#planned.size);
  }
}

/** Those who analyse: this thread for a little work, workers for much. */
class WorkerPool {
  readonly #setup: EngineSetup;
  readonly #threads: number;
  #pool: Pool | undefined;
  /** The engine of this thread, which keeps what it has parsed from one round to the next. */
  #own: Promise<Engine> | undefined;

  constructor(setup: EngineSetup, threads: number) {
    this.#setup = setup;
    this.#threads = threads;
  }

  start(): void {
    // This thread finds, reads and collects. Workers share nothing: each one more parses again what files import.
    const count = Math.max(1, this.#threads - 1);
    const memory = Math.max(256, Math.floor(WORKER_HEAP_MB / count));
    this.#pool ??= new Pool({ script: scriptOf('worker'), count, data: keeping(this.#setup, memory), memory });
  }

  async stop(): Promise<void> {
    await this.#pool?.close();
  }

  /** Analyses files on this thread or on workers; `around` is what holds for all of them. */
  async analyse(
    files: readonly Job[],
    around: Omit<Batch, 'files'>,
    settle: (outcome: BatchOutcome) => void,
  ): Promise<void> {
    if (files.length === 0) return;
    const size = files.reduce((sum, { text }) => sum + text.length, 0);
    if (!this.#pool && (size < MIN_BYTES_FOR_WORKERS || this.#threads === 1 || !canThread)) {
      this.#own ??= import('./engine.ts').then(({ openEngine }) => openEngine(keeping(this.#setup, WORKER_HEAP_MB)));
      const engine = await this.#own;
      for (const part of batches(files, BATCH_BYTES)) {
        settle(engine({ files: part, ...around }));
        // Lets signals and progress through between batches.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return;
    }
    this.start();
    await Promise.all(
      batches(files, Math.min(BATCH_BYTES, size / this.#threads / 3)).map((part) => this.#hand(part, around, settle)),
    );
  }

  async #hand(
    files: readonly Job[],
    around: Omit<Batch, 'files'>,
    settle: (outcome: BatchOutcome) => void,
  ): Promise<void> {
    const { answers } = around;
    const own = answers && Object.fromEntries(files.map(({ path }) => [path, answers[path] ?? {}]));
    const job: Batch = { files, ...around, ...(own ? { answers: own } : {}) };
    try {
      const alone = files.length === 1;
      const [limit, second] = alone ? [FILE_TIMEOUT_MS, LAST_TIMEOUT_MS] : [BATCH_TIMEOUT_MS];
      settle(await this.#pool!.run<BatchOutcome>(job, limit!, second));
    } catch (error) {
      if (files.length === 1) {
        const failed: FileOutcome = {
          path: files[0]!.path,
          error: (error as Error).message,
          dependencies: [],
          ...(error instanceof TookTooLong ? { late: true } : {}),
        };
        settle({ files: [failed], warnings: [], evidence: [] });
        return;
      }
      // One file of the batch ends a worker: each on its own shows which.
      await Promise.all(files.map((file) => this.#hand([file], around, settle)));
    }
  }
}

function keeping(setup: EngineSetup, megabytes: number): EngineSetup {
  return { ...setup, keep: megabytes * KEPT_PER_MB };
}

/** Neighbours stay together: they import the same modules, which a worker then parses once. */
function batches(files: readonly Job[], size: number): Job[][] {
  const all: Job[][] = [];
  let sum = size;
  for (const file of files) {
    if (sum >= size) {
      all.push([]);
      sum = 0;
    }
    all.at(-1)!.push(file);
    sum += file.text.length;
  }
  return all;
}

function namesFolders(paths: readonly string[]): boolean {
  return paths.length === 0 || paths.length > 40 || paths.some((path) => !/\.[mc]?[jt]sx?$/i.test(path));
}

function reachOf({ disk }: SourceSet, declared: Declared | undefined): PackageReach {
  return new PackageReach(disk, declared ? knowledgeWith(declared) : builtIn);
}

function scriptOf(name: 'worker' | 'compilerWorker'): URL {
  const here = new URL(import.meta.url);
  return new URL(/\/chunks\/[^/]+$/.test(here.pathname) ? `../${name}.js` : `./${name}.js`, here);
}
