import { walk } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isFunction, memberName, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, outermostWrapper } from '../ast/calls.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { LostRejection } from '../facts/model.ts';
import { answersByPromise } from './errors.ts';
import { rejectionOf, workOf } from './promises.ts';

const MAX_DEPTH = 4;

type SentNode = CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression;

/** What a function sends, and by which name it is called. */
export type Sent = Required<Pick<LostRejection, 'api' | 'through'>> & Pick<LostRejection, 'notAlways' | 'endless' | 'params'>;

/** Which functions reject when a request of theirs fails; each is read once. */
export class RejectionSearch {
  readonly #known = new Map<FunctionNode, string | undefined>();

  /** What the function that an expression stands for sends without handling its failure. */
  sentBy(context: FileContext, callee: Node): Sent | undefined {
    const plain = unwrap(callee);
    if (isFunction(plain)) return undefined;
    const value = context.value(plain);
    const api = value.kind === 'function' ? this.#apiOf(value.file, value.node, 0) : undefined;
    if (api === undefined) return undefined;
    const through =
      plain.type === 'Identifier' ? plain.name : plain.type === 'MemberExpression' ? memberName(plain) : '';
    return through && value.kind === 'function' ? { api, through, ...workOf(value.node) } : undefined;
  }

  #apiOf(file: FileContext, owner: FunctionNode, depth: number): string | undefined {
    if (this.#known.has(owner)) return this.#known.get(owner);
    if (depth > MAX_DEPTH || !owner.body) return undefined;
    this.#known.set(owner, undefined);
    let found: string | undefined;
    walk(owner.body, (node) => {
      if (found !== undefined || (isFunction(node) && !runsInside(file, node))) return false;
      if (/^(?:Call|New|TaggedTemplate)Expression$/.test(node.type)) {
        found = this.#rejecting(file, owner, node as SentNode, depth);
      }
      return found === undefined;
    });
    this.#known.set(owner, found);
    return found;
  }

  /** What a call sends whose rejection leaves the function around it. */
  #rejecting(file: FileContext, owner: FunctionNode, node: SentNode, depth: number): string | undefined {
    const request = findRequest(file, node);
    if (request && !answersByPromise(file, request)) return undefined;
    const at = request?.chain ?? node;
    if (isKept(at)) return undefined;
    const value = request
      ? undefined
      : file.value(unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee));
    if (!request && (value?.kind !== 'function' || value.node === owner)) return undefined;
    if (rejectionOf(file, at) !== 'propagated') return undefined;
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
