import { argumentsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { keyName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { Ast, Node } from '../ast/types.ts';
import type { TimeoutDefect } from '../facts/model.ts';

const bounds = ['timeout', 'signal', 'cancelToken'];
const configNames =
  /^(?:timeout|signal|cancelToken|headers|params|auth|responseType|maxRedirects|httpsAgent|httpAgent)$/;
const positions = ['first', 'second', 'third'];

/** Limits of axios that are written where axios does not look: behind its options, or in place of the body. */
export function misplacedOptions(context: FileContext, found: FoundRequest): readonly TimeoutDefect[] {
  if (found.client.library.name !== 'axios' || found.node.type !== 'CallExpression') return [];
  const args = argumentsOf(found.node);
  if (args.some(({ type }) => type === 'SpreadElement')) return [];
  const last = lastOptions(found, args);
  if (last === undefined) return [];
  const name = context.text(unwrap(found.node.callee)).split('.').slice(-2).join('.');
  const place = positions[last] ?? 'last';
  const ignored = args
    .slice(last + 1)
    .flatMap((argument) => limitsIn(context, argument))
    .map((range) => defect(range, `${name} takes its options as the ${place} argument and ignores what follows`));
  const body = last === 2 && args.length === 2 ? unwrap(args[1]!) : undefined;
  if (body?.type !== 'ObjectExpression' || !looksLikeConfig(body)) return ignored;
  const why = `the second argument of ${name} is the body; options are the third`;
  return [...ignored, ...limitsIn(context, body).map((range) => defect(range, why))];
}

/** A whole request in the first place leaves no other to look at. */
export function isWholeRequest(found: FoundRequest, first: Node | undefined): boolean {
  return (
    found.client.library.name === 'axios' &&
    found.request.urlOption === 'url' &&
    first !== undefined &&
    unwrap(first).type === 'ObjectExpression'
  );
}

function lastOptions(found: FoundRequest, args: readonly Node[]): number | undefined {
  const { options } = found.request;
  if (isWholeRequest(found, args[0])) return 0;
  return typeof options === 'number' ? options : options?.at(-1);
}

function limitsIn(context: FileContext, node: Node): readonly TimeoutDefect['range'][] {
  const view = context.options(node);
  return bounds.flatMap((name) => {
    const value = view.get(name);
    return value.state === 'present' && value.file === context ? [rangeOf(value.node)] : [];
  });
}

function looksLikeConfig(body: Ast.ObjectExpression): boolean {
  return body.properties.every((property) => {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
    return name !== undefined && configNames.test(name);
  });
}

function defect(range: TimeoutDefect['range'], why: string): TimeoutDefect {
  return { kind: 'ineffective', range, why };
}
