import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { alwaysThrows, isDiscarded } from '../ast/flow.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Silence } from '../facts/rejections.ts';
import { settledSilence } from './settled.ts';
import { answeredNo } from '../answers/answeredNo.ts';
import { isToldApart } from '../answers/toldApart.ts';
import { ancestors, isFunction, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';

/**
 * The handler that makes a failure of a call go unnoticed: it neither looks at the error nor does anything else, and what
 * follows cannot tell it from success. Undefined where there is none, and where the code around it may well tell.
 */
export function silenceOf(context: FileContext, node: Node): Silence | undefined {
  // `findUniqueOrThrow(...).catch(() => null)`: the failure that is meant is that there is none.
  if (/Or(?:Throw|Fail)\s*\(/.test(context.text(node))) return undefined;
  let at = outermostWrapper(node);
  for (let step = methodOn(at); step; step = methodOn(at)) {
    if (step.name === 'catch') return silenceOfCatch(context, step.call);
    at = outermostWrapper(step.call);
  }
  const inTry = at.parent?.type === 'AwaitExpression' ? silenceOfTry(context, at.parent) : undefined;
  return inTry ?? settledSilence(context, node);
}

/** `void save().catch(() => undefined)` says twice that nobody waits for it; what is dropped is no answer to anyone. */
function silenceOfCatch(context: FileContext, call: CallExpression): Silence | undefined {
  const end = outermostWrapper(call);
  if (end.parent?.type === 'UnaryExpression' && end.parent.operator === 'void') return undefined;
  const silence = silenceOfHandler(context, call.arguments[0] as Node | undefined);
  if (silence?.value !== undefined && failsWithout(context, end)) return undefined;
  return silence && (isDiscarded(end) || isDiscardedInList(end)) ? { range: silence.range } : silence;
}

/** `const data = await load().catch(() => null); if (!data) throw ...`: what is given in its place is told apart, and fails. */
function failsWithout(context: FileContext, end: Node): boolean {
  const awaited = end.parent?.type === 'AwaitExpression' ? outermostWrapper(end.parent) : undefined;
  const variable = awaited && variableFor(context, awaited);
  if (!variable) return false;
  return readsOf(variable).some((read) => {
    if (isToldApart(context, read)) return true;
    const test = missingTest(outermostWrapper(read));
    return test?.parent?.type === 'IfStatement' && test.parent.test === test && fails(context, test.parent.consequent);
  });
}

/** `!data`, `data === null`, `data == undefined`, also as one of several. */
function missingTest(read: Node): Node | undefined {
  const { parent } = read;
  const negated = parent?.type === 'UnaryExpression' && parent.operator === '!';
  const compared =
    parent?.type === 'BinaryExpression' &&
    /^===?$/.test(parent.operator) &&
    /^(?:null|undefined)$/.test(textOfName(parent.right));
  let at: Node | undefined = negated || compared ? parent : undefined;
  while (at?.parent?.type === 'LogicalExpression' && at.parent.operator === '||') at = at.parent;
  return at;
}

function textOfName(node: Node): string {
  const plain = unwrap(node);
  return plain.type === 'Identifier' ? plain.name : plain.type === 'Literal' ? String(plain.value) : '';
}

/** It throws, or tells who asked that the server failed. */
function fails(context: FileContext, branch: Node): boolean {
  return (
    alwaysThrows(branch) ||
    /\b(?:status|sendStatus|code|writeHead)\(\s*5\d\d\b|\bstatus(?:Code)?['"]?\s*[:=]\s*5\d\d\b|\b(?:next|reject)\(\s*new\s/.test(
      context.text(branch),
    )
  );
}

/** `await Promise.race([save().catch(() => null), timer])`, whose result nobody takes. */
function isDiscardedInList(end: Node): boolean {
  const call = end.parent?.type === 'ArrayExpression' ? end.parent.parent : undefined;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { object } = call.callee;
  return object.type === 'Identifier' && object.name === 'Promise' && isDiscarded(outermostWrapper(call));
}

function silenceOfHandler(context: FileContext, handler: Node | undefined): Silence | undefined {
  const plain = handler && unwrap(handler);
  if (!isFunction(plain) || isExplained(context, plain)) return undefined;
  const { body } = plain;
  if (body.type !== 'BlockStatement') return givenValueSilence(context, plain, body);
  const [only] = body.body;
  if (!only) return { range: rangeOf(plain) };
  if (body.body.length > 1 || only.type !== 'ReturnStatement') return undefined;
  return only.argument ? givenValueSilence(context, plain, only.argument) : { range: rangeOf(plain) };
}

/** The nearest `catch` around a call in its own function. */
function silenceOfTry(context: FileContext, node: Node): Silence | undefined {
  let child = node;
  for (const at of ancestors(node)) {
    if (isFunction(at) || at.type === 'CatchClause') return undefined;
    if (at.type === 'TryStatement' && at.finalizer === child) return undefined;
    if (at.type === 'TryStatement' && at.block === child && at.handler) {
      const { handler } = at;
      if (isExplained(context, handler)) return undefined;
      const [only] = handler.body.body;
      if (!only) {
        if (continuesUnchanged(context, at.block, at)) return { range: rangeOf(handler) };
        return keptEmpty(context, at, handler);
      }
      if (handler.body.body.length > 1) return undefined;
      if (only.type === 'ExpressionStatement') return setEmpty(context, at, handler, only);
      if (only.type !== 'ReturnStatement' || !only.argument) return undefined;
      return givenValueSilence(context, handler, only.argument) ?? answeredNo(context, at, handler, only.argument);
    }
    child = at;
  }
  return undefined;
}

/** Success leaves no trace that a failure would not: nothing is returned and nothing outside is given a value. */
function continuesUnchanged(context: FileContext, block: Node, attempt: Node): boolean {
  return !someNode(
    block,
    (part) => {
      if (/^(?:Return|Break|Continue|Throw|Yield)/.test(part.type)) return true;
      if (part.type === 'UpdateExpression') return true;
      if (part.type === 'CallExpression' && part.callee.type === 'MemberExpression')
        return /^(?:push|set|add|resolve|json|send|end|emit)$/.test(memberName(part.callee) ?? '');
      if (part.type === 'CallExpression' && part.callee.type === 'Identifier')
        return /^(?:set[A-Z]|resolve|done|next|callback|cb)/.test(part.callee.name);
      if (part.type !== 'AssignmentExpression') return false;
      const target = part.left.type === 'Identifier' ? context.variable(part.left) : undefined;
      return !target || !target.identifiers.every((name) => isInside(name, attempt));
    },
    OWN_BODY,
  );
}

/** `let x; try { x = await load() } catch {} return x`: the caller gets what it was before, as if that were the answer. */
function keptEmpty(context: FileContext, attempt: Ast.TryStatement, handler: Node): Silence | undefined {
  const last = attempt.block.body.at(-1);
  const assigned = last?.type === 'ExpressionStatement' ? unwrap(last.expression) : undefined;
  if (assigned?.type !== 'AssignmentExpression' || assigned.left.type !== 'Identifier') return undefined;
  const variable = context.variable(assigned.left);
  const declarator = variable?.defs[0]?.node;
  if (!variable || declarator?.type !== 'VariableDeclarator' || isInside(declarator, attempt)) return undefined;
  if (someNode(attempt.block, (part) => part.type === 'ReturnStatement', OWN_BODY)) return undefined;
  const reads = readsOf(variable);
  const others = variable.references.filter((one) => one.isWrite() && one.identifier !== assigned.left);
  if (others.some(({ identifier }) => identifier !== declarator.id)) return undefined;
  if (reads.length === 0 || !reads.every((read) => outermostWrapper(read).parent?.type === 'ReturnStatement'))
    return undefined;
  if (!declarator.init) return { range: rangeOf(handler), value: 'undefined' };
  return givenValueSilence(context, handler, declarator.init);
}

/** `try { list = await load() } catch { list = [] } res.json(list)`: what is set in its place is given on as the answer. */
function setEmpty(
  context: FileContext,
  attempt: Ast.TryStatement,
  handler: Node,
  only: Ast.ExpressionStatement,
): Silence | undefined {
  const last = attempt.block.body.at(-1);
  const set = last?.type === 'ExpressionStatement' ? unwrap(last.expression) : undefined;
  const instead = unwrap(only.expression);
  if (set?.type !== 'AssignmentExpression' || instead.type !== 'AssignmentExpression') return undefined;
  const variable = set.left.type === 'Identifier' ? context.variable(set.left) : undefined;
  if (!variable || instead.left.type !== 'Identifier' || context.variable(instead.left) !== variable) return undefined;
  const reads = readsOf(variable);
  if (reads.length === 0 || !reads.every(isGivenOn)) return undefined;
  return givenValueSilence(context, handler, instead.right);
}

/** `return list`, `res.json(list)`, `res.send({ list })`. */
function isGivenOn(read: Node): boolean {
  let at = outermostWrapper(read);
  if (at.parent?.type === 'Property' && at.parent.value === at) at = outermostWrapper(at.parent.parent);
  const { parent } = at;
  if (parent?.type === 'ReturnStatement') return true;
  return (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'MemberExpression' &&
    /^(?:json|send|render)$/.test(memberName(parent.callee) ?? '')
  );
}

/** A value that says nothing of a failure, given in place of an answer. */
function givenValueSilence(context: FileContext, handler: Node, value: Node): Silence | undefined {
  const plain = unwrap(value);
  const empty =
    (plain.type === 'Literal' && (plain.value === null || plain.value === '' || plain.value === 0)) ||
    (plain.type === 'Identifier' && plain.name === 'undefined') ||
    (plain.type === 'ArrayExpression' && plain.elements.length === 0) ||
    (plain.type === 'ObjectExpression' && plain.properties.length === 0);
  // `(log(error), null)` tells somebody first.
  if (!empty || someNode(value, (part) => part.type === 'CallExpression')) return undefined;
  return { range: rangeOf(handler), value: context.text(plain) };
}

const saysWhy =
  /(?:\/\/|\/\*)[^\n]*\b(?:ignor\w*|swallow\w*|best[- ]effort|care|fire[- ]and[- ]forget|optional|fail\w*|errors?)\b/i;

/** `// console.log(error)` explains nothing: it is code that was taken out. */
const switchedOff = /\/\/\s*(?:console|log(?:ger)?)(?:\.\w+)*\(.*\)\s*;?\s*$/gm;

/**
 * A comment in the handler says why, or before it in its chain; or one behind it or above it, by its words. The text is
 * asked, as comments are not collected from every file.
 */
function isExplained(context: FileContext, handler: Node): boolean {
  if (/\/[/*]/.test(context.text(handler).replace(switchedOff, ''))) return true;
  const call = handler.parent;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { text } = context.file;
  if (/\/[/*]/.test(text.slice(call.callee.object.range[1], handler.range[0]))) return true;
  if (saysWhy.test(/^[^\n]*/.exec(text.slice(handler.range[1]))![0])) return true;
  let statement: Node = call;
  while (statement.parent && !/Statement$|Declaration$/.test(statement.type)) statement = statement.parent;
  const above = text.slice(0, statement.range[0]).trimEnd().split('\n').at(-1)!.trim();
  return /^(?:\/\/|\/\*|\*)/.test(above) && saysWhy.test(above.replace(/^\*(?!\/)/, '/*'));
}
