import type { FileFacts } from '../facts/model.ts';
import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier } from '../ast/nodes.ts';
import { styleOf } from '../changes/layout.ts';
import { replace } from '../changes/edits.ts';
import { baseOf, cockatielBreaker, isCaught, isConstantOfModule, isForBreaker, opossumBreaker } from './breaker.ts';
import { functionHead, variablesIn } from './captures.ts';
import { placeHelpers, transientHelper } from './helpers.ts';
import { majorOf } from './imports.ts';
import type { Manifest, Refactor, Target } from './model.ts';
import { placePolicy } from './policies.ts';
import { around } from './wrapping.ts';

/**
 * The call behind a circuit breaker that answers with a default while it is open: an empty list, `null` or `undefined`,
 * where the declared type of the answer says that callers know that one. Failures of the call itself still reach them.
 */
export function defaultRefactor(
  file: ParsedFile,
  facts: FileFacts,
  target: Target,
  manifest: Manifest,
): Refactor | undefined {
  const library = (majorOf(manifest, 'cockatiel') ?? 0) >= 3 ? 'cockatiel' : 'opossum';
  if (majorOf(manifest, library) === undefined || !isForBreaker(file, facts, target) || isCaught(target.node))
    return undefined;
  const answer = emptyOf(declaredType(target.node.parent!));
  if (answer === undefined) return undefined;
  if (library === 'opossum') return withOpossum(file, target, manifest, answer);
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const base = baseOf(target);
  const used = ['fallback', 'handleType', 'wrap', 'BrokenCircuitError'];
  const breaker = cockatielBreaker(file, base, manifest, names[0]!, used);
  const [fallback, handle, wrap, broken] = breaker.others;
  const { end } = styleOf(file);
  const policy = placePolicy(
    file,
    `${base}OrDefault`,
    (name) => `const ${name} = ${wrap}(${fallback}(${handle}(${broken}), () => ${answer}), ${breaker.name})${end}`,
  );
  return {
    title: `Circuit breaker that answers ${answer} while it is open (cockatiel)`,
    edits: [
      ...breaker.imports,
      ...breaker.edits,
      ...policy.edits,
      ...around(target, `${policy.name}.execute(${functionHead(target.node)}`, ')'),
      ...edits,
    ],
  };
}

/**
 * opossum asks its fallback for every failure: all but that of an open breaker are thrown again. It is given the
 * function itself, whose arguments are those of `fire`; one with a `this` or with several types would lose them.
 */
function withOpossum(
  file: ParsedFile,
  { node, call, ...target }: Target,
  manifest: Manifest,
  answer: string,
): Refactor | undefined {
  const { callee } = call;
  if (node !== call || callee.type !== 'Identifier' || call.typeArguments) return undefined;
  // The breaker is made before what a constant further down holds.
  const isThere = variablesIn(file, callee).every(({ defs: [first] }) =>
    /^(?:ImportBinding|FunctionName)$/.test(first?.type ?? ''),
  );
  if (!isThere || !variablesIn(file, callee).every(isConstantOfModule)) return undefined;
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const { end, step, quote } = styleOf(file);
  const lines = [
    `const error = all.at(-1)${end}`,
    `if (error?.code === ${quote}EOPENBREAKER${quote}) return ${answer}${end}`,
    `throw error${end}`,
  ];
  const fallback = (name: string): string =>
    `\n${name}.fallback(async (...all) => {\n${lines.map((line) => `${step}${line}\n`).join('')}})${end}`;
  const base = baseOf({ node, call, ...target });
  const breaker = opossumBreaker(file, base, manifest, names[0]!, callee.name, fallback);
  return {
    title: `Circuit breaker that answers ${answer} while it is open (opossum)`,
    edits: [...breaker.imports, ...breaker.edits, replace(callee, `${breaker.name}.fire`), ...edits],
  };
}

/** The type that is written for what an `await` gives: of a variable, or of what its function returns. */
function declaredType(awaited: Node): Ast.TypeNode | undefined {
  let at = awaited;
  while (at.parent && /^TS(?:As|NonNull|Satisfies)Expression$/.test(at.parent.type)) at = at.parent;
  const { parent } = at;
  if (parent?.type === 'VariableDeclarator') return parent.id.typeAnnotation?.typeAnnotation;
  const owner = enclosingFunction(awaited);
  const isReturned = parent?.type === 'ReturnStatement' || (isFunction(parent) && parent.body === at);
  const promise = isReturned && owner?.async ? owner.returnType?.typeAnnotation : undefined;
  if (promise?.type !== 'TSTypeReference' || !isIdentifier(promise.typeName, 'Promise')) return undefined;
  return promise.typeArguments?.params[0];
}

function emptyOf(type: Ast.TypeNode | undefined): string | undefined {
  if (type?.type === 'TSUnionType') {
    if (type.types.some((one) => one.type === 'TSNullKeyword')) return 'null';
    return type.types.some((one) => one.type === 'TSUndefinedKeyword') ? 'undefined' : undefined;
  }
  if (type?.type === 'TSTypeOperator' && type.operator === 'readonly') return emptyOf(type.typeAnnotation);
  if (type?.type === 'TSArrayType') return '[]';
  const named = type?.type === 'TSTypeReference' ? type.typeName : undefined;
  return isIdentifier(named, 'Array') || isIdentifier(named, 'ReadonlyArray') ? '[]' : undefined;
}
