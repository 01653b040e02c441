import { worse, type Risk } from '../commands/risk.ts';
import { has, type Decide } from './call.ts';

/*
 * sed(1), POSIX and GNU: a script is read command by command, since a letter that writes (`w`) or starts a program (`e`)
 * may stand right behind an address and right before a file's name. What cannot be read so is unknown.
 */

const PRINTED = /^\/dev\/(?:stdout|stderr)$/;

/** sed writes with `-i` and by its `w`, and starts programs by its `e`. */
export const sed: Decide = ({ values, args }) => {
  if (has(values, /^(?:-[a-zA-Z]*f|--file)/)) return 'unknown';
  const scripts = values.flatMap((value, i) => {
    if (/^(?:-[nEruzs]*e|--expression)$/.test(values[i - 1] ?? '')) return [{ text: value, arg: args[i] }];
    // Its text right behind the option: `--expression=d`, `-ed`.
    const joined = /^(?:--expression=|-[nEruzs]*e)([^]+)$/.exec(value)?.[1];
    return joined === undefined ? [] : [{ text: joined, arg: args[i] }];
  });
  const first = values.findIndex((value) => !value.startsWith('-'));
  const given = scripts.length > 0 ? scripts : first < 0 ? [] : [{ text: values[first]!, arg: args[first] }];
  const inPlace =
    (has(values, /^(?:-[a-zA-Z]*i.*|--in-place)/) && !has(values, /^-(?:n?e|expression)$/)) ||
    has(values, /^(?:-[nEruzs]*i|--in-place)/);
  let risk: Risk = inPlace ? 'changes' : 'reads';
  for (const { text, arg } of given) {
    // A program that only a variable holds; within a pattern, a variable is what it is most often: a word.
    const open = arg !== undefined && !arg.fixed && /^["']?\$/.test(arg.text);
    risk = worse(risk, open ? 'unknown' : sedScript(text));
  }
  return risk;
};

/** What the commands of a script do at worst. */
function sedScript(text: string): Risk {
  const script = new Script(text);
  let risk: Risk = 'reads';
  while (script.more()) risk = worse(risk, script.command());
  return risk;
}

/** Reads a script from its beginning to its end. */
class Script {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the next command; false at the end. */
  more(): boolean {
    while (this.#skip(/[\s;{}]+|#[^\n]*/) !== '');
    return this.#at < this.#text.length;
  }

  /** What the command does that stands here; the reading goes on behind it. */
  command(): Risk {
    if (!this.#addresses()) return this.#giveUp();
    this.#skip(/\s*(?:!\s*)*/);
    const letter = this.#text[this.#at++] ?? '';
    if (letter === 's' || letter === 'y') return this.#substitution();
    if (/^[wW]$/.test(letter)) return written(this.#skip(/[^\n]*/));
    if (/^[aic]$/.test(letter)) this.#skip(/(?:\\\n|[^\n])*/);
    else if (/^[rR]$/.test(letter)) this.#skip(/[^\n]*/);
    else if (/^[:btT]$/.test(letter)) this.#skip(/[^\n;}]*/);
    else if (/^[qQlL]$/.test(letter)) this.#skip(/\s*\d*/);
    else if (!/^[=dDgGhHnNpPxzFv{}]$/.test(letter)) return this.#giveUp();
    return 'reads';
  }

  #giveUp(): Risk {
    this.#at = this.#text.length;
    return 'unknown';
  }

  #skip(pattern: RegExp): string {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  /** The addresses before a command, if there are any; false where one cannot be read. */
  #addresses(): boolean {
    if (!this.#address()) return true;
    this.#skip(/\s*/);
    return this.#skip(/,\s*/) === '' || this.#skip(/[+~]\d+/) !== '' || this.#address();
  }

  #address(): boolean {
    if (this.#skip(/\d+(?:~\d+)?|\$/) !== '') return true;
    const escaped = this.#text[this.#at] === '\\';
    const delimiter = this.#text[escaped ? this.#at + 1 : this.#at];
    if (delimiter === undefined || (!escaped && delimiter !== '/')) return false;
    this.#at += escaped ? 2 : 1;
    const found = this.#goBehind(delimiter);
    this.#skip(/[IM]*/);
    return found;
  }

  #substitution(): Risk {
    const delimiter = this.#text[this.#at++] ?? '';
    if (delimiter === '' || !this.#goBehind(delimiter) || !this.#goBehind(delimiter)) return this.#giveUp();
    this.#skip(/[gpIiMm0-9]*/);
    const flag = this.#text[this.#at];
    if (flag === 'e') return this.#giveUp();
    if (flag !== 'w') return 'reads';
    this.#at++;
    return written(this.#skip(/[^\n]*/));
  }

  /** Goes behind a delimiter, which a backslash or brackets hide; brackets that nothing closes hide none. */
  #goBehind(delimiter: string): boolean {
    const from = this.#at;
    let bracket = -1;
    for (let at = from; at < this.#text.length; at++) {
      const c = this.#text[at]!;
      if (c === '\\') at++;
      else if (c === '[' && bracket < 0) bracket = at;
      else if (c === ']' && at > bracket + 1) bracket = -1;
      else if (c === delimiter && bracket < 0) {
        this.#at = at + 1;
        return true;
      }
    }
    const end = this.#text.indexOf(delimiter, from);
    this.#at = end + 1;
    return end >= 0;
  }
}

function written(file: string): Risk {
  return PRINTED.test(file.trim()) ? 'reads' : 'changes';
}
