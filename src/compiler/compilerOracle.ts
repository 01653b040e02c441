import { Pool } from '../files/workers.ts';
import { DiskFiles } from '../files/projectFiles.ts';
import { requireTypeScript } from '../files/estree.ts';
import type { FileQuestions, OracleAnswers, TypeOracle } from '../typing/oracle.ts';
import { knowledge } from '../libraries/index.ts';
import { PackageReach } from './packageReach.ts';
import { askCompiler } from './askCompiler.ts';
import type { TypeScript } from './program.ts';
import { newTypeErrors, type TypeCheckJob } from './typeCheck.ts';

/** What the thread of the compiler is told: questions, or changes to check. */
export type CompilerJob = OracleJob | TypeCheckJob;

interface OracleJob {
  /** Absolute folder of the run. */
  readonly root: string;
  readonly files: readonly FileQuestions[];
}

/** A project that takes more than this is not asked about. */
const HEAP_MB = 1_000;
const TIMEOUT_MS = 120_000;

/** What is asked for while someone waits for a change. */
const CHECK_TIMEOUT_MS = 30_000;

/** Builds a program on the thread that calls it, and answers. */
export function answerHere(job: OracleJob): OracleAnswers;
export function answerHere(job: CompilerJob): unknown;
export function answerHere(job: CompilerJob): unknown {
  return 'changes' in job ? newTypeErrors(requireTypeScript().typescript as TypeScript, job) : answersHere(job);
}

function answersHere({ root, files }: OracleJob): OracleAnswers {
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
  ask(files: readonly FileQuestions[]): Promise<OracleAnswers> {
    return onThread(this.#script, { root: this.#root, files }, TIMEOUT_MS);
  }
}

/**
 * What `newTypeErrors` says, on a thread of its own where there is a `script` for it.
 * @returns undefined as well where the project takes more memory or time than someone waits for
 */
export async function typeErrorsOf(
  script: URL | undefined,
  job: TypeCheckJob,
): Promise<readonly (readonly string[])[] | undefined> {
  try {
    return await onThread(script, job, CHECK_TIMEOUT_MS);
  } catch {
    return undefined;
  }
}

async function onThread<Result>(script: URL | undefined, job: CompilerJob, limit: number): Promise<Result> {
  if (!script) return answerHere(job) as Result;
  const pool = new Pool({ script, count: 1, data: undefined, memory: HEAP_MB });
  try {
    return await pool.run<Result>(job, limit);
  } finally {
    await pool.close();
  }
}
