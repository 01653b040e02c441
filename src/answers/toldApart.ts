import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Ast, Node } from '../ast/types.ts';
import { alwaysLeaves } from '../ast/flow.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, unwrap } from '../ast/nodes.ts';

/** What says whether it went well, in an answer and in what is made of it. */
const outcomeField = /^(?:ok|success|succeeded|sent|delivered|done|error|err|failed|failure|reason|message)$/;
/** A word that goes to these is a key, a default or a line of a log: whoever asked is not told. */
const keeps =
  /^(?:log|debug|info|warn|trace|[gs]et|add|push|has|append|create|find|delete|fetch|load|read|parse|query)(?![a-z])/;

/** Whether the code that looks at an answer here says something else where there is none. */
export function isToldApart(context: FileContext, read: Node): boolean {
  const { end, isMissing } = testOf(read);
  const { parent } = end;
  if (parent?.type === 'ConditionalExpression' && parent.test === end)
    return areDifferentWords(context, parent.consequent, parent.alternate);
  if (parent?.type === 'IfStatement' && parent.test === end)
    return isMissing !== undefined && isToldByIf(context, parent, isMissing);
  if (parent?.type === 'SwitchStatement' && parent.discriminant === end) return isToldByCase(context, parent);
  if (!isOutcome(read)) return false;
  if (parent?.type === 'ReturnStatement' || (isFunction(parent) && parent.body === end)) return true;
  const kept = variableFor(context, end);
  return kept !== undefined && readsOf(kept).some((one) => isToldApart(context, one));
}

/** `r && r.ok`, `r?.status !== 200`: the whole question, and whether it holds where there is no answer. */
function testOf(read: Node): { readonly end: Node; readonly isMissing: boolean | undefined } {
  let end = outermostWrapper(read);
  let isMissing: boolean | undefined = false;
  for (let parent = end.parent; parent; parent = end.parent) {
    if (parent.type === 'UnaryExpression' && parent.operator === '!')
      isMissing = isMissing === undefined ? undefined : !isMissing;
    else if (parent.type === 'BinaryExpression') isMissing = holdsWithout(parent, end);
    else if (
      parent.type === 'MemberExpression' ? parent.object !== end : !/^(?:Chain|Logical)Expression$/.test(parent.type)
    )
      break;
    end = parent;
  }
  return { end, isMissing };
}

function holdsWithout(test: Ast.BinaryExpression, end: Node): boolean | undefined {
  if (!/^[!=]==?$/.test(test.operator) || test.left !== end) return undefined;
  const right = unwrap(test.right);
  const isNone =
    (right.type === 'Literal' && right.value === null) || (right.type === 'Identifier' && right.name === 'undefined');
  return isNone === test.operator.startsWith('=');
}

/** `r?.ok ?? false`, `!!r?.success`: no answer is no success. */
function isOutcome(read: Node): boolean {
  const wrapped = outermostWrapper(read);
  const member = wrapped.parent?.type === 'LogicalExpression' ? unwrap(wrapped.parent.right) : wrapped.parent;
  return (
    member?.type === 'MemberExpression' &&
    !member.computed &&
    member.property.type === 'Identifier' &&
    /^(?:ok|success|succeeded)$/.test(member.property.name)
  );
}

function isToldByIf(context: FileContext, choice: Ast.IfStatement, isMissing: boolean): boolean {
  const rest = restAfter(choice);
  if (isMissing) {
    const others = choice.alternate ? [choice.alternate] : rest;
    return saysSo(context, [choice.consequent], others);
  }
  if (choice.alternate) return saysSo(context, [choice.alternate], [choice.consequent]);
  return alwaysLeaves(choice.consequent) && saysSo(context, rest, [choice.consequent]);
}

function restAfter(statement: Node): readonly Node[] {
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') return [];
  return block.body.slice(block.body.indexOf(statement as Ast.Statement) + 1);
}

function isToldByCase(context: FileContext, choice: Ast.SwitchStatement): boolean {
  const none = choice.cases.find(({ test }) => test?.type === 'Identifier' && test.name === 'undefined');
  const own = none ?? choice.cases.find(({ test }) => test === null);
  if (!own) return false;
  const others = choice.cases.filter((one) => one !== own).flatMap(({ consequent }) => consequent);
  return saysSo(context, own.consequent, others);
}

/** The statements without an answer tell somebody in words, which the others do not say. */
function saysSo(context: FileContext, without: readonly Node[], others: readonly Node[]): boolean {
  const said = without.flatMap((one) => wordsOf(one));
  const elsewhere = new Set(others.flatMap((one) => wordsOf(one)).map((word) => context.text(word)));
  if (said.some((word) => !elsewhere.has(context.text(word)))) return true;
  const [one, other] = [returnedBy(without), returnedBy(others)];
  return one !== undefined && other !== undefined && areDifferentWords(context, one, other);
}

/** What calls are given in words. */
function wordsOf(statement: Node): readonly Node[] {
  const words: Node[] = [];
  someNode(
    statement,
    (part) => {
      if (part.type === 'CallExpression' && !keeps.test(calledName(part) ?? ''))
        words.push(...part.arguments.filter((given) => isWord(given) || isTellingObject(unwrap(given))));
      return false;
    },
    OWN_BODY,
  );
  return words;
}

function returnedBy(statements: readonly Node[]): Node | undefined {
  let value: Node | undefined;
  const isReturn = (part: Node): boolean => {
    if (part.type !== 'ReturnStatement') return false;
    value = part.argument ?? undefined;
    return true;
  };
  statements.some((one) => someNode(one, isReturn, OWN_BODY));
  return value;
}

/** `'Muted'` and `'Failed'`, `{ ok: true }` and `{ ok: false }`, `<Muted />` and `<p>Failed</p>`, `say('a')` and `say('b')`. */
function areDifferentWords(context: FileContext, first: Node, second: Node): boolean {
  const [one, other] = [unwrap(first), unwrap(second)];
  if (context.text(one) === context.text(other)) return false;
  if (isWord(one) && isWord(other)) return true;
  if (one.type === 'AwaitExpression' && other.type === 'AwaitExpression')
    return areDifferentWords(context, one.argument, other.argument);
  if (one.type === 'CallExpression' && other.type === 'CallExpression')
    return (
      context.text(one.callee) === context.text(other.callee) &&
      one.arguments.some((given, at) => other.arguments[at] && areDifferentWords(context, given, other.arguments[at]))
    );
  if (one.type === 'ObjectExpression' && other.type === 'ObjectExpression')
    return isTellingObject(one) || isTellingObject(other);
  if (one.type === 'JSXElement' && other.type === 'JSXElement')
    return (
      context.text(one.openingElement.name) !== context.text(other.openingElement.name) ||
      saysText(other) ||
      saysText(one)
    );
  return false;
}

/** `{ ok: false }`, `{ error: 'No answer' }`. */
function isTellingObject(node: Node): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (one) =>
        one.type === 'Property' &&
        one.key.type === 'Identifier' &&
        outcomeField.test(one.key.name) &&
        (isWord(one.value) || (one.value.type === 'Literal' && typeof one.value.value === 'boolean')),
    )
  );
}

function saysText(element: Ast.JSXElement): boolean {
  return element.children.some((child) => child.type === 'JSXText' && child.value.trim() !== '');
}

/** A text, also one with something put in. */
function isWord(given: Node): boolean {
  const node = unwrap(given);
  if (node.type === 'Literal') return typeof node.value === 'string' && node.value !== '';
  if (node.type === 'TemplateLiteral') return node.quasis.some(({ value }) => /\p{L}{2}/u.test(value.raw));
  return node.type === 'BinaryExpression' && node.operator === '+' && (isWord(node.left) || isWord(node.right));
}
