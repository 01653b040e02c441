import type { CallExpression, FunctionNode, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { chainedCalls } from '../ast/calls.ts';
import { alwaysLeaves } from '../ast/flow.ts';
import { ancestors, enclosingFunction, isFunction, isIdentifier, isInside } from '../ast/nodes.ts';
import { isExecutor } from '../ast/functions.ts';
import { readsOfName, variableOf } from '../ast/objectUses.ts';
import { unwrapped } from './edits.ts';
import { styleOf } from './layout.ts';

/**
 * The callback of a call, `(error, response, body) => ...`, that reads what it is given without a look at the error: with
 * a limit there is an error and nothing else, and what it throws then ends the process. Undefined for all others.
 */
export function blindCallback(file: ParsedFile, call: CallExpression | NewExpression): FunctionNode | undefined {
  const last = endOf(call).arguments.at(-1);
  const callback = last && functionOf(file, unwrapped(last));
  const [error, ...results] = callback?.params ?? [];
  if (!callback || !error || results.length === 0) return undefined;
  const answers = results.slice(0, 2);
  const asked = [error, ...answers].flatMap((name) => {
    const looks = isIdentifier(name) ? readsOfName(file, name) : [];
    return looks.flatMap((look) => askedBy(look, callback, name === error) ?? []);
  });
  const reads = answers.flatMap((answer) => readsOf(file, answer));
  const isBlind = reads.some((read) => !isCaught(read, callback) && !asked.some((look) => isCovered(read, look)));
  return isBlind ? callback : undefined;
}

/** Ends such a callback with its error where a promise waits for it; undefined where nobody is there to be told. */
export function telling(file: ParsedFile, callback: FunctionNode, library: string | undefined): TextEdit | undefined {
  const [error, answer] = callback.params;
  const executor = enclosingFunction(callback);
  const reject = isExecutor(executor) ? executor?.params[1] : undefined;
  if (!isIdentifier(error) || !isIdentifier(reject) || callback.body?.type !== 'BlockStatement') return undefined;
  if (callback.params.some((one) => !isIdentifier(one) || one.name === reject.name)) return undefined;
  const [first] = callback.body.body;
  if (!first) return undefined;
  // Where an answer comes with the error, as for a 404, the callback knows what to do with it.
  const failed = library === 'superagent' && isIdentifier(answer) ? `!${answer.name}` : error.name;
  const { end } = styleOf(file);
  const [start] = first.range;
  const line = file.text.slice(callback.body.range[0] + 1, start);
  const lead = line.includes('\n') ? `\n${/[^\n]*$/.exec(line)![0].replace(/\S.*/, '')}` : ' ';
  const at = callback.body.range[0] + 1;
  return {
    range: { start: at, end: at },
    newText: `${lead}if (${failed}) return ${reject.name}(${error.name})${end || (lead === ' ' ? ';' : '')}`,
  };
}

/** `superagent.get(url).end(callback)`: the last of the calls that are chained to one another. */
function endOf(call: CallExpression | NewExpression): CallExpression | NewExpression {
  const at = chainedCalls(call).at(-1) ?? call;
  const isEnd = at.callee.type === 'MemberExpression' && isIdentifier(at.callee.property, 'end');
  return isEnd ? at : call;
}

/** A function that stands there, or that a name of the file stands for. */
function functionOf(file: ParsedFile, node: Node): FunctionNode | undefined {
  if (isFunction(node)) return node;
  if (node.type !== 'Identifier') return undefined;
  const [definition] = variableOf(file, node)?.defs ?? [];
  if (definition?.type === 'FunctionName' && isFunction(definition.node)) return definition.node;
  const { init } = (definition?.type === 'Variable' ? definition.node : {}) as { init?: Node | null };
  return init && isFunction(init) ? init : undefined;
}

/** Where a result is taken apart, and nothing can be taken from what is not there. */
function readsOf(file: ParsedFile, answer: Node): Node[] {
  if (answer.type === 'ObjectPattern' || answer.type === 'ArrayPattern') return [answer];
  if (answer.type !== 'Identifier') return [];
  return readsOfName(file, answer).filter(({ parent, ...read }) => {
    if (parent?.type === 'MemberExpression') return parent.object.range[0] === read.range[0] && !parent.optional;
    if (parent?.type === 'CallExpression') return textOf(file, parent.callee) === 'JSON.parse';
    return (
      parent?.type === 'VariableDeclarator' && /^(?:Object|Array)Pattern$/.test(parent.id.type) && parent.init !== null
    );
  });
}

function isCaught(read: Node, callback: FunctionNode): boolean {
  for (const node of ancestors(read)) {
    if (node === callback) return false;
    if (node.type === 'TryStatement' && node.handler && isInside(read, node.block)) return true;
  }
  return false;
}

interface Look {
  readonly at: number;
  /** The condition or statement that depends on it; undefined where somebody else is handed the error. */
  readonly decides: Node | undefined;
}

/** `if (error)`, `error ? a : b`, `response && response.body`, `assert(!error)`: not what is only read or printed. */
function askedBy(look: Node, callback: FunctionNode, isError: boolean): Look | undefined {
  const [at] = look.range;
  if (look.parent?.type === 'MemberExpression' && look.parent.object === look && !look.parent.optional)
    return undefined;
  let decides: Node | undefined;
  for (const node of ancestors(look)) {
    if (node === callback || isFunction(node)) break;
    if (node.type === 'LogicalExpression') decides = node;
    if (
      /^(?:If|While)Statement$|^ConditionalExpression$/.test(node.type) &&
      isInside(look, (node as { test: Node }).test)
    )
      return { at, decides: node };
    // `assert.ifError(error)`, `callback(error, response.body)`: it may end what follows.
    if (node.type === 'CallExpression' && isError && !decides && !isPrinting(node)) return { at, decides: undefined };
  }
  return decides && { at, decides };
}

function isCovered(read: Node, { at, decides }: Look): boolean {
  if (at > read.range[0]) return false;
  if (!decides || isInside(read, decides)) return true;
  if (decides.type !== 'IfStatement') return false;
  return alwaysLeaves(decides.consequent) || (!!decides.alternate && alwaysLeaves(decides.alternate));
}

function isPrinting({ callee }: CallExpression): boolean {
  const member = callee.type === 'MemberExpression' ? callee.property : callee;
  return (
    member.type === 'Identifier' &&
    /^(?:log|error|warn|info|debug|trace|reject|resolve|stringify|String)$/.test(member.name)
  );
}
