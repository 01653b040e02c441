import type { ShellWord } from '../shell/shellWord.ts';
import { variablesIn, type Giving } from '../shell/secondReading.ts';
import { PRINTS_NAMES } from './expansion.ts';
import { isNeverOption } from './globs.ts';
import type { Scope } from './scope.ts';

/*
 * Values that come out of files or over the network: who wrote them there decides what they are. As a word of its own such
 * a value may be an option (`x=$(cat names); sort "$x"`), and within code it is code (`sh -c "ls $x"`).
 */

/** Programs that print what stands in files of a workspace, or names of these. */
const PRINTS_CONTENT =
  /^(?:head|tail|sort|uniq|[efz]?grep|rg|awk|gawk|cut|tr|xargs|jq|yq|ls|locate|npm|node|python3?|go|cargo|rustc|brew|gh)$/;
const PRINTER = /(?:\$\(|`)\s*(?:(?:sudo|command)\s+)?([^\s|;&()`]*)([^|;&()`]*)/g;
/** Of a repository, what cannot begin with a dash. */
const GIT_NAMES =
  /^\s+(?:-C\s+\S+\s+)?(?:rev-parse|describe|branch|merge-base|symbolic-ref|rev-list|remote|tag|status)\b/;
/** What runs inside prints what it likes. */
const RUNS_INSIDE = /^\s+(?:[\w-]+\s+)*?(?:exec|run|cp|logs)\b/;
/** A word that a filter puts in front: `awk '{print "-o" $1}'`. */
const MAKES_OPTION = /\b(?:awk|gawk|sed|jq|perl|printf|echo|tr)\b[^|]*["'/|,@#\s]-{1,2}o/;

/** Whether a text has something expanded whose outcome a file or the network decides. */
function isForeign(text: string, { foreign }: Pick<Scope, 'foreign'>): boolean {
  if (!/[$`]/.test(text)) return false;
  if (foreign.size > 0 && variablesIn(text, 'text').some((name) => foreign.has(name))) return true;
  for (const [, printer = '', rest = ''] of text.matchAll(PRINTER)) {
    // `$((n + 1))` is a number.
    if (printer === '' || /^\$\{?\w+\}?$/.test(printer)) continue;
    if (printsForeign(printer.replace(/^.*\//, ''), rest)) return true;
  }
  return /\$\(|`/.test(text) && MAKES_OPTION.test(text);
}

function printsForeign(printer: string, rest: string): boolean {
  if (/^(?:echo|printf)$/.test(printer)) return !/^\s+["']?(?:%\w?["']?\s+["']?)?[\w/$]/.test(rest);
  if (printer === 'git') return !GIT_NAMES.test(rest);
  if (/^(?:kubectl|oc|k|docker|podman|nerdctl|crictl)$/.test(printer)) return RUNS_INSIDE.test(rest);
  if (/^(?:expr|let|true|sysctl|lscpu|free|uptime|arch|logname|tty|jobs|nslookup)$/.test(printer)) return false;
  return PRINTS_CONTENT.test(printer) || !PRINTS_NAMES.test(printer);
}

/** Takes note of the names to which a text gives such values. */
export function learnForeign(givings: readonly Giving[], scope: Scope): void {
  // A loop finds what only a later line sets.
  for (let round = 0; round < 2; round++)
    for (const { name, text } of givings)
      if (text !== undefined && !scope.foreign.has(name) && isForeign(text, scope)) scope.foreign.add(name);
}

/** Programs that run what is in their words, or send it to where it is run. */
const RUNS_CODE =
  /^(?:sh|bash|zsh|ksh|dash|ash|fish|rbash|mksh|su|ssh|autossh|eval|watch|parallel|[gmn]?awk|g?sed|psql|mysql|mariadb|sqlite3|mongo|mongosh|python[\d.]*|perl|ruby|node|php|lua|find)$/;
/** Options whose values are no code. */
const PLAIN_OPTION = /^(?:-[vFUhdpPli]|--(?:host|port|user|username|dbname|variable|assign|field-separator))$/;

/** Whether a program is given such a value where it may be an option or code. */
export function takesForeign(program: string, words: readonly ShellWord[], scope: Scope): boolean {
  const end = words.findIndex(({ value }) => value === '--');
  const code = RUNS_CODE.test(program);
  return words.some((word, i) => {
    if (i === 0 || word.fixed) return false;
    const begins = /^"?[$`]/.test(word.text);
    if (begins && (end < 0 || i < end) && !isNeverOption(program) && isForeign(firstExpansion(word.text), scope))
      return true;
    if (!code || PLAIN_OPTION.test(words[i - 1]?.value ?? '')) return false;
    return isForeign(word.text, scope) || variablesIn(word.text, 'text').some((name) => scope.shifting.has(name));
  });
}

/** What a word begins with: one variable, or all of a substitution. */
function firstExpansion(text: string): string {
  return /^"?(\$\w+|\$\{[^{}]*\})/.exec(text)?.[1] ?? text;
}
