import { actingRisk } from './actingWords.ts';
import { worse, type Risk } from './risk.ts';

/**
 * What a program does, verb by verb. An entry is a path of verbs, options among them may stand anywhere (`apply
 * -destroy`); the longest one that fits the front of the arguments wins, `*` stands for any one word, `x*` for any
 * that begins so and `*x` for any that ends so; `.` is the end of the words. What no entry names is unknown.
 */
export interface ProgramTable {
  /** Where the verbs are described. */
  readonly source: string;
  readonly reads?: string;
  readonly changes?: string;
  readonly destroys?: string;
  readonly unknown?: string;
  /** Without a verb. */
  readonly bare?: Risk;
  /** With a verb that no entry names. */
  readonly otherwise?: Risk;
  /**
   * Options that raise the risk, whatever the verb (`--force`) or with some (`apply --prune`). A short one fits within
   * a cluster as well.
   */
  readonly flags?: Readonly<Record<string, Risk>>;
  /** Options with which nothing is done. */
  readonly dryRun?: string;
  /** Options that take the next word as their value. */
  readonly values?: string;
}

/** One row: what a program does with one verb. */
export interface TableRow {
  readonly program: string;
  readonly verb: string;
  readonly risk: Risk;
  readonly flags: Readonly<Record<string, Risk>>;
  readonly source: string;
}

const RISKS = ['reads', 'changes', 'unknown', 'destroys'] as const;

/** The rows of a table. */
export function tableRows(program: string, table: ProgramTable): TableRow[] {
  return RISKS.flatMap((risk) =>
    split(table[risk], '|').map((verb) => ({ program, verb, risk, flags: flagsOf(table, verb), source: table.source })),
  );
}

/** Options of the table that count for a verb. */
function flagsOf(table: ProgramTable, verb: string): Record<string, Risk> {
  const all = Object.entries(table.flags ?? {});
  const first = verb.split(' ')[0]!;
  return Object.fromEntries(all.filter(([key]) => key.startsWith('-') || key.split(' ')[0] === first));
}

function split(entries: string | undefined, by: string): string[] {
  return (entries ?? '').split(by).filter((entry) => entry !== '');
}

interface Parsed {
  readonly plain: readonly string[];
  readonly options: readonly string[];
}

/** What a call does by its table. */
export function tableRisk(table: ProgramTable, args: readonly string[]): Risk {
  const values = new Set(split(table.values, ' '));
  const sure = parse(args, values, false);
  // An option that is not in the table may take the next word, or not: the worse reading counts.
  const risk = readingRisk(table, sure);
  if (!sure.options.some((option) => isAmbiguous(option, values))) return risk;
  const other = parse(args, values, true);
  if (other.plain.length === sure.plain.length || matches(table, sure.plain, sure.options) === undefined)
    return worse(risk, readingRisk(table, other));
  return risk;
}

function isAmbiguous(option: string, values: ReadonlySet<string>): boolean {
  return !option.includes('=') && !values.has(option);
}

function parse(args: readonly string[], values: ReadonlySet<string>, greedy: boolean): Parsed {
  const plain: string[] = [];
  const options: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      plain.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') plain.push(arg);
    else {
      options.push(arg);
      // A value may look like an option: `--tail -1`.
      if (values.has(arg)) i++;
      else if (greedy && !arg.includes('=') && plain.length === 0 && args[i + 1]?.startsWith('-') === false) i++;
    }
  }
  return { plain, options };
}

function readingRisk(table: ProgramTable, { plain, options }: Parsed): Risk {
  const best = matches(table, plain, options);
  if (best?.risk === 'reads' && (isOpenVerb(table, plain, best.words) || isOfFamily(table, plain, best.words)))
    return 'unknown';
  if (options.includes('--help') && options.length === 1 && best !== undefined && best.words >= plain.length)
    return 'reads';
  const acting = best?.risk === 'reads' ? actingRisk(plain[best.words - 1] ?? '', plain[best.words]) : undefined;
  let risk: Risk =
    acting ?? best?.risk ?? (plain.length === 0 ? (table.bare ?? 'unknown') : (table.otherwise ?? 'unknown'));
  if (risk !== 'unknown' && isDryRun(table, options)) return 'reads';
  for (const [key, raised] of Object.entries(table.flags ?? {})) {
    if (flagFits(key, plain, options)) risk = worse(risk, raised);
  }
  return risk;
}

/** `device checkpoint eth0`: what a noun reads alone tells nothing of a verb behind it that no entry names. */
function isOfFamily(table: ProgramTable, plain: readonly string[], at: number): boolean {
  return at > 0 && /^[a-z][a-z-]*$/.test(plain[at] ?? '') && verbsDoMore(table, plain, at);
}

/** `git remote $verb`: a word that only running it tells stands where verbs are that do more. */
function isOpenVerb(table: ProgramTable, plain: readonly string[], at: number): boolean {
  return /^[$`]/.test(plain[at] ?? '') && verbsDoMore(table, plain, at);
}

/** Behind the first words stand verbs of which some entry says more than that they read. */
function verbsDoMore(table: ProgramTable, plain: readonly string[], at: number): boolean {
  const said = plain.slice(0, at);
  return RISKS.some(
    (risk) =>
      risk !== 'reads' &&
      split(table[risk], '|').some((entry) => {
        const words = entry.split(' ').filter((word) => !word.startsWith('-'));
        return words.length > at && said.every((word, i) => words[i] === word) && words[at] !== '*';
      }),
  );
}

function isDryRun(table: ProgramTable, options: readonly string[]): boolean {
  const names = new Set(split(table.dryRun, ' '));
  return options.some(
    (option) =>
      names.has(option) ||
      (names.has(option.split('=')[0]!) && /=(?:client|server|true|1|all|unchanged)$/.test(option)),
  );
}

function flagFits(key: string, plain: readonly string[], options: readonly string[]): boolean {
  const parts = key.split(' ');
  const flag = parts[parts.length - 1]!;
  if (parts.slice(0, -1).some((part, i) => plain[i] !== part)) return false;
  return options.some((option) => optionFits(flag, option));
}

function optionFits(flag: string, option: string): boolean {
  if (option === flag || option.startsWith(`${flag}=`)) return true;
  // `-f` within `-rf`, and with its value behind it: `-ofile`.
  if (!/^-[A-Za-z]$/.test(flag) || option.startsWith('--')) return false;
  return option.startsWith(flag) || (/^-[A-Za-z0-9]{2,5}$/.test(option) && option.includes(flag[1]!));
}

interface Match {
  readonly risk: Risk;
  readonly length: number;
  /** How many plain words it took. */
  readonly words: number;
}

function matches(table: ProgramTable, plain: readonly string[], options: readonly string[]): Match | undefined {
  let best: Match | undefined;
  for (const risk of RISKS) {
    for (const entry of split(table[risk], '|')) {
      const found = fits(entry.split(' '), plain, risk === 'reads' ? withoutSwitchedOff(options) : options);
      if (found && (!best || found.length >= best.length)) best = { ...found, risk };
    }
  }
  return best;
}

/** `-check=false` is no `-check`, wherever else it stands. */
function withoutSwitchedOff(options: readonly string[]): readonly string[] {
  const off = new Set(
    options
      .filter((option) => /=(?:false|f|0|no|none|off|\$.*)?$/i.test(option))
      .map((option) => option.split('=')[0]!),
  );
  return off.size === 0 ? options : options.filter((option) => !off.has(option.split('=')[0]!));
}

function fits(
  parts: readonly string[],
  plain: readonly string[],
  options: readonly string[],
): { length: number; words: number } | undefined {
  let at = 0;
  for (const part of parts) {
    if (part.startsWith('-')) {
      if (!options.some((option) => optionFits(part, option))) return undefined;
      continue;
    }
    const word = plain[at];
    if (part === '.' && word === undefined) continue;
    if (part === '.' || word === undefined) return undefined;
    at++;
    const same =
      part === '*' ||
      part === word ||
      (part.endsWith('*') && word.startsWith(part.slice(0, -1))) ||
      (part.startsWith('*') && part !== '*' && word.endsWith(part.slice(1)));
    if (!same) return undefined;
  }
  return { length: parts.length, words: at };
}
