import { Pool } from '../files/workers.ts';
import { DiskFiles } from '../files/projectFiles.ts';
import { requireTypeScript } from '../files/estree.ts';
import type { FileQuestions, OracleAnswers, TypeOracle } from '../typing/oracle.ts';
import { knowledge } from '../libraries/index.ts';
import { PackageReach } from './packageReach.ts';
import { askCompiler } from './askCompiler.ts';
import type { TypeScript } from './program.ts';

/** What the thread of the compiler is told. */
export interface CompilerJob {
  /** Absolute folder of the run. */
  readonly root: string;
  readonly files: readonly FileQuestions[];
}

/** A project that takes more than this is not asked about. */
const HEAP_MB = 1_000;
const TIMEOUT_MS = 120_000;

/** Builds a program on the thread that calls it, and answers. */
export function answerHere({ root, files }: CompilerJob): OracleAnswers {
  const { typescript, libFolder } = requireTypeScript();
  const disk = new DiskFiles();
  const reach = new PackageReach(disk, knowledge);
  const leads = (specifier: string, from: string): boolean => reach.leads(specifier, from);
  return askCompiler({ typescript: typescript as TypeScript, libFolder, files: disk, leads, root }, files);
}

/**
 * TypeScript, as Breakwater brings it, on a thread of its own with a limit of memory and time; without `script`, on the
 * thread that asks.
 */
export class CompilerOracle implements TypeOracle {
  readonly #root: string;
  readonly #script: URL | undefined;

  constructor(root: string, script: URL | undefined) {
    this.#root = root;
    this.#script = script;
  }

  /** @throws where the thread ends early: out of memory or time */
  async ask(files: readonly FileQuestions[]): Promise<OracleAnswers> {
    const job: CompilerJob = { root: this.#root, files };
    if (!this.#script) return answerHere(job);
    const pool = new Pool({ script: this.#script, count: 1, data: undefined, memory: HEAP_MB });
    try {
      return await pool.run<OracleAnswers>(job, TIMEOUT_MS);
    } finally {
      await pool.close();
    }
  }
}
