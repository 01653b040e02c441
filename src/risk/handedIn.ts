import type { ShellInput } from '../shell/calls.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import { plainWord, readInput } from '../programs/call.ts';
import { PRINTS_NAMES } from './expansion.ts';

/** Programs whose arguments are code. */
const READS_CODE =
  /^(?:.*\/)?(?:(?:ba|z|da|k|a|mk|fi)?sh|eval|ssh|su|python[\d.]*|perl|ruby|node|awk|gawk|php|psql|mysql|mariadb|sqlite3|mongosh?)$/;

/** `xargs -I{} sh -c 'ls {}'`: what is read stands within code. */
export function putsIntoCode(before: readonly string[], command: readonly ShellWord[]): boolean {
  const at = before.findIndex((value) => /^(?:-[IiJ]|--replace)/.test(value));
  if (at < 0) return false;
  const own = /^(?:-[IiJ]|--replace=)(.+)$/.exec(before[at]!)?.[1];
  const mark = own ?? (/^-[IJ]$/.test(before[at]!) ? before[at + 1] : undefined) ?? '{}';
  return (
    command.some(({ value }) => READS_CODE.test(value)) &&
    command.some(({ value }) => value !== mark && value.includes(mark))
  );
}

/** What `xargs` puts behind its command: the words of a text that is known, or one that is not. */
export function passedWords(input: ShellInput): { readonly words: readonly ShellWord[]; readonly open: boolean } {
  const text = readInput(input);
  if (typeof text === 'object') return { words: text.text.split(/\s+/).filter(Boolean).map(plainWord), open: false };
  const names =
    input.kind === 'pipe' &&
    input.from.length > 0 &&
    input.from.every(({ words }) => PRINTS_NAMES.test(words[0]?.value ?? ''));
  return { words: [{ value: '$1', text: '"$1"', fixed: false, splits: false }], open: !names };
}

/** Without `-i`, kubectl and docker hand no input on. */
export function passes(name: string, before: readonly string[]): boolean {
  if (!/^(?:kubectl|oc|k|docker|podman|nerdctl)$/.test(name)) return true;
  return (
    before.some((value) => /^-[a-z]*[it]/.test(value) || /^--(?:stdin|interactive|tty)/.test(value)) ||
    before.includes('rsh')
  );
}
