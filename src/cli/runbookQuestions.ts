import { confirmationFor, defaultConfirmation, type Target } from '../run/confirmation.ts';
import { openerOf, type OpenedShell, type PreparedCommand } from '../run/prepare.ts';
import type { Block } from '../blocks/model.ts';
import { caseConcern } from '../surroundings/concerns.ts';
import { choiceText, type Choice, type Way } from '../surroundings/ways.ts';
import { visible, visibleLine } from '../text/visible.ts';
import { ask } from '../commandLine/prompt.ts';

export interface QuestionOptions {
  readonly yes?: boolean;
  readonly runHere?: boolean;
  readonly replay?: string;
  readonly drill?: boolean;
  readonly inject?: readonly string[];
}

/** What a responder is asked before something runs; refused where nobody can be asked. */
export class Questions {
  readonly #options: QuestionOptions;
  readonly #interrupted: () => void;
  readonly #cases = new Map<string, boolean>();
  readonly terminal = process.stdin.isTTY === true && process.stderr.isTTY === true;

  /** Whether it is asked if what is to be done by hand has been. */
  get asks(): boolean {
    return this.terminal && this.#options.yes !== true;
  }

  /** Nobody answers, and nobody said yes in advance. */
  get unanswered(): boolean {
    return !this.terminal && this.#options.yes !== true && !this.#replays;
  }

  /** What runs runs unwatched. */
  get alone(): boolean {
    return !this.terminal && !this.#replays;
  }

  /** In a drill, nothing is executed: where nobody can be asked, nobody has to be. */
  get #replays(): boolean {
    return this.#options.drill === true || this.#options.replay !== undefined;
  }

  /** @param interrupted told when the responder pressed Ctrl-C at a question. */
  constructor(options: QuestionOptions, interrupted: () => void) {
    this.#options = options;
    this.#interrupted = interrupted;
  }

  /**
   * Undefined where the responder agrees, else why this does not run.
   * @param how `before`: what the command before acted on; `unattended`: how it runs where nobody can be asked.
   */
  async agree(
    block: Block,
    prepared: PreparedCommand,
    context: Target,
    { before, unattended }: { readonly before: Target | undefined; readonly unattended: string },
  ): Promise<string | undefined> {
    const { risk } = prepared;
    const settled = [...this.#cases].map(([text]) => caseConcern(text));
    const concerns = prepared.concerns.filter((one) => !settled.includes(one));
    const settings = { ...defaultConfirmation, unattended: this.alone };
    const wanted = confirmationFor({ risk, attributes: block.attributes, concerns }, context, settings, before);
    if (wanted.kind === 'none' || this.#options.yes) return undefined;
    // A wrong context is there to be refused.
    if (!this.terminal && this.#replays && !this.#options.inject?.includes('context')) return undefined;
    if (!this.terminal) return `Line ${block.line}: ${wanted.message} ${unattended}`;
    if (wanted.kind === 'confirm') {
      const answer = await this.ask(`${wanted.message} Run? [y/N] `);
      return /^y(es)?$/i.test(answer.trim()) ? undefined : 'Not confirmed.';
    }
    const answer = await this.ask(`${wanted.message} Type ${wanted.name} to run: `);
    return answer.trim() === wanted.name ? undefined : 'Not confirmed.';
  }

  /** Where a block is meant for that follows one which opened a shell elsewhere; or why it is not run. */
  async place(opened: OpenedShell): Promise<'here' | 'inside' | { readonly refusal: string }> {
    const why = openerOf(opened);
    if (this.#options.runHere) return 'here';
    if (!this.terminal) {
      const refusal = `${why}, so it is not run on this machine. Type it there, or pass --run-here.`;
      return { refusal };
    }
    const answer = await this.ask(`${why}. Is it meant for inside that shell, or for here? [inside/here] `);
    return /^h(ere)?$/i.test(answer.trim()) ? 'here' : 'inside';
  }

  /** Which of several ways the run goes; or why it goes none. */
  async way(choice: Choice): Promise<Way | { readonly refusal: string }> {
    if (!this.terminal)
      return {
        refusal: `Choose ${choiceText(choice)}: pass --choose with its name or line to run without a terminal.`,
      };
    const list = choice.ways.map(({ name, line }, i) => `  ${i + 1} ${visibleLine(name)} (line ${line})\n`).join('');
    const answer = (await this.ask(`The runbook means one of these:\n${list}Which one? `)).trim();
    const way = /^\d+$/.test(answer) ? choice.ways[Number(answer) - 1] : undefined;
    return way ?? { refusal: 'Nothing chosen.' };
  }

  /** Whether what runs only in a case is to run; undefined where nobody is asked. Each case is asked about once. */
  async given(text: string): Promise<boolean | undefined> {
    if (!this.asks) return undefined;
    const known = this.#cases.get(text);
    if (known !== undefined) return known;
    const answer = await this.ask(`${caseConcern(visibleLine(text))} Run? [y/N] `);
    const given = /^y(es)?$/i.test(answer.trim());
    this.#cases.set(text, given);
    return given;
  }

  /** Undefined where what a line asks to be done by hand is done, else why the commands below do not run. */
  async done(line: number): Promise<string | undefined> {
    if (this.#options.yes || (!this.terminal && this.#replays)) return undefined;
    if (!this.terminal)
      return `Line ${line} is done by hand before the commands below it. Pass --yes to run them without a terminal.`;
    const answer = await this.ask('Done? [y/N] ');
    return /^y(es)?$/i.test(answer.trim()) ? undefined : `Not done yet: line ${line}.`;
  }

  /** Empty where the responder pressed Ctrl-C, which ends the whole walk. */
  async ask(question: string, hidden = false): Promise<string> {
    const answer = await ask(visible(question), hidden);
    if (answer === undefined) this.#interrupted();
    return answer ?? '';
  }
}
