import type { ClassNode, Node, Variable } from '../ast/types.ts';
import { functionOwner } from '../ast/flow.ts';
import { ancestors, isFunction, isIdentifier, unwrap } from '../ast/nodes.ts';
import { calledName, outermostWrapper } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/** Libraries whose connections live as long as the program, so that a listener is set where the program is put together. */
const longLived = /^(?:pg|redis|mqtt|amqplib)$/;
/** What makes queries of a connection that it is given, and listens for nothing: drizzle-orm 0.44, kysely 0.28. */
const onlyQueries = /^(?:drizzle|PostgresDialect|Kysely)$/;

/**
 * Whether an emitter that leaves its file, by the places where it is handed away, still has no listener anywhere: all
 * that get it are in the project, and no file of the project listens for the failures of anything that could be it.
 */
export function isUnheardOf(
  context: FileContext,
  library: string,
  made: Node,
  away: readonly Node[],
  names: readonly string[],
): boolean {
  if (!longLived.test(library) || !context.port.mayListen) return false;
  if (!away.every((one) => staysInProject(context, one))) return false;
  return !context.port.mayListen([...names, ...namesAround(context, made, away)], context.file.path);
}

/** Exported, returned, kept, or given to code that is in sight, or that is known not to listen. */
function staysInProject(context: FileContext, handed: Node): boolean {
  let at = outermostWrapper(handed);
  let { parent } = at;
  while (parent?.type === 'Property' || parent?.type === 'ObjectExpression') {
    at = outermostWrapper(parent);
    ({ parent } = at);
  }
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
    case 'ArrowFunctionExpression':
    case 'VariableDeclarator':
    case 'AssignmentExpression':
    case 'PropertyDefinition':
      return true;
    case 'CallExpression':
    case 'NewExpression': {
      const name = parent.type === 'CallExpression' ? calledName(parent) : undefined;
      const constructed = parent.type === 'NewExpression' && isIdentifier(parent.callee) ? parent.callee.name : name;
      if (constructed !== undefined && onlyQueries.test(constructed)) return true;
      return /^(?:function|class)$/.test(context.value(unwrap(parent.callee)).kind);
    }
    default:
      return false;
  }
}

/** Names that say nothing of what goes by them. */
const anything = /^(?:constructor|init\w*|connect|start|setup|create|get|main|default|run|load|register|build|make)$/i;

/** By what others may call it: the functions and classes around it, or its file where that is all it has. */
function namesAround(context: FileContext, made: Node, away: readonly Node[]): readonly string[] {
  const names = new Set<string>();
  let nameless = false;
  for (const place of [made, ...away]) {
    for (const at of ancestors(place)) {
      const name = isFunction(at) ? textOfName(functionOwner(at)) : isClass(at) ? at.id?.name : undefined;
      if (name !== undefined && !anything.test(name)) names.add(name);
      nameless ||= at.type === 'ExportDefaultDeclaration' || isModuleExport(context, at);
    }
  }
  return nameless ? [...names, nameOfFile(context.file.path)] : [...names];
}

function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

function textOfName(node: Node | undefined): string | undefined {
  return node?.type === 'Identifier' ? node.name : undefined;
}

function isModuleExport(context: FileContext, node: Node): boolean {
  return node.type === 'AssignmentExpression' && context.text(node.left) === 'module.exports';
}

function nameOfFile(path: string): string {
  const [file = '', folder = ''] = path.split('/').reverse();
  const base = file.replace(/\.\w+$/, '');
  return base === 'index' ? folder : base;
}

/** Whether a variable is exported where it is declared. */
export function isExported(variable: Variable): boolean {
  return variable.defs.some((definition) => definition.parent?.parent?.type === 'ExportNamedDeclaration');
}
