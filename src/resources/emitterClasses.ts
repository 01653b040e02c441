import type { NewExpression, Node } from '../ast/types.ts';
import { someNode } from '../ast/walk.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { listensOnThis } from '../values/index.ts';
import type { AbstractValue, ClientValue, FileContext } from '../values/index.ts';

/** What a class in sight gets from the class of a library that it extends, through others or not. */
export interface OwnClassBase {
  /** The library's class. */
  readonly client: ClientValue;
  /** One of the classes on the way listens for errors of its own instances. */
  readonly listens: boolean;
  /** One of them hands `this` to others, who may listen. */
  readonly handsOn: boolean;
}

/** The base of `new Feed()` where `Feed` extends a class whose instances connect at once and emit `'error'`. */
export function ownClassBase(context: FileContext, node: NewExpression): OwnClassBase | undefined {
  const passed = new Set<Node>();
  let at: AbstractValue = context.value(unwrap(node.callee));
  let listens = false;
  let handsOn = false;
  while (at.kind === 'class' && !passed.has(at.node) && at.node.superClass) {
    const { node: owner, file }: Extract<AbstractValue, { kind: 'class' }> = at;
    passed.add(owner);
    listens ||= listensOnThis(file, owner);
    handsOn ||= someNode(owner.body, (part) => part.type === 'ThisExpression' && isWhole(part));
    at = file.value(unwrap(owner.superClass!));
  }
  if (at.kind !== 'client' || passed.size === 0) return undefined;
  return at.type.new?.request?.emitter === true ? { client: at, listens, handsOn } : undefined;
}

/** `this` itself is given to something, not only a member of it asked for. */
function isWhole(self: Node): boolean {
  const { parent } = self;
  return parent?.type !== 'MemberExpression' || parent.object !== self;
}

/** The class that a field belongs to; undefined where another class of the file extends it and may use the field too. */
export function ownerOfField(context: FileContext, value: Node): Node | undefined {
  let owner: Node | undefined = value.parent;
  while (owner && owner.type !== 'ClassDeclaration' && owner.type !== 'ClassExpression') owner = owner.parent;
  const name = owner?.id?.name;
  if (!owner || name === undefined) return owner;
  const found = owner;
  const extended = someNode(
    context.file.ast,
    (node) =>
      (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') &&
      node.superClass?.type === 'Identifier' &&
      node.superClass.name === name &&
      !isInside(node, found),
  );
  return extended ? undefined : owner;
}
