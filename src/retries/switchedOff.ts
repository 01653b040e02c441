import { mayLeave } from '../ast/flow.ts';
import { isFunction, isInside, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { calledName } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';

/**
 * `const id = fresh ? null : saved; if (id === null) { ...; return; }`: called again with `true`, the function leaves
 * before it gets to the call that could go round once more.
 */
export function switchesItselfOff(context: FileContext, call: Node, owner: FunctionNode): boolean {
  if (call.type !== 'CallExpression' || owner.body?.type !== 'BlockStatement') return false;
  return call.arguments.some((argument, i) => {
    const given = unwrap(argument);
    const param = owner.params[i];
    const target = param?.type === 'AssignmentPattern' ? param.left : param;
    const variable = target?.type === 'Identifier' ? context.variable(target) : undefined;
    if (given.type !== 'Literal' || typeof given.value !== 'boolean' || !variable) return false;
    return leavesWith(context, owner, call, variable, given.value);
  });
}

function leavesWith(context: FileContext, owner: FunctionNode, call: Node, flag: Variable, given: boolean): boolean {
  if (owner.body?.type !== 'BlockStatement') return false;
  const empty = new Set<Variable>();
  for (const statement of owner.body.body) {
    if (isInside(call, statement)) return false;
    if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        const variable = id.type === 'Identifier' ? context.variable(id) : undefined;
        const chosen = init ? branchFor(context, unwrap(init), flag, given) : undefined;
        if (variable && chosen && isNothing(chosen)) empty.add(variable);
      }
    }
    if (statement.type !== 'IfStatement' || !mayLeave(statement.consequent)) continue;
    if (asksForNothing(context, unwrap(statement.test), empty)) return true;
  }
  return false;
}

/** What a conditional gives for a value of the flag that it asks for. */
function branchFor(context: FileContext, node: Node, flag: Variable, given: boolean): Node | undefined {
  if (node.type !== 'ConditionalExpression') return undefined;
  const test = unwrap(node.test);
  const negated = test.type === 'UnaryExpression' && test.operator === '!';
  const asked = negated ? unwrap(test.argument) : test;
  if (asked.type !== 'Identifier' || context.variable(asked) !== flag) return undefined;
  return unwrap(given !== negated ? node.consequent : node.alternate);
}

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && !node.value) || (node.type === 'Identifier' && node.name === 'undefined');
}

/** `!id`, `id === null`, `id == undefined`. */
function asksForNothing(context: FileContext, test: Node, empty: ReadonlySet<Variable>): boolean {
  const isEmpty = (node: Node): boolean => {
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    return variable !== undefined && empty.has(variable);
  };
  if (test.type === 'UnaryExpression') return test.operator === '!' && isEmpty(unwrap(test.argument));
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return false;
  const [left, right] = [unwrap(test.left as Node), unwrap(test.right)];
  return (isEmpty(left) && isNothing(right)) || (isEmpty(right) && isNothing(left));
}

const repairing = /^(?:delete|remove|destroy|drop|discard|purge|truncate|repair|quarantine)(?=[A-Z\d]|$)/;

/** After the failure, what could not be read is looked up and deleted: the next round works on something else. */
export function repairsFirst(context: FileContext, region: Node, again: Node): boolean {
  const body = isFunction(region) ? region.body : region;
  return (
    !!body &&
    someNode(
      body,
      (node) =>
        node.type === 'AwaitExpression' && node.range[1] < again.range[0] && deletesFound(context, node.argument, body),
      OWN_BODY,
    )
  );
}

function deletesFound(context: FileContext, node: Node, region: Node): boolean {
  const call = unwrap(node);
  if (call.type !== 'CallExpression' || !repairing.test(calledName(call) ?? '')) return false;
  return (call as CallExpression).arguments.some((argument) =>
    someNode(argument as Node, (one) => {
      const definition = one.type === 'Identifier' ? context.variable(one)?.defs[0]?.node : undefined;
      if (definition?.type !== 'VariableDeclarator' || !definition.init || !isInside(definition, region)) return false;
      return someNode(definition.init, ({ type }) => type === 'AwaitExpression');
    }),
  );
}

/** `options.ssl = undefined; return connect(options)`: what failed is asked for no more, and the next round does without. */
export function leavesOut(context: FileContext, region: Node, again: Node, owner: FunctionNode): boolean {
  const body = isFunction(region) ? region.body : region;
  if (!body || again.type !== 'CallExpression') return false;
  const given = new Set<Variable>();
  for (const argument of again.arguments) {
    const variable = argument.type === 'Identifier' ? context.variable(argument) : undefined;
    if (variable?.defs.some(({ type, node }) => type === 'Parameter' && node === owner)) given.add(variable);
  }
  return (
    given.size > 0 &&
    someNode(
      body,
      (node) => {
        if (node.range[1] > again.range[0]) return false;
        const gone =
          node.type === 'AssignmentExpression' && node.operator === '=' && isOff(unwrap(node.right))
            ? node.left
            : node.type === 'UnaryExpression' && node.operator === 'delete'
              ? unwrap(node.argument)
              : undefined;
        const of = gone?.type === 'MemberExpression' ? unwrap(gone.object) : undefined;
        const variable = of?.type === 'Identifier' ? context.variable(of) : undefined;
        return variable !== undefined && given.has(variable);
      },
      OWN_BODY,
    )
  );
}

function isOff(node: Node): boolean {
  return isNothing(node) || (node.type === 'Literal' && node.value === false);
}
