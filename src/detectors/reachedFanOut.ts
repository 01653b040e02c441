import { Answers, cutShort } from '../ast/answers.ts';
import { someNode, walk } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { isExecutor } from '../ast/functions.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { ReachedFanOut } from '../facts/model.ts';
import { lodashMethod } from '../resources/mapHelpers.ts';
import { mayFanOut, spreadingByName, spreadingOf } from './fanOut.ts';
import { wrappingsOf } from './wrapping.ts';

const MAX_DEPTH = 4;

/** Functions of the project that send a request, and are started for every element of a collection at once. */
export function findReachedFanOuts(context: FileContext, test: boolean): readonly ReachedFanOut[] {
  if (test || !mayFanOut(context.file.text)) return [];
  const search = new RequestSearch();
  const found: ReachedFanOut[] = [];
  // One for each function that starts them, and kind: what else it sends is started with the first.
  const owners = new Map<Node | undefined, Set<string>>();
  for (const call of context.index.calls) {
    const index = handsOnAt(context, call);
    const byName = index === undefined ? undefined : spreadingByName(context, call, index);
    const named = byName ? unwrap(call.arguments[index!] as Node) : undefined;
    for (const target of [unwrap(call.callee), ...(named ? [named] : [])]) {
      const value = /^(?:Identifier|MemberExpression)$/.test(target.type) ? context.value(target) : undefined;
      if (value?.kind !== 'function') continue;
      const spreading = target === named ? byName : spreadingOf(context, call);
      if (!spreading || (target !== named && asksMemoryFirst(context, call))) continue;
      const api = search.sentBy(value.file, value.node, 0);
      const through = target.type === 'Identifier' ? target.name : memberName(target);
      const owner = enclosingFunction(call);
      const before = owners.get(owner) ?? new Set();
      if (api === undefined || !through || before.has(api)) continue;
      owners.set(owner, before.add(api));
      const { by, grows } = spreading;
      const spread = rangeOf(by.type === 'CallExpression' ? by : call);
      found.push({ kind: 'fan-out', range: rangeOf(call), spread, grows, api, through, test });
    }
  }
  return found;
}

/** Which argument may be a function by its name: `ids.map(load)`, `mapAll(ids, load)`. */
function handsOnAt(context: FileContext, call: CallExpression): number | undefined {
  const second = call.callee.type === 'Identifier' || lodashMethod(context, call, /./);
  const index = call.arguments.length > 1 && second ? 1 : 0;
  const given = call.arguments[index];
  return given && !isFunction(given) ? index : undefined;
}

/** Which functions send a request every time they are called; each is read once. */
class RequestSearch {
  readonly #known = new Answers<FunctionNode, string | undefined>(undefined);

  sentBy(file: FileContext, owner: FunctionNode, depth: number): string | undefined {
    return this.#known.of(owner, () => this.#search(file, owner, depth));
  }

  #search(file: FileContext, owner: FunctionNode, depth: number): string | undefined {
    if (depth > MAX_DEPTH) cutShort();
    if (depth > MAX_DEPTH || !owner.body || remembers(file, owner)) return undefined;
    let found: string | undefined;
    walk(owner.body, (node) => {
      if (found !== undefined || (isFunction(node) && !runsInside(node))) return false;
      if (node.type === 'CallExpression') found = this.#sent(file, owner, node, depth);
      return found === undefined;
    });
    return found;
  }

  #sent(file: FileContext, owner: FunctionNode, node: CallExpression, depth: number): string | undefined {
    const request = findRequest(file, node);
    if (request) {
      const limited = wrappingsOf(file, request.chain).some(({ role }) => role === 'limiter' || role === 'bulkhead');
      // What NestJS hands in is made by `HttpModule`; what else is handed in may be limited where it is made.
      const injected = request.client.origin === 'injected' && request.client.library.name !== '@nestjs/axios';
      if (limited || injected) return undefined;
      return request.client.type.api ?? request.client.library.api;
    }
    const value = file.value(unwrap(node.callee));
    return value.kind === 'function' && value.node !== owner
      ? this.sentBy(value.file, value.node, depth + 1)
      : undefined;
  }
}

/** `if (cache.has(key)) return cache.get(key)`: most calls of it may send nothing. */
function remembers(file: FileContext, owner: FunctionNode): boolean {
  return someNode(
    owner.body,
    (node) =>
      node.type === 'IfStatement' &&
      leavesEarly(node) &&
      /cache|memo|seen|known|existing|stored|saved/i.test(file.text(node.test)),
  );
}

function asksMemoryFirst(context: FileContext, call: Node): boolean {
  const owner = enclosingFunction(call);
  return owner !== undefined && remembers(context, owner);
}

function leavesEarly({ consequent }: Ast.IfStatement): boolean {
  const first = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return first?.type === 'ReturnStatement';
}

/** A callback that is part of what the function around it does. */
function runsInside(node: FunctionNode): boolean {
  if (isExecutor(node)) return true;
  const handed = handedTo(node);
  if (handed) return /^(?:map|flatMap|then|finally|retry|withRetry|execute|run)$/.test(calledName(handed.call) ?? '');
  return false;
}
