import type { Ast, Node } from '../ast/types.ts';
import { memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { listOf, sameLibrary } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { fieldFor, readsOf, variableFor } from './valueFlow.ts';

/** `new Map()` with what is put into it, where that is in sight. */
export function filledCollection(context: FileContext, node: Ast.NewExpression, kind: 'Map' | 'Set'): AbstractValue {
  const typed = node.typeArguments?.params[kind === 'Map' ? 1 : 0];
  const known = typed ? context.valueOfType(typed) : unknownValue;
  const [method, index] = kind === 'Map' ? (['set', 1] as const) : (['add', 0] as const);
  const put = known.kind === 'unknown' ? putInto(context, node, method, index) : [];
  // Objects of several kinds are told apart by their common type, which stands at the declaration.
  const element = put.length === 1 || put[0]?.kind === 'client' ? sameOrOnly(put) : known;
  return element.kind === 'unknown' ? unknownValue : listOf(element);
}

function sameOrOnly(values: readonly AbstractValue[]): AbstractValue {
  return values.length === 1 ? values[0]! : sameLibrary(values);
}

/** What calls of a method put into a collection that a variable or field holds. */
function putInto(context: FileContext, node: Node, method: string, index: number): readonly AbstractValue[] {
  const variable = variableFor(context, node);
  const field = variable ? undefined : fieldFor(context, node);
  const calls = variable
    ? readsOf(variable).flatMap((read) => methodOn(outermostWrapper(read)) ?? [])
    : field === undefined
      ? []
      : callsOnField(context, field);
  return calls
    .filter(({ name }) => name === method)
    .slice(0, 8)
    .map(({ call }) => context.value(call.arguments[index]));
}

const fieldCalls = new WeakMap<
  FileContext,
  Map<string, { readonly name: string; readonly call: Ast.CallExpression }[]>
>();

function callsOnField(
  context: FileContext,
  field: string,
): readonly { readonly name: string; readonly call: Ast.CallExpression }[] {
  let known = fieldCalls.get(context);
  if (!known) {
    fieldCalls.set(context, (known = new Map()));
    for (const call of context.index.calls) {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'MemberExpression') continue;
      const name = memberName(callee);
      if (name !== 'set' && name !== 'add') continue;
      const key = context.text(callee.object);
      const list = known.get(key);
      if (list) list.push({ name, call });
      else known.set(key, [{ name, call }]);
    }
  }
  return known.get(field) ?? [];
}
