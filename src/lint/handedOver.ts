import type { FunctionNode, Node } from '../ast/types.ts';
import { isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { sameLibrary } from '../values/index.ts';
import type { AbstractValue, FileContext, ModuleSummary, Parameter } from '../values/index.ts';

/** Calls of one file, and files, that one parameter is followed through. */
const MAX_CALLS = 20;
const MAX_FILES = 6;

/** What is asked of a project to follow what is handed over. */
export interface Handing {
  /** Files that may import one. */
  importersOf(file: string): readonly string[];
  /** Files that give a member to an object of a name. */
  settersOf(name: string, member: string, fromFile: string): readonly string[];
  /** A file, on which the answer rests from here on. */
  of(file: string, fromFile: string): ModuleSummary;
}

/**
 * The client that a parameter is, or holds as a member: `run($) { $.http.get(url) }`. Told by the calls of its function,
 * here and in other files, or by what the project puts on an object of that name.
 */
export function handedTo(
  parameter: Parameter,
  member: string | undefined,
  project: Handing,
): AbstractValue | undefined {
  const { file, function: owner, index } = parameter;
  const path = file.file.path;
  const start = calledNode(owner).range[0];
  const given = [path, ...project.importersOf(path).slice(0, MAX_FILES)].flatMap((one) => {
    const work = (context: FileContext): readonly AbstractValue[] => argumentsTo(context, start, index, path, member);
    return project.of(one, path).within(`handed ${path} ${start} ${index} ${member ?? ''}`, work) ?? [];
  });
  const clients = given.filter(({ kind }) => kind === 'client');
  const handed = clients.length > 0 ? injected(sameLibrary(clients)) : undefined;
  const target = owner.params[index];
  if (handed || member === undefined || !isIdentifier(target)) return handed;
  const { name } = target;
  const carried = project.settersOf(name, member, path).slice(0, MAX_FILES);
  const values = carried.flatMap(
    (one) =>
      project.of(one, path).within(`carried ${name} ${member}`, (context) => carriedOn(context, name, member)) ?? [],
  );
  return values.length > 0 ? injected(sameLibrary(values)) : undefined;
}

function injected(value: AbstractValue): AbstractValue | undefined {
  return value.kind === 'client' ? { ...value, origin: 'injected' } : undefined;
}

/** What is called: the function itself, or the class that it constructs. */
function calledNode(owner: FunctionNode): Node {
  const holder = owner.parent;
  return holder?.type === 'MethodDefinition' && holder.kind === 'constructor' ? holder.parent.parent : owner;
}

/** What a file's calls hand to the function or class that starts at some place of a file. */
function argumentsTo(
  context: FileContext,
  start: number,
  index: number,
  path: string,
  member: string | undefined,
): readonly AbstractValue[] {
  const found: AbstractValue[] = [];
  for (const call of [...context.index.calls, ...context.index.news]) {
    if (found.length >= MAX_CALLS) break;
    const argument = call.arguments[index];
    if (!argument || argument.type === 'SpreadElement') continue;
    const callee = unwrap(call.callee);
    const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
    if (!isIdentifier(root) || !context.variable(root)) continue;
    const value = context.value(callee);
    if (value.kind !== 'function' && value.kind !== 'class') continue;
    if (value.file.file.path !== path || value.node.range[0] !== start) continue;
    const given = context.value(argument);
    found.push(member === undefined ? given : context.member(given, member));
  }
  return found;
}

/** `$.http = createClient()`: on an object that the file makes, or is given to fill. */
function carriedOn(context: FileContext, name: string, member: string): readonly AbstractValue[] {
  return context.index.assignments.flatMap(({ left, right }) => {
    if (left.type !== 'MemberExpression' || memberName(left) !== member) return [];
    return isIdentifier(left.object as Node, name) ? [context.value(right)] : [];
  });
}
