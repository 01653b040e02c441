import { resolve } from 'node:path';
import { affectedCalls, coverageOf, type CoveredDependency } from '../dependencies/affected.ts';
import { scopeOf } from '../dependencies/scope.ts';
import { affectedText } from '../dependencies/words.ts';
import { displayPath } from '../files/paths.ts';
import type { Config } from '../lint/config.ts';
import { isAnalysed, projectCode, readEach, unusedDependencies, type ProjectCode } from './codeCalls.ts';
import { readScopes } from './runbookScopes.ts';

/** A project's code beside its runbooks. The code is read with the first question. */
export class RunbookCoverage {
  readonly #root: string;
  readonly #config: () => Promise<Config>;
  #read: Promise<ProjectCode> | undefined;

  /** @param root absolute, `/`-separated */
  constructor(root: string, config: () => Promise<Config>) {
    this.#root = root;
    this.#config = config;
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
    return coverageOf(scopes, (await this.#code()).calls);
  }

  /** What fails when something that a runbook names is down, as text; empty where the code calls nothing of it. */
  async affectedBy(file: string, text: string): Promise<string> {
    const scope = scopeOf(file, text);
    return scope === undefined ? '' : affectedText(affectedCalls(scope, (await this.#code()).calls));
  }

  /** Which of a runbook's dependencies no code uses. */
  async unusedIn(file: string, text: string): Promise<readonly string[]> {
    const scope = scopeOf(resolve(file), text);
    if (scope === undefined || scope.dependencies.length === 0) return [];
    const { calls, files } = await this.#code();
    return unusedDependencies(scope, calls, (take) => readEach(files, take));
  }

  #code(): Promise<ProjectCode> {
    return (this.#read ??= this.#config().then(({ declared, ignores }) =>
      projectCode(this.#root, { declared, ignores, cache: true }),
    ));
  }
}
