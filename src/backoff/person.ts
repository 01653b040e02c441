import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { CallExpression, Node } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { memberName, unwrap } from '../ast/nodes.ts';
import { importSource } from './sleeps.ts';

const packages =
  /^(?:prompts|inquirer|enquirer|prompt-sync|readline-sync|@clack\/prompts|@inquirer\/.*|(?:node:)?readline(?:\/promises)?)$/;
const names =
  /^(?:confirm|prompt|prompts|question|promptUser|askUser|askQuestion|showInputBox|showQuickPick|show(?:Information|Warning|Error)Message)$/;

/** Somebody is asked between two rounds: a person paces and ends them. */
export function asksPerson(context: FileContext, region: Node, depth = 0): boolean {
  return someNode(region, (node) => node.type === 'CallExpression' && isQuestion(context, node, depth), OWN_BODY);
}

function isQuestion(context: FileContext, call: CallExpression, depth: number): boolean {
  const callee = unwrap(call.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  if (source && packages.test(source.module))
    return !/^(?:log|intro|outro|note|spinner|createInterface)$/.test(calledName(callee));
  if (names.test(calledName(callee)) && isWaitedFor(call)) return true;
  const value = depth < 2 ? context.value(callee) : undefined;
  return value?.kind === 'function' && value.node.body ? asksPerson(value.file, value.node.body, depth + 1) : false;
}

function calledName(callee: Node): string {
  if (callee.type === 'MemberExpression') return memberName(callee) ?? '';
  return callee.type === 'Identifier' ? callee.name : '';
}

function isWaitedFor(call: CallExpression): boolean {
  return /^(?:AwaitExpression|UnaryExpression|IfStatement|VariableDeclarator|LogicalExpression)$/.test(
    call.parent?.type ?? '',
  );
}
