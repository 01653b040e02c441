import { worse, type Risk } from './risk.ts';

/** An option of a program: whether it takes a value, and what it does at worst. */
export interface Option {
  /** `next` takes the next word unless a value hangs on it; `attached` only takes what hangs on it. */
  readonly takes: 'nothing' | 'next' | 'attached';
  /** `reads` where it leaves the risk as it is. */
  readonly risk: Risk;
}

/** The options that are known of a program, or of one of its verbs. */
export interface OptionList {
  /** `-name` is one option, and no cluster of letters. */
  readonly whole: boolean;
  /** `--outp` stands for `--output`. */
  readonly shortens: boolean;
  /** Every long option only describes what is read. */
  readonly anyLong: boolean;
  /** Its arguments are data, whatever they look like. */
  readonly free: boolean;
  /** What stands behind the first plain word is data. */
  readonly first: boolean;
  readonly options: ReadonlyMap<string, Option>;
}

/** Options as they stand in a call. */
export interface OptionsRead {
  /** The worst of the options that raise the risk. */
  readonly raised: Risk;
  /** Whether every option is listed. */
  readonly complete: boolean;
  /** The arguments in full: long options written out; undefined where a later option took one back. */
  readonly values: readonly (string | undefined)[];
  /** Arguments that are neither options nor their values. */
  readonly plain: readonly string[];
  /** One spelling for all: each option a word of its own, its value the next one, without a `=true`. */
  readonly spelled: readonly SpelledWord[];
  /** Each option with its value. */
  readonly given: readonly GivenOption[];
}

/** An option as it stands in a call. */
export interface GivenOption {
  readonly name: string;
  readonly value: string | undefined;
  /** The word behind an option that has none of its own, and may be its value to one of the programs of a list. */
  readonly next?: string;
}

/** A word of a call in its one spelling, and the argument that it comes from. */
export interface SpelledWord {
  readonly value: string;
  readonly at: number;
}

interface Given extends GivenOption {
  readonly at: number;
}

/** Known of every program: they show something, or say how much is shown. */
const EVERYWHERE = new Set(
  '--help --version --verbose --quiet --silent --no-color --color --colour --no-pager -h -v -V -q'.split(' '),
);
/** Options with which nothing is done, by their long name; a later one of them counts for more. */
const DRY_RUN = /^--(?:dry-?run|simulate|just-print|no-act|noop|check|list-only)$/;

/** Reads the options of a call by a list. */
export function readOptions(list: OptionList, args: readonly string[]): OptionsRead {
  const reader = new Reader(list, args);
  reader.read();
  return reader;
}

class Reader implements OptionsRead {
  raised: Risk = 'reads';
  complete = true;
  readonly values: (string | undefined)[];
  readonly plain: string[] = [];
  readonly given: Given[] = [];
  readonly spelled: SpelledWord[] = [];
  readonly #list: OptionList;
  readonly #args: readonly string[];
  #at = 0;

  constructor(list: OptionList, args: readonly string[]) {
    this.#list = list;
    this.#args = args;
    this.values = [...args];
  }

  read(): void {
    for (; this.#at < this.#args.length; this.#at++) {
      const arg = this.#args[this.#at]!;
      if (arg === '--' || this.#list.free) break;
      if (!arg.startsWith('-') || arg === '-') {
        this.plain.push(arg);
        this.spelled.push({ value: arg, at: this.#at });
        if (this.#list.first) break;
      } else this.#readOption(arg);
    }
    const rest = Math.min(this.#at + (this.#stopsAtWord() ? 1 : 0), this.#args.length);
    this.plain.push(...this.#args.slice(this.#at + 1));
    this.spelled.push(...this.#args.slice(rest).map((value, i) => ({ value, at: rest + i })));
    this.#takeBack();
  }

  /** Whether the word that reading ended at is among the plain ones. */
  #stopsAtWord(): boolean {
    return this.#list.first && this.#args[this.#at] !== '--';
  }

  #readOption(arg: string): void {
    const [at, words] = [this.#at, this.spelled.length];
    const known = this.#readWhole(arg) || this.#readLong(arg) || this.#readCluster(arg);
    if (known && this.spelled.length > words) return;
    // What is not known stands as it is written.
    this.spelled.splice(words, Infinity, { value: arg, at });
    if (!known) this.complete = false;
  }

  /** An option that is written in full, with its value behind `=` or in the next word. */
  #readWhole(arg: string): boolean {
    const [name, value] = split(arg);
    if (this.#take(name, value)) return true;
    if (!this.#list.whole) return false;
    if (name.startsWith('--')) {
      // `--out` is `-out` to programs whose long options have one dash.
      if (this.#list.options.has(name.slice(1))) this.values[this.#at] = arg.slice(1);
      return this.#take(name.slice(1), value);
    }
    // A value right behind its letter: `-Dname=value`.
    const letter = arg.slice(0, 2);
    return this.#option(letter)?.takes === 'attached' && this.#take(letter, arg.slice(2));
  }

  #readLong(arg: string): boolean {
    if (!arg.startsWith('--')) return false;
    const [name, value] = split(arg);
    const negated = name.startsWith('--no-') && DRY_RUN.test(`--${name.slice(5)}`);
    if (negated || name === '--no-n') {
      this.given.push({ at: this.#at, name, value });
      return true;
    }
    const fitting = this.#list.shortens ? this.#longer(name) : [];
    for (const full of fitting) this.raised = worse(this.raised, this.#list.options.get(full)!.risk);
    const shortest = fitting.find((full) => fitting.every((other) => other.startsWith(full)));
    if (shortest !== undefined) {
      this.values[this.#at] = value === undefined ? shortest : `${shortest}=${value}`;
      return this.#take(shortest, value);
    }
    if (fitting.length === 0 && !this.#list.anyLong) return false;
    this.given.push({ at: this.#at, name, value });
    return true;
  }

  #longer(name: string): string[] {
    return [...this.#list.options.keys()].filter((known) => known.startsWith(name) && name.length > 3);
  }

  #readCluster(arg: string): boolean {
    if (arg.startsWith('--') || this.#list.whole) return false;
    if (/^-\d+$/.test(arg) && this.#list.options.has('-#')) return true;
    for (let i = 1; i < arg.length; i++) {
      const name = `-${arg[i]}`;
      const option = this.#option(name);
      if (!option) return false;
      const rest = arg.slice(i + 1);
      if (option.takes === 'nothing') this.#take(name, undefined);
      else {
        if (option.takes === 'attached') this.#raiseBy(rest);
        return this.#take(name, rest === '' ? undefined : rest.replace(/^=/, ''));
      }
    }
    return true;
  }

  /** What hangs on an option may be more letters of the cluster: `-qc=file`. */
  #raiseBy(rest: string): void {
    for (const letter of /^([A-Za-z]{1,3})=/.exec(rest)?.[1] ?? '')
      this.raised = worse(this.raised, this.#list.options.get(`-${letter}`)?.risk ?? 'reads');
  }

  #option(name: string): Option | undefined {
    return this.#list.options.get(name) ?? (EVERYWHERE.has(name) ? { takes: 'nothing', risk: 'reads' } : undefined);
  }

  #take(name: string, value: string | undefined): boolean {
    const option = this.#option(name);
    if (!option) return false;
    this.raised = worse(this.raised, option.risk);
    const at = this.#at;
    const found = value ?? (option.takes === 'next' ? this.#args[++this.#at] : undefined);
    const next = found === undefined && option.takes === 'attached' ? this.#args[at + 1] : undefined;
    this.given.push({ at, name, value: found, ...(next === undefined || next.startsWith('-') ? {} : { next }) });
    // A value that looks like an option stays with its own.
    const hangs = found !== undefined && (option.takes === 'attached' || (value?.startsWith('-') ?? false));
    const off = option.takes === 'nothing' && /^(?:false|f|0|no|off)$/i.test(found ?? '');
    this.spelled.push({ value: hangs || off ? joined(name, found ?? '') : name, at });
    if (option.takes === 'next' && found !== undefined && !hangs) this.spelled.push({ value: found, at: this.#at });
    return true;
  }

  /** `--dry-run=client --dry-run=none`, `-n --no-n`: the last one counts. */
  #takeBack(): void {
    const dry = this.given.filter(({ name }) => DRY_RUN.test(name) || isNegated(name) || this.#isShortDryRun(name));
    const last = dry[dry.length - 1];
    if (last === undefined || dry.length === 1) return;
    for (const { at, name } of isNegated(last.name) ? dry : dry.slice(0, -1)) {
      if (at === last.at && !isNegated(name)) continue;
      const word = this.spelled.findIndex((one) => one.at === at && one.value.split('=')[0] === name);
      if (word >= 0) this.spelled.splice(word, 1);
      if (DRY_RUN.test(name) || isNegated(name)) this.values[at] = undefined;
      else this.values[at] = this.values[at]?.replace(name[1]!, '');
    }
  }

  #isShortDryRun(name: string): boolean {
    const long = name === '-n' ? '--dry-run' : name === '-s' ? '--simulate' : undefined;
    return long !== undefined && this.#list.options.has(long) && this.#list.options.get(name)?.takes !== 'next';
  }
}

function isNegated(name: string): boolean {
  return name === '--no-n' || (name.startsWith('--no-') && DRY_RUN.test(`--${name.slice(5)}`));
}

function joined(name: string, value: string): string {
  return name.length > 2 ? `${name}=${value}` : `${name}${value}`;
}

function split(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

/**
 * Reads a list: `-abc` are three letters, `--name` a long option; `:` behind one means that it takes a value, `?` that
 * a value may hang on it, and a risk stands before the options that raise it. `%whole`, `%go`, `%any`, `%free` and
 * `%first` say how a program reads its arguments.
 */
export function parseOptionList(text: string): OptionList {
  const options = new Map<string, Option>();
  const words = text.split(/\s+/).filter(Boolean);
  const whole = words.includes('%whole');
  let risk: Risk = 'reads';
  for (const word of words) {
    if (/^(?:reads|changes|unknown|destroys)$/.test(word)) risk = word as Risk;
    if (!word.startsWith('-')) continue;
    const parts = word.startsWith('--') || whole ? [word] : (word.slice(1).match(/.[:?]?/g) ?? []).map((p) => `-${p}`);
    for (const part of parts) addOption(options, part, risk);
  }
  return {
    whole,
    shortens: !whole && !words.includes('%go'),
    anyLong: words.includes('%any'),
    free: words.includes('%free'),
    first: words.includes('%first'),
    options,
  };
}

function addOption(options: Map<string, Option>, part: string, risk: Risk): void {
  const name = part.length > 2 ? part.replace(/[:?]$/, '') : part;
  const takes = name === part ? 'nothing' : part.endsWith(':') ? 'next' : 'attached';
  // With a value and without one: the next word is only its value where it hangs on it.
  const before = options.get(name);
  const either = before?.risk === risk && before.takes !== takes;
  options.set(name, { takes: either ? 'attached' : takes, risk });
}

/** Several lists as one; what a later one says of an option counts. */
export function joinLists(lists: readonly OptionList[]): OptionList {
  return {
    whole: lists.some(({ whole }) => whole),
    shortens: lists.every(({ shortens }) => shortens),
    anyLong: lists.some(({ anyLong }) => anyLong),
    free: lists.some(({ free }) => free),
    first: lists.some(({ first }) => first),
    options: new Map(lists.flatMap(({ options }) => [...options])),
  };
}
