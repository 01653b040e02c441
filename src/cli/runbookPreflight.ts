import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkRequirements } from '../processes/preflight.ts';
import { envFileQuestion, readEnvFile } from '../surroundings/envFile.ts';
import { readRequirement, requirementText, unmetSentence, type Checked } from '../surroundings/requirements.ts';
import type { RunSession } from '../run/session.ts';
import { visibleLine } from '../text/visible.ts';
import { complain } from './output.ts';
import { Problem } from './problem.ts';
import type { Questions } from './runbookQuestions.ts';

export interface PreflightChoice {
  /** The environment file that the responder names. */
  readonly envFile?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const MAX_ENV_FILE_BYTES = 1_000_000;
const MARKS = { met: 'ok', unmet: '!!', unknown: '??' } as const;

/** What comes before the first step: the environment file, if the responder wants it, and what the runbook requires. */
export class Preflight {
  readonly #session: RunSession;
  readonly #choice: PreflightChoice;
  readonly #questions: Questions;
  /** The folder of the runbook's file. */
  readonly #folder: string;

  constructor(session: RunSession, choice: PreflightChoice, questions: Questions, folder: string) {
    this.#session = session;
    this.#choice = choice;
    this.#questions = questions;
    this.#folder = folder;
  }

  /** @returns why the run is not to begin. @throws Problem for an environment file that the runbook does not name. */
  async run(say: (text: string) => Promise<void>): Promise<string | undefined> {
    const set = await this.#environment(say);
    const { requires = [] } = this.#session.runbook.frontMatter;
    if (requires.length === 0) return undefined;
    const workspace = [this.#folder, process.cwd()];
    const ask = this.#choice.dryRun !== true;
    const results = await checkRequirements(requires.map(readRequirement), { workspace, set, ask });
    await say(`\n== Requirements\n${results.map(lineFor).join('')}`);
    const unmet = unmetSentence(results);
    if (unmet === undefined || !ask || this.#choice.yes) return undefined;
    if (!this.#questions.terminal) return `${unmet} Pass --yes to run it nevertheless.`;
    const answer = await this.#questions.ask(`${unmet} Run nevertheless? [y/N] `);
    return /^y(es)?$/i.test(answer.trim()) ? undefined : unmet;
  }

  /** Names that are set now. */
  async #environment(say: (text: string) => Promise<void>): Promise<readonly string[]> {
    const { envFile: named } = this.#session.runbook.frontMatter;
    const { envFile: wanted, dryRun } = this.#choice;
    if (wanted !== undefined && (named === undefined || resolve(wanted) !== resolve(this.#folder, named))) {
      const why = named === undefined ? 'it names none (`env-file:` in its front matter)' : `it names ${named}`;
      throw new Problem(`--env-file ${wanted}: not the environment file of this runbook; ${visibleLine(why)}.`);
    }
    if (named === undefined) return [];
    const bytes = await readFile(resolve(this.#folder, named)).catch(() => undefined);
    if (bytes === undefined || bytes.length > MAX_ENV_FILE_BYTES) {
      const why = bytes === undefined ? "can't be read" : 'is larger than 1 MB';
      if (wanted !== undefined) throw new Problem(`${wanted} ${why}.`);
      complain(`breakwater: environment file ${visibleLine(named)} ${why}; going on without it.`);
      return [];
    }
    const file = readEnvFile(bytes.toString('utf8'));
    const question = visibleLine(envFileQuestion(named, file));
    await say(`(${question})\n`);
    for (const line of file.unread) complain(`breakwater: ${visibleLine(named)}: line ${line} sets nothing; left out.`);
    if (!(await this.#agreed(wanted !== undefined))) {
      await say(`(not loaded${dryRun ? ': dry run' : '; pass --env-file to load it'})\n`);
      return [];
    }
    await this.#session.loadEnvironment(named, file.values);
    return Object.keys(file.values);
  }

  async #agreed(named: boolean): Promise<boolean> {
    if (named) return true;
    if (this.#choice.dryRun === true || !this.#questions.terminal) return false;
    return /^y(es)?$/i.test((await this.#questions.ask('Load it for this run? [y/N] ')).trim());
  }
}

function lineFor({ requirement, state, detail }: Checked): string {
  return `[${MARKS[state]}] ${visibleLine(requirementText(requirement))}: ${visibleLine(detail)}\n`;
}
