import type { Emitter } from '../facts/model.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { ancestors, enclosingFunction, isFunction, memberName } from '../ast/nodes.ts';
import { readsOfName } from '../ast/objectUses.ts';

export type Told = Pick<Emitter, 'range' | 'library'>;

const oneLife = /^node:(?:https?|net|tls|fs|zlib|child_process|worker_threads)$|^(?:ws|archiver)$/;
const opened = /^(?:connect|secureConnect|open|ready|response|spawn)$/;
const listens = /^(?:on|once|addListener|prependListener|setTimeout)$/;
const ends = /\.(?:destroy|abort|terminate)\(/;
const endsWithError = /\.destroy\(\s*[^\s)]/;

/** An error of it is the last that is heard of it, or nearly so: others connect again and again. */
export function hasOneLife({ library = '' }: Told): boolean {
  return oneLife.test(library);
}

/**
 * A callback may be handed an error of the emitter: nothing else calls it in the same run. A promise settles only once,
 * and a callback that runs twice sends two answers, or ends a test or series twice.
 */
export function isToldOnce(file: ParsedFile, callback: Node, emitter: Told): boolean {
  const owner = enclosingFunction(callback);
  if (!owner) return false;
  return readsOfName(file, callback).every((use) => !comesAgain(file, owner, use, emitter));
}

function comesAgain(file: ParsedFile, owner: FunctionNode, use: Node, { range, library }: Told): boolean {
  const listener = listenerAround(owner, use);
  if (!listener) return runsAfter(owner, use, range.end);
  const { node, event } = listener;
  if (event === 'close' || event === 'exit') return !isPiped(file, node);
  if (event === 'timeout' || event === 'setTimeout') {
    const text = textOf(file, node);
    // A request that is ended without an answer emits `'error'`, with or without an error of one's own.
    return !ends.test(text) || (library === 'node:http' ? true : endsWithError.test(text));
  }
  const own = event === undefined && range.start <= node.range[0] && node.range[1] <= range.end;
  return (own || (event !== undefined && opened.test(event))) && !tellsError(use);
}

/** The outermost listener or callback of the function that a use stands in, or is itself. */
function listenerAround(owner: FunctionNode, use: Node): { node: Node; event: string | undefined } | undefined {
  let found: { node: Node; event: string | undefined } | undefined;
  let own: Node | undefined;
  for (const node of [use, ...ancestors(use)]) {
    if (node === owner) break;
    if (!isFunction(node) && node !== use) continue;
    const call = node.parent;
    const isGiven = call?.type === 'CallExpression' && call.arguments.includes(node as never);
    const name = isGiven && call.callee.type === 'MemberExpression' ? memberName(call.callee) : undefined;
    if (isGiven && name !== undefined && listens.test(name)) {
      const first = call.arguments[0];
      const event = first?.type === 'Literal' ? String(first.value) : undefined;
      return { node: call, event: name === 'setTimeout' ? name : event };
    }
    if (isFunction(node)) {
      own ??= node;
      if (own === node) found = { node, event: undefined };
    }
  }
  return found;
}

/** In the same run of the function, behind the emitter: `next()` at its end. */
function runsAfter(owner: FunctionNode, use: Node, end: number): boolean {
  return (
    use.range[0] > end && use.parent?.type === 'CallExpression' && use.parent.callee === use && owner.range[1] > end
  );
}

/** `callback(new Error(...))`: it is left there, and only what breaks off afterwards would call it again. */
function tellsError(use: Node): boolean {
  const call = use.parent;
  return call?.type === 'CallExpression' && call.callee === use && call.arguments[0]?.type === 'NewExpression';
}

/** `response.pipe(file).on('close', done)`: the end of another stream. */
function isPiped(file: ParsedFile, call: Node): boolean {
  return /\.pipe\(/.test(textOf(file, call).split(/\.(?:on|once)\(/)[0]!);
}
