import { errorLog } from '../changes/logger.ts';
import type { Ast, CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { isFunction, memberName } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshName, indentAt, replace } from '../changes/edits.ts';
import { linesOutside, losesComment, styleOf, wholeBlock } from '../changes/layout.ts';

/** The title of the change that keeps the interval. */
export const LEAVES_OUT = 'Leave out ticks while a run goes on';

/**
 * Runs that wait for one another: `setTimeout` again behind each run where nobody keeps the timer, else the same
 * interval with ticks left out while a run goes on, so that `clearInterval` still ends it.
 */
export function spacedInterval(file: ParsedFile, range: Range): Suggestion | undefined {
  const call = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  const [callback, period] = call?.arguments ?? [];
  if (!call || !callback || !period || call.arguments.length > 2) return undefined;
  if (call.parent.type === 'ExpressionStatement') {
    const edits = selfScheduling(file, call, callback, textOf(file, period));
    if (edits) return { title: 'Start the timer again after each run', edits };
  }
  const edits = guarded(file, call, callback);
  return edits && { title: LEAVES_OUT, edits };
}

function selfScheduling(
  file: ParsedFile,
  call: CallExpression,
  callback: Node,
  period: string,
): TextEdit[] | undefined {
  const { end } = styleOf(file);
  const name = freshName(file, 'run');
  const again = `setTimeout(${name}, ${period})${end}`;
  const head = `async function ${name}() `;
  const timer = replace(call.callee, 'setTimeout');
  if (callback.type === 'Identifier') {
    return [timer, replace(callback, `${head}${attempt(file, call, `await ${callback.name}()${end}`, again, true)}`)];
  }
  if (!isFunction(callback) || callback.params.length > 0 || usesThis(callback)) return undefined;
  if (callback.body.type !== 'BlockStatement') {
    if (losesComment(file, callback, callback.body)) return undefined;
    const waits = callback.body.type === 'AwaitExpression' ? '' : 'await ';
    const text = textOf(file, callback.body).replace(/^void\s+/, '');
    return [timer, replace(callback, `${head}${attempt(file, call, `${waits}${text}${end}`, again, true)}`)];
  }
  const body = wrapped(file, callback, again, !catchesAll(callback.body));
  const waits = waitFor(callback);
  if (!waits || !body) return undefined;
  const start = callback.range[0];
  return [timer, { range: { start, end: callback.body.range[0] }, newText: head }, ...body, ...waits];
}

/** A mark outside of a call whose callback leaves out its runs while one of them goes on. */
export function guarded(file: ParsedFile, call: Node, callback: Node): TextEdit[] | undefined {
  const { end, step } = styleOf(file);
  const name = freshName(file, 'running');
  const outside = linesOutside(file, call, [`let ${name} = false${end}`]);
  if (!outside) return undefined;
  const over = `${name} = false${end}`;
  const start = [`if (${name}) return${end}`, `${name} = true${end}`];
  if (isFunction(callback) && callback.async && callback.body.type === 'BlockStatement') {
    const body = wrapped(file, callback, over);
    const [first] = callback.body.body;
    const waits = waitFor(callback);
    if (!body || !first || !waits) return undefined;
    const at = first.range[0];
    const indent = indentAt(file.text, at);
    return [
      ...outside,
      { range: { start: at, end: at }, newText: start.map((line) => `${line}\n${indent}`).join('') },
      ...body,
      ...waits,
    ];
  }
  const run = runOf(file, callback);
  if (run === undefined) return undefined;
  const indent = `${indentAt(file.text, call.range[0])}${step}`;
  const lead = start.map((line) => `\n${indent}${line}`).join('');
  const inner = attempt(file, call, `await ${run}${end}`, over).slice(1);
  return [...outside, replace(callback, `async () => {${lead}${inner}`)];
}

/**
 * Makes a run as long as what it starts: `poll().catch(log)` is awaited, where that is all that a block does without
 * waiting. Undefined where nobody can tell which of its calls gives a promise.
 */
function waitFor({ async, body }: FunctionNode): TextEdit[] | undefined {
  if (body?.type !== 'BlockStatement') return undefined;
  const waits = async && someNode(body, (node) => node.type === 'AwaitExpression', OWN_BODY);
  if (waits) return [];
  const [only, ...others] = body.body;
  const statements = only?.type === 'TryStatement' && others.length === 0 ? only.block.body : body.body;
  const dropped = statements.filter(
    (one) => one.type === 'ExpressionStatement' && (statements.length === 1 || isChain(one.expression)),
  );
  const [start] = dropped;
  if (dropped.length !== 1 || start?.type !== 'ExpressionStatement') return undefined;
  const { expression } = start;
  const plain =
    expression.type === 'UnaryExpression' && expression.operator === 'void' ? expression.argument : expression;
  if (plain.type !== 'CallExpression') return undefined;
  return [{ range: { start: expression.range[0], end: plain.range[0] }, newText: 'await ' }];
}

/** `load().then(use).catch(log)`. */
function isChain(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    /^(?:then|catch|finally)$/.test(memberName(node.callee) ?? '')
  );
}

/** What a callback does, where that is one call. */
function runOf(file: ParsedFile, callback: Node): string | undefined {
  if (callback.type === 'Identifier') return `${callback.name}()`;
  if (callback.type !== 'ArrowFunctionExpression' || callback.params.length > 0) return undefined;
  return callback.body.type === 'BlockStatement' || losesComment(file, callback, callback.body)
    ? undefined
    : textOf(file, callback.body).replace(/^(?:void|await)\s+/, '');
}

function wrapped(file: ParsedFile, { body }: FunctionNode, last: string, logs = false): TextEdit[] | undefined {
  if (body?.type !== 'BlockStatement') return undefined;
  return wholeBlock(file, body, 'try {', after(file, body, last, logs));
}

/** A block that does one thing and, whatever came of it, another. */
function attempt(file: ParsedFile, call: Node, work: string, last: string, logs = false): string {
  const { step } = styleOf(file);
  const outer = indentAt(file.text, call.range[0]);
  const lines = ['try {', `${step}${work}`, ...after(file, call, last, logs)];
  return `{${lines.map((line) => `\n${outer}${step}${line}`).join('')}\n${outer}}`;
}

/** The rest of a `try`; a failure that nobody handles would end the process in place of the next run. */
function after(file: ParsedFile, place: Node, last: string, logs: boolean): string[] {
  const { step, end } = styleOf(file);
  const error = freshName(file, 'error');
  const log = logs ? [`} catch (${error}) {`, `${step}${errorLog(file, place, error)}${end}`] : [];
  return [...log, '} finally {', `${step}${last}`, '}'];
}

function catchesAll({ body }: Ast.BlockStatement): boolean {
  return body.every((statement) => statement.type === 'TryStatement' && statement.handler);
}

/** A function of its own would have another `this`. */
function usesThis(callback: FunctionNode): boolean {
  return callback.type === 'ArrowFunctionExpression' && someNode(callback, ({ type }) => type === 'ThisExpression');
}
