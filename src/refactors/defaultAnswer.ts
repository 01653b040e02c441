import type { FileFacts } from '../facts/model.ts';
import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier } from '../ast/nodes.ts';
import { styleOf } from '../changes/layout.ts';
import { baseOf, cockatielBreaker, isCaught, isForBreaker } from './breaker.ts';
import { functionHead } from './captures.ts';
import { placeHelpers, transientHelper } from './helpers.ts';
import { majorOf } from './imports.ts';
import type { Manifest, Refactor, Target } from './model.ts';
import { placePolicy } from './policies.ts';
import { around } from './wrapping.ts';

/**
 * The call behind a circuit breaker that answers with a default while it is open: an empty list, `null` or `undefined`,
 * where the declared type of the answer says that callers know that one. Failures of the call itself still reach them.
 * cockatiel only: the fallback of opossum answers in the place of those as well.
 */
export function defaultRefactor(
  file: ParsedFile,
  facts: FileFacts,
  target: Target,
  manifest: Manifest,
): Refactor | undefined {
  if ((majorOf(manifest, 'cockatiel') ?? 0) < 3 || !isForBreaker(file, facts, target) || isCaught(target.node))
    return undefined;
  const answer = emptyOf(declaredType(target.node.parent!));
  if (answer === undefined) return undefined;
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
