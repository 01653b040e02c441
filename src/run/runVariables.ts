import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { worse } from '../risk/risk.ts';
import { carriedRisk, valuedRisk } from '../risk/settings.ts';
import { evaluatedNames } from '../shell/evaluation.ts';
import { simpleCommands } from '../shell/simpleCommand.ts';
import { capturedAsSecret } from './capture.ts';
import { whyNotMet } from './conditions.ts';
import { filledCommands, filledInner, type Part } from './filled.ts';
import { sameName } from '../blocks/placeholderUse.ts';
import { LearnedSecrets } from '../masking/learned.ts';
import { mask } from '../masking/mask.ts';
import { strengthOf } from '../secrets/names.ts';
import { shellOpenedBefore } from './openedShell.ts';
import { prepare, type OpenedShell, type Preparation, type PreparedCommand, type Variable } from './prepare.ts';
import type { ShellState } from './shellState.ts';
import type { RunState } from '../record/state.ts';

/** The values of one run: what the responder gave, what the runbook offers, what commands left in their shell. */
export class RunVariables {
  readonly #runbook: () => Runbook;
  readonly #shell: ShellState;
  readonly #given = new Map<string, Variable>();
  /** Values of an environment file, by name. */
  readonly #loaded = new Map<string, string>();
  /** Blocks that opened a shell elsewhere, of which the responder said that what follows is meant for here. */
  readonly #here = new Set<string>();
  /** What commands printed and was found to be a secret. */
  readonly learned = new LearnedSecrets();

  constructor(runbook: () => Runbook, shell: ShellState) {
    this.#runbook = runbook;
    this.#shell = shell;
  }

  /** @returns whether it is a secret, and its value not to be written. */
  set(name: string, value: string, wanted: boolean): boolean {
    // A token, or an address with a password, is one whatever it is called: half of it on record would be used later.
    const secret = wanted || this.masked(value) !== value;
    this.#given.set(name, { value, secret });
    return secret;
  }

  /** Values that the responder loaded from a file: none of them is shown or written. */
  load(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) this.#loaded.set(name, value);
    this.#shell.load(values);
  }

  isSecret(name: string): boolean {
    if (this.#loaded.has(name)) return true;
    const { placeholders, frontMatter } = this.#runbook();
    if (frontMatter.secrets?.some((one) => sameName(one, name)) || capturedAsSecret(this.#runbook(), name)) return true;
    return placeholders.find((one) => one.name === name)?.type === 'secret' || strengthOf(name) !== undefined;
  }

  /** The block's commands with the values that are known now, to be shown. */
  filled(block: Block): readonly (readonly Part[])[] {
    return filledCommands(this.#runbook(), block, this.#known());
  }

  /** What is typed by hand in the session that the block opens, with the values that are known now. */
  filledInner(block: Block): readonly string[] {
    return filledInner(block, this.#known());
  }

  #known(): Map<string, Variable> {
    const variables = new Map(this.#given);
    for (const use of this.#runbook().placeholders) {
      if (!variables.has(use.name) && use.default) variables.set(use.name, { value: use.default, secret: false });
      // What an earlier command exported, or set, is no blank any more.
      const known = this.#shell.value(use.name);
      if (!variables.has(use.name) && known) variables.set(use.name, { value: known, secret: this.isSecret(use.name) });
    }
    return variables;
  }

  /** The block as it would run now, or why it may not. */
  prepare(block: Block, state: RunState): Preparation {
    const variables = this.#known();
    const refusal = whyNotMet(block, state, (name) => ({
      text: this.#given.get(name)?.value ?? '',
      secret: this.isSecret(name),
    }));
    if (refusal !== undefined) return refusal;
    const gone = this.#shell.missing(block.commands).filter((name) => !variables.has(name));
    if (gone.length > 0) {
      const names = gone.map((name) => `\`${name}\``).join(', ');
      return {
        refusal: `Run the command that sets ${names} again: its value was lost when the window closed.`,
        missing: [],
      };
    }
    const prepared = prepare(this.#runbook(), block, variables, this.#shell);
    return 'refusal' in prepared ? prepared : this.#afterOthers(block, prepared);
  }

  /** What earlier commands left changes what this one does. */
  #afterOthers(block: Block, prepared: PreparedCommand): PreparedCommand {
    const shell = this.#shell;
    const redefined = prepared.commands.some((command) =>
      simpleCommands(command).some(({ words }) => words.some((word) => shell.defines(word))),
    );
    const left = worse(carriedRisk(shell.env), valuedRisk(prepared.commands, shell.values, prepared.shell));
    const risk = worse(prepared.risk, redefined || this.#runsValues(prepared) ? 'unknown' : left);
    const doubted =
      shell.fromRecord && !prepared.ownFolder
        ? [`It runs in \`${prepared.cwd}\`, outside this runbook's folder: the record of this run names that folder.`]
        : [];
    return {
      ...prepared,
      risk,
      concerns: [...prepared.concerns, ...doubted],
      insideOf: this.#inside(block),
    };
  }

  /** A value that an earlier command left is read as arithmetic, as a prompt or as code, and would run something. */
  #runsValues({ commands, shell }: PreparedCommand): boolean {
    if (/^(?:sql|http)$/.test(shell)) return false;
    const hostile = Object.entries(this.#shell.values).filter(([, value = '']) => /[$`]/.test(value));
    if (hostile.length === 0) return false;
    const names = evaluatedNames(commands);
    return hostile.some(([name]) => names.has(name));
  }

  #inside(block: Block): OpenedShell | undefined {
    if (block.attributes['on']) return undefined;
    const opened = shellOpenedBefore(this.#runbook(), block);
    return opened && !this.#here.has(opened.block) ? opened : undefined;
  }

  /** The responder says that what follows this block's shell is meant for this machine. */
  meantHere(opener: string): void {
    this.#here.add(opener);
  }

  /** A block has been started: whatever it opens is open again. */
  opened(block: string): void {
    this.#here.delete(block);
  }

  /** Values that must not be shown. */
  secrets(): string[] {
    const given = [...this.#given.values()].filter(({ secret }) => secret).map(({ value }) => value);
    // What a command itself read into `DB_PASSWORD`; short ones (`TOKEN=yes`) would star out half of the output.
    const read = Object.entries(this.#shell.values).flatMap(([name, value = '']) =>
      value.length > 5 && this.isSecret(name) ? [value] : [],
    );
    // `DEBUG=1`: a short value is no secret, and would star out half of the output.
    const loaded = [...this.#loaded.values()].filter(
      (value) => value.length > 3 && !/^(?:true|false|null|none)$/i.test(value),
    );
    return [...given, ...read, ...loaded, ...this.learned.all()];
  }

  masked(text: string): string {
    return mask(text, this.secrets());
  }
}
