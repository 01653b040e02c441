import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';

/** Where a name gets a value: `timeout: 60_000`, `this.timeout = x`, `{ timeout = 5 }`, `options.timeout ?? 5`. */
interface Given {
  readonly file: FileContext;
  readonly node: Node;
}

/** The numbers that something may be where no caller gives one. */
export interface Numbers {
  readonly values: ReadonlySet<number>;
  /** Every way that it may get a value was followed to its end. */
  readonly whole: boolean;
}

class Found implements Numbers {
  readonly values = new Set<number>();
  readonly passed = new Set<unknown>();
  whole = true;
}

/** Words that stand for many things in one package. */
const COMMON = /^(?:value|options?|data|result|args?|count|index|time|delay)$/;
const OF_SOMETHING_ELSE = /(?:ping|sniff|resurrect|idle|keep_?alive|connect(?:ion)?|poll|handshake|close)_?time_?out/i;
const MAX_STEPS = 10;
const MAX_WAYS = 6;
/** Functions that give on the number that they check or convert. */
const PASSES_ON =
  /^(?:Number|parseInt|parseFloat|validate\w*|check\w*|ensure\w*|assert\w*|to(?:Number|Int|Integer|Ms|Millis))$/;

/**
 * What numbers a package uses where its caller gives none: constants followed through variables, parameters, fields and
 * options, by name over all files that were read of it.
 */
export class NumbersOfPackage {
  readonly #givenTo = new Map<string, Given[]>();
  readonly #calls = new Map<string, Given[]>();

  constructor(files: readonly FileContext[]) {
    for (const file of files) {
      walk(file.file.ast as unknown as Node, (node) => {
        for (const [name, value] of givenBy(node)) {
          const list = this.#givenTo.get(name) ?? [];
          this.#givenTo.set(name, list);
          list.push({ file, node: value });
        }
      });
      for (const call of file.index.calls) {
        const name = calledName(call);
        if (name === undefined) continue;
        const list = this.#calls.get(name) ?? [];
        this.#calls.set(name, list);
        list.push({ file, node: call });
      }
    }
  }

  /** Names of which a value is given somewhere. */
  names(): Iterable<string> {
    return this.#givenTo.keys();
  }

  /** The numbers that an expression may be by default; none where only a caller gives one. */
  of(file: FileContext, expression: Node): Numbers {
    const found = new Found();
    this.#add(file, expression, found, 0);
    return found;
  }

  /** The numbers that an option, field or variable of a name may be by default. */
  named(name: string): Numbers {
    const found = new Found();
    this.#addNamed(name, found, 0);
    return found;
  }

  #addNamed(name: string, found: Found, depth: number): void {
    if (found.passed.has(name)) return;
    found.passed.add(name);
    if (name.length < 4 || COMMON.test(name) || OF_SOMETHING_ELSE.test(name)) {
      found.whole = false;
      return;
    }
    for (const { file, node } of this.#givenTo.get(name) ?? []) this.#add(file, node, found, depth + 1);
  }

  #add(file: FileContext, expression: Node, found: Found, depth: number): void {
    const node = unwrap(expression);
    if (found.passed.has(node)) return;
    found.passed.add(node);
    if (depth > MAX_STEPS) {
      found.whole = false;
      return;
    }
    const constant = file.constant(node);
    if (constant !== undefined) {
      if (typeof constant === 'number') found.values.add(constant);
      return;
    }
    const add = (next: Node): void => this.#add(file, next, found, depth + 1);
    switch (node.type) {
      case 'Identifier':
        return this.#addVariable(file, node, found, depth);
      case 'MemberExpression': {
        const name = memberName(node);
        if (name !== undefined) this.#addNamed(name.replace(/^#/, ''), found, depth);
        return;
      }
      case 'LogicalExpression':
        add(node.left);
        return node.operator === '&&' && found.values.size > 0 ? undefined : add(node.right);
      case 'ConditionalExpression':
        add(node.consequent);
        return add(node.alternate);
      case 'AssignmentExpression':
        return add(node.right);
      case 'BinaryExpression':
        return this.#addScaled(file, node, found, depth);
      case 'CallExpression': {
        const name = calledName(node);
        const checked = /^(?:Number|parse)/.test(name ?? '') ? node.arguments.slice(0, 1) : node.arguments;
        if (PASSES_ON.test(name ?? '')) for (const argument of checked) add(argument as Node);
        else found.whole = false;
        return;
      }
      default:
        found.whole &&= node.type === 'UnaryExpression' || isFunction(node);
    }
  }

  /** `seconds * 1000`: each number that the one side may be, times the other. */
  #addScaled(file: FileContext, node: Extract<Node, { type: 'BinaryExpression' }>, found: Found, depth: number): void {
    const right = file.constant(node.right);
    if (node.operator !== '*' || typeof right !== 'number') {
      found.whole = false;
      return;
    }
    const inner = new Found();
    this.#add(file, node.left as Node, inner, depth + 1);
    for (const one of inner.values) found.values.add(one * right);
    found.whole &&= inner.whole;
  }

  /** What a variable is made with, or what callers hand a parameter; by its name where that says nothing. */
  #addVariable(file: FileContext, node: Extract<Node, { type: 'Identifier' }>, found: Found, depth: number): void {
    const variable = file.variable(node);
    const definition = variable?.defs[0];
    const made = definition?.node;
    if (made?.type === 'VariableDeclarator' && made.id.type === 'Identifier') {
      const written = variable!.references.flatMap(({ writeExpr }) => writeExpr ?? []);
      for (const value of written.slice(0, MAX_WAYS)) this.#add(file, value, found, depth + 1);
      return;
    }
    const given = made && isFunction(made) ? this.#argumentsFor(made, node.name) : [];
    for (const one of given) this.#add(one.file, one.node, found, depth + 1);
    if (given.length === 0) this.#addNamed(node.name, found, depth);
  }

  /** What calls of a function, known by its name, hand it for a parameter; its own default besides. */
  #argumentsFor(made: FunctionNode, parameter: string): readonly Given[] {
    const name = nameOfFunction(made);
    const index = made.params.findIndex(
      (one) => isIdentifier(one, parameter) || isIdentifier(defaulted(one), parameter),
    );
    const calls = (name === undefined || index < 0 ? undefined : this.#calls.get(name)) ?? [];
    return calls.slice(0, MAX_WAYS).flatMap(({ file, node }) => {
      const argument = (node as CallExpression).arguments[index];
      return argument ? [{ file, node: argument as Node }] : [];
    });
  }
}

function defaulted(parameter: Node): Node | undefined {
  return parameter.type === 'AssignmentPattern' ? parameter.left : undefined;
}

/** The name that a function is called by: its own, its variable's, its property's. */
function nameOfFunction(node: FunctionNode): string | undefined {
  const holder = node.parent;
  if (node.id) return node.id.name;
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name;
  if (holder?.type === 'AssignmentExpression' && holder.left.type === 'MemberExpression')
    return memberName(holder.left);
  if (holder?.type === 'MethodDefinition' || holder?.type === 'Property' || holder?.type === 'PropertyDefinition')
    return keyName(holder.key as Node, holder.computed);
  return undefined;
}

/** What a call calls, by its last word. */
function calledName(node: CallExpression): string | undefined {
  const callee = unwrap(node.callee);
  return isIdentifier(callee) ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : undefined;
}

/** The names that a node gives a value, with that value. */
function givenBy(node: Node): readonly (readonly [string, Node])[] {
  switch (node.type) {
    case 'Property': {
      if (node.parent.type !== 'ObjectExpression') return [];
      const name = keyName(node.key as Node, node.computed);
      if (name === undefined) return [];
      const given: [string, Node][] = [[name, node.value as Node]];
      // `retry: { limit: 2 }`
      if (LIMIT.test(name) && isAboutRetries(node.parent)) given.push(['retryLimit', node.value as Node]);
      return given;
    }
    case 'PropertyDefinition': {
      const name = keyName(node.key as Node, node.computed);
      return name === undefined || !node.value ? [] : [[name.replace(/^#/, ''), node.value]];
    }
    case 'AssignmentPattern':
      return node.left.type === 'Identifier' ? [[node.left.name, node.right]] : [];
    case 'AssignmentExpression': {
      const target = unwrap(node.left);
      const name = target.type === 'MemberExpression' ? memberName(target) : undefined;
      return name === undefined ? [] : [[name.replace(/^#/, ''), node.right]];
    }
    case 'LogicalExpression': {
      const name = node.left.type === 'MemberExpression' ? memberName(node.left) : undefined;
      return name === undefined || node.operator === '&&' ? [] : [[name.replace(/^#/, ''), node.right]];
    }
    case 'CallExpression': {
      const [, field, value] = node.arguments;
      const isPrivate =
        field && value && /^__classPrivateFieldSet$/.test(calledName(node) ?? '') && isIdentifier(field);
      return isPrivate ? [[field.name, value as Node]] : [];
    }
    default:
      return [];
  }
}

const LIMIT = /^(?:limit|max|times|maxAttempts|retries)$/;

function isAboutRetries(node: Node): boolean {
  const holder = node.parent;
  const name =
    holder?.type === 'Property'
      ? keyName(holder.key as Node, holder.computed)
      : holder?.type === 'VariableDeclarator' && isIdentifier(holder.id)
        ? holder.id.name
        : undefined;
  return name !== undefined && /retry/i.test(name);
}
