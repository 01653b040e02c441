import type { Retry } from '../facts/model.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { mayAwait, pathTo, textOf } from '../ast/locate.ts';
import { isFunction, isIdentifier, keyName, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { freshName, replace } from '../changes/edits.ts';
import { linesBefore, statementOf, styleOf } from '../changes/layout.ts';
import { backoffOf, grownWait } from '../repeats/backoffText.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { appended, openingOf, takesOneMore } from './recursionLimit.ts';

/**
 * Growing random waits for a function that calls itself again after a failure, at once or by a timer. They are counted
 * by the parameter that counts its attempts, or by a further one where nothing else could be given for it. How often it
 * tries stays as it is: who reconnects for as long as it runs still does.
 */
export function recursionBackoff(file: ParsedFile, retry: Retry): Suggestion | undefined {
  const back = pathTo(file, retry.range).findLast((node) => node.range[0] === retry.range.start && isBack(node));
  const owner = back && ownerOf(file, back);
  if (!back || !owner) return undefined;
  const counted = ownCounter(owner, back) ?? newCounter(file, owner, back);
  if (!counted) return undefined;
  const wait =
    retry.delay === 'none' ? waitBefore(file, back, counted.counter) : grown(file, owner, retry, counted.counter);
  return wait && { title: 'Add exponential backoff with jitter', edits: [...counted.edits, ...wait] };
}

/** `connect(url)`, or the function itself, as the timer is given it. */
function isBack(node: Node): boolean {
  return node.type === 'CallExpression' || isHandedToTimer(node);
}

function isHandedToTimer(node: Node): boolean {
  const { parent } = node;
  return (
    node.type === 'Identifier' &&
    parent?.type === 'CallExpression' &&
    parent.arguments[0] === node &&
    isIdentifier(parent.callee, 'setTimeout')
  );
}

/** The function around that the call goes back to: by its name, or as a method of the same object. */
function ownerOf(file: ParsedFile, back: Node): FunctionNode | undefined {
  const callee = back.type === 'CallExpression' ? unwrap(back.callee) : back;
  const own = callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression';
  const name = own ? memberName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  if (name === undefined) return undefined;
  return pathTo(file, rangeOf(back))
    .filter(isFunction)
    .findLast((one) => (own ? methodName(one) : functionName(one)) === name);
}

function methodName({ parent }: FunctionNode): string | undefined {
  return parent?.type === 'MethodDefinition' ? keyName(parent.key as Node, parent.computed) : undefined;
}

function functionName(owner: FunctionNode): string | undefined {
  if (owner.type === 'FunctionDeclaration') return owner.id?.name;
  const { parent } = owner;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}

interface Counted {
  readonly counter: string;
  readonly edits: readonly TextEdit[];
}

/** `attempt` of `load(url, attempt + 1)`; `4 - left` of `load(url, left - 1)`, where `left = 4` by default. */
function ownCounter({ params }: FunctionNode, back: Node): Counted | undefined {
  if (back.type !== 'CallExpression') return undefined;
  for (const [index, argument] of back.arguments.entries()) {
    const param = params[index];
    const name = param?.type === 'AssignmentPattern' ? param.left : param;
    if (name?.type !== 'Identifier' || argument.type !== 'BinaryExpression') continue;
    const { left, right, operator } = argument;
    if (!isIdentifier(left, name.name) || right.type !== 'Literal' || right.value !== 1) continue;
    if (operator === '+') return { counter: name.name, edits: [] };
    const most = param?.type === 'AssignmentPattern' ? param.right : undefined;
    if (operator === '-' && most?.type === 'Literal' && typeof most.value === 'number')
      return { counter: `(${most.value} - ${name.name})`, edits: [] };
  }
  return undefined;
}

function newCounter(file: ParsedFile, owner: FunctionNode, back: Node): Counted | undefined {
  const counter = freshName(file, 'attempt');
  if (!takesOneMore(file, owner, back)) return undefined;
  const param = appended(file, owner.params, openingOf(file, owner), `${counter} = 0`);
  const next =
    back.type === 'CallExpression'
      ? appended(file, back.arguments, back.range[1] - 1, `${counter} + 1`)
      : replace(back, `() => ${textOf(file, back)}(${counter} + 1)`);
  return { counter, edits: [param, next] };
}

function waitBefore(file: ParsedFile, back: Node, counter: string): TextEdit[] | undefined {
  const statement = statementOf(back);
  if (!statement || statement.parent?.type !== 'BlockStatement' || !mayAwait(file, rangeOf(back))) return undefined;
  if (!/^(?:Expression|Return)Statement$|^VariableDeclaration$/.test(statement.type) || isChosen(back, statement))
    return undefined;
  const wait = `await new Promise((resolve) => setTimeout(resolve, ${backoffOf('200', counter)}))${styleOf(file).end}`;
  return [linesBefore(file, statement, [wait])];
}

/** `return left > 0 ? load(left - 1) : undefined`: who gives up has nothing to wait for. */
function isChosen(back: Node, statement: Node): boolean {
  for (let at: Node | undefined = back; at && at !== statement; at = at.parent)
    if (/^(?:Conditional|Logical|(?:Arrow)?Function)Expression$/.test(at.type)) return true;
  return false;
}

function grown(
  file: ParsedFile,
  owner: FunctionNode,
  { delayRange, waitMs }: Retry,
  counter: string,
): TextEdit[] | undefined {
  const node = delayRange && pathTo(file, delayRange).findLast(({ range }) => range[0] === delayRange.start);
  if (!node || node.range[1] !== delayRange.end || !isInBody(node, owner)) return undefined;
  if (!/^(?:Literal|Identifier|MemberExpression)$/.test(node.type)) return undefined;
  return [replace(node, grownWait(textOf(file, node), counter, waitMs))];
}

function isInBody({ range }: Node, { body }: FunctionNode): boolean {
  return !!body && body.range[0] < range[0] && range[1] < body.range[1];
}
