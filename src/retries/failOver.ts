import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { someNode } from '../ast/walk.ts';
import { isFunction, isInside, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { changesOf, memberChanges } from '../backoff/changes.ts';
import type { FileContext } from '../values/index.ts';
import type { Edge } from './edges.ts';
import { takesOff } from '../backoff/takesWork.ts';

/**
 * Each round asks the next of a list: `hosts.shift()`, `hosts[i]` with `i + 1` handed on, `const [host, ...rest] = hosts`.
 * That ends with the list, and nobody is asked twice: a fail-over, or a job that is taken from those that wait.
 * @param stepped the parameters that come round changed by a fixed amount
 */
export function asksNext(
  context: FileContext,
  owner: FunctionNode,
  operations: readonly Node[],
  stepped: ReadonlySet<Variable>,
): boolean {
  return operations.some((operation) => choosesNext(context, owner, operation, stepped, 0));
}

function choosesNext(
  context: FileContext,
  owner: FunctionNode,
  expression: Node,
  stepped: ReadonlySet<Variable>,
  depth: number,
): boolean {
  return someNode(expression, (node) => {
    if (takesOff(node) || isElement(context, node, stepped)) return true;
    const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
    if (depth > 2 || definition?.type !== 'VariableDeclarator' || !isInside(definition, owner)) return false;
    // `const [host, ...rest] = hosts`: with the rest, the next round goes on.
    if (definition.id.type === 'ArrayPattern') return definition.id.elements.at(-1)?.type === 'RestElement';
    return definition.init !== null && choosesNext(context, owner, definition.init, stepped, depth + 1);
  });
}

/** `hosts[i]`; `hosts[i % hosts.length]` comes round again. */
function isElement(context: FileContext, node: Node, stepped: ReadonlySet<Variable>): boolean {
  if (node.type !== 'MemberExpression' || !node.computed) return false;
  const index = unwrap(node.property);
  const variable = index.type === 'Identifier' ? context.variable(index) : undefined;
  return variable !== undefined && stepped.has(variable);
}

const toNext =
  /^(?:forward|skip|advance|rotate|switch(?:To|Over|Host|Server|Node|Provider|Endpoint|Mirror)|fail_?[oO]ver|fall_?[bB]ack|moveOn|(?:go|move|try|play|load|use|select|pick|choose|connect|to|start|run)_?(?:To)?(?:The)?Next|next(?!Tick)[A-Z])/;

/**
 * After the failure it goes to the next of a list, which it keeps track of itself: `this.index++; return this.play()`
 * where it plays `this.songs[this.index]`, or `forward()`, which does that.
 */
export function movesOn(context: FileContext, cycle: readonly Edge[]): boolean {
  const region = cycle.find(({ failure }) => failure)?.failure?.region;
  const body = region && isFunction(region) ? region.body : region;
  if (!body) return false;
  const owners = cycle.flatMap(({ from, to }) => [from, to]);
  return someNode(body, (node) => {
    if (node.type === 'CallExpression') {
      const again = cycle.length === 1 && cycle[0]!.node === node;
      return !again && toNext.test(calledName(node) ?? '');
    }
    return stepsIndex(context, node, owners);
  });
}

/** A step of what some function of the circle chooses an element by. */
function stepsIndex(context: FileContext, node: Node, owners: readonly FunctionNode[]): boolean {
  if (node.type !== 'UpdateExpression' && node.type !== 'AssignmentExpression') return false;
  const stepped = unwrap(node.type === 'UpdateExpression' ? node.argument : (node.left as Node));
  const variable = stepped.type === 'Identifier' ? context.variable(stepped) : undefined;
  const changes =
    stepped.type === 'MemberExpression'
      ? memberChanges(context, stepped, node)
      : variable
        ? changesOf(context, variable, node)
        : [];
  if (!changes.some(({ kind }) => kind === 'step')) return false;
  const name = context.text(stepped);
  return owners.some((owner) => someNode(owner, (one) => isChosenBy(context, one, name)));
}

/** `songs[index]` that is sent or played; a table of waits is asked by the number of the attempt. */
function isChosenBy(context: FileContext, node: Node, name: string): boolean {
  if (node.type !== 'MemberExpression' || !node.computed) return false;
  if (/wait|delay|backoff|interval|pause|timeout|sleep|_ms$|ms$/i.test(context.text(node.object))) return false;
  return context.text(unwrap(node.property)) === name;
}
