import type { ClassNode, NewExpression, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isIdentifier, keyName, unwrap } from '../ast/nodes.ts';
import { outermostWrapper } from '../ast/calls.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/** A collection that an object holds, and every place that reads it. */
export interface HeldField {
  /** As code of the class writes it: `this.sessions`. */
  readonly name: string;
  readonly reads: readonly Node[];
}

/** Fields that start empty, of objects that are there once for the whole program, where no other file reaches them. */
export function heldFields(context: FileContext): readonly HeldField[] {
  return context.index.classes.flatMap((owner) => {
    if (!isThereOnce(context, owner)) return [];
    const hidden = isOfThisFile(context, owner);
    return emptyFields(context, owner).flatMap(({ name, isPrivate }) => {
      const reads = hidden || isPrivate ? readsOfField(context, name) : undefined;
      return reads ? [{ name: `this.${name}`, reads }] : [];
    });
  });
}

/** `new Map()`, `{}`, `[]`. */
export function isEmpty(value: Node): boolean {
  const init = unwrap(value);
  if (init.type === 'NewExpression')
    return isIdentifier(init.callee) && /^(?:Map|Set|Array)$/.test(init.callee.name) && init.arguments.length === 0;
  if (init.type === 'ArrayExpression') return init.elements.length === 0;
  return init.type === 'ObjectExpression' && init.properties.length === 0;
}

interface Field {
  readonly name: string;
  readonly isPrivate: boolean;
}

/** `sessions = new Map()` in the class, and `this.sessions = new Map()` in its constructor. */
function emptyFields(context: FileContext, owner: ClassNode): readonly Field[] {
  const found = new Map<string, Field>();
  for (const member of owner.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static) continue;
    const name = nameOfField(context, member.key);
    const isPrivate = member.accessibility === 'private' || member.key.type === 'PrivateIdentifier';
    if (member.value ? isEmpty(member.value) : isPrivate) found.set(name, { name, isPrivate });
  }
  const set = new Set<string>();
  for (const { left, right } of context.index.assignments) {
    if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression' || !isEmpty(right)) continue;
    const constructor = enclosingFunction(left)?.parent;
    if (constructor?.type !== 'MethodDefinition' || constructor.kind !== 'constructor') continue;
    if (constructor.parent.parent === owner) set.add(nameOfField(context, left.property));
  }
  for (const name of set) found.set(name, found.get(name) ?? { name, isPrivate: false });
  const values = owner.body.body.filter((one) => one.type === 'PropertyDefinition' && one.value);
  const valued = new Set(values.map((one) => (one.type === 'PropertyDefinition' ? nameOfField(context, one.key) : '')));
  return [...found.values()].filter(({ name }) => set.has(name) || valued.has(name));
}

function nameOfField(context: FileContext, key: Node): string {
  return context.text(key);
}

const singletons = /^(?:Injectable|WebSocketGateway|Controller|Service|singleton|injectable)$/;

/** A framework makes it once, or the module itself does as it loads. */
function isThereOnce(context: FileContext, owner: ClassNode): boolean {
  const decorated = owner.decorators.some(({ expression }) => {
    const name = expression.type === 'CallExpression' ? unwrap(expression.callee) : expression;
    const perRequest = /\bScope\.(?:REQUEST|TRANSIENT)\b/.test(context.text(expression));
    return name.type === 'Identifier' && singletons.test(name.name) && !perRequest;
  });
  return decorated || madeAtLoad(context, owner).length > 0;
}

/** `const lobby = new Lobby()` at the top, where nothing else makes one. */
function madeAtLoad(context: FileContext, owner: ClassNode): readonly NewExpression[] {
  const made = context.index.news.filter(({ callee }) => classOf(context, callee)?.node === owner);
  return made.every((one) => !enclosingFunction(one)) ? made : [];
}

function classOf(context: FileContext, callee: Node) {
  return callee.type === 'Identifier' ? context.variable(callee)?.defs[0] : undefined;
}

/** Neither the class nor an object of it leaves the file. */
function isOfThisFile(context: FileContext, owner: ClassNode): boolean {
  const all = madeAtLoad(context, owner);
  const callee = all[0]?.callee;
  const variable = callee?.type === 'Identifier' ? context.variable(callee) : undefined;
  if (!variable) return false;
  const made = all.map((one) => outermostWrapper(one).parent);
  const named = made.flatMap((one) => {
    const held =
      one?.type === 'VariableDeclarator' && one.id.type === 'Identifier' ? context.variable(one.id) : undefined;
    return held && one?.parent?.parent?.type !== 'ExportNamedDeclaration' ? [held] : [];
  });
  if (named.length < made.length || /^Export/.test(owner.parent.type)) return false;
  const uses = named.flatMap((one) => readsOf(one));
  const classUses = readsOf(variable).filter(({ parent }) => parent?.type !== 'NewExpression');
  return classUses.length === 0 && uses.every(({ parent }) => parent?.type === 'MemberExpression');
}

/** Where anything of that name is read in the file; undefined where it is set to something else. */
function readsOfField(context: FileContext, name: string): readonly Node[] | undefined {
  const reads: Node[] = [];
  for (const member of context.index.members) {
    if (keyNameOf(context, member.property, member.computed) !== name) continue;
    const { parent } = member;
    if (parent.type !== 'AssignmentExpression' || parent.left !== member) reads.push(member);
    else if (![...ancestors(member)].some((at) => at.type === 'MethodDefinition' && at.kind === 'constructor'))
      return undefined;
  }
  return reads;
}

function keyNameOf(context: FileContext, key: Node, computed: boolean): string | undefined {
  return key.type === 'PrivateIdentifier' ? context.text(key) : keyName(key, computed);
}
