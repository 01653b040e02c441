import type { ClassNode, Node, Variable } from '../ast/types.ts';
import type { ConnectionNames } from '../knowledge/wholeProgram.ts';
import { functionOwner, isDiscarded } from '../ast/flow.ts';
import { ancestors, isFunction, isIdentifier, unwrap } from '../ast/nodes.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';

/** Libraries whose connections live as long as the program, so that a listener is set where the program is put together. */
const longLived = /^(?:pg|redis|mqtt|amqplib)$/;
/**
 * What sends commands by a connection that it is given, and listens for nothing: drizzle-orm 0.44, kysely 0.28,
 * connect-redis 4 to 9, rate-limiter-flexible 7.
 */
const onlyQueries = /^(?:drizzle|PostgresDialect|Kysely|(?:Connect)?RedisStore|RateLimiterRedis)$/;

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
  const around = namesAround(context, made, away);
  return !context.port.mayListen({ library, exported: names, ...around }, context.file.path);
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
      if (isIdentifier(parent.callee) && onlyQueries.test(parent.callee.name)) return true;
      return /^(?:function|class)$/.test(context.value(unwrap(parent.callee)).kind);
    }
    default:
      return false;
  }
}

/** Names that say nothing of what goes by them. */
const anything = /^(?:constructor|init\w*|connect|start|setup|create|get|main|default|run|load|register|build|make)$/i;

/** The functions and classes around it and those that are given it, and its file where that is all it has. */
function namesAround(
  context: FileContext,
  made: Node,
  away: readonly Node[],
): Pick<ConnectionNames, 'holders' | 'takers' | 'takersElsewhere' | 'file'> {
  const holders = new Set<string>();
  const takers = new Set<string>();
  const kept = new Set<string>();
  let nameless = false;
  for (const place of [made, ...away]) {
    // What runs a function is given only what that one returns.
    let given = true;
    for (const at of [...ancestors(place)]) {
      const name = isFunction(at) ? textOfName(functionOwner(at)) : isClass(at) ? at.id?.name : undefined;
      const taker = given ? calleeOf(at) : undefined;
      if (name !== undefined && !anything.test(name)) holders.add(name);
      if (taker !== undefined && !anything.test(taker)) {
        takers.add(taker);
        if (!isGoneElsewhere(context, at)) kept.add(taker);
      }
      given &&= !/^(?:ExpressionStatement|VariableDeclaration|IfStatement)$/.test(at.type);
      nameless ||= at.type === 'ExportDefaultDeclaration' || isModuleExport(context, at);
    }
  }
  return {
    holders: [...holders],
    takers: [...takers],
    takersElsewhere: [...takers].filter((one) => !kept.has(one)),
    ...(nameless ? { file: nameOfFile(context.file.path) } : {}),
  };
}

/** `await push(client, row);` of another file: what that one gives back, nobody could listen on here. */
function isGoneElsewhere(context: FileContext, call: Node): boolean {
  if (call.type !== 'CallExpression' || !isIdentifier(call.callee)) return false;
  const [definition] = context.variable(call.callee)?.defs ?? [];
  const at = outermostWrapper(call);
  return definition?.type === 'ImportBinding' && isDiscarded(at.parent?.type === 'AwaitExpression' ? at.parent : at);
}

/** What a call hands it to; what is known not to listen says nothing of it. */
function calleeOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const name = isIdentifier(node.callee)
    ? node.callee.name
    : node.type === 'CallExpression'
      ? calledName(node)
      : undefined;
  return name === undefined || onlyQueries.test(name) ? undefined : name;
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
