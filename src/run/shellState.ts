import type { RunEvent } from '../record/events.ts';
import type { Carried } from './ports.ts';
import type { PreparedCommand } from './prepare.ts';

/** What gives a variable a value within a command. */
const SETTERS = 'for|foreach|select|read|set|mapfile|readarray|getopts|printf -v|declare|typeset|local|export';

/** What goes on from command to command, as in one terminal: the folder, exported variables, shell variables. */
export class ShellState {
  /** Where the first command starts, and blocks with a folder of their own start from. */
  readonly home: string;
  #carried: Carried;
  #fromRecord = false;
  /** Variables that commands of an earlier session set, and that are lost. */
  readonly #gone = new Set<string>();

  constructor(home: string) {
    this.home = home;
    this.#carried = { cwd: home, env: {}, locals: {} };
  }

  get cwd(): string {
    return this.#carried.cwd;
  }

  /** The present folder lies outside of the run's own, and only the record of the run says so. */
  get fromRecord(): boolean {
    return this.#fromRecord;
  }

  /** Functions and aliases that earlier commands defined. */
  get definitions(): Carried['definitions'] {
    return this.#carried.definitions;
  }

  /** Whether a word is a function or an alias that an earlier command defined. */
  defines(word: string): boolean {
    return this.#carried.definitions?.names.includes(word) === true;
  }

  get env(): Carried['env'] {
    return this.#carried.env;
  }

  get locals(): Carried['locals'] {
    return this.#carried.locals;
  }

  /** A variable that an earlier command exported or set. */
  value(name: string): string | undefined {
    return this.#carried.env[name] ?? this.#carried.locals[name];
  }

  /** All variables, by name. */
  get values(): Carried['env'] {
    return { ...this.#carried.locals, ...this.#carried.env };
  }

  /** Takes over variables that the responder loaded from a file. */
  load(env: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(env)) this.#gone.delete(name);
    this.#carried = { ...this.#carried, env: { ...this.#carried.env, ...env } };
  }

  /** Takes over what a command left, but for what it was given: values, and a folder of its own. */
  take({ cwd, env, locals, definitions }: Carried, { env: given, ownFolder }: PreparedCommand): void {
    for (const name of [...Object.keys(env), ...Object.keys(locals)]) this.#gone.delete(name);
    const kept = Object.fromEntries(
      Object.entries(env).filter(([name]) => !(name in given) || env[name] !== given[name]),
    );
    const folder = ownFolder ? this.cwd : cwd;
    if (!ownFolder) this.#fromRecord = false;
    this.#carried = {
      definitions: definitions ?? this.#carried.definitions,
      cwd: folder,
      env: { ...this.#carried.env, ...kept },
      locals: { ...this.#carried.locals, ...locals },
    };
  }

  /**
   * Goes to where a record ends.
   * @param own folders in which the run's commands are expected.
   * @returns the names of variables that were set by its commands and are gone.
   */
  resume(events: readonly RunEvent[], own: readonly string[]): readonly string[] {
    for (const event of events) {
      if (event.type !== 'block-ended') continue;
      if (typeof event.cwd === 'string') this.#carried = { ...this.#carried, cwd: event.cwd };
      if (Array.isArray(event.carried)) for (const name of event.carried as unknown[]) this.#gone.add(String(name));
    }
    this.#fromRecord = ![this.home, ...own].some((folder) => isInside(folder, this.cwd));
    return [...this.#gone];
  }

  /** Of the lost ones, those that commands use without setting them: they would be empty. */
  missing(commands: readonly string[]): readonly string[] {
    const text = commands.join('\n');
    return [...this.#gone].filter((name) => {
      const word = name.replace(/\W/g, '\\$&');
      const used = new RegExp(`\\$\\{?(?:env:|global:)?${word}\\b|%${word}%`, 'i');
      const set = new RegExp(`(?:^|[\\s;&|(])${word}=|\\b(?:${SETTERS})\\b[^\\n]*\\b${word}\\b`, 'm');
      return used.test(text) && !set.test(text);
    });
  }
}

function isInside(folder: string, path: string): boolean {
  const base = folder.replace(/[/\\]+$/, '');
  return path === base || path === folder || path.startsWith(`${base}/`) || path.startsWith(`${base}\\`);
}
