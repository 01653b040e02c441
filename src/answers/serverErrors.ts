import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, memberName, unwrap } from '../ast/nodes.ts';
import { endings } from '../ast/flow.ts';
import { someNode } from '../ast/walk.ts';

/** A failure that leaves open whether the server has done what it was asked: an answer of 5xx, or none at all. */
interface Failure {
  readonly status?: number;
  readonly code: string;
}

/** 503 is left out: it says that nothing was done. */
const openFailures: readonly Failure[] = [
  { status: 500, code: 'ERR_BAD_RESPONSE' },
  { status: 502, code: 'ERR_BAD_RESPONSE' },
  { code: 'ETIMEDOUT' },
  { code: 'ECONNRESET' },
];

type Truth = boolean | 'unknown';
/** How code goes on: with the next statement, or with another attempt; `decided` where a condition on the failure led there. */
interface Course {
  readonly end: 'next' | 'again' | 'throws' | 'leaves' | 'unknown';
  readonly decided: boolean;
}

const MAX_DEPTH = 4;
const statusName = /^(?:\w*[sS]tatus(?:Code)?|status_code)$/;
const goesOn: Course = { end: 'next', decided: false };

/** Whether code that looks at a failure is shown to try again after one that leaves the outcome open. */
export function repeatsOpenFailures(context: FileContext, regions: readonly Node[]): boolean {
  return openFailures.some((failure) =>
    regions.some((region) => {
      const { end, decided } = new Rehearsal(context, failure, 0).course([region]);
      return decided && (end === 'again' || end === 'next');
    }),
  );
}

/** The same of a filter: `(error) => error.response.status >= 500`. */
export function acceptsOpenFailures(context: FileContext, filter: FunctionNode): boolean {
  return openFailures.some((failure) => new Rehearsal(context, failure, 0).answer(filter) === true);
}

/** Goes through code as it would run after one failure. What it cannot tell is unknown. */
class Rehearsal {
  readonly #context: FileContext;
  readonly #failure: Failure;
  readonly #depth: number;

  constructor(context: FileContext, failure: Failure, depth: number) {
    this.#context = context;
    this.#failure = failure;
    this.#depth = depth;
  }

  course(statements: readonly Node[]): Course {
    let decided = false;
    for (const statement of statements) {
      const one = this.#step(statement);
      decided ||= one.decided;
      if (one.end !== 'next') return { end: one.end, decided };
    }
    return { end: 'next', decided };
  }

  #step(statement: Node): Course {
    switch (statement.type) {
      case 'BlockStatement':
        return this.course(statement.body);
      case 'ContinueStatement':
        return { end: 'again', decided: false };
      case 'ThrowStatement':
        return { end: 'throws', decided: false };
      case 'ReturnStatement':
      case 'BreakStatement':
        return { end: 'leaves', decided: false };
      case 'TryStatement':
        return this.#attempt(statement);
      case 'IfStatement':
        return this.#branch(statement);
      default:
        return goesOn;
    }
  }

  #attempt({ block, handler }: Ast.TryStatement): Course {
    const tried = this.course([block]);
    if (tried.end !== 'throws' || !handler) return tried;
    const caught = this.course([handler.body]);
    return { end: caught.end, decided: tried.decided || caught.decided };
  }

  #branch({ test, consequent, alternate }: Ast.IfStatement): Course {
    const truth = this.truth(test);
    const asks = this.#asksFailure(test);
    if (truth === 'unknown') {
      // A limit of attempts is not what is asked for here.
      if (!asks) return goesOn;
      return endings(consequent).size === 1 && endings(consequent).has('normal') && !alternate
        ? goesOn
        : { end: 'unknown', decided: false };
    }
    const taken = truth ? consequent : alternate;
    const course = taken ? this.course([taken]) : goesOn;
    return { end: course.end, decided: course.decided || asks };
  }

  #asksFailure(test: Node): boolean {
    return someNode(test, (node) => {
      const name = nameOf(node);
      if (/^(?:response|ok|code|errno|err|error|e)$/.test(name) || statusName.test(name)) return true;
      return node.type === 'Identifier' && this.#initOf(node) !== undefined && this.truth(node) !== 'unknown';
    });
  }

  /** What a function returns. */
  answer(node: FunctionNode): Truth {
    const { body } = node;
    if (!body) return 'unknown';
    if (body.type !== 'BlockStatement') return this.truth(body);
    for (const statement of body.body) {
      if (statement.type === 'ReturnStatement') return statement.argument ? this.truth(statement.argument) : false;
      if (statement.type !== 'IfStatement') {
        if (statement.type === 'VariableDeclaration') continue;
        return 'unknown';
      }
      const truth = this.truth(statement.test);
      if (truth === 'unknown') return 'unknown';
      const taken = truth ? statement.consequent : statement.alternate;
      const given = taken && returnIn(taken);
      if (given) return this.truth(given);
      if (taken) return 'unknown';
    }
    return 'unknown';
  }

  truth(expression: Node): Truth {
    const node = unwrap(expression);
    switch (node.type) {
      case 'UnaryExpression':
        return node.operator === '!' ? negated(this.truth(node.argument)) : 'unknown';
      case 'LogicalExpression':
        return this.#logical(node);
      case 'BinaryExpression':
        return this.#compared(node);
      case 'CallExpression':
        return this.#called(node);
      case 'Literal':
        return Boolean(node.value);
      default:
        return this.#named(node);
    }
  }

  #named(node: Node): Truth {
    const name = nameOf(node);
    if (name === 'response') return this.#failure.status !== undefined;
    if (name === 'ok') return false;
    if (statusName.test(name)) return this.#failure.status !== undefined;
    const init = this.#initOf(node);
    return init && this.#depth < MAX_DEPTH ? this.#deeper(this.#context).truth(init) : 'unknown';
  }

  #logical({ operator, left, right }: Ast.LogicalExpression): Truth {
    const [a, b] = [this.truth(left), this.truth(right)];
    if (operator === '&&') return a === false || b === false ? false : a === true ? b : a === b ? a : 'unknown';
    if (operator === '||') return a === true || b === true ? true : a === false ? b : a === b ? a : 'unknown';
    return a === 'unknown' ? 'unknown' : a || b;
  }

  #compared({ operator, left, right }: Ast.BinaryExpression): Truth {
    if (operator === 'instanceof') return /^(?:Axios)?Error$/.test(nameOf(unwrap(right))) ? true : 'unknown';
    const [a, b] = [this.#quantity(left as Node), this.#quantity(right)];
    if (a === 'unknown' || b === 'unknown') return 'unknown';
    switch (operator) {
      case '===':
      case '==':
        return a === b;
      case '!==':
      case '!=':
        return a !== b;
      default:
        return typeof a === 'number' && typeof b === 'number' ? ordered(operator, a, b) : false;
    }
  }

  /** A number or text to compare; undefined for the status of a request without an answer. */
  #quantity(expression: Node): number | string | undefined | 'unknown' {
    const node = unwrap(expression);
    const constant = this.#context.constant(node);
    if (typeof constant === 'number' || (typeof constant === 'string' && constant !== 'undefined')) return constant;
    const name = nameOf(node);
    if (statusName.test(name)) return this.#failure.status;
    if (name === 'code' || name === 'errno') return this.#failure.code;
    if (node.type === 'Identifier' && node.name === 'undefined') return undefined;
    // `error.response?.status ?? 0`, `status || 500`
    if (node.type === 'LogicalExpression' && node.operator !== '&&')
      return this.#quantity(node.left) ?? this.#quantity(node.right);
    const init = this.#initOf(node);
    return init && this.#depth < MAX_DEPTH ? this.#deeper(this.#context).#quantity(init) : 'unknown';
  }

  #called(call: CallExpression): Truth {
    const callee = unwrap(call.callee);
    const name = nameOf(callee);
    const [argument] = call.arguments as readonly Node[];
    if (name === 'isAxiosError') return true;
    if ((name === 'includes' || name === 'has') && callee.type === 'MemberExpression' && argument) {
      const list = this.#listOf(callee.object);
      const asked = this.#quantity(argument);
      return list === undefined || asked === 'unknown' ? 'unknown' : list.includes(asked);
    }
    const value = this.#depth < MAX_DEPTH ? this.#context.value(callee) : undefined;
    return value?.kind === 'function' ? this.#deeper(value.file).answer(value.node) : 'unknown';
  }

  /** The constants of a list or set, written here or kept in a variable. */
  #listOf(expression: Node): readonly unknown[] | undefined {
    const node = unwrap(expression);
    const plain = this.#initOf(node) ?? node;
    const list = plain.type === 'NewExpression' ? (plain.arguments[0] as Node | undefined) : plain;
    if (list?.type !== 'ArrayExpression') return undefined;
    const values = list.elements.map((element) => element && this.#context.constant(element as Node));
    return values.some((value) => value === undefined) ? undefined : values;
  }

  #initOf(node: Node): Node | undefined {
    if (node.type !== 'Identifier') return undefined;
    const definition = this.#context.variable(node)?.defs[0];
    if (definition?.node.type !== 'VariableDeclarator' || definition.node.id.type !== 'Identifier') return undefined;
    const { init, parent } = definition.node;
    return init && parent.kind === 'const' && !isFunction(init) ? unwrap(init) : undefined;
  }

  #deeper(context: FileContext): Rehearsal {
    return new Rehearsal(context, this.#failure, this.#depth + 1);
  }
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? (memberName(node) ?? '') : '';
}

function negated(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

function ordered(operator: string, a: number, b: number): Truth {
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  return operator === '>=' ? a >= b : 'unknown';
}

function returnIn(statement: Node): Node | undefined {
  if (statement.type === 'BlockStatement')
    return statement.body.length === 1 ? returnIn(statement.body[0]!) : undefined;
  return statement.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
}
