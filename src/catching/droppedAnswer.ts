import type { Range } from '../text/range.ts';
import type { CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { isFunction } from '../ast/nodes.ts';
import { returnsOf } from '../ast/functions.ts';
import { readsOfName } from '../ast/objectUses.ts';

const parsers = /^(?:json|text|arrayBuffer|blob|bytes)$/;
const logs = /^(?:console|(?:this\.)?_?log(?:ger)?)\b[\w.?]*$/;
const MAX_STEPS = 8;

/**
 * Nobody takes what a request gives: `await fetch(url)`, `fetch(url).then((answer) => answer.json())` and
 * `const answer = await fetch(url); console.log(answer)` as statements. Whether it went well decides nothing behind it.
 */
export function isAnswerDropped(file: ParsedFile, range: Range): boolean {
  const call = nodeAt(file, range, 'CallExpression');
  return call !== undefined && isDropped(file, call, 0);
}

function isDropped(file: ParsedFile, node: Node, depth: number): boolean {
  if (depth > MAX_STEPS) return false;
  const outer = outermostWrapper(node);
  const { parent } = outer;
  switch (parent?.type) {
    case 'ExpressionStatement':
      return true;
    case 'AwaitExpression':
    case 'ChainExpression':
      return isDropped(file, parent, depth + 1);
    case 'VariableDeclarator':
      return parent.init === outer && parent.id.type === 'Identifier' && isOnlyDropped(file, parent.id, depth);
    case 'CallExpression':
      return parent.callee !== outer && logs.test(textOf(file, parent.callee)) && isDropped(file, parent, depth + 1);
    case 'MemberExpression': {
      const step = methodOn(outer);
      return step !== undefined && goesOn(file, step, depth) && isDropped(file, step.call, depth + 1);
    }
    default:
      return false;
  }
}

/** What a step of a chain is given is read, or only logged; what it gives in turn is another matter. */
function goesOn(file: ParsedFile, { name, call }: { name: string; call: CallExpression }, depth: number): boolean {
  if (parsers.test(name) || name === 'catch' || name === 'finally') return true;
  const [taken] = call.arguments;
  if (name !== 'then' || !taken) return false;
  return isFunction(taken) ? takesNothing(file, taken, depth) : logs.test(textOf(file, taken));
}

function takesNothing(file: ParsedFile, taken: FunctionNode, depth: number): boolean {
  const [parameter] = taken.params;
  if (!parameter) return true;
  if (parameter.type !== 'Identifier') return false;
  const given = returnsOf(taken).map((one) => outermostWrapper(one));
  return readsOfName(file, parameter).every((read) => {
    const step = methodOn(outermostWrapper(read));
    const isGiven = step !== undefined && parsers.test(step.name) && given.includes(outermostWrapper(step.call));
    return isGiven || isDropped(file, read, depth + 1);
  });
}

function isOnlyDropped(file: ParsedFile, name: Node, depth: number): boolean {
  return readsOfName(file, name).every((read) => isDropped(file, read, depth + 1));
}
