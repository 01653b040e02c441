import { variablesIn, type Evaluation, type Giving, type SecondReading } from '../shell/secondReading.ts';
import { readEvaluations } from '../shell/evaluation.ts';
import { forEachChild, parseShell, type SyntaxNode } from '../shell/syntax.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';
import { mayRedirect } from './environment.ts';
import { shiftingNames } from './expansion.ts';
import { learnForeign } from './foreign.ts';
import { learn, type Scope } from './scope.ts';
import { learnSteadiness } from './steadiness.ts';

type Script = (text: string) => Risk;

/** Something that only a second reading would expand. */
const LATENT = /[$`]/;

/**
 * What a text does by having words read twice: `[[ 'a[$(rm x)]' -eq 0 ]]`, `let`, `${x@P}`. The code in such words
 * counts, and that in the values of variables that they name; a value that only a program's output tells is unknown,
 * unless the program prints numbers.
 */
export function evaluatedRisk(text: string, scope: Scope, script: Script): Risk {
  const { evaluated, given } = readEvaluations(text);
  learn(scope, given);
  learnForeign(given, scope);
  // `read PATH < f`, `for PAGER in ./x`: there are more ways to set a variable than by `=`.
  const redirects = given.some(
    ({ name, text: value }) => (name !== 'KUBECONFIG' || value === undefined) && mayRedirect(name, value ?? '$'),
  );
  return worst([redirects ? 'unknown' : 'reads', ...evaluated.map((one) => oneRisk(one, scope, script))]);
}

/** Takes note of the values that a text gives to variables, so that commands before it (loops) find them as well. */
export function learnValues(text: string, scope: Scope): void {
  for (const name of shiftingNames(text)) scope.shifting.add(name);
  const { given } = readEvaluations(text);
  learn(scope, given);
  learnForeign(given, scope);
  learnSteadiness(text, given, scope);
}

function oneRisk({ as, what, text, names }: Evaluation, scope: Scope, script: Script): Risk {
  // Shells, traps and the like are calls, and judged as those.
  if (as === 'code') return /^(?:complete|mapfile|bind)\b/.test(what) ? worse('unknown', script(text)) : 'reads';
  return worse(
    expandedRisk(text, as, script),
    worst(names.map((name) => variableRisk(name, as, scope, script, new Set()))),
  );
}

function variableRisk(name: string, as: SecondReading, scope: Scope, script: Script, seen: Set<string>): Risk {
  if (seen.has(name)) return 'reads';
  // Nobody has values go through so many variables.
  if (seen.size > 100) return 'unknown';
  seen.add(name);
  let risk: Risk = 'reads';
  for (const giving of scope.given.get(name) ?? []) {
    // Enough has been followed, and each further use of the name would go through the list once more.
    if (scope.left-- <= 0) return worse(risk, 'unknown');
    risk = worse(risk, givingRisk(giving, as, scope, script, seen));
  }
  return risk;
}

function givingRisk(giving: Giving, as: SecondReading, scope: Scope, script: Script, seen: Set<string>): Risk {
  if (giving.text === undefined) return 'unknown';
  // In arithmetic a plain word names a variable, whose value is evaluated in turn.
  const names = as === 'arithmetic' ? variablesIn(giving.text, as) : giving.names;
  const own = expandedRisk(giving.text, as, script);
  return worse(own, worst(names.map((one) => variableRisk(one, as, scope, script, seen))));
}

/** What happens when a text is expanded, as bash does with the body of a here-document. */
function expandedRisk(text: string, as: SecondReading, script: Script): Risk {
  if (!LATENT.test(text) || !/`|\$[({[]/.test(text)) return 'reads';
  const body = `: <<EXPANDED\n${text}\nEXPANDED\n`;
  const inside = script(body);
  return as === 'arithmetic' && !printsOnlyNumbers(body) ? worse(inside, 'unknown') : inside;
}

/** Whether all substitutions of a text print numbers: what they print is evaluated as well. */
function printsOnlyNumbers(text: string): boolean {
  const { tree, errors } = parseShell(text);
  if (errors.length > 0) return false;
  const scripts: SyntaxNode[] = [];
  const look = (node: SyntaxNode, depth: number): void => {
    if (node.type === 'CommandExpansion') {
      if (node.script) scripts.push(node.script);
      return;
    }
    if (depth < 100) forEachChild(node, (child) => look(child, depth + 1));
  };
  look(tree, 0);
  return scripts.every((one) => one.type === 'Script' && printsNumber(one));
}

function printsNumber({ commands }: Extract<SyntaxNode, { type: 'Script' }>): boolean {
  const last = commands.at(-1)?.command;
  if (commands.length !== 1 || last === undefined) return false;
  const parts = last.type === 'AndOr' ? last.commands : [last];
  return parts.every((part) => {
    const command = part.type === 'Pipeline' ? part.commands.at(-1) : part;
    if (command?.type !== 'Command' || !command.name) return false;
    const values = command.args.map((one) => (one.type === 'Word' ? one.value : one.text));
    return isCounter(command.name.value.replace(/^.*\//, ''), values);
  });
}

const ALWAYS_COUNTS = /^(?:wc|nproc|expr|seq|bc|true|:|let)$/;
/** Of a clock and of a file's status, what numbers stand for. */
const NUMERIC_FORMAT = /^\+?(?:%[-_0^]?[sdHMSmYyjuNeFwUVhbgaiXZW]|[\d.]*)+$/;
/** A field of an object that holds a number. */
const NUMERIC_FIELD = /\.\w*(?:replicas|count|generation|port|size|capacity|number|total|length)\}*['"]?$/i;

/** Programs that print numbers and nothing else, with these arguments. */
function isCounter(name: string, args: readonly string[]): boolean {
  if (ALWAYS_COUNTS.test(name)) return true;
  const has = (pattern: RegExp): boolean => args.some((arg) => pattern.test(arg));
  if (/^[efz]?grep$|^pgrep$/.test(name))
    return has(/^-[a-zA-Z]*c|^--count$/) && !has(/^-[a-zA-Z]*[rRH]|^--with-filename/);
  if (/^g?date$/.test(name)) return has(/^\+%[smdHMSYjuN]+$/);
  if (name === 'stat') return args.some((arg, i) => /^-[cf]$/.test(args[i - 1] ?? '') && NUMERIC_FORMAT.test(arg));
  if (name === 'jq') return has(/\blength\)?\s*$/);
  if (name === 'tr') return has(/^-(?:cd|dc|Cd)$/) && has(/^(?:0-9|\[:digit:\])(?:\\n)?$/);
  if (name === 'awk')
    return has(
      /^\s*(?:BEGIN\s*\{[^}]*\}\s*)?(?:\{[^{}]*\+[+=][^{}]*\}\s*)?END\s*\{\s*print (?:NR|\w+\s*\+\s*0|int\([^)]*\))\s*;?\s*\}\s*$/,
    );
  if (name === 'id') return has(/^-[ug]$/);
  if (name === 'tput') return has(/^(?:cols|lines|colors)$/);
  if (name === 'echo') return args.every((arg) => /^(?:\d+|\$\(\([^]*\)\)|\$\?|\$#|\$\{#\w+\}|-n)$/.test(arg));
  if (name === 'printf') return /^%\d*d(?:\\n)?$/.test(args[0] ?? '');
  if (/^(?:kubectl|oc|k)$/.test(name)) return args.some((arg) => /jsonpath=/.test(arg) && NUMERIC_FIELD.test(arg));
  return /^(?:psql|mysql|mariadb)$/.test(name) && has(/^\s*select\s+count\s*\(/i);
}
