import type { FileFacts } from '../facts/model.ts';
import type { Node, ParsedFile, Variable } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { enclosingFunction } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import { replace } from '../changes/edits.ts';
import { styleOf } from '../changes/layout.ts';
import { functionHead, mayBeInFunction, variablesIn } from './captures.ts';
import { lastGoodHelper, mayHoldHelpers, placeHelpers, transientHelper } from './helpers.ts';
import { importNames, majorOf } from './imports.ts';
import type { Manifest, Refactor, Target } from './model.ts';
import { placePolicy } from './policies.ts';
import { onlyReads } from './repeatable.ts';
import { calleeName, isInCallOf } from './target.ts';
import { around } from './wrapping.ts';

/**
 * The call behind a circuit breaker that is made once for the module, in a project that has a library for it. While it
 * is open, callers get what was good last, where every caller is given the same, or what the `catch` around gives them.
 */
export function breakerRefactor(
  file: ParsedFile,
  facts: FileFacts,
  target: Target,
  manifest: Manifest,
): Refactor | undefined {
  const library = (majorOf(manifest, 'cockatiel') ?? 0) >= 3 ? 'cockatiel' : 'opossum';
  if (library === 'opossum' && majorOf(manifest, library) === undefined) return undefined;
  if (!isForBreaker(file, facts, target)) return undefined;
  if (isSameForAll(file, target)) return withLastGood(file, target, manifest, library);
  return library === 'cockatiel' && isCaught(target.node) ? withCatch(file, target, manifest) : undefined;
}

/** What is awaited only reads, has no breaker yet, and may stand in a function that is handed to one. */
export function isForBreaker(file: ParsedFile, facts: FileFacts, target: Target): boolean {
  return mayStandBehindBreaker(file, target) && onlyReads(file, facts, target);
}

/** What is awaited has no breaker yet, fails where it should count, and may stand in a function. */
export function mayStandBehindBreaker(file: ParsedFile, target: Target): boolean {
  if (target.node.parent!.type !== 'AwaitExpression' || target.call.callee.type === 'CallExpression') return false;
  if (isInCallOf(target, /breaker|circuit|^(?:execute|fire)$/i)) return false;
  if (target.requests.some(({ policy }) => policy === 'breaker' || policy === 'both')) return false;
  return mayHoldHelpers(file) && mayBeInFunction(file, target.node) && !givesResponse(target);
}

/** A response is read once, and fulfilled for a 503: nothing to serve again, and no failure to count. */
function givesResponse({ call, requests }: Target): boolean {
  return requests.some(
    ({ range, status }) => status !== 'na' && range.start === call.range[0] && range.end === call.range[1],
  );
}

/** What may differ from caller to caller without being an argument. */
const personal = /current|session|user|account|auth|viewer|\bme\b|profile|request|cookie|header|token|tenant|locale/i;

/** Its value is used and comes from constants of the module alone, so that one caller may get that of another. */
function isSameForAll(file: ParsedFile, { node }: Target): boolean {
  if (node.parent!.parent!.type === 'ExpressionStatement' || personal.test(textOf(file, node))) return false;
  if (!enclosingFunction(node) || someNode(node, ({ type }) => /^(?:ThisExpression|Super|MetaProperty)$/.test(type)))
    return false;
  return variablesIn(file, node).every(isConstantOfModule);
}

export function isConstantOfModule({ defs: [definition], scope, name }: Variable): boolean {
  if (!definition) return name !== 'arguments';
  if (scope.type !== 'module' && scope.type !== 'global') return false;
  if (definition.type !== 'Variable') return /^(?:ImportBinding|FunctionName|ClassName)$/.test(definition.type);
  return definition.parent?.type === 'VariableDeclaration' && definition.parent.kind === 'const';
}

/** A `catch` of the same function does more with its failure than to pass it on. */
export function isCaught(node: Node): boolean {
  const owner = enclosingFunction(node);
  for (let at: Node = node; at.parent && at !== owner; at = at.parent) {
    if (at.parent.type !== 'TryStatement' || at.parent.block !== at || !at.parent.handler) continue;
    return !someNode(at.parent.handler.body, ({ type }) => type === 'ThrowStatement');
  }
  return false;
}

interface Breaker {
  readonly name: string;
  readonly isTransient: string;
  readonly imports: readonly TextEdit[];
  readonly edits: readonly TextEdit[];
}

/** @param others further names of cockatiel, for which the answer has what they are called here. */
export function cockatielBreaker(
  file: ParsedFile,
  base: string,
  manifest: Manifest,
  isTransient: string,
  others: readonly string[] = [],
): Breaker & { readonly others: readonly string[] } {
  const used = ['circuitBreaker', 'ConsecutiveBreaker', 'handleWhen', ...others];
  const { locals, edits: imports } = importNames(file, manifest, 'cockatiel', used);
  const [make, consecutive, when, ...named] = used.map((name) => locals[name]!);
  const { end, step } = styleOf(file);
  const policy = placePolicy(
    file,
    `${base}Breaker`,
    (name) =>
      `const ${name} = ${make}(${when}(${isTransient}), {\n${step}halfOpenAfter: 10_000,\n${step}breaker: new ${consecutive}(5),\n})${end}`,
  );
  return { ...policy, isTransient, imports, others: named };
}

/** @param fallback what is written behind it, given its name */
export function opossumBreaker(
  file: ParsedFile,
  base: string,
  manifest: Manifest,
  isTransient: string,
  work: string,
  fallback: (name: string) => string = () => '',
): Breaker {
  const { locals, edits: imports } = importNames(file, manifest, 'opossum', [], 'CircuitBreaker');
  const { end, step } = styleOf(file);
  const lines = ['timeout: 10_000', 'resetTimeout: 10_000', `errorFilter: (error) => !${isTransient}(error)`];
  const policy = placePolicy(
    file,
    `${base}Breaker`,
    (name) =>
      `const ${name} = new ${locals['default']!}(${work}, {\n${lines.map((line) => `${step}${line},\n`).join('')}})${end}${fallback(name)}`,
  );
  return { ...policy, isTransient, imports };
}

/** `loadRates` of `rates.loadRates()`. */
export function baseOf({ call }: Target): string {
  const name = calleeName(call) ?? 'call';
  return /^(?:then|catch|finally|get|call)$/.test(name) ? 'remote' : name.replace(/^#/, '');
}

function withLastGood(
  file: ParsedFile,
  target: Target,
  manifest: Manifest,
  library: 'cockatiel' | 'opossum',
): Refactor {
  const { names, edits } = placeHelpers(file, [transientHelper, lastGoodHelper]);
  const [isTransient, lastGood] = names as [string, string];
  const base = baseOf(target);
  const work = `${functionHead(target.node)}${textOf(file, target.node)}`;
  const breaker =
    library === 'cockatiel'
      ? cockatielBreaker(file, base, manifest, isTransient)
      : opossumBreaker(file, base, manifest, isTransient, work);
  const run = library === 'cockatiel' ? `execute(${work})` : 'fire()';
  const { end } = styleOf(file);
  const served = placePolicy(
    file,
    `${base}OrLast`,
    (name) => `const ${name} = ${lastGood}(() => ${breaker.name}.${run})${end}`,
  );
  return {
    title: `Circuit breaker that serves the last good value while it is open (${library})`,
    edits: [...breaker.imports, ...breaker.edits, ...served.edits, replace(target.node, `${served.name}()`), ...edits],
  };
}

function withCatch(file: ParsedFile, target: Target, manifest: Manifest): Refactor {
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const breaker = cockatielBreaker(file, baseOf(target), manifest, names[0]!);
  return {
    title: 'Circuit breaker: while it is open, the catch takes over at once (cockatiel)',
    edits: [
      ...breaker.imports,
      ...breaker.edits,
      ...around(target, `${breaker.name}.execute(${functionHead(target.node)}`, ')'),
      ...edits,
    ],
  };
}
