import type { Ast, CallExpression, FunctionNode, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { isFunction, keyName, memberName } from '../ast/nodes.ts';
import { variableOf } from '../ast/objectUses.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { findProperty, indentAt } from '../changes/edits.ts';
import { styleOf, wholeBlock } from '../changes/layout.ts';
import { LEAVES_OUT, guarded } from './intervalChange.ts';

/** What a library runs by a schedule leaves out a run while one goes on: by a mark of its own, in whatever version. */
export function guardedSchedule(file: ParsedFile, range: Range): Suggestion | undefined {
  const call = nodeAt(file, range, 'CallExpression', 'NewExpression') as CallExpression | NewExpression | undefined;
  if (!call) return undefined;
  const method = call.parent.type === 'Decorator' ? call.parent.parent : undefined;
  const callback = method ? undefined : callbackOf(file, call);
  const edits =
    method?.type === 'MethodDefinition' ? guardedMethod(file, method) : callback && guarded(file, call, callback);
  return edits && { title: LEAVES_OUT, edits };
}

/** The function among the arguments, or below `onTick`; one with a name only where it wants nothing from the schedule. */
function callbackOf(file: ParsedFile, { arguments: all }: CallExpression | NewExpression): Node | undefined {
  const [first] = all;
  const tick = first?.type === 'ObjectExpression' ? findProperty(first, 'onTick')?.value : undefined;
  const given = tick ? [tick] : all.slice(1);
  const own = given.find((one) => isFunction(one) || (one.type === 'Identifier' && wantsNothing(file, one)));
  return own as Node | undefined;
}

function wantsNothing(file: ParsedFile, name: Node): boolean {
  const [definition] = variableOf(file, name)?.defs ?? [];
  const { node } = (definition ?? {}) as { node?: Node };
  const run = node?.type === 'VariableDeclarator' ? node.init : node;
  return isFunction(run) && run.params.length === 0;
}

/** A method that a decorator has run: the mark is a field of its class. */
function guardedMethod(file: ParsedFile, method: Ast.MethodDefinition): TextEdit[] | undefined {
  const owner = method.parent;
  const run = method.value as Node;
  if (method.static || !isFunction(run) || !run.async || run.body?.type !== 'BlockStatement') return undefined;
  const [first] = run.body.body;
  if (!first || !givesNothing(file, run) || isCalled(file, method)) return undefined;
  const { end, step } = styleOf(file);
  const name = freshField(file, owner);
  const field = fieldAt(file, owner, name);
  const indent = indentAt(file.text, first.range[0]);
  const start = [`if (this.${name}) return${end}`, `this.${name} = true${end}`, 'try {'].join(`\n${indent}`);
  const body = wholeBlock(file, run.body, start, ['} finally {', `${step}this.${name} = false${end}`, '}']);
  return field && body && [field, ...body];
}

/** Whoever waits for the method gets nothing from it, and so nothing else from a run that is left out. */
function givesNothing(file: ParsedFile, { body, returnType }: FunctionNode): boolean {
  if (returnType && !/^:\s*Promise<(?:void|undefined|any|unknown)>$/.test(textOf(file, returnType))) return false;
  const waits = someNode(body!, ({ type }) => type === 'AwaitExpression', OWN_BODY);
  return waits && !someNode(body!, (node) => node.type === 'ReturnStatement' && node.argument !== null, OWN_BODY);
}

/** Called by hand as well: that run was asked for, and must not be left out. */
function isCalled({ ast }: ParsedFile, { key, computed }: Ast.MethodDefinition): boolean {
  const name = keyName(key as Node, computed);
  return someNode(
    ast,
    (node) => node.type === 'MemberExpression' && memberName(node) === name && node.object.type === 'ThisExpression',
  );
}

function freshField({ text }: ParsedFile, { parent }: Ast.ClassBody): string {
  const own = text.slice(...parent.range);
  let name = 'running';
  for (let n = 2; new RegExp(`\\b${name}\\b`).test(own); n++) name = `running${n}`;
  return name;
}

/** The field as the first member of its class, in the layout of the others. */
function fieldAt(file: ParsedFile, { body, range }: Ast.ClassBody, name: string): TextEdit | undefined {
  const at = range[0] + 1;
  const [first] = body;
  if (!first || !/^[ \t]*\r?\n/.test(file.text.slice(at))) return undefined;
  const indent = indentAt(file.text, first.range[0]);
  const access = /\.[cm]?tsx?$/.test(file.path) ? 'private ' : '';
  const apart = first.type === 'PropertyDefinition' && !first.decorators.length ? '' : '\n';
  return {
    range: { start: at, end: at },
    newText: `\n${indent}${access}${name} = false${styleOf(file).end}${apart}`,
  };
}
