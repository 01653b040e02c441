import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { Retry } from '../facts/model.ts';
import { calledName } from '../ast/calls.ts';
import { pathTo } from '../ast/locate.ts';
import { isFunction, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { goesRoundFor, handlersOf } from './onlyConflicts.ts';

/** Words of a server in trouble, or of a connection to it: such a failure is no answer. */
const troubles =
  /throttl|time.?d?.?out|unavailable|network|transient|temporar|too.?many|limit|quota|exceed|exhaust|slow.?down|overload|busy|flood|conn|socket|hang|hung|refused|reset|abort|cancel|clos|lost|server|internal|gateway|fetch|axios|request|\bE(?:AI_)?[A-Z]{4,}\b|\bERR_|unknown|fail|disconnect|unreachable|(?<!\d)(?:408|425|429|5\d\d)(?!\d)|^P1\d{3}$|^(?:08|53|57)\w{3}$|^\w*error$/i;

/**
 * It goes round on one answer that has a word of its own, and on nothing else: `if (e.code === 'old_user_agent') ...`.
 * The server is up, and has answered.
 */
export function retriesOnlyAnswer(file: ParsedFile, retry: Retry): boolean {
  return goesRoundFor(file, retry, isAnswer);
}

/** What such an answer complains of is put right before the next round, or the round is no sooner than a wait. */
export function mendsOrWaits(file: ParsedFile, retry: Retry): boolean {
  return retry.delay !== 'none' || mends(file, retry);
}

function isAnswer(_: ParsedFile, test: Node): boolean {
  const node = unwrap(test);
  if (node.type === 'BinaryExpression')
    return /^[!=]==?$/.test(node.operator) && isWord([node.left as Node, node.right]);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  // `e.message.includes('old agent')`
  return (
    /^(?:includes|startsWith|endsWith)$/.test(calledName(node) ?? '') && isWord([node.callee.object, ...node.arguments])
  );
}

/** One of them is a word that tells of no trouble, the other a field. */
function isWord(sides: readonly Node[]): boolean {
  const plain = sides.map((side) => unwrap(side));
  const words = plain.flatMap((side) =>
    side.type === 'Literal' && typeof side.value === 'string' ? [side.value] : [],
  );
  return (
    words.length === 1 &&
    /[a-z]{3}/i.test(words[0]!) &&
    !troubles.test(words[0]!) &&
    plain.some(({ type }) => type === 'MemberExpression')
  );
}

/** Calls that change nothing: those that only wait, and those that only tell. */
const idle =
  /^(?:\w*(?:sleep|delay|pause|wait|backoff)\w*|setTimeout|log|info|warn|error|debug|trace|verbose|increment|inc|String|Number|stringify)$/i;

/** Between the failure and the next round something is done about it, or the next round is given something else. */
function mends(file: ParsedFile, retry: Retry): boolean {
  const acts = (node: Node): boolean => someNode(node, isDeed, OWN_BODY);
  if (retry.form !== 'recursion') {
    const handlers = handlersOf(file, retry);
    return handlers.length > 0 && handlers.every(({ body }) => acts(body));
  }
  const path = pathTo(file, retry.range);
  const again = path.at(-1);
  if (again?.type !== 'CallExpression') return false;
  if (again.arguments.some(acts)) return true;
  for (let at: Node = again; at.parent && !isFunction(at.parent) && at.type !== 'CatchClause'; at = at.parent) {
    const { parent }: Node = at;
    if (parent.type !== 'BlockStatement') continue;
    const before = parent.body.slice(
      0,
      parent.body.findIndex((one) => one === at),
    );
    if (before.some(acts)) return true;
  }
  return false;
}

function isDeed(node: Node): boolean {
  return node.type === 'CallExpression' && !idle.test(calledName(node) ?? '') && !isTold(node);
}

/** `console.log(...)`, `this.logger.warn(...)`. */
function isTold({ callee }: CallExpression): boolean {
  const plain = unwrap(callee);
  if (plain.type !== 'MemberExpression') return false;
  const holder = unwrap(plain.object);
  const name =
    holder.type === 'Identifier'
      ? holder.name
      : holder.type === 'MemberExpression' && holder.property.type === 'Identifier'
        ? holder.property.name
        : '';
  return /^(?:console|log|logger|logging|winston|pino|metrics?|stats\w*)$/i.test(name);
}
