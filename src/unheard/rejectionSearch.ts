import { Answers, cutShort } from '../ast/answers.ts';
import { isFunction, unwrap, memberName } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { calledName, handedTo, outermostWrapper, promiseCombinator } from '../ast/calls.ts';
import { importSource } from '../backoff/sleeps.ts';
import type { LostRejection } from '../facts/rejections.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { answersByPromise } from '../outcomes/errors.ts';
import { rejectionOf, workOf } from '../outcomes/promises.ts';
import { unknownSender } from '../outcomes/unknownClients.ts';
import { executorOf, passesOn, rejectsWith } from './executors.ts';
import type { Executor } from './executors.ts';

const MAX_DEPTH = 4;

type SentNode = CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression;

type Sent = Pick<LostRejection, 'api' | 'through' | 'notAlways' | 'endless' | 'params' | 'onlyWarns'>;

/** What rejects with the first of its promises; `allSettled` never does. */
const together = /^(?:all|race|any)$/;

/** Which functions reject when a request of theirs fails; each is read once. */
export class RejectionSearch {
  readonly #known = new Answers<FunctionNode, string | undefined>(undefined);

  /** What the function that an expression stands for sends without handling its failure. */
  sentBy(context: FileContext, callee: Node): Sent | undefined {
    const plain = unwrap(callee);
    if (isFunction(plain)) return undefined;
    const value = context.value(plain);
    const api = value.kind === 'function' ? this.#apiOf(value.file, value.node, 0) : undefined;
    if (api === undefined) return undefined;
    const through =
      plain.type === 'Identifier' ? plain.name : plain.type === 'MemberExpression' ? memberName(plain) : '';
    if (!through || value.kind !== 'function') return undefined;
    const warns = isCoroutine(value.node) ? { onlyWarns: true as const } : {};
    return { api, through, ...workOf(value.node), ...warns };
  }

  /** `Promise.all(list.map(async (one) => ...)).then(answer)`: what one of them sends. */
  sentTogether(context: FileContext, call: CallExpression): Sent | undefined {
    if (!together.test(promiseCombinator(call) ?? '') || !call.arguments[0]) return undefined;
    const warns = isOfBluebird(context, call) ? { onlyWarns: true as const } : {};
    const list = unwrap(call.arguments[0] as Node);
    const made = list.type === 'Identifier' ? onlyValue(context, list) : list;
    if (made?.type === 'ArrayExpression') {
      const sent = made.elements.map((one) => one && this.#apiWithin(context, made, one as Node, 0));
      const api = sent.find((one) => one !== undefined && one !== null);
      return api == null ? undefined : { api, ...warns };
    }
    if (made?.type !== 'CallExpression' || calledName(made) !== 'map') return undefined;
    const [mapped] = made.arguments.map((one) => unwrap(one as Node));
    if (!mapped) return undefined;
    if (!isFunction(mapped)) return this.sentBy(context, mapped);
    const api = mapped.body ? this.#apiWithin(context, mapped, mapped.body, 0) : undefined;
    return api === undefined ? undefined : { api, ...warns };
  }

  /** `pRetry(() => load(id))`: it rejects with the last failure of what it runs. */
  sentAgain(context: FileContext, call: CallExpression): Sent | undefined {
    const value = context.value(unwrap(call.callee));
    const wraps = value.kind === 'client' ? value.type.call?.wraps : undefined;
    if (wraps?.role !== 'retry' || wraps.defers) return undefined;
    for (const index of wraps.arguments) {
      const argument = call.arguments[index];
      const run = argument && unwrap(argument as Node);
      if (!run) continue;
      if (!isFunction(run)) {
        const named = this.sentBy(context, run);
        if (named) return named;
        continue;
      }
      const api = run.body ? this.#apiWithin(context, run, run.body, 0) : undefined;
      if (api !== undefined) return { api };
    }
    return undefined;
  }

  /** `await new Promise((resolve, reject) => { request(url, (error) => reject(error)) })`: what its function sends. */
  sentInside(context: FileContext, made: Node): Sent | undefined {
    const api = this.#apiInside(context, made, 0);
    return api === undefined ? undefined : { api };
  }

  /** What is sent within `new Promise(...)`, whose failure rejects that promise. */
  #apiInside(file: FileContext, made: Node, depth: number): string | undefined {
    const executor = executorOf(file, made);
    if (!executor?.owner.body || !executor.reject) return undefined;
    let found: string | undefined;
    walk(executor.owner.body, (node) => {
      if (found === undefined && /^(?:Call|New|TaggedTemplate)Expression$/.test(node.type))
        found = this.#rejectingInside(file, executor, node as SentNode, depth);
      return found === undefined && !(node !== made && executorOf(file, node));
    });
    return found;
  }

  #rejectingInside(file: FileContext, executor: Executor, node: SentNode, depth: number): string | undefined {
    const request = findRequest(file, node);
    if (request) {
      const { type, library } = request.client;
      return rejectsWith(file, executor, request) ? (type.api ?? library.api) : undefined;
    }
    if (node.type !== 'CallExpression' || !passesOn(file, executor, node)) return undefined;
    const value = file.value(unwrap(node.callee));
    return value.kind === 'function' ? this.#apiOf(value.file, value.node, depth + 1) : undefined;
  }

  #apiOf(file: FileContext, owner: FunctionNode, depth: number): string | undefined {
    return this.#known.of(owner, () => {
      if (depth > MAX_DEPTH) cutShort();
      return depth > MAX_DEPTH || !owner.body ? undefined : this.#apiWithin(file, owner, owner.body, depth);
    });
  }

  #apiWithin(file: FileContext, owner: Node, region: Node, depth: number): string | undefined {
    let found: string | undefined;
    walk(region, (node) => {
      if (found !== undefined || (isFunction(node) && !runsInside(file, node))) return false;
      if (/^(?:Call|New|TaggedTemplate)Expression$/.test(node.type)) {
        found = this.#rejecting(file, owner, node as SentNode, depth);
      }
      return found === undefined;
    });
    return found;
  }

  /** What a call sends whose rejection leaves the function around it. */
  #rejecting(file: FileContext, owner: Node, node: SentNode, depth: number): string | undefined {
    if (node.type === 'NewExpression' && executorOf(file, node))
      return rejectionOf(file, node) === 'propagated' ? this.#apiInside(file, node, depth) : undefined;
    const request = findRequest(file, node);
    if (request && !answersByPromise(file, request)) return undefined;
    const at = request?.chain ?? node;
    if (isKept(at)) return undefined;
    const value = request
      ? undefined
      : file.value(unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee));
    const foreign = value?.kind === 'unknown' && node.type === 'CallExpression' ? unknownSender(file, node) : undefined;
    if (!request && foreign === undefined && (value?.kind !== 'function' || value.node === owner)) return undefined;
    const outcome = rejectionOf(file, at);
    // A promise of a list goes where the list goes.
    if (outcome !== 'propagated' && !(outcome === 'unknown' && owner.type === 'ArrayExpression')) return undefined;
    if (foreign !== undefined) return foreign;
    if (request) return request.client.type.api ?? request.client.library.api;
    return value?.kind === 'function' ? this.#apiOf(value.file, value.node, depth + 1) : undefined;
  }
}

/** `this.connecting = client.connect()`: whoever waits for that is not known. */
function isKept(node: Node): boolean {
  return outermostWrapper(node).parent?.type === 'AssignmentExpression';
}

/** A callback whose result is part of what the function around it waits for, and not of a promise that it drops. */
function runsInside(file: FileContext, node: FunctionNode): boolean {
  const handed = handedTo(node);
  return (
    handed !== undefined &&
    /^(?:map|flatMap|then|finally|\$?transaction)$/.test(calledName(handed.call) ?? '') &&
    /^(?:propagated|unknown)$/.test(rejectionOf(file, handed.call))
  );
}

/** `Promise.coroutine(function* () { ... })` of Bluebird. */
function isCoroutine(node: FunctionNode): boolean {
  const handed = node.generator ? handedTo(node) : undefined;
  return handed !== undefined && calledName(handed.call) === 'coroutine';
}

/** `Promise.all(...)`, where the file calls Bluebird `Promise`. */
function isOfBluebird(context: FileContext, { callee }: CallExpression): boolean {
  const root = callee.type === 'MemberExpression' ? callee.object : undefined;
  return root?.type === 'Identifier' && importSource(context, root)?.module === 'bluebird';
}

/** What a variable is set to, once and for all. */
function onlyValue(context: FileContext, name: Ast.Identifier): Node | undefined {
  const variable = context.variable(name);
  const definition = variable?.defs.length === 1 ? variable.defs[0]!.node : undefined;
  if (definition?.type !== 'VariableDeclarator' || definition.id.type !== 'Identifier' || !definition.init)
    return undefined;
  const written = variable!.references.filter((one) => one.isWrite()).length;
  return written > 1 ? undefined : unwrap(definition.init);
}
