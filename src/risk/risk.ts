import { findChoices } from '../shell/choice.ts';
import { isCmdlet } from '../shell/commandWords.ts';
import { addReading, learnSteadiness, otherReadings } from './steadiness.ts';
import { handingOn, standsOnArguments, withArguments } from './handedOn.ts';
import { readCalls, type ShellCall, type ShellInput } from '../shell/calls.ts';
import { readEvaluations } from '../shell/evaluation.ts';
import { evaluatedRisk, learnValues } from './evaluated.ts';
import { ACTING_OPTIONS, expandArguments, PRINTS_NAMES, throughVariables } from './expansion.ts';
import { globMayAct } from './globs.ts';
import { namedSettings } from './namedSettings.ts';
import { newScope, type Scope } from './scope.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import { unwrapOnce } from '../shell/unwrap.ts';
import { plainWord, readInput, type Judge } from '../programs/call.ts';
import { mayRedirect, variableRisk } from './environment.ts';
import { shellInputRisk } from '../programs/interpreters.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';
import { powershellRisk } from '../programs/powershell.ts';
import { programRisk, wrapperRisk } from './programs.ts';
import { redirectRisk, truncates } from './redirects.ts';

export { worse } from '../commands/risk.ts';

const MAX_DEPTH = 8;

/** What running a command does to the world; the worst of its pipes, lists, functions and substitutions counts. */
export function commandRisk(command: string, shell?: string): Risk {
  return commandsRisk([command], shell);
}

/** zsh runs code for each file that such a pattern finds: `*(e:'rm x':)`, `*(.e{...})`, `*(+name)`. */
const GLOB_PROGRAM = /[*?\]]\([^()\s|]*(?:e[:'{[<^,]|\+[A-Za-z_])/;

/** zsh: `${(e)x}` runs what stands in the variable, and `path=(./bin)` sets where programs are looked up. */
const OF_ZSH =
  /\$\{\([^)]{0,40}e[^)]{0,40}\)|(?:^|[\s;&|(])(?:path|fpath|cdpath|module_path|PATH|precmd_functions|preexec_functions)\+?=\(/;

function startsByPattern(command: string): boolean {
  if (OF_ZSH.test(command)) return true;
  return GLOB_PROGRAM.test(command.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, "'"));
}

/** What commands that follow each other do: functions, aliases and variables of the first ones count for the others. */
export function commandsRisk(commands: readonly string[], shell?: string, scope: Scope = newScope()): Risk {
  // A loop, or a variable that is declared a number, finds what only a later line sets.
  for (const command of commands) learnValues(command, scope);
  // What a kubeconfig starts, it says itself: it is read before the command runs, and what it starts is asked about then.
  const settings = commands.flatMap(namedSettings).some(({ kind }) => kind !== 'kubeconfig');
  const started: Risk = settings || commands.some(startsByPattern) ? 'unknown' : 'reads';
  return worst([started, ...commands.map((command) => textRisk(command, scope, 0, shell))]);
}

function textRisk(text: string, scope: Scope, depth: number, shell?: string, input?: ShellInput): Risk {
  if (depth > MAX_DEPTH) return 'unknown';
  const judge = judgeAt(scope, depth);
  const first = /^\s*(?:\$[\w:]+\s*=\s*)?\(?([\w-]+)/.exec(text)?.[1] ?? '';
  if (shell === 'powershell' || isCmdlet(first)) return powershellRisk(text, judge);
  const { text: plain, hasChoice } = takeChoices(text);
  const { calls, functions, errors } = readCalls(plain, input);
  const known = new Map([...functions].map((name) => [name, scope.functions.get(name)]));
  const before = new Map(scope.variables);
  if (depth > 0 && plain.includes('=')) learnSteadiness(plain, readEvaluations(plain).given, scope);
  // What they do is counted here, where they are defined; other texts count it where they call them.
  for (const name of functions) scope.functions.set(name, 'reads');
  const unread = errors.some(({ kind }) => kind !== 'heredoc');
  const following = handingOn(calls);
  const follows = (call: ShellCall): boolean =>
    call.inFunction !== undefined && following.has(call.inFunction) && standsOnArguments(call);
  for (const name of following)
    scope.bodies.set(name, [
      ...(scope.bodies.get(name) ?? []),
      ...calls.filter((call) => call.inFunction === name && follows(call)),
    ]);
  const risks = calls.map((call) => (follows(call) ? 'reads' : callRisk(call, scope, depth)));
  if (depth > 0) forgetInner(before, scope);
  const bodies = new Map<string, Risk>();
  for (const [i, { inFunction }] of calls.entries())
    if (inFunction !== undefined) bodies.set(inFunction, worse(bodies.get(inFunction) ?? 'reads', risks[i]!));
  for (const name of functions)
    scope.functions.set(name, worse(bodies.get(name) ?? 'reads', known.get(name) ?? 'reads'));
  const again = depth < MAX_DEPTH ? evaluatedRisk(plain, scope, judge.script) : 'unknown';
  return worst([unread ? 'unknown' : 'reads', hasChoice ? 'unknown' : 'reads', again, ...risks]);
}

/** What a text of its own sets, such as that of `bash -c`, may hold behind it or not. */
function forgetInner(before: ReadonlyMap<string, ShellWord>, scope: Scope): void {
  for (const [name, value] of scope.variables) {
    if (before.get(name) === value) continue;
    addReading(scope, name, value.value);
    addReading(scope, name, before.get(name)?.value);
  }
}

/** `[staging|production]` is to be chosen from, although a shell would see a pipe: read as one word, but not trusted. */
function takeChoices(text: string): { readonly text: string; readonly hasChoice: boolean } {
  let plain = '';
  let from = 0;
  const choices = findChoices(text);
  for (const { start, end } of choices) {
    plain += `${text.slice(from, start)}<choice>`;
    from = end;
  }
  return { text: plain + text.slice(from), hasChoice: choices.length > 0 };
}

function judgeAt(scope: Scope, depth: number): Judge {
  return {
    script: (text, input) => textRisk(text, scope, depth + 1, undefined, input),
    words: (words, input) => wordsRisk(words, input, scope, depth + 1),
  };
}

function callRisk(call: ShellCall, scope: Scope, depth: number): Risk {
  const judge = judgeAt(scope, depth);
  const written = redirectRisk(call.redirects);
  const set = worst(
    call.assignments.map((assignment) =>
      variableRisk(assignment, judge.script, call.words.length === 0 ? 'kept' : 'given'),
    ),
  );
  const around = worse(written, set);
  if (call.words.length === 0) {
    for (const { name, value } of call.assignments) scope.variables.set(name, throughVariables(value, scope));
    return truncates(call.redirects) ? 'destroys' : around;
  }
  const empties = isEmpty(call) && truncates(call.redirects);
  return worst([around, empties ? 'destroys' : 'reads', wordsRisk(call.words, call.input, scope, depth)]);
}

/** `: > file`, `cat /dev/null > file`: nothing is left of the file. */
function isEmpty({ words }: ShellCall): boolean {
  const values = words.map((word) => word.value);
  const printsNothing = /^(?:echo -n|echo -n ''|printf|printf %s)\s*$/.test(values.join(' '));
  return (
    printsNothing ||
    /^(?::|true)$/.test(values[0]!) ||
    (values[0] === 'cat' && values.length === 2 && values[1] === '/dev/null')
  );
}

function wordsRisk(words: readonly ShellWord[], input: ShellInput, scope: Scope, depth: number): Risk {
  if (depth > MAX_DEPTH) return 'unknown';
  const others = otherReadings(words, scope);
  if (others === undefined) return 'unknown';
  // At last with what was set last, so that what the command sets in turn is kept.
  return worst([...others, scope].map((one) => knownWordsRisk(words, input, one, depth)));
}

function knownWordsRisk(words: readonly ShellWord[], input: ShellInput, scope: Scope, depth: number): Risk {
  const [first] = words;
  if (first === undefined) return 'reads';
  const braced = BRACED.exec(first.text)?.[1];
  if (braced !== undefined)
    return worse(
      'unknown',
      wordsRisk([...braced.split(',').map(plainWord), ...words.slice(1)], input, scope, depth + 1),
    );
  if (!first.fixed) return variableProgramRisk(words, input, scope, depth);
  const values = words.map((word) => word.value);
  const name = programName(first.value);
  const judge = judgeAt(scope, depth);
  const alias = scope.aliases.get(first.text);
  if (alias !== undefined) return judge.script([alias, ...words.slice(1).map((word) => word.text)].join(' '));
  const defined = scope.functions.get(first.value);
  if (defined !== undefined) {
    const bodies = scope.bodies.get(first.value) ?? [];
    return worst([defined, ...bodies.map((call) => callRisk(withArguments(call, words.slice(1)), scope, depth + 1))]);
  }
  if (name === undefined) return isScript(first.value) ? 'unknown' : worse('unknown', 'reads');
  if (name === 'set' && words.length > 2 && words.slice(1).some(({ value }) => /^-[a-zA-Z]*x|^--export$/.test(value)))
    return exportedByFish(words, judge);
  if (/^(?:export|declare|typeset|local|readonly|alias)$/.test(name)) return declarationRisk(name, words, scope, judge);
  if (/^(?:cd|pushd|popd|chdir)$/.test(name)) scope.moved ||= !staysAt(values.slice(1));
  const elsewhere = name === 'git' && (scope.moved || isElsewhere(values)) ? 'unknown' : 'reads';
  if (name === 'fc') return values.length > 1 && !/^-\w*l/.test(values[1]!) ? 'unknown' : 'reads';
  const { words: given, open } = expandArguments(words, scope);
  const all = [name, ...given.slice(1).map((word) => word.value)];
  const risk = wrapped(all, given, input, scope, depth);
  const called = risk ?? programRisk({ name, args: given.slice(1), values: all.slice(1), input, judge });
  const acts = called === 'reads' && (startsOwnScript(first.value, name) || globMayAct(name, ownWords(words, all)));
  const own = acts ? 'unknown' : called;
  return worse(own, worse(elsewhere === 'reads' || own !== 'reads' ? 'reads' : elsewhere, open ? 'unknown' : 'reads'));
}

/** The words of a call without those of the command that it starts. */
function ownWords(words: readonly ShellWord[], values: readonly string[]): readonly ShellWord[] {
  const inner = unwrapOnce(values);
  if (inner !== undefined && inner.kind !== 'words') return [];
  return words.slice(1, inner?.from);
}

/** `./gradlew`: a script of the repository, which reads the repository's own code. */
function startsOwnScript(word: string, name: string): boolean {
  return (
    /^(?:gradlew|mvnw|rake|rails|artisan|manage\.py|occ)$/.test(name) &&
    /^\.{0,2}\/|^\w+\//.test(word) &&
    !TRUSTED_FOLDERS.test(word)
  );
}

/** `{rm,-rf,x}`: the words in braces are the command. */
const BRACED = /^\{([^{}]*,[^{}]*)\}$/;

const TRUSTED_FOLDERS =
  /^(?:\/usr|\/bin|\/sbin|\/opt|\/snap|\/nix|\/home\/linuxbrew|\/etc\/init\.d|\/rabbitmq|\/kafka|\/app\/bin|\/opt\/[\w.-]+)\//;
/** Programs that are started from the folder that they were unpacked to. */
const FROM_FOLDER =
  /^(?:kafka-[\w-]+(?:\.sh)?|zkCli\.sh|zookeeper-shell\.sh|rails|rake|nodetool|cqlsh|artisan|manage\.py|gradlew|mvnw|elasticsearch-[\w-]+|redis-cli|istioctl|mongosh?|etcdctl|patronictl|occ)$/;

/** A program's name without its folder; undefined where the folder makes it another program than the one known. */
function programName(word: string): string | undefined {
  const plain = word.replace(/\.exe$/i, '');
  const at = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
  if (at < 0) return withoutG(plain);
  const name = withoutG(plain.slice(at + 1));
  return TRUSTED_FOLDERS.test(word) || /^[A-Z]:\\Windows\\/i.test(word) || FROM_FOLDER.test(name) ? name : undefined;
}

/** Tools of GNU beside those of a BSD: `gsed` is sed. */
const WITH_G =
  /^g(awk|basename|cat|chgrp|chmod|chown|cksum|comm|cp|csplit|cut|date|dd|df|dir|dirname|du|echo|env|expand|expr|factor|false|find|fmt|fold|grep|egrep|fgrep|head|hostid|id|install|join|kill|link|ln|locate|logname|ls|make|md5sum|mkdir|mkfifo|mknod|mktemp|mv|nice|nl|nohup|nproc|numfmt|od|paste|patch|pathchk|pr|printenv|printf|ptx|pwd|readlink|realpath|rm|rmdir|sed|seq|sha(?:1|224|256|384|512)sum|shred|shuf|sleep|sort|split|stat|stdbuf|stty|sum|sync|tac|tail|tar|tee|test|time|timeout|touch|tr|true|truncate|tsort|tty|uname|unexpand|uniq|unlink|uptime|users|vdir|wc|who|whoami|xargs|yes)$/;

function withoutG(name: string): string {
  return WITH_G.exec(name)?.[1] ?? name;
}

/** Folders that are known to be the workspace's own. */
const OWN_FOLDER = /^(?:\.\/?|\$PWD|\$\{PWD\}|\$\(pwd\)|\$\(git rev-parse --show-toplevel\))$/;

function staysAt(values: readonly string[]): boolean {
  const folders = values.filter((value) => !/^-[LPe@]*$/.test(value) || value === '-');
  return folders.length > 0 && folders.every((value) => OWN_FOLDER.test(value));
}

/** Git reads the settings of the repository that it is sent to, which can name programs: `git -C dir`. */
function isElsewhere(values: readonly string[]): boolean {
  return values.some((value, i) => {
    const joined = /^(?:--git-dir|--work-tree|--exec-path)=([^]*)$/.exec(value)?.[1];
    const folder = joined ?? (/^(?:-C|--git-dir|--work-tree)$/.test(values[i - 1] ?? '') ? value : undefined);
    return folder !== undefined && !OWN_FOLDER.test(folder);
  });
}

function isScript(word: string): boolean {
  return /\.\w+$/.test(word);
}

/** A program that only a variable or substitution names. */
function variableProgramRisk(words: readonly ShellWord[], input: ShellInput, scope: Scope, depth: number): Risk {
  const [first, ...rest] = words as [ShellWord, ...ShellWord[]];
  const variable = /^\$(?:(\w+)|\{(\w+)\})$/.exec(first.value);
  const name = variable?.[1] ?? variable?.[2];
  const value = name === undefined ? undefined : scope.variables.get(name);
  const shifts = name !== undefined && (scope.shifting.has(name) || scope.shifting.has('*'));
  if (value?.fixed && !shifts) {
    const own = value.value
      .split(/\s+/)
      .filter((part) => part !== '')
      .map(plainWord);
    return wordsRisk([...own, ...rest], input, scope, depth + 1);
  }
  // `$KUBECTL delete`, `$(which kubectl) delete`, `$SUDO rm`: what it most likely is may still destroy.
  const found =
    /^\$\((?:which|command -v|type -p) ([\w.-]+)\)$/.exec(first.value)?.[1] ??
    name?.toLowerCase().replace(/_?(?:cmd|bin|cli|command)$/, '');
  const likely = found === undefined ? 'unknown' : wordsRisk([plainWord(found), ...rest], input, scope, depth + 1);
  return worst(['unknown', likely, wordsRisk(rest, input, scope, depth + 1)]);
}

/** fish: `set -gx PATH ./bin`. To other shells `set -x a b` shows what it runs, which changes nothing. */
function exportedByFish(words: readonly ShellWord[], judge: Judge): Risk {
  const [name, value] = words.slice(1).filter(({ value }) => !value.startsWith('-'));
  return name === undefined || value === undefined
    ? 'reads'
    : variableRisk({ name: name.value, value }, judge.script, 'kept');
}

/** `export A=b`, `alias k=kubectl`. */
function declarationRisk(name: string, words: readonly ShellWord[], scope: Scope, judge: Judge): Risk {
  const options = words.map(({ value }) => value).filter((value) => /^-\w/.test(value));
  // fish: `alias ls 'rm -rf x'`, `set -gx PATH ./bin`.
  const [first, second] = words.slice(1).filter(({ value }) => !value.startsWith('-'));
  if (name === 'alias' && first && second && !first.value.includes('=')) {
    scope.aliases.set(first.value, second.value);
    return judge.script(second.value);
  }
  return worst(
    words.slice(1).map((word): Risk => {
      const pair = /^([A-Za-z_][\w.-]*)\+?=([^]*)$/.exec(word.value);
      // A name that only running it tells may be that of any variable: `export $x=./bin`, `export $(cat .env)`.
      if (!pair) return word.fixed ? 'reads' : 'unknown';
      const value = { ...word, value: pair[2]!, text: pair[2]! };
      if (name === 'alias') {
        scope.aliases.set(pair[1]!, pair[2]!);
        return judge.script(pair[2]!);
      }
      scope.variables.set(pair[1]!, value);
      // `declare -n r=PATH`: what is set by the one name is set by the other.
      if (options.some((option) => option.includes('n')) && mayRedirect(pair[2]!, '$')) return 'unknown';
      return variableRisk({ name: pair[1]!, value }, judge.script);
    }),
  );
}

/** What a wrapper runs; undefined where the program is none. */
function wrapped(
  values: readonly string[],
  words: readonly ShellWord[],
  input: ShellInput,
  scope: Scope,
  depth: number,
): Risk | undefined {
  const inner = unwrapOnce(values);
  if (inner === undefined) return undefined;
  const name = values[0]!;
  const judge = judgeAt(scope, depth);
  const from = inner.kind === 'words' ? inner.from : values.length;
  const before = values.slice(1, from);
  const own = worst([wrapperRisk({ name, values: values.slice(1) }, before), optionsRisk(name, before, judge)]);
  if (inner.kind === 'scripts') {
    const risks = inner.texts.map((text) => judge.script(text, input));
    return worst([own, ...risks]);
  }
  if (inner.kind === 'shell') return worse(own, shellInputRisk({ input, judge }));
  if (inner.kind === 'nothing') return nothingRisk(name, values, own, input, judge);
  const command = words.slice(inner.from, inner.to);
  if (name !== 'xargs' && name !== 'parallel')
    return worse(own, wordsRisk(command, passes(name, before) ? input : { kind: 'inherited' }, scope, depth + 1));
  // What is read from the input is put behind the command, or where its mark stands.
  const nothing: ShellInput = { kind: 'text', text: '', fixed: true };
  const { words: more, open } = passedWords(input);
  const started = wordsRisk([...command, ...more], nothing, scope, depth + 1);
  const takes =
    open && (ACTING_OPTIONS.test(programName(command[0]?.value ?? '') ?? '') || putsIntoCode(before, command));
  return worst([own, started, takes ? 'unknown' : 'reads']);
}

/** Programs whose arguments are code. */
const READS_CODE =
  /^(?:.*\/)?(?:(?:ba|z|da|k|a|mk|fi)?sh|eval|ssh|su|python[\d.]*|perl|ruby|node|awk|gawk|php|psql|mysql|mariadb|sqlite3|mongosh?)$/;

/** `xargs -I{} sh -c 'ls {}'`: what is read stands within code. */
function putsIntoCode(before: readonly string[], command: readonly ShellWord[]): boolean {
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
function passedWords(input: ShellInput): { readonly words: readonly ShellWord[]; readonly open: boolean } {
  const text = readInput(input);
  if (typeof text === 'object') return { words: text.text.split(/\s+/).filter(Boolean).map(plainWord), open: false };
  const names =
    input.kind === 'pipe' &&
    input.from.length > 0 &&
    input.from.every(({ words }) => PRINTS_NAMES.test(words[0]?.value ?? ''));
  return { words: [{ value: '$1', text: '"$1"', fixed: false, splits: false }], open: !names };
}

/** Without `-i`, kubectl and docker hand no input on. */
function passes(name: string, before: readonly string[]): boolean {
  if (!/^(?:kubectl|oc|k|docker|podman|nerdctl)$/.test(name)) return true;
  return (
    before.some((value) => /^-[a-z]*[it]/.test(value) || /^--(?:stdin|interactive|tty)/.test(value)) ||
    before.includes('rsh')
  );
}

/** Variables that `env` and `sudo` set, and options that make them do something of their own. */
function optionsRisk(name: string, before: readonly string[], judge: Judge): Risk {
  if (name === 'env' && before.some((value) => /^(?:-\w*S|--split-string)/.test(value))) return 'unknown';
  return worst(
    before.map((value): Risk => {
      const pair = /^([A-Za-z_]\w*)\+?=([^]*)$/.exec(value);
      return pair && /^(?:env|sudo|doas)$/.test(name)
        ? variableRisk({ name: pair[1]!, value: plainWord(pair[2]!) }, judge.script)
        : 'reads';
    }),
  );
}

/** A wrapper without a command. */
function nothingRisk(name: string, values: readonly string[], own: Risk, input: ShellInput, judge: Judge): Risk {
  if (name === 'parallel') {
    // Each line of its input is a command.
    const text = readInput(input);
    return text === 'none' || text === 'unknown' ? 'unknown' : judge.script(text.text);
  }
  if (/^(?:kubectl|oc|k|kubecolor|docker|podman|nerdctl|docker-compose|podman-compose|crictl)$/.test(name)) {
    const created = values.some((value) => /^(?:run|debug)$/.test(value));
    const last = values.filter((value) => value.startsWith('--dry-run')).pop();
    const dry = last !== undefined && /^--dry-run(?:=(?:client|server|true))?$/.test(last);
    return dry ? 'reads' : created ? worse(own, 'changes') : 'unknown';
  }
  return /^(?:sudo|doas|env|xargs|time|exec|command|builtin|nohup|nice|timeout|watch|ssh|eval|ionice|strace|setsid|autossh)$/.test(
    name,
  )
    ? own
    : worse(own, 'unknown');
}
