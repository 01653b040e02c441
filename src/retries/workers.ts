import { endings } from '../ast/flow.ts';
import { unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { failureVariables, mentions, resultsOf } from '../answers/errors.ts';

/**
 * A success goes round as well: what leaves the loop is that it shall stop, or that there is nothing left to do.
 * `if (res.ok) return res` is none of both.
 * @param parts what is tried, and what comes behind it
 */
export function worksOn(context: FileContext, parts: readonly Node[], operations: readonly Node[]): boolean {
  const asked: Node[] = [];
  for (const part of parts) if (!collectTests(part, asked)) return false;
  const results = operations.flatMap((node) => resultsOf(context, node));
  const answers = new Set(parts.flatMap((part) => [...failureVariables(context, results, part)]));
  return asked.length > 0 && asked.every((test) => isStop(context, unwrap(test), answers) || isEmpty(unwrap(test)));
}

/** The tests of those branches that leave; false where something leaves by another way than a plain `if`. */
function collectTests(part: Node, asked: Node[]): boolean {
  let plain = true;
  walk(
    part,
    (node) => {
      if (/^(?:Switch|For\w*|While|DoWhile|Try|Labeled)Statement$/.test(node.type)) plain = false;
      if (node.type !== 'IfStatement') return plain;
      const ways = [endings(node.consequent), ...(node.alternate ? [endings(node.alternate)] : [])];
      if (ways.some((way) => way.has('return') || way.has('break'))) asked.push(node.test);
      return plain;
    },
    OWN_BODY,
  );
  return plain;
}

/** `stopped`, `signal.aborted`, `processed === 0 && config.idleExit` */
function isStop(context: FileContext, test: Node, answers: ReadonlySet<Variable>): boolean {
  if (test.type === 'LogicalExpression' && test.operator === '&&')
    return isStop(context, unwrap(test.left), answers) || isStop(context, unwrap(test.right), answers);
  return !mentions(context, test, answers) && someNode(test, isStopName);
}

/** `while (true)`, `while (!stopped && !shouldStop())`: what was answered does not end it. */
export function asksToStop(test: Node | undefined): boolean {
  return test === undefined || test.type === 'Literal' || someNode(test, isStopName);
}

function isStopName(node: Node): boolean {
  return (
    node.type === 'Identifier' &&
    /stop|abort|clos|exit|quit|shut|cancel|end(?:ed|ing)?$|running|active/i.test(node.name)
  );
}

/** `!job`, `jobs.length === 0`, `job === null`: there is nothing to do. */
function isEmpty(test: Node): boolean {
  if (test.type === 'UnaryExpression' && test.operator === '!') return !/Member/.test(unwrap(test.argument).type);
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return false;
  const right = unwrap(test.right);
  return right.type === 'Literal' ? right.value === 0 || right.value === null : isUndefined(right);
}

function isUndefined(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'undefined';
}
