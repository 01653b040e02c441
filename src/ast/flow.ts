import type { Ast, FunctionNode, Node } from './types.ts';
import { isFunction, memberName, unwrap } from './nodes.ts';

/** How a statement may end. `normal` goes on with the next statement. */
export type Ending = 'normal' | 'continue' | 'break' | 'return' | 'throw';

/** Every way in which a statement may end, exceptions of calls inside left out. */
export function endings(statement: Node | null | undefined): ReadonlySet<Ending> {
  if (!statement) return new Set(['normal']);
  switch (statement.type) {
    case 'BlockStatement':
      return sequence(statement.body);
    case 'IfStatement':
      return unionOf(endings(statement.consequent), endings(statement.alternate));
    case 'ReturnStatement':
      return new Set(['return']);
    case 'ThrowStatement':
      return new Set(['throw']);
    case 'BreakStatement':
      return new Set(['break']);
    case 'ContinueStatement':
      return new Set(['continue']);
    case 'LabeledStatement':
      return endings(statement.body);
    case 'TryStatement':
      return endingsOfTry(statement);
    case 'SwitchStatement':
      return endingsOfSwitch(statement);
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
      return endingsOfLoop(statement);
    case 'ExpressionStatement':
      return new Set([endsProcess(statement.expression) ? 'throw' : 'normal']);
    default:
      return new Set(['normal']);
  }
}

export function sequence(statements: readonly Node[]): ReadonlySet<Ending> {
  const found = new Set<Ending>();
  for (const statement of statements) {
    const own = endings(statement);
    for (const ending of own) if (ending !== 'normal') found.add(ending);
    if (!own.has('normal')) return found;
  }
  found.add('normal');
  return found;
}

/** The statement leaves the loop it stands in, or the function, on every path. */
export function alwaysLeaves(statement: Node | null | undefined): boolean {
  const all = endings(statement);
  return !all.has('normal') && !all.has('continue');
}

/** Whoever gets to the statement gets an exception, on every path. */
export function alwaysThrows(statement: Node | null | undefined): boolean {
  const all = endings(statement);
  return all.size === 1 && all.has('throw') && !endsWithExit(statement);
}

/** \`process.exit(...)\` counts as a way out that throws; it does not reject. */
function endsWithExit(statement: Node | null | undefined): boolean {
  const last = statement?.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ExpressionStatement';
}

/** The statement may leave the loop it stands in. */
export function mayLeave(statement: Node | null | undefined): boolean {
  const all = endings(statement);
  return all.has('return') || all.has('throw') || all.has('break');
}

/** The loop goes round again on some path. */
export function mayGoOn(statement: Node | null | undefined): boolean {
  const all = endings(statement);
  return all.has('normal') || all.has('continue');
}

function unionOf(a: ReadonlySet<Ending>, b: ReadonlySet<Ending>): ReadonlySet<Ending> {
  return new Set([...a, ...b]);
}

function endingsOfTry(node: Ast.TryStatement): ReadonlySet<Ending> {
  const last = endings(node.finalizer);
  if (node.finalizer && !last.has('normal')) return last;
  const found = new Set(endings(node.block));
  if (node.handler) {
    found.delete('throw');
    for (const ending of endings(node.handler.body)) found.add(ending);
  }
  return found;
}

function endingsOfSwitch(node: Ast.SwitchStatement): ReadonlySet<Ending> {
  const found = new Set<Ending>();
  for (const option of node.cases) {
    for (const ending of sequence(option.consequent)) found.add(ending === 'break' ? 'normal' : ending);
  }
  if (!node.cases.some((option) => option.test === null)) found.add('normal');
  return found;
}

function endingsOfLoop(node: { readonly body: Node }): ReadonlySet<Ending> {
  const found = new Set<Ending>(['normal']);
  for (const ending of endings(node.body)) if (ending === 'return' || ending === 'throw') found.add(ending);
  return found;
}

/** `process.exit(...)`. */
function endsProcess(expression: Node): boolean {
  const call = unwrap(expression);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { object } = call.callee;
  const name = memberName(call.callee);
  return object.type === 'Identifier' && object.name === 'process' && (name === 'exit' || name === 'abort');
}

/** The loop that a `break` or `continue` at this place would mean; undefined where a function comes first. */
export function nearestLoop(node: Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunction(at)) return undefined;
    if (isLoop(at)) return at;
  }
  return undefined;
}

export function isLoop(node: Node): boolean {
  return /^(?:For|ForOf|ForIn|While|DoWhile)Statement$/.test(node.type);
}

/** The statement that runs an expression for its effect only, through `await` and `void`. */
export function isDiscarded(node: Node): boolean {
  let at: Node = node;
  for (;;) {
    const parent = at.parent;
    if (!parent) return false;
    if (parent.type === 'ExpressionStatement') return true;
    if (
      parent.type === 'AwaitExpression' ||
      parent.type === 'ChainExpression' ||
      parent.type === 'TSNonNullExpression'
    ) {
      at = parent;
      continue;
    }
    if (parent.type === 'UnaryExpression' && parent.operator === 'void') return true;
    return false;
  }
}

/** The function's own name, that of the variable, property or method it is given to. */
export function functionOwner(node: FunctionNode): Node | undefined {
  if (node.type === 'FunctionDeclaration' && node.id) return node.id;
  const parent = node.parent;
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return parent.id;
  if (parent?.type === 'AssignmentExpression' && parent.right === node) return parent.left;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    return parent.key;
  }
  if (node.type === 'FunctionExpression' && node.id) return node.id;
  return undefined;
}
