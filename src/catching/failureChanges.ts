import type { LostRejection } from '../facts/model.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { mayAwait, nodeAt, pathTo } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, rangeOf } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshName, freshParameter, indentAt } from '../changes/edits.ts';
import { endsProcess, isEntry } from './entry.ts';
import { caughtWhereHanded, restartsItself } from './handedOn.ts';
import { answering, isNeededNext, pausesSource, rethrowsOnPurpose, takesParts } from './reliedOn.ts';
import {
  isCommit,
  isStart,
  isWaitedFor,
  isWriteInTry,
  keepsServiceUp,
  mayWaitHere,
  rethrows,
  startsWork,
} from './waiting.ts';
import { styleOf, wholeBlock } from '../changes/layout.ts';
import { errorLog, unknownType } from '../changes/logger.ts';

/** The same for each promise that a function drops: only what fits all of them. */
export function caughtFailures(file: ParsedFile, rejections: readonly LostRejection[]): Suggestion[] {
  const [first, ...others] = rejections.map((one) => caughtFailure(file, one));
  if (!first) return [];
  return first.flatMap(({ title, edits }) => {
    const same = others.map((changes) => changes.find((one) => one.title === title));
    if (!same.every((one) => one !== undefined)) return [];
    const all = [...edits, ...same.flatMap((one) => one.edits)];
    return [{ title: same.length === 0 ? title : `${title}, in all ${same.length + 1} places`, edits: all }];
  });
}

/** The failure is caught where the promise is dropped, or in the function that nobody waits for; the safest first. */
function caughtFailure(file: ParsedFile, rejection: LostRejection): Suggestion[] {
  if (rejection.how === 'floating') return caughtPromise(file, rejection);
  const handed = caughtWhereHanded(file, rejection);
  if (handed) return [handed];
  const edits = caughtInFunction(file, rejection);
  const taker = takers[rejection.boundary];
  if (!edits || taker === undefined) return [];
  const outer = taker === 'log' ? waiterAround(file, rejection) : undefined;
  const told = outer ? takerIn(outer) : taker;
  return [{ title: told === 'log' ? 'Catch the failure and log it' : `Catch the failure and call ${told}`, edits }];
}

/** The function around a callback whose caller or promise waits for what the callback tells: `new Promise((resolve) => ...)`. */
function waiterAround(file: ParsedFile, { owner: start, range }: LostRejection): FunctionNode | undefined {
  const functions = pathTo(file, range).filter(isFunction);
  const at = functions.findIndex((one) => one.range[0] === start);
  const owner = functions[at];
  if (!owner) return undefined;
  const around = functions.slice(0, at);
  const told = around.findLast((one) => namesIn(one).some((name) => mentionsName(owner, name)));
  return told ?? (takesParts(owner) ? around.findLast(isExecutor) : undefined);
}

const takers: Partial<Record<LostRejection['boundary'], string>> = {
  'express-handler': 'next',
  executor: 'reject',
  timer: 'log',
  'event-handler': 'log',
  'process-event': 'log',
  'for-each': 'log',
};

function caughtPromise(file: ParsedFile, rejection: LostRejection): Suggestion[] {
  const { range, boundary } = rejection;
  let at = nodeAt(file, range, 'CallExpression');
  while (
    at?.parent?.type === 'MemberExpression' &&
    at.parent.object === at &&
    at.parent.parent.type === 'CallExpression'
  ) {
    at = at.parent.parent;
  }
  if (!at) return [];
  // `void row?.update(...)`
  const parent = at.parent?.type === 'ChainExpression' ? at.parent.parent : at.parent;
  const isVoid = parent?.type === 'UnaryExpression' && parent.operator === 'void';
  const dropped = isVoid ? parent.parent : parent;
  if (dropped?.type !== 'ExpressionStatement') return [];
  const [start, end] = at.range;
  if (rethrows(at)) return [];
  const awaits = { title: 'Await it', edits: [awaiting(start)] };
  if (isNeededNext(at)) return !isVoid && mayAwait(file, rejection.range) ? [awaits] : [];
  if (isStart(at) || (boundary === 'function' && (rejection.endless || keepsServiceUp(at))))
    // Only a program of its own may end the process: a module that others load takes theirs along.
    return rejection.notAlways || !isEntry(file) ? [] : [exitingLog(file, at)];
  if (isCommit(at)) {
    // Whoever asked for the transaction has to hear that it failed: the log alone would pass it for done.
    return isVoid || !mayAwait(file, rejection.range) ? [] : [awaits];
  }
  const ends = !rejection.endless && !startsWork(at);
  const mayWait = !isVoid && boundary === 'function' && ends && mayWaitHere(at);
  if (!isVoid && ends && isWriteInTry(file, at, rejection) && !isLetGo(file, at)) return [awaits];
  if (mayWait && isWaitedFor(file, at)) return [awaits];
  const functions = pathTo(file, range).filter(isFunction);
  const waiter = functions.findLast((one) => namesIn(one).some((name) => mentionsName(at, name)));
  if (waiter) {
    const taker = takerIn(waiter);
    if (taker === undefined || rejection.notAlways || isToldBefore(at, namesIn(waiter))) return [];
    const edits = [{ range: { start: end, end }, newText: `.catch(${taker})` }];
    return [{ title: `Catch the failure and call ${taker}`, edits }];
  }
  const error = freshParameter(file, at, 'error');
  const newText = `.catch((${error}${unknownType(file)}) => ${errorLog(file, at)}(${error}))`;
  const wrapped = rejection.notAlways ? [{ range: { start, end: start }, newText: 'Promise.resolve(' }] : [];
  // What is no promise on some paths has no `catch` of its own.
  const caught = rejection.notAlways ? `)${newText}` : newText;
  const edits = [...wrapped, { range: { start: end, end }, newText: caught }];
  const logs = { title: 'Catch the failure and log it', edits };
  // Whether what follows needs it done is not to be seen: the log changes nothing else.
  return mayWait && isAmongAwaited(file, at) && !isLetGo(file, at) ? [logs, awaits] : [logs];
}

/** `.then(resolve())` settles the promise at once, whatever comes of the rest: nobody would hear of a later failure. */
function isToldBefore(at: Node, names: readonly string[]): boolean {
  return someNode(
    at,
    (node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      isIdentifier(node.callee.property, 'then') &&
      node.arguments.some(
        (argument) => argument.type === 'CallExpression' && names.some((name) => isIdentifier(argument.callee, name)),
      ),
  );
}

/** A process that goes on without what it was started for serves nobody, and no supervisor starts it again. */
function exitingLog(file: ParsedFile, at: Node): Suggestion {
  const [from, to] = at.range;
  const error = freshParameter(file, at, 'error');
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, from);
  const lines = [`${errorLog(file, at)}(${error})${end}`, `process.exit(1)${end}`].map(
    (line) => `\n${indent}${step}${line}`,
  );
  const newText = `.catch((${error}${unknownType(file)}) => {${lines.join('')}\n${indent}})`;
  return { title: 'Log the failure and exit', edits: [{ range: { start: to, end: to }, newText }] };
}

/** A comment beside it says that nobody waits for it. */
function isLetGo({ text }: ParsedFile, { range: [start, end] }: Node): boolean {
  const before = /(?:\/\/[^\n]*\n\s*|\*\/\s*)$/.exec(text.slice(0, start))
    ? text.slice(0, start).trimEnd().split('\n').at(-1)!
    : '';
  const behind = /\/\/[^\n]*/.exec(/^[^\n]*/.exec(text.slice(end))![0])?.[0] ?? '';
  return /no need to (?:a?wait)|(?:don'?t|do not|without|not?) (?:a?wait)|fire[- ]and[- ]forget|in (?:the )?background/i.test(
    `${before} ${behind}`,
  );
}

function awaiting(start: number): TextEdit {
  return { range: { start, end: start }, newText: 'await ' };
}

/** The function around waits for other work of its own: it was meant to wait for this as well. */
function isAmongAwaited(file: ParsedFile, call: Node): boolean {
  const owner = enclosingFunction(call);
  if (!owner?.async || !owner.body || !mayAwait(file, rangeOf(call))) return false;
  return someNode(owner.body, ({ type }) => type === 'AwaitExpression', OWN_BODY);
}

function namesIn(waiter: FunctionNode): string[] {
  const isOne = isExecutor(waiter) ? /./ : answering;
  return waiter.params.flatMap((param) => (param.type === 'Identifier' && isOne.test(param.name) ? [param.name] : []));
}

/** What `new Promise` is given, whatever it calls its parameters. */
function isExecutor({ parent }: FunctionNode): boolean {
  return parent?.type === 'NewExpression' && isIdentifier(parent.callee, 'Promise');
}

function mentionsName(node: Node, name: string): boolean {
  return someNode(node, (one) => one.type === 'Identifier' && one.name === name);
}

/** Who else than the log gets the failure: Express' `next`, or the `reject` of a promise. */
function takerIn(waiter: FunctionNode): string | undefined {
  const names = waiter.params.map((param) => (param.type === 'Identifier' ? param.name : undefined));
  return isExecutor(waiter) ? names[1] : names.find((name) => name === 'next');
}

function caughtInFunction(file: ParsedFile, rejection: LostRejection): TextEdit[] | undefined {
  const { boundary, owner: start, range } = rejection;
  const taker = takers[boundary];
  const owner = pathTo(file, range).find((node): node is FunctionNode => isFunction(node) && node.range[0] === start);
  if (taker === undefined || !owner?.async || owner.body?.type !== 'BlockStatement') return undefined;
  // The log answers nobody.
  if (taker === 'log' && (namesIn(owner).length > 0 || rethrowsOnPurpose(owner))) return undefined;
  if (boundary === 'timer' && restartsItself(owner)) return undefined;
  const waiter = taker === 'log' ? waiterAround(file, rejection) : undefined;
  // Whoever paused the stream never resumes it once this has failed.
  if (taker === 'log' && !waiter && pausesSource(owner)) return undefined;
  const called = waiter ? takerIn(waiter) : errorLog(file, owner.body);
  if (called === undefined) return undefined;
  const error = freshParameter(file, owner.body, 'error');
  const told = taker === 'log' ? { text: `${called}(${error})`, edits: [] } : handedTo(file, owner, boundary, error);
  if (!told) return undefined;
  const { end, step } = styleOf(file);
  // What was to end the process still does.
  const ending = taker === 'log' && !waiter && endsProcess(owner, boundary) ? [`${step}process.exit(1)${end}`] : [];
  const handler = [`} catch (${error}) {`, `${step}${told.text}${end}`, ...ending, '}'];
  const block = wholeBlock(file, owner.body, 'try {', handler);
  return block && [...told.edits, ...block];
}

/** Express' `next` and an executor's `reject`: the name that the function has for it, or a parameter more. */
function handedTo(
  file: ParsedFile,
  { params }: FunctionNode,
  boundary: LostRejection['boundary'],
  error: string,
): { readonly text: string; readonly edits: TextEdit[] } | undefined {
  const position = boundary === 'express-handler' ? 2 : 1;
  const given = params[position];
  if (given) return given.type === 'Identifier' ? { text: `${given.name}(${error})`, edits: [] } : undefined;
  const last = params.at(-1);
  if (!last || params.length !== position) return undefined;
  const name = freshName(file, boundary === 'express-handler' ? 'next' : 'reject');
  const end = last.range[1];
  // Where the others say what they are, nothing else tells it of this one.
  const typed = params.some((param) => param.type === 'Identifier' && param.typeAnnotation);
  const type = !typed
    ? ''
    : boundary === 'express-handler'
      ? ': (error?: unknown) => void'
      : ': (reason?: unknown) => void';
  return { text: `${name}(${error})`, edits: [{ range: { start: end, end }, newText: `, ${name}${type}` }] };
}
