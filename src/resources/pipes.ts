import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { argumentsOf, readsOf, variableFor } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { resultsOf } from '../answers/errors.ts';
import type { Emitter } from '../facts/model.ts';

/** A request of this file, by the whole of its chain. */
export interface PipedRequest {
  readonly found: FoundRequest;
  readonly node: Node;
}

/**
 * Answers of requests that `pipe()` hands on where nobody listens for their failure: `pipe()` itself passes none on, so
 * that the file or the answer that it fills stays open, half written.
 */
export function findPipes(context: FileContext, requests: readonly PipedRequest[], test: boolean): readonly Emitter[] {
  if (!/\.\s*pipe\s*\(/.test(context.file.text)) return [];
  const found = new Map<CallExpression, Emitter>();
  for (const { found: request, node } of requests) {
    const { type, library } = request.client;
    for (const pipe of pipesOf(context, request, node)) {
      if (isWatched(context, pipe) || writesToTerminal(context, pipe)) continue;
      found.set(pipe, {
        kind: 'emitter',
        range: rangeOf(pipe),
        api: type.api ?? library.api,
        library: library.name,
        listensForError: false,
        piped: true,
        handedOn: false,
        test,
      });
    }
  }
  return [...found.values()];
}

function pipesOf(context: FileContext, { node: call, request }: FoundRequest, chain: Node): readonly CallExpression[] {
  const pipes: (CallExpression | undefined)[] = [];
  if (request.streaming === true) pipes.push(pipeOn(chain));
  for (const variable of resultsOf(context, chain)) pipes.push(...pipesOfAnswer(context, variable, request.streaming));
  const step = methodOn(outermostWrapper(chain));
  const callback =
    step?.name === 'then'
      ? step.call.arguments[0]
      : request.emitter === true
        ? argumentsOf(call).findLast((argument) => isFunction(argument))
        : undefined;
  const parameter = isFunction(callback) ? callback.params[0] : undefined;
  const answer = isIdentifier(parameter) ? context.variable(parameter) : undefined;
  if (answer) pipes.push(...pipesOfAnswer(context, answer, request.emitter));
  return pipes.filter((pipe) => pipe !== undefined);
}

const bodies = /^(?:data|body|Body)$/;

/** The pipes of a response's body, or of a response that is a stream itself. */
function pipesOfAnswer(
  context: FileContext,
  variable: Variable,
  stream: boolean | undefined,
): readonly (CallExpression | undefined)[] {
  return readsOf(variable).flatMap((read) => {
    const member = outermostWrapper(read).parent;
    const isBody = member?.type === 'MemberExpression' && bodies.test(memberName(member) ?? '');
    const taken = isDestructured(variable);
    if (!isBody && !taken && stream !== true) return [];
    const body = adapted(isBody ? member : read);
    const holder = variableFor(context, body);
    return [pipeOn(body), ...(holder ? readsOf(holder).map((one) => pipeOn(adapted(one))) : [])];
  });
}

/** `const { body } = await fetch(u)`. */
function isDestructured(variable: Variable): boolean {
  const definition = variable.defs[0]?.node;
  return (
    definition?.type === 'VariableDeclarator' && definition.id.type === 'ObjectPattern' && bodies.test(variable.name)
  );
}

/** `Readable.fromWeb(body)` is the body as a stream of Node. */
function adapted(body: Node): Node {
  const outer = outermostWrapper(body);
  const call = outer.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== outer || call.callee.type !== 'MemberExpression')
    return outer;
  return /^(?:fromWeb|from)$/.test(memberName(call.callee) ?? '') &&
    isIdentifier(unwrap(call.callee.object), 'Readable')
    ? outermostWrapper(call)
    : outer;
}

/** The last `pipe()` of a chain that starts here. */
function pipeOn(source: Node): CallExpression | undefined {
  let last: CallExpression | undefined;
  for (let step = methodOn(outermostWrapper(source)); step; step = methodOn(outermostWrapper(step.call))) {
    if (step.name === 'pipe') last = step.call;
  }
  return last;
}

const watching =
  /\.\s*(?:on|once|addListener)\s*\(\s*['"`](?:error|aborted)['"`]|\b(?:pipeline|finished|eos|pump|destroy)\s*\(|\bonerror\b/;

/** Somebody listens for failures beside it, whichever stream of the chain that is about. */
function isWatched(context: FileContext, pipe: Node): boolean {
  let owner: FunctionNode | undefined = enclosingFunction(pipe);
  while (owner && isPartOfCaller(owner)) owner = enclosingFunction(owner) ?? owner;
  return watching.test(context.text(owner ?? context.file.ast));
}

/** The executor of a promise, or what runs when a promise is there; not the callback that a request answers to. */
function isPartOfCaller(owner: FunctionNode): boolean {
  if (!enclosingFunction(owner)) return false;
  if (owner.parent?.type === 'NewExpression') return true;
  const handed = handedTo(owner);
  return handed !== undefined && /^(?:then|catch|finally)$/.test(memberName(unwrap(handed.call.callee)) ?? '');
}

/** `pipe(process.stdout)`. */
function writesToTerminal(context: FileContext, pipe: CallExpression): boolean {
  const [target] = pipe.arguments;
  return target !== undefined && /^process\s*\.\s*std(?:out|err)$/.test(context.text(target as Node));
}
