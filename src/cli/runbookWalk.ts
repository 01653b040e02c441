import { setTimeout as sleep } from 'node:timers/promises';
import { settingsFiles } from '../processes/settingsFiles.ts';
import { lookUpTarget } from '../processes/targetLookUp.ts';
import type { Target } from '../run/confirmation.ts';
import { textOf } from '../run/filled.ts';
import { withFolderSettings } from '../run/folderSettings.ts';
import { askedFirst } from '../reports/askedFirst.ts';
import { forecastOf } from '../run/forecast.ts';
import { handworkOf, isByHand, isShownAlone } from '../surroundings/handwork.ts';
import { blockRolledBackBy, isLeftOut, rollbackOf, runnable } from '../run/plan.ts';
import type { LookUp } from '../run/ports.ts';
import type { PreparedCommand, Refusal } from '../run/prepare.ts';
import type { RunSession } from '../run/session.ts';
import { asideOf, choiceWithin } from '../surroundings/asides.ts';
import type { Step } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { visible, visibleLine } from '../text/visible.ts';
import { complain } from '../commandLine/output.ts';
import { exitCodes } from '../commandLine/problem.ts';
import { afterwardsText, bodyText, contentText, sectionText } from '../reports/byHandText.ts';
import { askedBefore, checksOf } from '../walk/handwork.ts';
import {
  caseUnasked,
  givenCase,
  isToldOfHost,
  settle,
  takeChoices,
  takeProcedure,
  unattendedAdvice,
} from './runbookChoices.ts';
import type { RunOptions } from './runbookOptions.ts';
import { Preflight } from './runbookPreflight.ts';
import { Printer } from './runbookPrinter.ts';
import { Questions } from './runbookQuestions.ts';
import { UndoneSession } from './undoneSession.ts';
import { adviceFor } from '../reports/refusalText.ts';
import type { StepResult } from '../reports/stepReport.ts';

/** How a step went. `open`: something of it is left for the responder to do. */
type Outcome = Pick<StepResult, 'status' | 'message' | 'output'> & { readonly open?: boolean };

/** How a block went: it ran, it was left out for a reason, or it ends the step. */
type BlockOutcome =
  | { readonly kind: 'ran'; readonly output: string }
  | { readonly kind: 'spared' | 'left'; readonly why: string }
  /** A dry run showed it. */
  | { readonly kind: 'shown' }
  | {
      readonly kind: 'ended';
      readonly status: 'failed' | 'refused';
      readonly message: string;
      readonly output: string;
    };

/**
 * Milliseconds in which a command in the background fails at once, if it does: time for a busy machine to start it, and
 * for a port that it forwards to be there for what comes next.
 */
const AT_ONCE_MS = 3000;

/** Of a step that is for the responder alone: nothing has shown that it is done. */
const NO_COMMANDS = 'no commands';
const BY_HAND = 'by hand: nothing to run';

/** Goes through steps in order and stops at the first that fails. */
export class Walk {
  readonly results: StepResult[] = [];
  readonly #session: RunSession;
  readonly #options: RunOptions;
  readonly #printer: Printer;
  readonly #questions: Questions;
  readonly #lookUp: LookUp;
  readonly #undone = new UndoneSession();
  readonly #missing = new Set<string>();
  readonly #open: string[] = [];
  /** Those that are still to come. */
  #ahead: readonly Step[] = [];
  /** Where a run would stop, by step, and why. */
  readonly #stops: string[] = [];
  /** Blocks that run in the background. */
  readonly #besides: Block[] = [];
  #stopped = false;
  #before: Target | undefined;

  /** @param lookUp finds out what a command acts on: programs may be started for it */
  constructor(session: RunSession, options: RunOptions, quiet: boolean, lookUp: LookUp = lookUpTarget) {
    this.#session = session;
    this.#lookUp = lookUp;
    this.#options = options;
    this.#printer = new Printer(session, quiet);
    this.#questions = new Questions(options, () => this.stop());
  }

  /** Before the first step. @returns the exit code where the run is not to begin. */
  async prepareIn(folder: string): Promise<number | undefined> {
    const preflight = new Preflight(this.#session, this.#options, this.#questions, folder);
    const refused = await preflight.run((text) => this.#printer.say(text));
    if (this.#stopped) return exitCodes.interrupted;
    if (refused === undefined) return undefined;
    complain(`breakwater: ${visibleLine(refused)}`);
    return exitCodes.couldNotRun;
  }

  /** What somebody at the terminal answers; undefined where there is none. */
  async ask(question: string): Promise<string | undefined> {
    return this.#questions.terminal ? this.#questions.ask(question) : undefined;
  }

  async through(steps: readonly Step[]): Promise<number> {
    const { step: only, choose = [], procedure } = this.#options;
    if (procedure !== undefined) await takeProcedure(this.#session, procedure);
    await takeChoices(this.#session, choose, only === undefined ? undefined : steps[0]);
    let shown = 0;
    for (const [i, step] of steps.entries()) {
      if (this.#stopped) return exitCodes.interrupted;
      this.#ahead = steps.slice(i + 1);
      if (only === undefined) await this.#sayLoose(shown, step.line);
      shown = step.line;
      await this.#printer.say(sectionText(steps[i - 1], step));
      await this.#printer.say(`\n== ${visibleLine(step.title)}\n`);
      await this.#session.enter(step.id);
      const began = performance.now();
      const { open, ...result } = await this.#step(step);
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
      if (open) this.#open.push(step.title);
      else if (result.status === 'skipped') await this.#session.skip(step.id, result.message, true);
      else await this.#session.tick(step.id);
    }
    if (only === undefined) await this.#sayLoose(shown, Infinity);
    return this.#finish();
  }

  /** What stands between the steps, in none of them: for the responder to know. */
  async #sayLoose(from: number, to: number): Promise<void> {
    const loose = this.#session.runbook.blocks.filter(({ line }) => line >= from && line < to);
    for (const block of loose) {
      const handwork = handworkOf(block);
      if (handwork !== undefined)
        await this.#printer.say(contentText(block, `in no step; ${handwork}`, this.#printer.mask));
      else if (runnable(block))
        await this.#printer.say(
          `(in no step: line ${block.line} is not run)\n${this.#options.dryRun ? this.#printer.held(block) : ''}`,
        );
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#session.cancelAll();
  }

  async #finish(): Promise<number> {
    if (this.#missing.size > 0) {
      const names = [...this.#missing].map((name) => `\`${visibleLine(name)}\``).join(', ');
      await this.#printer.say(`\nMissing values: ${names}. Give them with --var name=value.\n`);
    }
    if (this.#stops.length > 0) {
      const lines = this.#stops.map((stop) => `  ${visibleLine(stop)}\n`).join('');
      await this.#printer.say(`\nA run would stop or need you here:\n${lines}`);
    }
    if (this.results.every(({ message }) => message === NO_COMMANDS || message === BY_HAND)) {
      complain('breakwater: nothing ran: there are no commands in what was to run.');
      return exitCodes.found;
    }
    const failed = this.#besides.filter(({ id }) => this.#session.state.executions[id]?.status === 'failed');
    for (const { commands } of failed)
      complain(`breakwater: failed in the background: ${this.#session.masked(commands.join('; '))}`);
    if (this.#open.length === 0) return failed.length > 0 ? exitCodes.found : exitCodes.fine;
    complain(`breakwater: not done, because it has to be run by hand: ${this.#open.join('; ')}.`);
    return exitCodes.found;
  }

  async #step(step: Step): Promise<Outcome> {
    const blocks = step.blocks.filter((block) => block.kind === 'command');
    const aside = await this.#aside(step.line, step.title);
    if (aside?.kind === 'ended') return aside;
    if (aside?.kind === 'spared') {
      await this.#printer.say(`(${visibleLine(aside.why)})\n`);
      return { status: 'skipped', message: aside.why, output: '' };
    }
    const byHand = isByHand(this.#session.runbook, step);
    await this.#sayTasks(step, byHand);
    let output = '';
    let ran = 0;
    /** Why something that belongs to the step is left to the responder. */
    let left: string | undefined;
    /** Why something was not called for. */
    let spared: string | undefined;
    for (const block of step.blocks) {
      if (this.#stopped) break;
      if (block.kind !== 'command') {
        const undone = await this.#handwork(step, block);
        if (undone?.kind === 'ended') return { ...undone, output };
        if (undone?.kind === 'left') left = undone.why;
        continue;
      }
      const went = await this.#block(block, blocks);
      if (went.kind === 'ended') return { ...went, output: output + went.output };
      if (went.kind === 'ran') {
        ran++;
        output += went.output;
        continue;
      }
      if (went.kind === 'shown') continue;
      if (went.kind === 'left') left = went.why;
      else spared = went.why;
      const held = went.kind === 'spared' && this.#options.dryRun ? this.#printer.held(block) : '';
      await this.#printer.say(`(${went.why})\n${held}`);
    }
    if (blocks.length === 0 && !byHand) await this.#printer.say(`(${NO_COMMANDS})\n`);
    const passedOver = ran === 0 && spared !== undefined;
    const undone = passedOver ? undefined : await this.#sayAfterwards(step, byHand);
    if (undone !== undefined) return { status: 'refused', message: undone, output };
    const idle = spared ?? (byHand ? BY_HAND : NO_COMMANDS);
    const nothing = ran === 0 && !(byHand && this.#questions.asks);
    const message = this.#options.dryRun ? 'dry run: nothing ran' : (left ?? (nothing ? idle : undefined));
    const status = message === undefined ? 'passed' : 'skipped';
    return { status, message, output, open: left !== undefined };
  }

  /** What is done by hand before anything runs: the step itself, its checks, commands in its text. */
  async #sayTasks(step: Step, byHand: boolean): Promise<void> {
    const out: string[] = [];
    const written = step.blocks.some((block) => handworkOf(block) !== undefined);
    if (byHand && !written) out.push('(by hand)');
    for (const { text } of checksOf(step, 'before')) out.push(`[ ] ${visibleLine(text)}`);
    out.push(...bodyText(step, this.#printer.mask));
    if (this.#options.dryRun && (byHand || written)) this.#stops.push(`${step.title}: by hand`);
    if (out.length > 0) await this.#printer.say(out.map((text) => `${text}\n`).join(''));
  }

  /** What is done by hand before a command. @returns why the run does not go on. */
  async #sayBefore(step: Step, block: Block): Promise<string | undefined> {
    const asked = askedBefore(step, block);
    if (asked.length === 0) return undefined;
    for (const { text } of asked) {
      await this.#printer.say(`(by hand: ${visibleLine(this.#printer.mask(text))})\n`);
      if (this.#options.dryRun) this.#stops.push(`${step.title}: by hand: ${text}`);
    }
    return this.#options.dryRun ? undefined : this.#questions.done(asked[0]!.line);
  }

  /** What is done by hand after the last command, or in place of one. @returns why the run does not go on. */
  async #sayAfterwards(step: Step, byHand: boolean): Promise<string | undefined> {
    const text = afterwardsText(step, this.#printer.mask);
    await this.#printer.say(text);
    // Content has been asked about where it stands.
    const wanted = text !== '' || (byHand && !step.blocks.some((block) => handworkOf(block) !== undefined));
    if (!wanted || this.#stopped || this.#options.dryRun || !this.#questions.asks) return undefined;
    return this.#questions.done(step.line);
  }

  /**
   * Content to write and statements for a console, where they stand among the commands. Commands below it, also those of
   * the next steps, may need what is not done.
   */
  async #handwork(step: Step, block: Block): Promise<BlockOutcome | undefined> {
    const handwork = handworkOf(block);
    if (handwork === undefined) {
      if (this.#options.dryRun && isShownAlone(step, block))
        await this.#printer.say(contentText(block, 'taken for output: nothing is done with it', this.#printer.mask));
      return undefined;
    }
    const aside = await this.#aside(block.line, step.title);
    if (aside !== undefined) return aside;
    await this.#printer.say(contentText(block, handwork, this.#printer.mask));
    if (this.#options.dryRun) return undefined;
    const below = [
      step.blocks.slice(step.blocks.indexOf(block) + 1),
      ...this.#ahead.map(({ blocks }) => blocks),
    ].flat();
    if (this.#questions.unanswered && !below.some(runnable))
      return { kind: 'left', why: `line ${block.line} is by hand` };
    const undone = await this.#questions.done(block.line);
    return undone === undefined ? undefined : { kind: 'ended', status: 'refused', message: undone, output: '' };
  }

  /** Whether a line is on another way than the one that is gone; in a dry run, that it is one of several is told. */
  async #aside(line: number, step: string): Promise<BlockOutcome | undefined> {
    const aside = await settle(this.#session, this.#questions, line, this.#options.dryRun === true);
    if (aside === undefined) return undefined;
    if ('spared' in aside) return { kind: 'spared', why: aside.spared };
    if ('refusal' in aside) return { kind: 'ended', status: 'refused', message: aside.refusal, output: '' };
    if (!this.#stops.some((stop) => stop.endsWith(aside.open))) this.#stops.push(`${step}: ${aside.open}`);
    return undefined;
  }

  async #block(block: Block, blocks: readonly Block[]): Promise<BlockOutcome> {
    const { runbook } = this.#session;
    const spared = this.#spared(block, blocks);
    const given = await givenCase(runbook, this.#questions, block, this.#options);
    if (given === false || (spared !== undefined && given === undefined))
      return { kind: 'spared', why: spared ?? 'not in this case' };
    const step = runbook.steps.find((one) => one.blocks.includes(block));
    const aside = await this.#aside(block.line, step?.title ?? '');
    if (aside !== undefined) return aside;
    // In a dry run, what is by hand on a branch is as little on the way as its command.
    const besides = this.#options.dryRun && asideOf(runbook, block) !== undefined;
    const undone = step && !besides ? await this.#sayBefore(step, block) : undefined;
    if (undone !== undefined) return { kind: 'ended', status: 'refused', message: undone, output: '' };
    const choice = this.#options.yes && block.risk !== 'reads' && !this.#options.dryRun && choiceWithin(runbook, block);
    if (choice)
      return { kind: 'ended', status: 'refused', message: `${choice}. Run the one that you need by hand.`, output: '' };
    if (!this.#options.dryRun) await this.#askForPlaceholders(block);
    const prepared = this.#session.prepare(block);
    if ('refusal' in prepared && prepared.notNow) return { kind: 'spared', why: visible(prepared.refusal) };
    if (this.#options.dryRun) return this.#show(block, prepared, blocks);
    if ('refusal' in prepared) return { kind: 'ended', status: 'refused', message: adviceFor(prepared), output: '' };
    await this.#printer.sayCommands(block, prepared.commands);
    if (!block.interactive) return this.#run(block, prepared);
    this.#undone.left(block);
    return { kind: 'left', why: 'interactive, needs a terminal; run it by hand' };
  }

  /** Why a block does not run in passing. */
  #spared(block: Block, blocks: readonly Block[]): string | undefined {
    const other = blockRolledBackBy(this.#session.runbook, block);
    // A step that is asked for by name and only takes another one back is meant.
    if (other !== undefined && (this.#options.step === undefined || blocks.includes(other)))
      return `rolls back \`${visibleLine(other.id)}\`: not run automatically`;
    const { runbook } = this.#session;
    const aside = asideOf(runbook, block);
    const meant = this.#options.step !== undefined && blocks.every((one) => asideOf(runbook, one) !== undefined);
    if (aside && (aside.never || !meant)) return visibleLine(aside.why);
    const unasked = caseUnasked(runbook, this.#options, block, blocks);
    if (unasked !== undefined) return visibleLine(unasked);
    return this.#options.step === undefined && isLeftOut(block) ? 'excluded from running everything' : undefined;
  }

  /** A dry run shows everything, filled in or not. */
  async #show(block: Block, prepared: PreparedCommand | Refusal, blocks: readonly Block[]): Promise<BlockOutcome> {
    const refused = 'refusal' in prepared;
    await this.#printer.sayCommands(block, refused ? textOf(this.#session.filled(block)) : prepared.commands);
    const { runbook } = this.#session;
    const step = runbook.steps.find((one) => one.blocks.some((other) => blocks.includes(other)))?.title ?? '';
    for (const { text, stops } of forecastOf(runbook, block, this.#session.filledInner(block))) {
      await this.#printer.say(`(${visibleLine(text)})\n`);
      if (stops && !isToldOfHost(this.#stops, text)) this.#stops.push(`${step}: ${text}`);
    }
    if (!refused && !this.#options.yes) this.#stops.push(...askedFirst(step, block, prepared).map(visibleLine));
    if (!refused || block.unclosed) return { kind: 'shown' };
    this.#stops.push(`${step}: ${prepared.refusal}`);
    for (const name of prepared.missing) this.#missing.add(name);
    const names = prepared.missing.map((name) => `\`${visibleLine(name)}\``).join(', ');
    await this.#printer.say(
      names === '' ? `(can't run: ${visible(prepared.refusal)})\n` : `(needs a value: ${names})\n`,
    );
    return { kind: 'shown' };
  }

  async #run(block: Block, first: PreparedCommand): Promise<BlockOutcome> {
    let prepared: PreparedCommand | Refusal = first;
    if (first.insideOf !== undefined) {
      const place = await this.#questions.place(first.insideOf);
      if (place === 'inside') return { kind: 'left', why: 'meant for the open shell: type it there' };
      if (place !== 'here') return this.#refuse(block, place.refusal);
      this.#session.meantHere(first.insideOf.block);
      prepared = this.#session.prepare(block);
      if ('refusal' in prepared) return { kind: 'ended', status: 'refused', message: prepared.refusal, output: '' };
    }
    const undone = this.#questions.alone && !this.#options.runHere ? this.#undone.refusal(block) : undefined;
    if (undone !== undefined) return this.#refuse(block, undone);
    for (const notice of prepared.notices) await this.#printer.say(`(${notice})\n`);
    const context = await this.#session.target(prepared, this.#lookUp);
    const judged = await withFolderSettings(prepared, settingsFiles);
    const unattended = unattendedAdvice(this.#session.runbook, this.#options, block);
    const refused = await this.#questions.agree(block, judged, context, { before: this.#before, unattended });
    this.#before = context;
    if (refused !== undefined) return this.#refuse(block, refused);
    if (this.#stopped) return { kind: 'left', why: 'interrupted' };
    const running = this.#session.run(block, context, { prepared });
    // It goes on beside the next steps, and is stopped when the run ends.
    if (prepared.background) {
      running.catch(() => undefined);
      await this.#printer.say('(running in the background; stopped when this run ends)\n');
      // What fails at once, as a program that is not there, has not run.
      const early = await Promise.race([running, sleep(AT_ONCE_MS)]);
      const failed = early !== undefined && this.#session.state.executions[block.id]?.status === 'failed';
      if (!failed) {
        this.#besides.push(block);
        return { kind: 'ran', output: '' };
      }
    }
    const ended = await running;
    await this.#printer.end(block.id);
    const state = this.#session.state.executions[block.id];
    const output = state?.output ?? '';
    if (state?.status === 'succeeded') return { kind: 'ran', output };
    const rollback = rollbackOf(this.#session.runbook, block);
    const advice = rollback === undefined ? '' : ` To roll back: ${this.#session.masked(rollback.commands.join('; '))}`;
    const why = ended.message ?? (ended.how === 'exited' ? `exit code ${ended.exitCode ?? 'none'}` : ended.how);
    return { kind: 'ended', status: 'failed', message: `${why}${advice}`, output };
  }

  async #refuse(block: Block, why: string): Promise<BlockOutcome> {
    await this.#session.refuse(block, why);
    return { kind: 'ended', status: 'refused', message: why, output: '' };
  }

  async #askForPlaceholders(block: Block): Promise<void> {
    for (;;) {
      const prepared = this.#session.prepare(block);
      if (!('refusal' in prepared) || prepared.missing.length === 0 || !this.#questions.terminal) return;
      for (const name of prepared.missing) {
        const value = await this.#questions.ask(`${name}: `, this.#session.isSecret(name));
        if (this.#stopped) return;
        await this.#session.setVariable(name, value);
      }
    }
  }
}
