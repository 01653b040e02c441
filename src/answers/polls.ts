import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import type { RetryRounds } from '../backoff/delay.ts';
import { alwaysLeaves, endings, functionOwner, nearestLoop, sequence } from '../ast/flow.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { calledName } from '../ast/calls.ts';
import { enclosingFunction, isInside, memberName, unwrap } from '../ast/nodes.ts';
import { constantWait, estimateSleeps } from '../backoff/sleeps.ts';
import type { Sleep } from '../backoff/sleeps.ts';
import { asksForFailure, failureVariables, mentions, resultsOf, tellsSuccess } from './errors.ts';

/** What runs after a statement until the loop's body ends. */
export function statementsAfter(statement: Node, loop: LoopNode): readonly Node[] {
  const found: Node[] = [];
  for (let at: Node = statement; at !== loop.body && at.parent; at = at.parent) {
    const block = at.parent;
    if (block.type !== 'BlockStatement') continue;
    const index = block.body.findIndex((item) => item === at);
    found.push(...block.body.slice(index + 1));
  }
  return found;
}

/** One way through the branch leaves the loop for good with a result, another goes round. */
export function isSeparatingBranch(branch: Ast.IfStatement, loop: LoopNode): boolean {
  const yes = endings(branch.consequent);
  const no = branch.alternate ? endings(branch.alternate) : sequence(statementsAfter(branch, loop));
  const ends = (all: ReadonlySet<string>): boolean => all.has('return') || all.has('break');
  const goesOn = (all: ReadonlySet<string>): boolean => all.has('normal') || all.has('continue');
  return (ends(yes) && goesOn(no)) || (goesOn(yes) && ends(no)) || (yes.has('continue') && ends(no));
}

/** What only waits after it was answered asks for news. */
export function waitsForNews(asked: readonly Ast.IfStatement[], sleeps: readonly Sleep[], loop: LoopNode): boolean {
  const answered = asked.flatMap(({ test, consequent }) => (tellsSuccess(test) ? [consequent] : []));
  const waits = sleeps.filter((sleep) => isInside(sleep.node, loop));
  return waits.length > 0 && waits.every(({ node }) => answered.some((branch) => isInside(node, branch)));
}

/** What is done again and again, and how it waits in between. */
interface Polling {
  readonly node: Node;
  readonly operations: readonly Node[];
  readonly sleeps: readonly Sleep[];
  readonly rounds: RetryRounds;
}

/** It is called so, or what it asks is, and it asks at a steady pace: `waitUntilReady`, `pollJob`. That a time runs out is no failure. */
export function isPoll({ node, operations, sleeps, rounds }: Polling): boolean {
  const owner = enclosingFunction(node);
  const name = owner && functionOwner(owner);
  const called = name?.type === 'Identifier' && polls.test(name.name);
  const asked = operations.filter(
    (one) => one.type !== 'CallExpression' || !/^(?:json|text)$/.test(calledName(one) ?? ''),
  );
  if (!called && !(asked.length > 0 && asked.every((one) => someNode(one, asksWhetherUp)))) return false;
  return estimateSleeps(sleeps, rounds).growth === 'constant';
}

const polls = /^_?(?:poll|wait(?!And)[A-Z]|await[A-Z]|until[A-Z])/;

/** `${url}/health`, `/readyz`: the end of an address that is there to be asked until it answers. */
function asksWhetherUp(node: Node): boolean {
  const text = node.type === 'TemplateElement' ? node.value.raw : node.type === 'Literal' ? node.value : undefined;
  return (
    typeof text === 'string' &&
    /\/_?(?:health|healthz|health-?check|ready|readyz|readiness|livez?|liveness|ping)\/?$/i.test(text)
  );
}

/** As fast as one may ask for news, however often: nobody is hammered, be the answer that it failed. */
const STEADY_MS = 1000;
/** Whoever tries again gives up soon; whoever waits for something asks often. */
const MANY_ROUNDS = 10;

/** The rounds of a loop, and what their operations answer. */
interface Asking {
  readonly loop: LoopNode;
  readonly operations: readonly Node[];
  readonly results: ReadonlySet<Variable>;
  readonly sleeps: readonly Sleep[];
  readonly rounds: RetryRounds;
  /** How many rounds at most, where that is known. */
  readonly attempts?: number | undefined;
}

/**
 * What brings the loop round is an answer that says "not yet", at a steady pace, and a failure no more than that:
 * `if (job.status === 'done') return job; await sleep(2000)`. How often it asks is right for a server that is up, and a
 * server that is down is asked no oftener.
 */
export function asksForNews(
  context: FileContext,
  { loop, operations, results, sleeps, rounds, attempts }: Asking,
): boolean {
  if (results.size === 0 || !isSteady(sleeps, rounds)) return false;
  const many = attempts === undefined || attempts > MANY_ROUNDS;
  const tells = (test: Node): boolean =>
    mentions(context, test, results) &&
    (asksForState(context, test, results) || (many && !asksForFailure(context, test, results)));
  return someNode(
    loop.body,
    (node) => {
      if (node.type === 'AssignmentExpression')
        return tells(node.right) && isAskedBy(context, loop, operations, node.left);
      return (
        node.type === 'IfStatement' && nearestLoop(node) === loop && tells(node.test) && isSeparatingBranch(node, loop)
      );
    },
    OWN_BODY,
  );
}

/** `while (!done)`, of the variable that an answer is read to: `done = data.done`. A cursor is asked with as well. */
function isAskedBy(context: FileContext, loop: LoopNode, operations: readonly Node[], target: Node): boolean {
  const variable = target.type === 'Identifier' ? context.variable(target) : undefined;
  if (!variable || (loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement')) return false;
  const asked = new Set([variable]);
  return mentions(context, loop.test, asked) && !operations.some((one) => mentions(context, one, asked));
}

/**
 * A round does nothing but ask, read the answer and tell of it: what comes next is the same question, and without a pause
 * it is asked as fast as it is answered, or fails.
 */
export function onlyAsks(context: FileContext, loop: LoopNode, operations: readonly Node[]): boolean {
  const answers = operations.flatMap((one) => resultsOf(context, one));
  const results = failureVariables(context, answers, loop.body);
  const asking = operations.filter((one) => !mentions(context, one, results));
  return !someNode(
    loop.body,
    (node) => {
      if (node.type === 'YieldExpression' || node.type === 'UpdateExpression' || node.type === 'NewExpression')
        return true;
      if (node.type !== 'CallExpression' || asking.some((one) => isInside(node, one))) return false;
      return !tells.test(calledName(node) ?? '');
    },
    OWN_BODY,
  );
}

/** What reads an answer, and what a program says. */
const tells = /^(?:json|text|parse|log|info|warn|error|debug|trace|includes|toString|String|stringify)$/;

/** The waits are of one length, a second or more where that can be read. */
function isSteady(sleeps: readonly Sleep[], rounds: RetryRounds): boolean {
  if (estimateSleeps(sleeps, rounds).growth !== 'constant') return false;
  return sleeps.every((sleep) => (constantWait(sleep) ?? STEADY_MS) >= STEADY_MS);
}

const states =
  /^(?:is|has|was)?_?(?:done|ready|complete[d]?|finished|confirmed|confirmations|processed|mined|settled|synced|synchronized|state|phase|progress|finalized|available|active|online)$/i;
/** With these words an answer tells that asking went well or wrong. */
const outcomes = /^(?:ok|success|succeeded|error|err|fail\w*)$/i;

/** `job.status === 'done'`, `!data.ready`, `['queued', 'running'].includes(run.state)`: how far the thing asked for is. */
function asksForState(context: FileContext, test: Node, results: ReadonlySet<Variable>): boolean {
  return someNode(test, (node) => {
    if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
      const [left, right] = [unwrap(node.left as Node), unwrap(node.right)];
      const word = right.type === 'Literal' ? right.value : undefined;
      return (
        typeof word === 'string' &&
        !outcomes.test(word) &&
        left.type !== 'UnaryExpression' &&
        mentions(context, left, results)
      );
    }
    if (node.type === 'CallExpression')
      return calledName(node) === 'includes' && node.arguments.some((given) => mentions(context, given, results));
    const name =
      node.type === 'MemberExpression' ? memberName(node) : node.type === 'Identifier' ? node.name : undefined;
    return name !== undefined && states.test(name) && mentions(context, node, results);
  });
}

/** `while (status === 'pending')`: a variable is compared with a word, and holds a state rather than an outcome. */
export function comparesWithWord(context: FileContext, test: Node, variable: Variable): boolean {
  return someNode(test, (node) => {
    if (node.type !== 'BinaryExpression') return false;
    const right = unwrap(node.right);
    if (right.type !== 'Literal' || typeof right.value !== 'string' || outcomes.test(right.value)) return false;
    return mentions(context, node.left as Node, new Set([variable]));
  });
}

/** `if (error.response?.status === 404) wait; else throw error`: only what is not there yet is asked for again. */
export function waitsUntilThere(
  context: FileContext,
  handler: Ast.BlockStatement,
  failures: ReadonlySet<Variable>,
): boolean {
  let found = false;
  walk(
    handler,
    (node) => {
      if (node.type !== 'IfStatement' || !mentions(context, node.test, failures)) return;
      const test = unwrap(node.test);
      const missing = test.type === 'BinaryExpression' && isNotThere(unwrap(test.right)) ? test.operator : '';
      const others = node.alternate ? alwaysLeaves(node.alternate) : followsLeaving(node, handler);
      if (/^===?$/.test(missing)) found ||= !alwaysLeaves(node.consequent) && others;
      else if (/^!==?$/.test(missing)) found ||= alwaysLeaves(node.consequent);
    },
    OWN_BODY,
  );
  return found;
}

/** 404, 202 and 425: the server is up, and has nothing to give yet. */
function isNotThere(node: Node): boolean {
  return node.type === 'Literal' && (node.value === 404 || node.value === 202 || node.value === 425);
}

/** `if (status === 404) { await sleep(1000); continue; } throw error` */
function followsLeaving(branch: Ast.IfStatement, handler: Ast.BlockStatement): boolean {
  const index = handler.body.indexOf(branch);
  return index >= 0 && !endings(branch.consequent).has('normal') && handler.body.slice(index + 1).some(alwaysLeaves);
}
