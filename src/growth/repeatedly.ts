import type { FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isFunction, keyName, memberName } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { functionOwner, isLoop } from '../ast/flow.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { boundaryOf } from '../outcomes/boundary.ts';
import { answersRequest } from '../outcomes/requestPath.ts';

/**
 * In a handler of requests, messages, ticks or events of a cloud, in a function that this file calls from there or for
 * each of many, or in one that sends for whoever calls it.
 */
export function runsAgain(context: FileContext, node: Node, depth = 0): boolean {
  if (answersRequest(context, node)) return true;
  if (/^(?:consumer|express-handler)$/.test(boundaryOf(context, node).kind)) return true;
  const owners = [...ancestors(node)].filter(isFunction);
  const names = owners.map(nameOf);
  if (names.some((name) => once.test(name))) return false;
  if (names.some((name) => serves.test(name)) || owners.some(isCloudHandler)) return true;
  return depth < 3 && owners.some((owner) => isCalledAgain(context, owner, depth));
}

/** What is done over and over: `saveMessage`, `isHealthy`, `handleEvent`. */
const serves =
  /^_?(?:save|store|insert|update|upsert|add|find|get|fetch|query|is|has|check|handle|process|execute|send|publish|push|record|log)(?![a-z])/;
/** What is done once: `processMigrations`, `checkDatabaseAtStart`. */
const once = /^(?:main|run)$|init|start|set_?up|boot|migrat|seed|create|connect|script|backfill|import/i;

/** It is called for what is done once. */
export function isOnceByName(owner: FunctionNode): boolean {
  return once.test(nameOf(owner));
}

/** `export const handler = async (event, context) => ...`: a process of the cloud lives on for the next event. */
function isCloudHandler(owner: FunctionNode): boolean {
  const [event, second] = owner.params.map((one) => nameOfParameter(one));
  if (event === undefined || !/^_?events?$/i.test(event)) return false;
  const name = nameOf(owner);
  const exported = [...ancestors(owner)].slice(0, 3).some(({ type }) => /^Export/.test(type));
  const assigned = owner.parent?.type === 'AssignmentExpression' && /^(?:handler|default)$/.test(name);
  return assigned || (exported && (/handler$/i.test(name) || /^_?(?:ctx|context)$/.test(second ?? '')));
}

function nameOfParameter(node: Node): string | undefined {
  if (node.type === 'AssignmentPattern') return nameOfParameter(node.left as Node);
  return node.type === 'Identifier' ? node.name : undefined;
}

const spreads = /^(?:map|forEach|flatMap|filter|every|some|find|each|eachSeries|eachLimit)$/;

/** This file calls it in a loop, for each of a list, or where code runs again. */
function isCalledAgain(context: FileContext, owner: FunctionNode, depth: number): boolean {
  const name = functionOwner(owner);
  const variable = name && context.variable(name);
  if (!variable) return false;
  return readsOf(variable).some(
    (read) =>
      read.parent?.type === 'CallExpression' &&
      read.parent.callee === read &&
      enclosingFunction(read) !== undefined &&
      ![...ancestors(read)].some((at) => isFunction(at) && (at === owner || once.test(nameOf(at)))) &&
      (isRepeated(read) || runsAgain(context, read, depth + 1)),
  );
}

function isRepeated(read: Node): boolean {
  return [...ancestors(read)].some((at) => {
    const handed = isFunction(at) ? handedTo(at) : undefined;
    return isLoop(at) || (handed !== undefined && spreads.test(calledName(handed.call) ?? ''));
  });
}

function nameOf(owner: FunctionNode): string {
  const { parent } = owner;
  if (owner.type === 'FunctionDeclaration') return owner.id?.name ?? '';
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : '';
  if (parent?.type === 'AssignmentExpression')
    return parent.left.type === 'MemberExpression' ? (memberName(parent.left) ?? '') : '';
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition' && parent?.type !== 'Property')
    return '';
  return keyName(parent.key as Node, parent.computed) ?? '';
}
