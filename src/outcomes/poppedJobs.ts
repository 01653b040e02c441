import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, rangeOf } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import { someNode } from '../ast/walk.ts';
import { isLoop } from '../ast/flow.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { allNodes, mentionsOf, waits } from './waits.ts';

const mark = /\.\s*(?:b[lr]pop|bzpop(?:min|max))\s*\(/i;
const pops = /^(?:b[lr]pop|bzpop(?:min|max))$/i;
const pushes = /^(?:[lr]push|[lr]pushx|zadd|[lr]move|lmove|add)$/i;

/** Jobs that a worker takes out of a list of Redis before it works on them: who waits at the list is a worker. */
export function findPoppedJobs(context: FileContext, test: boolean): readonly AcknowledgementFact[] {
  if (test || !textHas(context.file, mark)) return [];
  return context.index.calls.flatMap((call): readonly AcknowledgementFact[] => {
    const name = calledName(call) ?? '';
    const owner = pops.test(name) ? enclosingFunction(call) : undefined;
    if (!owner || givesBack(owner) || !worksOn(context, call, owner)) return [];
    return [{ kind: 'acknowledgement', range: rangeOf(call), library: 'redis', when: 'popped', name, test }];
  });
}

/** A failure at least puts it into a list again. */
function givesBack(owner: FunctionNode): boolean {
  return someNode(owner, (node) => node.type === 'CallExpression' && pushes.test(calledName(node) ?? ''));
}

/** What it took is handed to something whose end is waited for, in the same function. */
function worksOn(context: FileContext, call: CallExpression, owner: FunctionNode): boolean {
  const keeper = [...ancestors(call)].find((at) => /Declarator|^Assignment|Function/.test(at.type));
  const taken =
    keeper?.type === 'VariableDeclarator'
      ? keeper.id
      : keeper?.type === 'AssignmentExpression'
        ? keeper.left
        : undefined;
  if (!keeper || !taken) return false;
  const later = laterStatements(keeper, owner);
  const mentions = mentionsOf(
    context,
    taken,
    later.flatMap((one) => allNodes(one, ({ type }) => type === 'VariableDeclaration')),
  );
  return later.some((one) =>
    someNode(one, (node) => node.type === 'AwaitExpression' && waits(node) && mentions(node.argument)),
  );
}

/** What runs behind it, up to the loop around it. */
function laterStatements(from: Node, owner: FunctionNode): readonly Node[] {
  const found: Node[] = [];
  let child: Node = from;
  for (const at of ancestors(from)) {
    if (at === owner) break;
    if (at.type === 'BlockStatement') found.push(...at.body.slice(at.body.indexOf(child as Ast.Statement) + 1));
    if (isLoop(at)) break;
    child = at;
  }
  return found;
}
