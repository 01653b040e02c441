import { lookUpContext } from '../processes/context.ts';
import { confirmationFor, type Context } from '../run/confirmation.ts';
import { rollbackOf, blockRolledBackBy } from '../run/plan.ts';
import type { RunSession } from '../run/session.ts';
import type { Block, Step } from '../runbook/model.ts';
import { complain, print } from './output.ts';
import { exitCodes } from './problem.ts';
import { ask } from './prompt.ts';
import type { StepResult } from './runbookRunReport.ts';

/** What `runbook run` was told. */
export interface RunOptions {
  readonly var: Readonly<Record<string, string>>;
  readonly step?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly drill?: boolean;
  readonly report?: string;
  readonly output?: string;
  readonly runs?: string;
}

/** Goes through steps in order and stops at the first that fails. */
export class Walk {
  readonly results: StepResult[] = [];
  readonly #session: RunSession;
  readonly #options: RunOptions;
  readonly #quiet: boolean;
  readonly #terminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  #stopped = false;
  #before: Context | undefined;

  constructor(session: RunSession, options: RunOptions, quiet: boolean) {
    this.#session = session;
    this.#options = options;
    this.#quiet = quiet;
    session.onPrint((_, text) => this.#say(text));
  }

  async through(steps: readonly Step[]): Promise<number> {
    for (const step of steps) {
      if (this.#stopped) return exitCodes.interrupted;
      await this.#say(`\n== ${step.title}\n`);
      await this.#session.enter(step.id);
      const began = performance.now();
      const result = await this.#step(step);
      this.results.push({ ...result, id: step.id, title: step.title, seconds: (performance.now() - began) / 1000 });
      if (this.#stopped && result.status !== 'failed') return exitCodes.interrupted;
      if (result.status === 'refused') {
        complain(`breakwater: ${step.title}: ${result.message ?? ''}`);
        return exitCodes.couldNotRun;
      }
      if (result.status === 'failed') {
        await this.#session.fail(step.id, result.message);
        complain(`breakwater: ${step.title}: ${result.message ?? 'failed'}`);
        return this.#stopped ? exitCodes.interrupted : exitCodes.found;
      }
      if (this.#options.dryRun) continue;
      if (result.status === 'skipped') await this.#session.skip(step.id, result.message);
      else await this.#session.tick(step.id);
    }
    return exitCodes.fine;
  }

  stop(): void {
    this.#stopped = true;
    this.#session.cancelAll();
  }

  async #step(step: Step): Promise<Pick<StepResult, 'status' | 'message' | 'output'>> {
    const blocks = step.blocks.filter((block) => block.kind === 'command');
    let output = '';
    let ran = 0;
    /** Why something that belongs to the step was left out. */
    let skipped: string | undefined;
    /** Why something was not called for. */
    let spared: string | undefined;
    for (const block of blocks) {
      const other = blockRolledBackBy(this.#session.runbook, block);
      // A step that is asked for by name and only takes another one back is meant.
      if (other !== undefined && (this.#options.step === undefined || blocks.includes(other))) {
        spared = `rolls back \`${other.id}\`: not run automatically`;
        await this.#say(`(${spared})\n`);
        continue;
      }
      await this.#askForPlaceholders(block);
      const prepared = this.#session.prepare(block);
      if ('refusal' in prepared && prepared.notNow) {
        spared = prepared.refusal;
        await this.#say(`(${spared})\n`);
        continue;
      }
      if ('refusal' in prepared) return { status: 'refused', message: prepared.refusal, output };
      // What is printed here often ends in a CI job's log.
      await this.#say(prepared.commands.map((command) => `$ ${this.#session.masked(command)}\n`).join(''));
      if (this.#options.dryRun) continue;
      if (block.interactive) {
        skipped = 'interactive, needs a terminal';
        await this.#say(`(${skipped}; run it by hand)\n`);
        continue;
      }
      const context = await this.#session.target(prepared, lookUpContext);
      const refused = await this.#agree(block, context);
      this.#before = context;
      if (refused !== undefined) return { status: 'refused', message: refused, output };
      ran++;
      const running = this.#session.run(block, context, { prepared });
      // It goes on beside the next steps, and is stopped when the run ends.
      if (prepared.background) {
        running.catch(() => undefined);
        continue;
      }
      const ended = await running;
      const state = this.#session.state.executions[block.id];
      output += state?.output ?? '';
      if (state?.status !== 'succeeded') {
        const rollback = rollbackOf(this.#session.runbook, block);
        const advice =
          rollback === undefined ? '' : ` To roll back: ${this.#session.masked(rollback.commands.join('; '))}`;
        const why = ended.message ?? (ended.how === 'exited' ? `exit code ${ended.exitCode ?? 'none'}` : ended.how);
        return { status: 'failed', message: `${why}${advice}`, output };
      }
    }
    const message = skipped ?? (ran === 0 ? spared : undefined);
    return { status: message === undefined ? 'passed' : 'skipped', message, output };
  }

  async #askForPlaceholders(block: Block): Promise<void> {
    for (;;) {
      const prepared = this.#session.prepare(block);
      if (!('refusal' in prepared) || prepared.missing.length === 0 || !this.#terminal) return;
      for (const name of prepared.missing) {
        const value = await this.#ask(`${name}: `, this.#session.isSecret(name));
        if (this.#stopped) return;
        await this.#session.setVariable(name, value);
      }
    }
  }

  /** Undefined where the responder agrees, else why this does not run. */
  async #agree(block: Block, context: Context): Promise<string | undefined> {
    const wanted = confirmationFor(block, context, undefined, this.#before);
    if (wanted.kind === 'none' || this.#options.yes) return undefined;
    if (!this.#terminal) return `${wanted.message} Pass --yes to run it without a terminal.`;
    if (wanted.kind === 'confirm') {
      const answer = await this.#ask(`${wanted.message} Run? [y/N] `);
      return /^y(es)?$/i.test(answer.trim()) ? undefined : 'Not confirmed.';
    }
    const answer = await this.#ask(`${wanted.message} Type ${wanted.name} to run: `);
    return answer.trim() === wanted.name ? undefined : 'Not confirmed.';
  }

  /** Empty where the responder pressed Ctrl-C, which ends the whole walk. */
  async #ask(question: string, hidden = false): Promise<string> {
    const answer = await ask(question, hidden);
    if (answer === undefined) this.stop();
    return answer ?? '';
  }

  async #say(text: string): Promise<void> {
    if (this.#quiet) process.stderr.write(text);
    else await print(text);
  }
}
