import type { ShellInput } from '../shell/calls.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import type { Risk } from '../commands/risk.ts';

/** Judges what a program starts in turn. */
export interface Judge {
  /** A shell text that is read once more. */
  readonly script: (text: string, input?: ShellInput) => Risk;
  /** A command given as words. */
  readonly words: (words: readonly ShellWord[], input: ShellInput) => Risk;
}

/** A call of one program, as its rules see it. */
export interface ProgramCall {
  /** Without its folder. */
  readonly name: string;
  readonly args: readonly ShellWord[];
  /** The arguments' values. */
  readonly values: readonly string[];
  /** The arguments that are neither options nor their values, where the options are known. */
  readonly operands?: readonly string[];
  readonly input: ShellInput;
  readonly judge: Judge;
}

/** What a program's own rules say; undefined where they do not apply. */
export type Decide = (call: ProgramCall) => Risk | undefined;

/** Whether one of the values fits. */
export function has(values: readonly string[], pattern: RegExp): boolean {
  return values.some((value) => pattern.test(value));
}

/** The first value that is no option. */
export function firstPlain(values: readonly string[]): string {
  return values.find((value) => !value.startsWith('-')) ?? '';
}

/** Verbs that do something, alone or as a part of a word: `set`, `set-env`, `config:set`. */
const DOES =
  /(?:^|[-:_])(?:c?set|unset|add|create|new|update|edit|change|modify|put|write|push|start|restart|stop|stage|restage|scale|activate|deactivate|enable|disable|install|uninstall|upgrade|import|restore|run|exec|execute|trigger|pause|unpause|apply|deploy|copy|clone|cp|move|mv|rename|replace|login|logout|auth|flush|clear|reset|rebuild|sync|bind|unbind|map|unmap|publish|launch|shutdown|reboot|boot|hold|release|resume|suspend|requeue|cancel|test|migrate|regenerate|generate|export|save|load|download|upload|mount|join|register|deregister|assign|grant|revoke|share|invoke|send|convert|optimize|repair|backup|dump|init|promote|demote|patch|approve|deny|reject|close|open|switch|use|select|mark|toggle|rotate|renew|recover|rollback|revert|attach|detach|allow|block|down|up|spam|unspam|reserialize|backfill|cr|cex|cim|uli|updb|pmu|en)(?:$|[-:_])/;

/** Tools whose verbs stand somewhere in front, the last one deciding: `airflow dags list`, `wp plugin list`. */
export const nounVerb =
  (reads: RegExp, destroys: RegExp, unknown = /^$/): Decide =>
  ({ values }) => {
    const words = values.filter((value) => !value.startsWith('-')).slice(0, 4);
    if (words.some((word) => unknown.test(word))) return 'unknown';
    if (words.some((word) => destroys.test(word))) return 'destroys';
    const verb = words.findIndex((word) => reads.test(word));
    // Behind a verb that does something else it is a name: `dags trigger list`.
    return verb >= 0 && !words.slice(0, verb).some((word) => DOES.test(word)) ? 'reads' : 'changes';
  };

/** A set of the words of a text. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter((word) => word !== ''));
}

/** A word made up by us, whose value is known. */
export function plainWord(value: string): ShellWord {
  return { value, text: value, fixed: true, splits: false };
}

/** The text that a program reads from its standard input: `none` for a terminal, `unknown` where it cannot be told. */
export function readInput(input: ShellInput): { readonly text: string } | 'none' | 'unknown' {
  if (input.kind === 'inherited') return 'none';
  if (input.kind === 'text') return { text: input.text };
  if (input.kind === 'file') return input.file.value === '/dev/null' ? { text: '' } : 'unknown';
  return input.from.length > 0 ? printed(input.from) : 'unknown';
}

/** What calls print, where they print what stands in them: `echo`, `printf`, `cat` of a here-document. */
function printed(calls: (ShellInput & { kind: 'pipe' })['from']): { readonly text: string } | 'unknown' {
  let text = '';
  for (const { words, input, redirects } of calls) {
    const [name = '', ...args] = words.map((word) => word.value);
    if (redirects.some(({ operator }) => operator.startsWith('>') || operator.startsWith('&'))) return 'unknown';
    if (words.some((word) => /\$\(|`|<\(/.test(word.text) && !word.fixed)) return 'unknown';
    if (name === 'echo') {
      const rest = args[0] !== undefined && /^-[neE]+$/.test(args[0]) ? args.slice(1) : args;
      text += `${decodeEscapes(rest.join(' '))}\n`;
    } else if (name === 'printf') {
      const decoded = formatted(args);
      if (decoded === undefined) return 'unknown';
      text += decoded;
    } else if (name === 'cat' && args.every((arg) => arg === '-') && input.kind === 'text') text += input.text;
    else return 'unknown';
  }
  return { text };
}

function formatted([format = '', ...args]: readonly string[]): string | undefined {
  if (format.startsWith('-')) return undefined;
  let at = 0;
  let odd = false;
  const text = decodeEscapes(format).replace(/%(.)/g, (_, letter: string) => {
    if (letter === '%') return '%';
    if (letter !== 's' && letter !== 'd' && letter !== 'b') odd = true;
    return args[at++] ?? '';
  });
  return odd ? undefined : [text, ...args.slice(at)].join('\n');
}

/** `\n`, `\x72`, `\0162` and the like, as `echo -e` and `printf` read them. */
function decodeEscapes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|u([0-9a-fA-F]{4})|([abefnrtv\\]))/g,
    (_, hex?: string, octal?: string, unicode?: string, letter?: string) => {
      if (letter !== undefined) return letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === '\\' ? '\\' : ' ';
      return String.fromCharCode(parseInt(hex ?? unicode ?? octal ?? '0', octal === undefined ? 16 : 8));
    },
  );
}
