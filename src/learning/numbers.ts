import { isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { Node } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';

/** Where a name gets a value: `timeout: 60_000`, `this.timeout = x`, `{ timeout = 5 }`, `options.timeout ?? 5`. */
interface Given {
  readonly file: FileContext;
  readonly node: Node;
}

const MAX_STEPS = 8;
/** Functions that give on the number that they check or convert. */
const PASSES_ON = /^(?:Number|parseInt|parseFloat|validate\w*|check\w*|ensure\w*|assert\w*|to(?:Number|Int|Integer|Ms|Millis))$/;

/**
 * What numbers a package uses where its caller gives none: constants followed through variables, parameters, fields and
 * options, by name over all files that were read of it.
 */
export class NumbersOfPackage {
  readonly #givenTo = new Map<string, Given[]>();

  constructor(files: readonly FileContext[]) {
    for (const file of files) {
      walk(file.file.ast as unknown as Node, (node) => {
        for (const [name, value] of givenBy(node)) {
          const list = this.#givenTo.get(name) ?? [];
          this.#givenTo.set(name, list);
          list.push({ file, node: value });
        }
      });
    }
  }

  /** Names of which a value is given somewhere. */
  names(): Iterable<string> {
    return this.#givenTo.keys();
  }

  /** The numbers that an expression may be by default; none where only a caller gives one. */
  of(file: FileContext, expression: Node): ReadonlySet<number> {
    const found = new Set<number>();
    this.#add(file, expression, found, new Set(), 0);
    return found;
  }

  /** The numbers that an option, field or variable of a name may be by default. */
  named(name: string): ReadonlySet<number> {
    const found = new Set<number>();
    this.#addNamed(name, found, new Set(), 0);
    return found;
  }

  #addNamed(name: string, found: Set<number>, passed: Set<unknown>, depth: number): void {
    if (passed.has(name)) return;
    passed.add(name);
    for (const { file, node } of this.#givenTo.get(name) ?? []) this.#add(file, node, found, passed, depth + 1);
  }

  #add(file: FileContext, expression: Node, found: Set<number>, passed: Set<unknown>, depth: number): void {
    const node = unwrap(expression);
    if (depth > MAX_STEPS || passed.has(node)) return;
    passed.add(node);
    const constant = file.constant(node);
    if (constant !== undefined) {
      if (typeof constant === 'number') found.add(constant);
      return;
    }
    const add = (next: Node): void => this.#add(file, next, found, passed, depth + 1);
    switch (node.type) {
      case 'Identifier':
        if (!this.#addVariable(file, node, found, passed, depth)) this.#addNamed(node.name, found, passed, depth);
        return;
      case 'MemberExpression': {
        const name = memberName(node);
        if (name !== undefined) this.#addNamed(name.replace(/^#/, ''), found, passed, depth);
        return;
      }
      case 'LogicalExpression':
        add(node.left);
        return node.operator === '&&' && found.size > 0 ? undefined : add(node.right);
      case 'ConditionalExpression':
        add(node.consequent);
        return add(node.alternate);
      case 'AssignmentExpression':
        return add(node.right);
      case 'BinaryExpression':
        return this.#addScaled(file, node, found, passed, depth);
      case 'CallExpression': {
        const callee = unwrap(node.callee);
        const name = isIdentifier(callee) ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : '';
        if (PASSES_ON.test(name ?? '')) for (const argument of node.arguments) add(argument as Node);
      }
    }
  }

  /** `seconds * 1000`: each number that the one side may be, times the other. */
  #addScaled(
    file: FileContext,
    node: Extract<Node, { type: 'BinaryExpression' }>,
    found: Set<number>,
    passed: Set<unknown>,
    depth: number,
  ): void {
    const right = file.constant(node.right);
    if (node.operator !== '*' || typeof right !== 'number') return;
    const inner = new Set<number>();
    this.#add(file, node.left as Node, inner, passed, depth + 1);
    for (const one of inner) found.add(one * right);
  }

  /** What a variable is made with; false where that says nothing. */
  #addVariable(
    file: FileContext,
    node: Extract<Node, { type: 'Identifier' }>,
    found: Set<number>,
    passed: Set<unknown>,
    depth: number,
  ): boolean {
    const definition = file.variable(node)?.defs[0];
    const made = definition?.node;
    if (made?.type === 'VariableDeclarator' && made.init && made.id.type === 'Identifier') {
      this.#add(file, made.init, found, passed, depth + 1);
      return true;
    }
    return false;
  }
}

/** The names that a node gives a value, with that value. */
function givenBy(node: Node): readonly (readonly [string, Node])[] {
  switch (node.type) {
    case 'Property': {
      if (node.parent.type !== 'ObjectExpression') return [];
      const name = keyName(node.key as Node, node.computed);
      return name === undefined ? [] : [[name, node.value as Node]];
    }
    case 'PropertyDefinition': {
      const name = keyName(node.key as Node, node.computed);
      return name === undefined || !node.value ? [] : [[name.replace(/^#/, ''), node.value]];
    }
    case 'AssignmentPattern':
      return node.left.type === 'Identifier' ? [[node.left.name, node.right]] : [];
    case 'AssignmentExpression': {
      const target = unwrap(node.left);
      const name = target.type === 'MemberExpression' ? memberName(target) : isIdentifier(target) ? target.name : undefined;
      return name === undefined ? [] : [[name.replace(/^#/, ''), node.right]];
    }
    case 'LogicalExpression': {
      const name = node.left.type === 'MemberExpression' ? memberName(node.left) : undefined;
      return name === undefined || node.operator === '&&' ? [] : [[name.replace(/^#/, ''), node.right]];
    }
    default:
      return [];
  }
}
