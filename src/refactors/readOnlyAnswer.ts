import type { FileFacts } from '../facts/model.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { enclosingFunction } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import { freshName } from '../changes/edits.ts';
import { inBlock, styleOf } from '../changes/layout.ts';
import { baseOf, cockatielBreaker, isCaught, mayStandBehindBreaker } from './breaker.ts';
import { functionHead } from './captures.ts';
import { placeHelpers, transientHelper } from './helpers.ts';
import { majorOf } from './imports.ts';
import type { Manifest, Refactor, Target } from './model.ts';
import { onlyReads } from './repeatable.ts';
import { around } from './wrapping.ts';

/** What a web framework calls what it hands to a handler, and how an answer is given with it. */
interface Framework {
  readonly package: string;
  readonly names: RegExp;
  /** @param name of the parameter that answers; @param body what a client reads */
  readonly answer: (name: string, body: string, quote: string) => readonly string[];
}

const SECONDS = 10;
/** One row a framework, by its own documentation of replies: expressjs.com, fastify.dev, koajs.com. */
const frameworks: readonly Framework[] = [
  {
    package: 'express',
    names: /^_?(?:req|request), (res|response)(?:, _?next)?$/,
    answer: (name, body, quote) => [
      `${name}.status(503).set(${quote}Retry-After${quote}, ${quote}${SECONDS}${quote}).json(${body})`,
    ],
  },
  {
    package: 'fastify',
    names: /^_?(?:req|request), (reply)$/,
    answer: (name, body, quote) => [
      `${name}.code(503).header(${quote}Retry-After${quote}, ${quote}${SECONDS}${quote}).send(${body})`,
    ],
  },
  {
    package: 'koa',
    names: /^(ctx|context)(?:, _?next)?$/,
    answer: (name, body, quote) => [
      `${name}.status = 503`,
      `${name}.set(${quote}Retry-After${quote}, ${quote}${SECONDS}${quote})`,
      `${name}.body = ${body}`,
    ],
  },
];

/**
 * A change that a handler makes elsewhere, behind a circuit breaker: while it is open the handler answers at once that
 * the service only reads for now, with 503 and `Retry-After`. Failures of the call itself go where they went before.
 */
export function readOnlyRefactor(
  file: ParsedFile,
  facts: FileFacts,
  target: Target,
  manifest: Manifest,
): Refactor | undefined {
  if ((majorOf(manifest, 'cockatiel') ?? 0) < 3 || !mayStandBehindBreaker(file, target)) return undefined;
  if (onlyReads(file, facts, target) || isCaught(target.node)) return undefined;
  const owner = enclosingFunction(target.node);
  if (owner?.body?.type !== 'BlockStatement' || !owner.async) return undefined;
  const { body } = owner.body;
  const first = body.find(({ range }) => range[0] <= target.node.range[0] && target.node.range[1] <= range[1]);
  const answer = first && answerOf(file, owner, manifest);
  if (!answer) return undefined;
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const breaker = cockatielBreaker(file, baseOf(target), manifest, names[0]!, ['isBrokenCircuitError']);
  const error = freshName(file, 'error');
  const { end, step } = styleOf(file);
  const lines = [`if (!${breaker.others[0]}(${error})) throw ${error}`, ...answer];
  const tail = [`} catch (${error}) {`, ...lines.map((line) => `${step}${line}${end}`), '}'];
  return {
    title: 'Circuit breaker that answers “read-only for now” while it is open (cockatiel)',
    edits: [
      ...breaker.imports,
      ...breaker.edits,
      // Both may end at one place, where a file has no semicolons: the inner one comes first.
      ...around(target, `${breaker.name}.execute(${functionHead(target.node)}`, ')'),
      ...inBlock(file, first, body.at(-1)!, 'try {', tail),
      ...edits,
    ],
  };
}

/** The statements that answer, where a framework of the project calls this function. */
function answerOf(file: ParsedFile, owner: FunctionNode, manifest: Manifest): readonly string[] | undefined {
  const names = owner.params.map((one) => (one.type === 'Identifier' ? one.name : '')).join(', ');
  const { quote } = styleOf(file);
  for (const framework of frameworks) {
    const name = framework.names.exec(names)?.[1];
    if (name === undefined || majorOf(manifest, framework.package) === undefined) continue;
    const body = `{ error: ${quote}Read-only for now: changes are not accepted.${quote} }`;
    const answer = framework.answer(name, body, quote);
    return answer.length === 1 && givesValue(file, owner) ? [`return ${answer[0]}`] : answer;
  }
  return undefined;
}

/** It returns a value itself, as its answer or by habit: then every path of it does. */
function givesValue(file: ParsedFile, owner: FunctionNode): boolean {
  if (owner.returnType && /^:\s*Promise<void>$/.test(textOf(file, owner.returnType))) return false;
  return someNode(owner.body!, (node: Node) => node.type === 'ReturnStatement' && node.argument !== null, {
    intoFunctions: false,
  });
}
