import type { ShellWord } from '../shell/shellWord.ts';

/*
 * Patterns that the shell fills in with names of files. A name may begin with a dash, and is then an option: of `sort *`
 * the file `-oout` makes a write. Nothing comes of it with programs that have no option that writes or runs something.
 */

/** Programs without an option that writes a file or starts a program: `wc -l *`, `grep x *.log`. */
const NO_ACTING_OPTION =
  /^(?:cat|tac|nl|rev|head|tail|wc|cut|paste|join|comm|cmp|diff|tr|fold|fmt|expand|unexpand|column|pr|tsort|look|[ef]?grep|z[ef]?grep|bzgrep|xzgrep|ls|dir|vdir|exa|eza|lsd|stat|du|df|namei|readlink|realpath|basename|dirname|md5|md5sum|sha\d*sum|b2sum|cksum|sum|shasum|xxhsum|od|hexdump|hd|strings|zcat|gzcat|bzcat|xzcat|zdiff|zcmp|jq|gojq|jaq|readelf|nm|size|lsattr|getfacl|getcap|shellcheck|which|type|whereis|pwd)$/;
/** To these a word is no option, whatever it looks like. */
const TAKES_ANY =
  /^(?:echo|printf|test|\[|\[\[|:|true|false|export|local|declare|typeset|readonly|return|exit|cd|sleep|wait|kill|let|expr|for|select|case|set|unset)$/;
/** Programs that read no more options behind the first word that is none. */
const FIRST_WORD_ENDS_OPTIONS = /^(?:awk|gawk|mawk|nawk|redis-cli|valkey-cli|keydb-cli)$/;
/** Programs whose second file is written: a pattern anywhere may stand for two. */
const SECOND_IS_WRITTEN = /^(?:uniq|xxd)$/;
/** What find does something by, in full: no file that `*.log` finds has such a name. */
const FIND_ACTIONS = ['-delete', '-exec', '-execdir', '-ok', '-okdir', '-fprint', '-fprint0', '-fprintf', '-fls'];

/** Whether an option that a program is given does nothing but read. */
export function isNeverOption(program: string): boolean {
  return TAKES_ANY.test(program) || NO_ACTING_OPTION.test(program);
}

/** Whether names of files may be options to the program, or a file that it writes. */
export function globMayAct(program: string, words: readonly ShellWord[]): boolean {
  if (TAKES_ANY.test(program)) return false;
  if (SECOND_IS_WRITTEN.test(program)) return words.some(isGlob);
  const end = words.findIndex(({ value }) => value === '--');
  const open = (end < 0 ? words : words.slice(0, end)).filter((word, i) => {
    if (word.text === '$_' || word.text === '"$_"') return true;
    return mayBeginWithDash(word) && !(FIRST_WORD_ENDS_OPTIONS.test(program) && hasPlainBefore(words, i));
  });
  if (open.length === 0 || NO_ACTING_OPTION.test(program)) return false;
  return !/^g?find$/.test(program) || open.some(({ text }) => FIND_ACTIONS.some((action) => finds(text, action)));
}

function isGlob({ text, fixed, splits }: ShellWord): boolean {
  return (fixed || splits) && /^[^'"\\$`]*(?:[*?]|\[[^\]]+\])/.test(text) && !/^[<{]/.test(text);
}

/** `[::1]` and `[a-z]*` never do, `*`, `?x`, `[!a]*` and `[[:punct:]]x` may. */
function mayBeginWithDash({ text }: ShellWord): boolean {
  if (/^[*?]|^[@+!]\(/.test(text)) return true;
  const set = /^\[((?:[!^]?\])?(?:\[:\w+:\]|[^\]])+)\]/.exec(text)?.[1];
  if (set === undefined) return false;
  if (/^[!^]|^-|-$|\[:(?:punct|graph|print):\]/.test(set)) return true;
  return [...set.matchAll(/(.)-(.)/g)].some(([, from, to]) => from! <= '-' && to! >= '-');
}

/** A word that is no option and no value of one stands before. */
function hasPlainBefore(words: readonly ShellWord[], at: number): boolean {
  return words.slice(0, at).some(({ value }, i) => !/^[-*?[]/.test(value) && !/^-/.test(words[i - 1]?.value ?? ''));
}

function finds(pattern: string, name: string): boolean {
  const source = pattern.replace(/\[[^\]]*\]|[^]/g, (part) =>
    part === '*' ? '.*' : part === '?' || part.length > 1 ? '.' : part.replace(/[\\^$.|+()[\]{}]/, '\\$&'),
  );
  // Many stars one behind the other would take long to try.
  return source.split('.*').length > 6 || new RegExp(`^${source}$`).test(name);
}
