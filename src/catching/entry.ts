import type { LostRejection } from '../facts/rejections.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { functionName } from '../ast/functions.ts';
import { OWN_BODY, someNode, walk } from '../ast/walk.ts';

/**
 * Whether a file is a program of its own: it calls, at its top, what it declares itself, or ends the process already.
 * What only declares is loaded by others.
 */
export function isEntry(file: ParsedFile): boolean {
  if (file.text.startsWith('#!')) return true;
  if (/(?:^|\/)bin\/[^/]+$/.test(file.path)) return true;
  const declared = new Set<string>();
  walk(file.ast, (node) => {
    if (isFunction(node)) declared.add(functionName(node) ?? '');
    else if (node.type === 'ClassDeclaration' && node.id) declared.add(node.id.name);
  });
  return file.ast.body.some(
    (statement) =>
      /^(?:Expression|If|Try)Statement$/.test(statement.type) &&
      someNode(statement, (node) => isExit(node) || startsOwn(node, declared), OWN_BODY),
  );
}

/** `main()`, `void new Service().start()`, `(async () => { ... })()`, `app.listen(80)`. */
function startsOwn(node: Node, declared: ReadonlySet<string>): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
  const callee = unwrap(node.callee);
  if (isFunction(callee)) return true;
  if (callee.type === 'MemberExpression') return memberName(callee) === 'listen';
  return callee.type === 'Identifier' && declared.has(callee.name);
}

/** `process.exit(...)`. */
function isExit(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    isIdentifier(node.callee.object, 'process') &&
    memberName(node.callee) === 'exit'
  );
}

/** The process is to end in it, or would have by its failure: a signal that is only logged would be ignored. */
export function endsProcess(owner: FunctionNode, boundary: LostRejection['boundary']): boolean {
  return (owner.body !== null && someNode(owner.body, isExit, OWN_BODY)) || isForSignal(owner, boundary);
}

function isForSignal({ parent }: FunctionNode, boundary: LostRejection['boundary']): boolean {
  const [event] = boundary === 'process-event' && parent?.type === 'CallExpression' ? parent.arguments : [];
  return event?.type === 'Literal' && /^(?:SIG|uncaught|unhandled|beforeExit|disconnect)/.test(String(event.value));
}
