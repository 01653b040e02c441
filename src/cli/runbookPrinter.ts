import { textOf } from '../run/filled.ts';
import type { RunSession } from '../run/session.ts';
import { visibleCommand } from '../run/visibleCommand.ts';
import { settingsOf } from '../surroundings/settings.ts';
import type { Block } from '../blocks/model.ts';
import { heldText } from '../reports/byHandText.ts';
import { TerminalOutput, visibleLine } from '../text/visible.ts';
import { print, printAside } from '../commandLine/output.ts';

/** What a run prints: our own words, and what commands print beside them. */
export class Printer {
  readonly #session: RunSession;
  readonly #quiet: boolean;
  readonly #outputs = new Map<string, TerminalOutput>();
  readonly mask = (text: string): string => this.#session.masked(text);

  /** @param quiet standard output is for the report. */
  constructor(session: RunSession, quiet: boolean) {
    this.#session = session;
    this.#quiet = quiet;
    session.onPrint((block, text) => this.#write(this.#outputOf(block).push(text)));
  }

  /** Our own words; no colour that a command left on may hide them. */
  async say(text: string): Promise<void> {
    const ends = [...this.#outputs.values()].map((output) => output.end()).join('');
    await this.#write(ends + text);
  }

  /** Commands with what is set around them. What is printed here often ends in a CI job's log. */
  async sayCommands(block: Block, commands: readonly string[]): Promise<void> {
    await this.say(commands.map((command) => `$ ${visibleCommand(this.mask(command))}\n`).join(''));
    const set = settingsOf(this.#session.runbook, block);
    if (set.length === 0) return;
    const shown = set.map(({ name, value }) => `${name} ${visibleLine(this.mask(value))}`);
    await this.say(`(set by the runbook: ${shown.join('; ')})\n`);
  }

  /** What a dry run shows of commands that it passes over. */
  held(block: Block): string {
    return heldText(textOf(this.#session.filled(block)), this.mask);
  }

  /** A block prints nothing more. */
  async end(block: string): Promise<void> {
    await this.#write(this.#outputOf(block).end());
  }

  #outputOf(block: string): TerminalOutput {
    const output = this.#outputs.get(block) ?? new TerminalOutput();
    this.#outputs.set(block, output);
    return output;
  }

  async #write(text: string): Promise<void> {
    if (text === '') return;
    if (this.#quiet) printAside(text);
    else await print(text);
  }
}
