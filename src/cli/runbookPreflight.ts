import { resolve } from 'node:path';
import { envFileAt } from '../processes/envFiles.ts';
import { checkRequirements } from '../processes/preflight.ts';
import { targetLookUp } from '../processes/targetLookUp.ts';
import { allBlocks, runnable } from '../run/plan.ts';
import type { RunSession } from '../run/session.ts';
import { describeTarget } from '../run/target.ts';
import { envFileQuestion } from '../surroundings/envFile.ts';
import { profileText, readProfile, unclearProfile, type Profile } from '../surroundings/profile.ts';
import { readRequirement, requirementText, unmetSentence, type Checked } from '../surroundings/requirements.ts';
import { visibleLine } from '../text/visible.ts';
import { complain } from '../commandLine/output.ts';
import { Problem } from '../commandLine/problem.ts';
import type { Questions } from './runbookQuestions.ts';

export interface PreflightChoice {
  /** The environment file that the responder names. */
  readonly loadEnv?: string;
  /** The responder wants the profile that the runbook names. */
  readonly profile?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

type Say = (text: string) => Promise<void>;

const MARKS = { met: 'ok', unmet: '!!', unknown: '??' } as const;
/** More than these say no more. */
const MAX_CONTEXTS = 5;

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

  /** @returns why the run is not to begin. @throws Problem for a file or a profile that the runbook does not name. */
  async run(say: Say): Promise<string | undefined> {
    const { requires = [], profile = [] } = this.#session.runbook.frontMatter;
    await this.#environment(say);
    const used = await this.#profile(readProfile(profile), say);
    if (requires.length === 0) return undefined;
    const workspace = [this.#folder, process.cwd()];
    const ask = this.#choice.dryRun !== true;
    const set = this.#session.loaded;
    const env = { ...process.env, ...used };
    const results = await checkRequirements(requires.map(readRequirement), { workspace, set, ask, env });
    await say(`\n== Requirements\n${results.map(lineFor).join('')}${await this.#contexts()}`);
    const unmet = unmetSentence(results);
    if (unmet === undefined || !ask || this.#choice.yes) return undefined;
    if (!this.#questions.terminal) return `${unmet} Pass --yes to run it nevertheless.`;
    const answer = await this.#questions.ask(`${unmet} Run nevertheless? [y/N] `);
    return /^y(es)?$/i.test(answer.trim()) ? undefined : unmet;
  }

  /** What the commands would act on, as files of this machine tell. */
  async #contexts(): Promise<string> {
    const { runbook } = this.#session;
    const ask = targetLookUp({ remote: false });
    const found = await Promise.all(
      allBlocks(runbook)
        .filter(runnable)
        .map((block) => this.#session.target({ commands: block.commands, shell: block.shell ?? '' }, ask)),
    );
    const texts = new Set(found.map((target) => describeTarget({ ...target, host: '' })).filter(Boolean));
    return [...texts]
      .slice(0, MAX_CONTEXTS)
      .map((text) => `[--] context: ${visibleLine(text)}\n`)
      .join('');
  }

  async #environment(say: Say): Promise<void> {
    const { envFile: named } = this.#session.runbook.frontMatter;
    const { loadEnv: wanted } = this.#choice;
    if (wanted !== undefined && (named === undefined || resolve(wanted) !== resolve(this.#folder, named))) {
      const why = named === undefined ? 'it names none (`env-file:` in its front matter)' : `it names ${named}`;
      throw new Problem(`--load-env ${wanted}: not the environment file of this runbook; ${visibleLine(why)}.`);
    }
    if (named === undefined) return;
    const file = await envFileAt(this.#folder, named, process.cwd());
    if ('problem' in file) {
      if (wanted !== undefined) throw new Problem(`${wanted} ${file.problem}.`);
      return complain(`breakwater: environment file ${visibleLine(named)} ${file.problem}; going on without it.`);
    }
    await say(`(${visibleLine(envFileQuestion(named, file))})\n`);
    for (const line of file.unread) complain(`breakwater: ${visibleLine(named)}: line ${line} sets nothing; left out.`);
    if (await this.#agreed(wanted !== undefined, '--load-env', say)) {
      await this.#session.loadEnvironment(named, file.values);
    }
  }

  /** @returns the variables that are set. */
  async #profile(profile: Profile, say: Say): Promise<Readonly<Record<string, string>>> {
    const unclear = unclearProfile(profile);
    if (unclear !== undefined) complain(`breakwater: ${visibleLine(unclear)}`);
    const wanted = this.#choice.profile === true;
    if (profile.variables.length === 0) {
      if (wanted) throw new Problem('--profile: this runbook names none (`profile:` in its front matter).');
      return {};
    }
    await say(`(This runbook names a profile: ${profileText(profile)})\n`);
    if (!(await this.#agreed(wanted, '--profile', say))) return {};
    await this.#session.useProfile(profile);
    return Object.fromEntries(profile.variables.map(({ name, value }) => [name, value]));
  }

  async #agreed(named: boolean, flag: string, say: Say): Promise<boolean> {
    const { dryRun } = this.#choice;
    const asked = !named && dryRun !== true && this.#questions.terminal;
    const agreed =
      named || (asked && /^y(es)?$/i.test((await this.#questions.ask('Use it for this run? [y/N] ')).trim()));
    if (!agreed) await say(`(not loaded${dryRun ? ': dry run' : `; pass ${flag} to load it`})\n`);
    return agreed;
  }
}

function lineFor({ requirement, state, detail }: Checked): string {
  return `[${MARKS[state]}] ${visibleLine(requirementText(requirement))}: ${visibleLine(detail)}\n`;
}
