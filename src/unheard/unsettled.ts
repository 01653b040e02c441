import { alwaysLeaves } from '../ast/flow.ts';
import { methodOn, outermostWrapper, calledName } from '../ast/calls.ts';
import { ancestors, isFunction, isIdentifier, isInside, rangeOf, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, findNode, someNode, walk } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { importSource } from '../backoff/sleeps.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { LostRejection } from '../facts/rejections.ts';
import { errorListener, executorOf, handlerOf } from './executors.ts';
import type { Executor } from './executors.ts';

/** Handlers of failures within `new Promise(...)` that only note them: the promise stays open, and so does who waits for it. */
export function findUnsettled(context: FileContext, test: boolean): readonly LostRejection[] {
  if (test) return [];
  return context.index.news.flatMap((made) => {
    const executor = executorOf(context, made);
    if (!executor?.resolve || !executor.owner.body) return [];
    const settlers = [executor.resolve, ...(executor.reject ? [executor.reject] : [])];
    const uses = settlers.flatMap((one) => readsOf(one));
    // What is handed to others, or kept, settles it in ways that are not to be seen.
    if (uses.length === 0 || !uses.every((use) => settlesHere(use))) return [];
    return handlersIn(context, executor, uses).map((handler): LostRejection => {
      const range = headOf(handler);
      return { kind: 'rejection', range, how: 'unsettled', boundary: 'executor', owner: range.start, api: '', test };
    });
  });
}

/** A call, or a function that a chain, a listener or a timer gets. */
function settlesHere(use: Node): boolean {
  const { parent } = use;
  if (parent?.type !== 'CallExpression') return false;
  return parent.callee === use || /^(?:then|catch|finally|on|once|setTimeout|listen)$/.test(calledName(parent) ?? '');
}

function headOf(handler: Node): Range {
  if (handler.type !== 'CatchClause' && !isFunction(handler)) return rangeOf(handler);
  const first = handler.type === 'CatchClause' ? handler.param : handler.params[0];
  return { start: handler.range[0], end: first ? first.range[1] : Math.min(handler.range[0] + 5, handler.range[1]) };
}

function handlersIn(context: FileContext, executor: Executor, uses: readonly Node[]): readonly Node[] {
  const found: Node[] = [];
  walk(executor.owner.body!, (node) => {
    if (node !== executor.owner && executorOf(context, node)) return false;
    const handler =
      node.type === 'TryStatement'
        ? uncaught(context, executor, node, uses)
        : node.type === 'CallExpression'
          ? (endOfChain(context, node, uses) ??
            unsettledListener(context, node, uses) ??
            errorFirst(context, node, uses))
          : undefined;
    if (handler) found.push(handler);
    return true;
  });
  return found;
}

/** `load().then(resolve).catch(log)`: all that settles the promise stands in front of it. */
function endOfChain(context: FileContext, call: CallExpression, uses: readonly Node[]): Node | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const handler = handlerOf(calledName(call) ?? '', call);
  const before = (use: Node): boolean => isInside(use, calledName(call) === 'then' ? call : callee.object);
  return handler && uses.every(before) && isQuiet(context, handler) ? handler : undefined;
}

/** `try { resolve(await load()) } catch (error) { log(error) }`, with nothing behind it. */
function uncaught(
  context: FileContext,
  { owner }: Executor,
  { block, handler, finalizer }: Ast.TryStatement,
  uses: readonly Node[],
): Node | undefined {
  if (!handler || finalizer) return undefined;
  const waits = findNode(block, ({ type }) => type === 'AwaitExpression', OWN_BODY);
  if (!waits || !runsOnce(owner, block)) return undefined;
  const after = (use: Node): boolean => isInside(use, block) && use.range[1] > waits.range[0];
  return uses.every(after) && isQuiet(context, handler) ? handler : undefined;
}

/** In the executor itself, and in no loop, which may come round again. */
function runsOnce(owner: FunctionNode, block: Node): boolean {
  for (const at of ancestors(block)) {
    if (at === owner) return true;
    if (isFunction(at) || /^(?:For|ForOf|ForIn|While|DoWhile)Statement$/.test(at.type)) return false;
  }
  return false;
}

/** `request.on('error', console.error)`, where only an answer settles the promise. */
function unsettledListener(context: FileContext, call: CallExpression, uses: readonly Node[]): Node | undefined {
  const handler = errorListener(context, call);
  if (!handler || !isQuiet(context, handler) || !(endsWithItsError(context, call) || tellsOfEnd(context, uses)))
    return undefined;
  const late = (use: Node): boolean =>
    [...ancestors(use)].some(
      (at) =>
        at.type === 'CallExpression' &&
        !isInside(call, at) &&
        (/^set(?:Timeout|Interval)$/.test(calledName(at) ?? '') ||
          /^(?:close|exit|abort|error)$/.test(String(context.constant(at.arguments[0] as Node | undefined)))),
    );
  const owner = bodyAround(call);
  const atOnce = (use: Node): boolean =>
    use.parent?.type === 'CallExpression' && use.parent.callee === use && use.parent.parent?.parent === owner;
  return uses.some((use) => late(use) || atOnce(use)) ? undefined : handler;
}

function bodyAround(node: Node): Node | undefined {
  for (const at of ancestors(node)) if (isFunction(at)) return at.body ?? undefined;
  return undefined;
}

const endsOnError = /^(?:request|get|createReadStream|createWriteStream|spawn|exec|execFile|fork|createConnection)$/;

/** A request, a stream, a program: after its error nothing comes. Clients of servers connect again. */
function endsWithItsError(context: FileContext, call: CallExpression): boolean {
  const callee = unwrap(call.callee);
  let at: Node | undefined = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (at?.type === 'Identifier') {
    const made = context.variable(at)?.defs[0]?.node;
    at = made?.type === 'VariableDeclarator' && made.init ? unwrap(made.init) : undefined;
  }
  while (at?.type === 'CallExpression') {
    if (endsOnError.test(calledName(at) ?? '') && !isClientOfServer(context, at)) return true;
    const before = unwrap(at.callee);
    at = before.type === 'MemberExpression' ? unwrap(before.object) : undefined;
  }
  return at?.type === 'NewExpression' && isIdentifier(at.callee, 'WebSocket');
}

/** What settles it is told of an end, which comes once: `encode(file).on('end', resolve)`. Queries of mysql end after errors too. */
function tellsOfEnd(context: FileContext, uses: readonly Node[]): boolean {
  return uses.every((use) =>
    [...ancestors(use)].some(
      (at) =>
        at.type === 'CallExpression' &&
        /^(?:on|once)$/.test(calledName(at) ?? '') &&
        /^(?:end|finish|done|complete)$/.test(String(context.constant(at.arguments[0] as Node | undefined))) &&
        !/quer/i.test(context.text(at.callee)),
    ),
  );
}

/** `mysql.createConnection()` tells of more than the start. */
function isClientOfServer(context: FileContext, call: CallExpression): boolean {
  const callee = unwrap(call.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const module = root.type === 'Identifier' ? importSource(context, root)?.module : undefined;
  return calledName(call) === 'createConnection' && !/^(?:node:)?(?:net|tls)$/.test(module ?? '');
}

/** `(err, rows) => { if (err) { log(err); return; } resolve(rows); }`, and `if (!err) resolve(rows)`. */
function errorFirst(context: FileContext, call: CallExpression, uses: readonly Node[]): Node | undefined {
  const handler = call.arguments.at(-1) && unwrap(call.arguments.at(-1) as Node);
  if (!isFunction(handler) || handler.body?.type !== 'BlockStatement') return undefined;
  const [error] = handler.params;
  if (!isIdentifier(error) || !/^_?e(?:rr?|rror)?$/i.test(error.name)) return undefined;
  if (!uses.every((use) => isInside(use, handler))) return undefined;
  const settled = (node: Node | null | undefined): boolean => node != null && uses.some((use) => isInside(use, node));
  const { body } = handler.body;
  for (const [i, statement] of body.entries()) {
    if (statement.type === 'IfStatement') {
      const { test, consequent, alternate } = statement;
      const rest = body.slice(i + 1).some(settled);
      if (isIdentifier(unwrap(test), error.name)) {
        if (settled(consequent) || !isQuiet(context, consequent)) return undefined;
        return alwaysLeaves(consequent) || (alternate && !rest) ? handler : undefined;
      }
      if (test.type === 'UnaryExpression' && test.operator === '!' && isIdentifier(unwrap(test.argument), error.name))
        return !alternate && !rest && settled(consequent) ? handler : undefined;
    }
    if (settled(statement)) return undefined;
  }
  return undefined;
}

const logs = /^(?:this\.)?[\w.]*(?:console|log(?:ger)?|winston|debug|sentry|trace)\b/i;

/** It does nothing about a failure but to note it. */
function isQuiet(context: FileContext, handler: Node): boolean {
  if (handler.type === 'MemberExpression' || handler.type === 'Identifier') return logs.test(context.text(handler));
  const region = isFunction(handler) || handler.type === 'CatchClause' ? handler.body : handler;
  if (!region) return false;
  return !someNode(region, (node) => {
    if (node.type === 'CallExpression') return !logs.test(context.text(node.callee)) && !isPlainRead(node);
    return /^(?:New|Assignment|Update|Await|Yield|TaggedTemplate)Expression$|^ThrowStatement$/.test(node.type);
  });
}

/** `error.toString()`, `JSON.stringify(error)`: part of what is noted. */
function isPlainRead(call: CallExpression): boolean {
  return (
    /^(?:toString|stringify|inspect|String|join|slice|trim|now|toISOString)$/.test(calledName(call) ?? '') &&
    methodOn(outermostWrapper(call)) === undefined
  );
}
