import { someNode, walk } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { rangeOf, unwrap } from '../ast/nodes.ts';
import { argumentsOf, findRequest } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import type { ReachedCall, Retry } from '../facts/model.ts';
import { methodOf } from './target.ts';
import { callOptions, requestTimeout } from './timeout.ts';
import { libraryPolicy } from './policy.ts';
import { wrappingsOf } from './wrapping.ts';

/** The retries of a file with the requests that they start through functions of other files. */
export function withReached(context: FileContext, retries: readonly Retry[]): readonly Retry[] {
  return retries.map((retry) => {
    if (retry.test) return retry;
    const found: ReachedCall[] = [];
    const seen = new Set<FunctionNode>();
    for (const call of context.index.calls) {
      const inside = retry.range.start <= call.range[0] && call.range[1] <= retry.range.end;
      if (inside && isTried(call, retry)) follow(context, call, call, seen, found, context, 0);
    }
    return found.length === 0 ? retry : { ...retry, reached: found };
  });
}

/** It is part of what is tried: what only runs after a failure is not done again. */
function isTried(call: Node, { range }: Retry): boolean {
  for (let at: Node | undefined = call; at && at.range[0] >= range.start && at.range[1] <= range.end; at = at.parent)
    if (at.type === 'CatchClause') return false;
  return true;
}

function follow(
  origin: FileContext,
  through: CallExpression,
  call: CallExpression,
  seen: Set<FunctionNode>,
  found: ReachedCall[],
  file: FileContext,
  depth: number,
): void {
  const value = file.value(unwrap(call.callee));
  if (value.kind !== 'function' || !value.node.body || seen.has(value.node) || depth > 3) return;
  seen.add(value.node);
  const target = value.file;
  walk(value.node.body, (node) => {
    if (node.type !== 'CallExpression') return;
    if (target !== origin) {
      const reached = requestAt(target, node, through);
      if (reached) found.push(reached);
    }
    follow(origin, through, node, seen, found, target, depth + 1);
  });
}

function requestAt(file: FileContext, node: CallExpression, through: CallExpression): ReachedCall | undefined {
  const request = findRequest(file, node);
  if (!request) return undefined;
  const options = callOptions(file, request);
  const method = methodOf(request, options);
  const wrappings = wrappingsOf(file, request.chain);
  const { layers } = libraryPolicy(file, request, options, wrappings, method);
  const keyed = argumentsOf(node).some((argument) =>
    someNode(argument, (part) => part.type === 'Literal' && /^idempotency-key$/i.test(String(part.value))),
  );
  return {
    api: request.client.type.api ?? request.client.library.api,
    library: request.client.library.name,
    ...(method === undefined ? {} : { method }),
    ...(keyed ? { keyed } : {}),
    through: rangeOf(through),
    retriedBy: layers.map(({ ref }) => ref),
  };
}

/** Nothing ends the request where its server hangs, as its own file tells. */
export function mayHang(file: FileContext, request: FoundRequest): boolean {
  return requestTimeout(file, request, wrappingsOf(file, request.chain)).state === 'none';
}
