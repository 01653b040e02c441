import { findChoices } from '../shell/choice.ts';
import { isCmdlet } from '../shell/commandWords.ts';
import { addReading, learnSteadiness, otherReadings } from './steadiness.ts';
import { handingOn, standsOnArguments, withArguments } from './handedOn.ts';
import { readCalls, type ShellCall, type ShellInput } from '../shell/calls.ts';
import { readEvaluations } from '../shell/evaluation.ts';
import { evaluatedRisk, learnValues } from './evaluated.ts';
import { ACTING_OPTIONS, expandArguments, throughVariables } from './expansion.ts';
import { opensDeviceLater } from './devices.ts';
import { takesForeign } from './foreign.ts';
import { globMayAct } from './globs.ts';
import { namedSettings } from './namedSettings.ts';
import { newScope, type Scope } from './scope.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import { unwrapOnce } from '../shell/unwrap.ts';
import { plainWord, readInput, type Judge } from '../programs/call.ts';
import { declarationRisk, exportedByFish, optionsRisk } from './declarations.ts';
import { mayRedirect, variableRisk } from './environment.ts';
import { passedWords, passes, putsIntoCode } from './handedIn.ts';
import { goesElsewhere, isElsewhere, isScript, programName, startsOwnScript, staysAt } from './programName.ts';
import { shellInputRisk } from '../programs/interpreters.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';
import { powershellRisk } from '../programs/powershell.ts';
import { programRisk, wrapperRisk } from './programs.ts';
import { redirectRisk, truncates } from './redirects.ts';
import { sendsAway } from './sentAway.ts';

export { worse } from '../commands/risk.ts';

const MAX_DEPTH = 8;

/** What running a command does to the world; the worst of its pipes, lists, functions and substitutions counts. */
export function commandRisk(command: string, shell?: string): Risk {
  return commandsRisk([command], shell);
}

/** zsh runs code for each file that such a pattern finds: `*(e:'rm x':)`, `*(.e{...})`, `*(+name)`. */
const GLOB_PROGRAM = /[*?\]]\([^()\s|]*(?:e[:'{[<^,]|\+[A-Za-z_])/;

/**
 * zsh: `${(e)x}` runs what stands in the variable, `${~x}` takes it for such a pattern, and `path=(./bin)` or
 * `path[1]=./bin` sets where programs are looked up.
 */
const OF_ZSH =
  /\$\{\([^)]{0,40}e[^)]{0,40}\)|(?:^|[\s;&|(])(?:path|fpath|cdpath|module_path|PATH|precmd_functions|preexec_functions)(?:\+?=\(|\[[^\]]*\]\+?=)|(?:^|[\s;&|(])(?:path|fpath|cdpath|module_path)\+=|\$\{(?:PATH|path|fpath)::=|\$\{?~{1,2}[\w{]/;

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
  const started: Risk =
    settings || commands.some(startsByPattern) || commands.some(opensDeviceLater) ? 'unknown' : 'reads';
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
    for (const { name, value, appends } of call.assignments) {
      const set = throughVariables(value, scope);
      scope.variables.set(name, appends ? appended(scope.variables.get(name), set) : set);
    }
    return truncates(call.redirects) ? 'destroys' : around;
  }
  const empties = isEmpty(call) && truncates(call.redirects);
  return worst([around, empties ? 'destroys' : 'reads', wordsRisk(call.words, call.input, scope, depth)]);
}

/** `A=-d; A+=elete` */
function appended(before: ShellWord | undefined, more: ShellWord): ShellWord {
  return before?.fixed && more.fixed ? plainWord(before.value + more.value) : { ...more, fixed: false };
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
  if (name === 'set' && values.slice(1).some(setsInCmd)) return 'unknown';
  if (name === 'setopt' && values.some((value) => /^prompt_?subst$/i.test(value))) return 'unknown';
  if (name === 'set' && words.length > 2 && setsForOthers(values)) return exportedByFish(words, judge);
  if (/^(?:export|declare|typeset|local|readonly|alias)$/.test(name)) return declarationRisk(name, words, scope, judge);
  if (/^(?:cd|pushd|popd|chdir)$/.test(name)) scope.moved ||= !staysAt(values.slice(1));
  const looksAround = name === 'git' ? scope.moved || isElsewhere(values) : scope.moved && LOADS_FROM_FOLDER.test(name);
  const elsewhere = looksAround ? 'unknown' : 'reads';
  if (name === 'fc') return values.length > 1 && !/^-\w*l/.test(values[1]!) ? 'unknown' : 'reads';
  const { words: given, open: unclear } = expandArguments(words, scope);
  const foreign = takesForeign(name, words, scope);
  const all = [name, ...given.slice(1).map((word) => word.value)];
  const risk = wrapped(all, given, input, scope, depth);
  const called = risk ?? programRisk({ name, args: given.slice(1), values: all.slice(1), input, judge });
  const acts = called === 'reads' && (startsOwnScript(first.value, name) || globMayAct(name, ownWords(words, all)));
  const own = acts ? 'unknown' : called;
  // What is asked about anyway needs no doubt beside it.
  if (own === 'reads' && (foreign || sendsAway(name, words, input, scope))) return 'unknown';
  return worse(
    own,
    worse(elsewhere === 'reads' || own !== 'reads' ? 'reads' : elsewhere, unclear ? 'unknown' : 'reads'),
  );
}

/** cmd: `set PATH=.;%PATH%`, `set "PATHEXT=.X"`; its names know no case. */
function setsInCmd(word: string): boolean {
  const name = /^"?([A-Za-z_]\w*)=/.exec(word)?.[1];
  return name !== undefined && mayRedirect(name.toUpperCase(), '$');
}

/** fish: `set -gx A b`, and what is exported already: `set PATH . $PATH`. */
function setsForOthers(values: readonly string[]): boolean {
  const plain = values.slice(1).find((value) => !value.startsWith('-')) ?? '';
  return (
    values.slice(1).some((value) => /^-[a-zA-Z]*x|^--export$/.test(value)) ||
    /^(?:[A-Z]+_?)*PATH(?:\[|$)|^fish_/.test(plain) ||
    (/^[A-Za-z_]\w*$/.test(plain) && mayRedirect(plain, '$'))
  );
}

/** They load settings or code from the folder where they run; in one that a command went to, nobody has looked. */
const LOADS_FROM_FOLDER =
  /^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack|hg|chg|cargo|rustc|rustup|python[\d.]*|ansible(?:-[\w-]+)?|go|make|just|task|terraform|tofu|terragrunt|pulumi|cdk|helmfile|skaffold|bundle|rails|rake|composer|php|artisan|mix|gradle|mvn|sbt|dotnet|direnv)$/;

/** The words of a call without those of the command that it starts. */
function ownWords(words: readonly ShellWord[], values: readonly string[]): readonly ShellWord[] {
  const inner = unwrapOnce(values);
  if (inner !== undefined && inner.kind !== 'words') return [];
  return words.slice(1, inner?.from);
}

/** `{rm,-rf,x}`: the words in braces are the command. */
const BRACED = /^\{([^{}]*,[^{}]*)\}$/;

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
  // What git reads there, nobody has looked at.
  scope.moved ||= goesElsewhere(name, before);
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
