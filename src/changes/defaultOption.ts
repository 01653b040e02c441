import type { Ast, CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import { mayHold } from '../ast/annotations.ts';
import type { TextEdit } from '../text/edit.ts';
import { literalOf } from './constants.ts';
import {
  findProperty,
  indentAt,
  nestedProperty,
  propertyName,
  replace,
  setOption,
  setProperty,
  unwrapped,
} from './edits.ts';
import { textOf } from '../ast/locate.ts';

const MAX_DEPTH = 4;

/**
 * Like `setOption`, and what somebody else may have set stays as it is: in front of options that are not in sight, the
 * value holds only for those that set none.
 */
export function setDefault(
  file: ParsedFile,
  call: CallExpression | NewExpression,
  index: number,
  name: string,
  value: string,
): TextEdit[] | undefined {
  const argument = call.arguments[index];
  if (!argument || call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement'))
    return setOption(file, call, index, name, value);
  const options = unwrapped(argument);
  if (options.type === 'ObjectExpression') return setDefaultProperty(file, options, name, value);
  if (name.includes('.') || !isSpreadable(options) || !maySet(file, options, name, 0))
    return setOption(file, call, index, name, value);
  return [replace(options, `{ ${name}: ${value}, ...${textOf(file, options)} }`)];
}

/** Like `setProperty`, in front of the first spread that may hold a value of its own. */
export function setDefaultProperty(
  file: ParsedFile,
  object: Ast.ObjectExpression,
  name: string,
  value: string,
): TextEdit[] | undefined {
  const first = name.split('.')[0]!;
  const spread = object.properties.find(
    (one) => one.type === 'SpreadElement' && maySet(file, unwrapped(one.argument), first, 0),
  );
  if (!spread || findProperty(object, first)) return setProperty(file, object, name, value);
  if (!mayHold(file, object, first)) return undefined;
  const at = spread.range[0];
  const lineStart = /[\r\n][ \t]*$/.test(file.text.slice(object.range[0], at));
  const lead = lineStart ? `\n${indentAt(file.text, at)}` : ' ';
  return [{ range: { start: at, end: at }, newText: `${nestedProperty(name, value)},${lead}` }];
}

function isSpreadable({ type }: Node): boolean {
  return /^(?:Identifier|MemberExpression|CallExpression|ThisExpression)$/.test(type);
}

/** Whether an expression may hold a value for an option: what is written in this file is looked at, all else may. */
function maySet(file: ParsedFile, expression: Node, name: string, depth: number): boolean {
  const node = unwrapped(expression);
  if (depth > MAX_DEPTH) return true;
  const any = (...nodes: readonly Node[]): boolean => nodes.some((one) => maySet(file, one, name, depth + 1));
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.some((one) =>
        one.type === 'SpreadElement' ? any(one.argument) : (propertyName(one) ?? name) === name,
      );
    case 'ConditionalExpression':
      return any(node.consequent, node.alternate);
    case 'LogicalExpression':
      return node.operator === '&&' ? any(node.right) : any(node.left, node.right);
    case 'Literal':
      return false;
    case 'Identifier': {
      const known = literalOf(file, node);
      return known ? any(known.object) : node.name !== 'undefined';
    }
    default:
      return true;
  }
}
