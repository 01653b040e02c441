import { resolve } from 'node:path';
import type { AnalysisRun } from '../batch/analysisRun.ts';
import { affectedCalls, coverageOf, type CodeCall, type CoveredDependency } from '../dependencies/affected.ts';
import { scopeOf } from '../dependencies/scope.ts';
import { affectedText } from '../dependencies/words.ts';
import { Folders } from '../files/folders.ts';
import { displayPath } from '../files/paths.ts';
import { walk } from '../files/walk.ts';
import type { Config } from '../lint/config.ts';
import { isAnalysed, projectCalls, readEach, unusedDependencies } from './codeCalls.ts';
import { readScopes } from './runbookScopes.ts';

/** A project's code beside its runbooks. The code is read with the first question. */
export class RunbookCoverage {
  readonly #root: string;
  readonly #config: () => Promise<Config>;
  readonly #onProgress: AnalysisRun['onProgress'];
  #calls: Promise<readonly CodeCall[]> | undefined;
  #files: readonly string[] | undefined;

  /** @param root absolute, `/`-separated */
  constructor(root: string, config: () => Promise<Config>, onProgress?: AnalysisRun['onProgress']) {
    this.#root = root;
    this.#config = config;
    this.#onProgress = onProgress;
  }

  /** Whether the code was analysed before: then only what has changed is read again. */
  async isKnown(): Promise<boolean> {
    return isAnalysed(this.#root, (await this.#config()).declared);
  }

  /** Whether a runbook names anything that code may call. */
  concerns(file: string, text: string): boolean {
    return scopeOf(file, text) !== undefined;
  }

  /** Every dependency with its calls and runbooks; paths are relative to the root. */
  async dependencies(): Promise<readonly CoveredDependency[]> {
    const scopes = readScopes(this.#root).map((scope) => ({ ...scope, path: displayPath(scope.path, this.#root) }));
    return coverageOf(scopes, await this.#code());
  }

  /** What fails when something that a runbook names is down, as text; empty where the code calls nothing of it. */
  async affectedBy(file: string, text: string): Promise<string> {
    const scope = scopeOf(file, text);
    return scope === undefined ? '' : affectedText(affectedCalls(scope, await this.#code()));
  }

  /** Which of a runbook's dependencies no code uses. */
  async unusedIn(file: string, text: string): Promise<readonly string[]> {
    const scope = scopeOf(resolve(file), text);
    if (scope === undefined || scope.dependencies.length === 0) return [];
    const { ignores } = await this.#config();
    this.#files ??= walk({ from: this.#root, paths: [], folders: new Folders(), warn: () => undefined }).files;
    const files = this.#files.filter((path) => !ignores(path));
    return unusedDependencies(
      scope,
      (take) => readEach(files, take),
      () => this.#code(),
    );
  }

  #code(): Promise<readonly CodeCall[]> {
    return (this.#calls ??= this.#config().then(({ declared, ignores }) =>
      projectCalls(this.#root, {
        declared,
        ignores,
        cache: true,
        ...(this.#onProgress ? { onProgress: this.#onProgress } : {}),
      }),
    ));
  }
}
