import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { CallExpression, Node } from '../ast/types.ts';
import { rangeOf, unwrap } from '../ast/nodes.ts';
import type { FileContext } from '../values/index.ts';
import type { SilencedWork } from '../facts/rejections.ts';
import { silenceOf } from '../outcomes/swallowing.ts';
import { RejectionSearch } from './rejectionSearch.ts';

/** Calls of functions of the project that send something, round which a handler drops the failure. */
export function findSilencedWork(
  context: FileContext,
  requests: ReadonlySet<Node>,
  test: boolean,
): readonly SilencedWork[] {
  if (test) return [];
  const search = new RejectionSearch();
  return context.index.calls.flatMap((call): readonly SilencedWork[] => {
    if (requests.has(call)) return [];
    const silence = silenceOf(context, call);
    if (!silence || silence.settled) return [];
    const sent = search.sentBy(context, call.callee);
    if (sent?.through === undefined || refusesItself(context, call)) return [];
    return [{ kind: 'silenced', range: rangeOf(call), api: sent.api, through: sent.through, silence }];
  });
}

/** It throws an error of its own: that there is none, or that it may not be. The handler may well be meant for that. */
function refusesItself(context: FileContext, call: CallExpression): boolean {
  const value = context.value(unwrap(call.callee));
  if (value.kind !== 'function' || !value.node.body) return false;
  const { file, node } = value;
  return someNode(
    node.body!,
    (part) => {
      if (part.type !== 'ThrowStatement') return false;
      return !/\bok\b|\bstatus/i.test(branchOf(file, part));
    },
    OWN_BODY,
  );
}

/** The condition under which a statement runs: `if (!response.ok) throw ...` is the failure of the request itself. */
function branchOf(file: FileContext, statement: Node): string {
  for (let at = statement.parent, child = statement; at; child = at, at = at.parent) {
    if (at.type === 'CatchClause') return 'status';
    if (at.type === 'IfStatement' && at.test !== child) return file.text(at.test);
    if (at.type !== 'BlockStatement') return '';
  }
  return '';
}
