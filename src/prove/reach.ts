import type { Ast, ClassNode, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { ancestors, isFunction, keyName, memberName } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { exportsOf, type Exports } from './exported.ts';

/** A function at the top of a file, by itself, in a class or in an object. */
interface Unit {
  readonly fn: FunctionNode;
  /** Of the function, class or object. */
  readonly name?: string;
  /** What is exported: the function, class or object. */
  readonly holder: Node;
  readonly member?: string;
  readonly inClass?: { readonly node: ClassNode; readonly isStatic: boolean };
}

/** How a test gets at a function. */
export interface Entry {
  readonly fn: FunctionNode;
  /** The name of the export; `=` for what `module.exports` is. */
  readonly exported: string;
  /** What the test calls it, which is no name of its own. */
  readonly local: string;
  readonly member?: string;
  readonly inClass?: Unit['inClass'];
  readonly module: Exports['module'];
  /** As a person names it: `getUser`, `Api.get`. */
  readonly label: string;
}

/** The exported function that leads to a node: the one that it stands in, else one that calls that. */
export function entryTo(file: ParsedFile, node: Node): Entry | { readonly refused: string } {
  const start = unitAround(node);
  if (!start) {
    const outside = ![...ancestors(node)].some(isFunction);
    return {
      refused: outside
        ? 'This call runs when the module is loaded, so no test can call it: move it into an exported function'
        : 'This call runs in a callback that its function hands on, so no test can call it directly',
    };
  }
  const exports = exportsOf(file);
  const seen = new Set<FunctionNode>();
  const open: Unit[] = [start];
  for (let unit = open.shift(); unit; unit = open.shift()) {
    if (seen.has(unit.fn)) continue;
    seen.add(unit.fn);
    const entry = entryOf(unit, exports);
    if (entry) return entry;
    open.push(...callersOf(file, unit));
  }
  const what = start.name ?? start.member;
  return {
    refused: `${what === undefined ? 'The function of this call' : `\`${what}\``} isn't exported, and nothing that this file exports calls it: export it first`,
  };
}

function entryOf(unit: Unit, exports: Exports): Entry | undefined {
  const { fn, name, holder, member, inClass } = unit;
  if (member?.startsWith('#') || isHidden(fn.parent)) return undefined;
  const exported = exports.byNode.get(holder) ?? (name === undefined ? undefined : exports.byName.get(name));
  if (exported === undefined) return undefined;
  const own = exported === 'default' || exported === '=' ? (name ?? 'subject') : exported;
  const local = taken.has(own) ? `${own}Subject` : own;
  const label = member === undefined ? own : `${own}.${member}`;
  return { fn, exported, local, member, inClass, module: exports.module, label };
}

/** Names that the test has for its own parts. */
const taken = new Set(['test', 'it', 'server', 'assert', 'http', 'https', 'settle', 'sleep', 'startServer', 'outcome']);

function isHidden(parent: Node | undefined): boolean {
  return (
    parent?.type === 'MethodDefinition' &&
    (parent.accessibility === 'private' || parent.accessibility === 'protected' || parent.kind !== 'method')
  );
}

/** The function at the top of the file that a node runs in, where running it runs the node. */
function unitAround(node: Node): Unit | undefined {
  let outermost: FunctionNode | undefined;
  for (const around of ancestors(node)) {
    if (!isFunction(around)) continue;
    if (outermost && !runsWithOuter(outermost)) return undefined;
    outermost = around;
  }
  return outermost && unitOf(outermost);
}

/** A function inside another one that runs while that one does: called by name, at once, or by what is waited for. */
function runsWithOuter(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (fn.type === 'FunctionDeclaration' || parent?.type === 'VariableDeclarator') return true;
  if (parent?.type === 'NewExpression') return parent.callee.type === 'Identifier' && parent.callee.name === 'Promise';
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === fn) return true;
  const method = parent.callee.type === 'MemberExpression' ? memberName(parent.callee) : undefined;
  if (method !== undefined && /^(?:map|forEach|flatMap|then|catch|finally|reduce)$/.test(method)) return true;
  return isAwaited(parent);
}

function isAwaited({ parent, ...node }: Node): boolean {
  if (parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement') return true;
  if (parent?.type === 'ArrowFunctionExpression') return parent.body.range[0] === node.range[0];
  if (parent?.type === 'MemberExpression' && parent.parent.type === 'CallExpression') return isAwaited(parent.parent);
  return false;
}

function unitOf(fn: FunctionNode): Unit | undefined {
  const { parent } = fn;
  if (fn.type === 'FunctionDeclaration') return { fn, holder: fn, name: fn.id?.name };
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const node = parent.parent.parent;
    const name = node.id?.name ?? declaredName(node);
    const member = keyName(parent.key, parent.computed);
    return member === undefined
      ? undefined
      : { fn, holder: node, name, member, inClass: { node, isStatic: parent.static } };
  }
  if (parent?.type === 'Property' && parent.parent.type === 'ObjectExpression') {
    const object: Node = parent.parent;
    const member = keyName(parent.key, parent.computed);
    if (member === undefined) return undefined;
    const name = declaredName(object);
    // `module.exports = { async load() {} }`: the function is an export by itself.
    return name === undefined ? { fn, holder: fn, name: member } : { fn, holder: object, name, member };
  }
  return { fn, holder: fn, name: declaredName(fn) };
}

function declaredName({ parent }: Node): string | undefined {
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}

/** The functions of the file that call one. */
function callersOf(file: ParsedFile, unit: Unit): Unit[] {
  const uses: Node[] = [];
  if (unit.inClass && unit.member !== undefined) {
    walk(unit.inClass.node, (node) => {
      if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression' && memberName(node) === unit.member)
        uses.push(node);
    });
  } else if (unit.name !== undefined && unit.member === undefined) {
    const variable = variableOf(file, unit);
    for (const { identifier } of variable?.references ?? []) uses.push(identifier);
  }
  return uses.flatMap((use) => (isCallee(use) ? (unitAround(use) ?? []) : []));
}

function variableOf(
  file: ParsedFile,
  { fn }: Unit,
): ParsedFile['scopes']['scopes'][number]['variables'][number] | undefined {
  const id: Ast.Node | undefined | null =
    fn.type === 'FunctionDeclaration' ? fn.id : fn.parent.type === 'VariableDeclarator' ? fn.parent.id : undefined;
  if (!id) return undefined;
  return file.scopes.scopes
    .flatMap(({ variables }) => variables)
    .find(({ identifiers }) => identifiers.some(({ range }) => range[0] === id.range[0]));
}

/** It is called here, or handed to what calls it while its function waits: `pRetry(load)`. */
function isCallee(use: Node): boolean {
  const { parent } = use;
  if (parent?.type !== 'CallExpression') return false;
  return parent.callee === use || isAwaited(parent);
}
