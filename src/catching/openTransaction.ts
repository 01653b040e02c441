import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { enclosingFunction, isIdentifier, memberName } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import type { Range } from '../text/range.ts';
import { OWN_BODY, someNode, walk } from '../ast/walk.ts';

/** What undoes an open transaction before its connection goes back: `nothing` where none is open, or it is undone already. */
export type Undoing = { readonly by: 'nothing' } | { readonly by: 'call'; readonly call: string };

/** What stays with the connection after its release, and that no rollback undoes: whoever gets it next has it too. */
const stays =
  /\bpg_(?:try_)?advisory_lock|^\s*(?:LISTEN|LOCK\s+TABLES?|PREPARE|USE)\b|\bGET_LOCK\s*\(|^\s*SET\s+(?!LOCAL\b|TRANSACTION\b)|set_config\([^)]*,\s*false\s*\)|^\s*CREATE\s+(?:LOCAL\s+|GLOBAL\s+)?TEMP/i;
const begins = /^\s*(?:BEGIN|START\s+TRANSACTION)\b/i;
const commits = /^\s*(?:COMMIT|END)\b/i;
const undoes = /^\s*(?:ROLLBACK|ABORT)\b(?!\s+(?:WORK\s+|TRANSACTION\s+)?TO\b)/i;
/** A function that gets the connection and, by its name, may leave it otherwise than it was. */
const changes = /begin|transaction|lock|session/i;

/**
 * What has to run after a failure so that a pooled connection goes back as it came.
 * @param work the statements that hold it, between taking and giving back
 * @param name the variable that holds it
 * @returns undefined where that is not clear: a transaction is left open by an early return, undone at some places only,
 * ended elsewhere, or the session keeps a lock or a setting
 */
export function undoneIn(work: readonly Node[], name: string): Undoing | undefined {
  const calls = work.flatMap((statement) => callsOn(statement, name));
  if (calls.some(({ sql }) => stays.test(sql ?? '')) || work.some((one) => handsToOpener(one, name))) return undefined;
  const opening = calls.filter(({ method, sql }) => isBegin(method, sql));
  const [begin] = opening;
  if (!begin) return { by: 'nothing' };
  const undoing = calls.filter(
    ({ method, sql }) => method === 'rollback' || undoes.test(sql ?? '') || /^rollback/i.test(method),
  );
  const ending = calls.filter(({ method, sql }) => /^commit/i.test(method) || commits.test(sql ?? ''));
  if (opening.length > 1 || ending.length === 0) return undefined;
  const last = Math.max(...ending.map(({ node }) => node.range[1]));
  const undone = undoing.map(({ node }) => node);
  const open = { start: begin.node.range[1], end: last };
  if (work.some((statement) => leavesOpen(statement, open, undone))) return undefined;
  if (ending.some(({ node }) => isConditional(node, work, undone))) return undefined;
  if (undone.length > 0) return undoneEverywhere(begin.node, work, last, undone);
  return begin.awaited ? { by: 'call', call: undoingCall(begin) } : undefined;
}

interface CallOnIt {
  readonly node: CallExpression;
  readonly method: string;
  /** The text of what is asked, where it stands there. */
  readonly sql?: string;
  readonly awaited: boolean;
}

function callsOn(statement: Node, name: string): CallOnIt[] {
  const found: CallOnIt[] = [];
  walk(statement, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    const method = memberName(node.callee);
    if (!isIdentifier(node.callee.object, name) || method === undefined) return;
    const sql = textOfQuery(node.arguments[0]);
    found.push({
      node,
      method,
      ...(sql === undefined ? {} : { sql }),
      awaited: node.parent.type === 'AwaitExpression',
    });
  });
  return found;
}

function handsToOpener(statement: Node, name: string): boolean {
  return someNode(
    statement,
    (node) =>
      node.type === 'CallExpression' &&
      node.arguments.some((argument) => isIdentifier(argument, name)) &&
      changes.test(calledName(node) ?? ''),
  );
}

function textOfQuery(argument: Node | undefined): string | undefined {
  if (argument?.type === 'Literal' && typeof argument.value === 'string') return argument.value;
  if (argument?.type === 'TemplateLiteral') return argument.quasis.map(({ value }) => value.raw).join('?');
  if (argument?.type !== 'ObjectExpression') return undefined;
  const text = argument.properties.find(
    (one): one is Ast.ObjectExpressionProperty =>
      one.type === 'Property' && isIdentifier(one.key) && /^(?:text|sql)$/.test(one.key.name),
  );
  return text && textOfQuery(text.value);
}

function isBegin(method: string, sql: string | undefined): boolean {
  return /^(?:beginTransaction|startTransaction)$/.test(method) || begins.test(sql ?? '');
}

/** The rollback in the driver's own words: those that the transaction was begun with. */
function undoingCall({ method, sql, node }: CallOnIt): string {
  const { object } = node.callee as Ast.MemberExpression;
  const on = (object as Ast.Identifier).name;
  if (method === 'startTransaction') return `${on}.rollbackTransaction()`;
  return sql === undefined ? `${on}.rollback()` : `${on}.${method}('ROLLBACK')`;
}

/** A return between begin and end of the transaction, with no rollback just before it. */
function leavesOpen(statement: Node, { start, end }: Range, undone: readonly Node[]): boolean {
  return someNode(
    statement,
    (node) =>
      node.type === 'ReturnStatement' &&
      node.range[0] >= start &&
      node.range[0] < end &&
      !undone.some((one) => one.range[1] <= node.range[0] && blockOf(one) === blockOf(node)),
    OWN_BODY,
  );
}

function blockOf(node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at && at.type !== 'BlockStatement') at = at.parent;
  return at;
}

/** `if (complete) await client.query('COMMIT')`: otherwise it stays open, unless a rollback is beside it. */
function isConditional(commit: Node, work: readonly Node[], undone: readonly Node[]): boolean {
  for (let at = commit.parent; at && !work.includes(at); at = at.parent) if (branches(at, undone)) return true;
  const outer = work.find(({ range }) => range[0] <= commit.range[0] && commit.range[1] <= range[1]);
  return outer !== undefined && branches(outer, undone);
}

function branches({ type, range }: Node, undone: readonly Node[]): boolean {
  if (!/^(?:If|Switch|For|While|DoWhile|ForOf|ForIn)Statement$|^(?:Conditional|Logical)Expression$/.test(type))
    return false;
  return !undone.some((one) => range[0] <= one.range[0] && one.range[1] <= range[1]);
}

/** Each wait of the open transaction fails into a `catch` that undoes it. */
function undoneEverywhere(
  begin: Node,
  work: readonly Node[],
  last: number,
  undoing: readonly Node[],
): Undoing | undefined {
  const owner = enclosingFunction(begin);
  const missed = work.some((statement) =>
    someNode(
      statement,
      (node) =>
        node.type === 'AwaitExpression' &&
        node.range[0] > begin.range[1] &&
        node.range[1] <= last + 1 &&
        !undoing.some((one) => node.range[0] <= one.range[0] && one.range[1] <= node.range[1]) &&
        !isUndoneAround(node, owner, undoing),
      OWN_BODY,
    ),
  );
  return missed ? undefined : { by: 'nothing' };
}

function isUndoneAround(node: Node, owner: Node | undefined, undoing: readonly Node[]): boolean {
  let child: Node = node;
  for (let at = node.parent; at && at !== owner; child = at, at = at.parent) {
    if (at.type !== 'TryStatement' || at.block !== child) continue;
    const places = [at.handler, at.finalizer].filter((one) => one !== null && one !== undefined);
    if (places.some(({ range }) => undoing.some((one) => range[0] < one.range[0] && one.range[1] <= range[1])))
      return true;
  }
  return false;
}
