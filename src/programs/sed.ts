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
export function sedScript(text: string): Risk {
  let at = 0;
  let risk: Risk = 'reads';
  const skip = (pattern: RegExp): string => {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = at;
    const found = sticky.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  /** The text as far as a delimiter, which a backslash or brackets hide. */
  const part = (delimiter: string): string | undefined => {
    const from = at;
    for (let bracket = false; at < text.length; at++) {
      const c = text[at]!;
      if (c === '\\') at++;
      else if (c === '[' && !bracket) bracket = true;
      else if (c === ']' && at > from) bracket = false;
      else if (c === delimiter && !bracket) return text.slice(from, at++);
    }
    // Brackets that nothing closes hide none.
    at = from;
    const end = text.indexOf(delimiter, from);
    if (end < 0) return undefined;
    at = end + 1;
    return text.slice(from, end);
  };
  const address = (): boolean => {
    if (skip(/\d+(?:~\d+)?|\$/) !== '') return true;
    const delimiter = text[at] === '\\' ? text[at + 1] : text[at] === '/' ? '/' : undefined;
    if (delimiter === undefined) return false;
    at += text[at] === '\\' ? 2 : 1;
    const found = part(delimiter) !== undefined;
    skip(/[IM]*/);
    return found;
  };
  while (at < text.length) {
    skip(/[\s;{}]+/);
    if (at >= text.length) break;
    if (text[at] === '#') {
      skip(/[^\n]*/);
      continue;
    }
    if (address()) {
      skip(/\s*/);
      if (skip(/,\s*/) !== '' && skip(/[+~]\d+/) === '' && !address()) return 'unknown';
    }
    skip(/\s*(?:!\s*)*/);
    const command = text[at++];
    if (command === undefined) return risk === 'reads' ? 'unknown' : risk;
    if (command === 's' || command === 'y') {
      const delimiter = text[at++];
      if (delimiter === undefined || part(delimiter) === undefined || part(delimiter) === undefined) return 'unknown';
      const flags = skip(/[gpIiMm0-9]*/) + (/[ew]/.exec(text[at] ?? '')?.[0] ?? '');
      if (flags.endsWith('e')) return 'unknown';
      if (flags.endsWith('w')) {
        at++;
        risk = worse(risk, written(skip(/[^\n]*/)));
      }
    } else if (command === 'e') return 'unknown';
    else if (command === 'w' || command === 'W') risk = worse(risk, written(skip(/[^\n]*/)));
    else if (/[aic]/.test(command)) skip(/(?:\\\n|[^\n])*/);
    else if (/[rR]/.test(command)) skip(/[^\n]*/);
    else if (/[:btT]/.test(command)) skip(/[^\n;}]*/);
    else if (/[qQlL]/.test(command)) skip(/\s*\d*/);
    else if (!/[=dDgGhHnNpPxzFv{}]/.test(command)) return 'unknown';
  }
  return risk;
}

function written(file: string): Risk {
  return PRINTED.test(file.trim()) ? 'reads' : 'changes';
}
