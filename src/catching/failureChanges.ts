import type { LostRejection } from '../facts/rejections.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { mayAwait, nodeAt, pathTo } from '../ast/locate.ts';
import { ancestors, enclosingFunction, isFunction, isIdentifier, rangeOf } from '../ast/nodes.ts';
import { calledName, chainedCalls } from '../ast/calls.ts';
import { OWN_BODY, findNode, someNode } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshParameter, indentAt } from '../changes/edits.ts';
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
import { dropOf, isUndoneByCatch } from './dropped.ts';
import { parameterEdits } from './handlerParameters.ts';
import { failureAnswer } from './ownAnswer.ts';
import { inOwnBlock } from './ownBlock.ts';
import { refusalIn } from './refusal.ts';
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
  if (rejection.boundary === 'consumer') {
    const { owner: start } = rejection;
    const owner = pathTo(file, rejection.range).find((node) => isFunction(node) && node.range[0] === start);
    return isFunction(owner) && owner.async ? refusalIn(file, owner) : [];
  }
  const edits = caughtInFunction(file, rejection);
  const taker = takers[rejection.boundary];
  if (!edits || taker === undefined) return [];
  const outer = taker === 'log' ? waiterAround(file, rejection) : undefined;
  const told = outer ? takerIn(outer) : taker;
  // What it throws by itself is meant to end the process: logged, it would go on half started.
  if (told === 'log' && throwsByItself(file, rejection)) return [];
  return [{ title: told === 'log' ? 'Catch the failure and log it' : `Catch the failure and call ${told}`, edits }];
}

/** `if (!process.env.TOKEN) throw new Error(...)` in front of all that it waits for: nothing of it can be told by a server. */
function throwsByItself(file: ParsedFile, { owner: start, range }: LostRejection): boolean {
  const owner = pathTo(file, range).find((node) => isFunction(node) && node.range[0] === start);
  if (!isFunction(owner) || !owner.body) return false;
  const waits = findNode(owner.body, ({ type }) => type === 'AwaitExpression', OWN_BODY);
  return someNode(
    owner.body,
    (node) => node.type === 'ThrowStatement' && node.range[1] < (waits?.range[0] ?? Infinity),
    OWN_BODY,
  );
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
  map: 'log',
  callback: 'log',
};

function caughtPromise(file: ParsedFile, rejection: LostRejection): Suggestion[] {
  const { range, boundary } = rejection;
  const call = nodeAt(file, range, 'CallExpression');
  if (!call) return [];
  const at = chainedCalls(call).at(-1) ?? call;
  const drop = dropOf(at);
  if (!drop) return [];
  const isVoid = drop !== 'plain';
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
  const mayWait = !isVoid && boundary === 'function' && ends && mayWaitHere(at) && !isNotice(at);
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
  const newText = `.catch((${error}${unknownType(file)}) => ${errorLog(file, at, error)})`;
  const wrapped = rejection.notAlways ? [{ range: { start, end: start }, newText: 'Promise.resolve(' }] : [];
  // What is no promise on some paths has no `catch` of its own.
  const caught = rejection.notAlways ? `)${newText}` : newText;
  const edits = [...wrapped, { range: { start: end, end }, newText: caught }];
  const logs = { title: 'Catch the failure and log it', edits };
  // Whether what follows needs it done is not to be seen: the log changes nothing else.
  return mayWait && isAmongAwaited(file, at) && !isLetGo(file, at) && !isUndoneByCatch(file, at)
    ? [logs, awaits]
    : [logs];
}

const notice = /^(?:notify|alert|reply|send(?:Message|Notice|Notification|Alert|Text|Photo)s?)(?![a-z])/;

/** `bot?.sendMessage(...)` in a loop: what one is told is no part of the work, and neither waits for it nor fails with it. */
function isNotice(call: Node): boolean {
  if (call.type !== 'CallExpression' || !notice.test(calledName(call) ?? '')) return false;
  for (const at of ancestors(call)) {
    if (isFunction(at)) return false;
    if (/^(?:For|ForOf|ForIn|While|DoWhile)Statement$/.test(at.type)) return true;
  }
  return false;
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
  const lines = [`${errorLog(file, at, error)}${end}`, `process.exit(1)${end}`].map(
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
  if (taker === undefined || !owner?.async) return undefined;
  const isBlock = owner.body?.type === 'BlockStatement';
  if (!owner.body || (!isBlock && boundary !== 'express-handler')) return undefined;
  if (taker === 'log' && rethrowsOnPurpose(owner)) return undefined;
  const [waiting, ...more] = taker === 'log' ? namesIn(owner) : [];
  const answer = waiting === undefined || more.length > 0 ? undefined : failureAnswer(file, owner, waiting);
  // The log answers nobody.
  if (waiting !== undefined && answer === undefined) return undefined;
  if (boundary === 'timer' && restartsItself(owner)) return undefined;
  const waiter = taker === 'log' ? waiterAround(file, rejection) : undefined;
  // Whoever paused the stream never resumes it once this has failed.
  if (taker === 'log' && !waiter && pausesSource(owner)) return undefined;
  const told = waiter && takerIn(waiter);
  if (waiter && told === undefined) return undefined;
  const error = freshParameter(file, owner.body, 'error');
  const added =
    boundary === 'express-handler' || boundary === 'executor' ? parameterEdits(file, owner, boundary) : undefined;
  if (taker !== 'log' && !added) return undefined;
  const { end, step } = styleOf(file);
  // What was to end the process still does.
  const ending = taker === 'log' && !waiter && endsProcess(owner, boundary) ? [`${step}process.exit(1)${end}`] : [];
  const taken = added?.name ?? told;
  const heard = taken === undefined ? errorLog(file, owner.body, error) : `${taken}(${error})`;
  const answers = answer === undefined ? [] : [`${step}${answer}`];
  const handler = [`} catch (${error}) {`, `${step}${heard}${end}`, ...answers, ...ending, '}'];
  const block =
    owner.body.type === 'BlockStatement'
      ? wholeBlock(file, owner.body, 'try {', handler)
      : inOwnBlock(file, owner, handler);
  return block && [...(added?.edits ?? []), ...block];
}
