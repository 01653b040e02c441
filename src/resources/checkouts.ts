import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { CheckoutRole } from '../knowledge/roles.ts';
import type { Ast, CallExpression, FunctionNode, NewExpression, Node, Variable } from '../ast/types.ts';
import { calledName, handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { ClientValue, FileContext } from '../values/index.ts';
import { alwaysLeaves, endings } from '../ast/flow.ts';
import { inArgument, inOtherBranch, isCaught, isTried, sharesPath } from '../ast/paths.ts';
import type { Checkout } from '../facts/model.ts';
import { ancestors, enclosingFunction, isFunction, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { runsOnce } from '../retries/startUp.ts';

type Released = Checkout['released'];

/** Connections and transactions that this file takes from pools, and whether they go back. */
export function findCheckouts(context: FileContext, test: boolean): readonly Checkout[] {
  const found: Checkout[] = [];
  for (const call of context.index.calls) {
    const callee = takerOf(context, call);
    const role = callee?.type.call?.checkout;
    if (!callee || !role) continue;
    const { released, name } = releaseOf(context, call, role);
    found.push({
      kind: 'checkout',
      range: rangeOf(call),
      library: callee.library.name,
      what: role.what,
      ...(name === undefined ? {} : { name }),
      released,
      method: role.release[0]!,
      why: role.why,
      test,
    });
  }
  return found;
}

/** What takes the connection: a method of the pool, or a function of the project that does nothing but call that. */
function takerOf(context: FileContext, call: CallExpression): ClientValue | undefined {
  const callee = context.value(unwrap(call.callee));
  if (callee.kind === 'client') return callee;
  if (callee.kind !== 'function' || call.arguments.length > 0 || callee.node.generator) return undefined;
  const { body } = callee.node;
  const only = body?.type === 'BlockStatement' ? (body.body.length === 1 ? body.body[0] : undefined) : body;
  const given = only?.type === 'ReturnStatement' ? only.argument : only;
  const taking = given && unwrap(given as Node);
  if (taking?.type !== 'CallExpression' || taking.arguments.length > 0) return undefined;
  const taker = callee.file.value(unwrap(taking.callee));
  return taker.kind === 'client' && taker.type.call?.checkout?.what === 'connection' ? taker : undefined;
}

function releaseOf(
  context: FileContext,
  call: CallExpression,
  role: CheckoutRole,
): { readonly released: Released; readonly name?: string } {
  // A managed transaction, or a callback that gets the connection.
  const args = call.arguments as readonly Node[];
  const last = args.at(-1);
  if (isFunction(last))
    return { released: role.what === 'connection' ? releaseInCallback(context, last, 1, role) : 'always' };
  if (args.some((argument) => argument.type !== 'ObjectExpression')) return { released: 'unknown' };
  let outer = outermostWrapper(call);
  const chained = methodOn(outer);
  if (chained?.name === 'then' && isFunction(chained.call.arguments[0])) {
    return { released: role.taken ? releaseInCallback(context, chained.call.arguments[0], 0, role) : 'unknown' };
  }
  while (outer.parent?.type === 'AwaitExpression') outer = outermostWrapper(outer.parent);
  if (outer.parent?.type === 'ExpressionStatement') return { released: role.taken ? 'never' : 'unknown' };
  const variable = variableFor(context, outer);
  return variable
    ? { released: releaseOfVariable(context, call, variable, role), name: variable.name }
    : { released: 'unknown' };
}

/** A callback is followed only so far as to see that it lets go of what it gets without giving it back. */
function releaseInCallback(context: FileContext, callback: FunctionNode, index: number, role: CheckoutRole): Released {
  const { params } = callback;
  if (callback.parent?.type !== 'CallExpression' || params.some((param) => param.type !== 'Identifier'))
    return 'unknown';
  const used = params.slice(index).flatMap((param) => {
    const variable = context.variable(param);
    return variable ? readsOf(variable) : [];
  });
  return used.every((read) => useOf(read, role) === 'use' && handedOnlyToCalls(read, callback)) ? 'never' : 'unknown';
}

/** Whether what a call or construction gives is given back by way of the variable that holds it. */
export function releaseOfVariable(
  context: FileContext,
  call: CallExpression | NewExpression,
  variable: Variable,
  role: CheckoutRole,
): Released {
  const owner = enclosingFunction(call);
  // What lives as long as the process, or is kept for another function, is given back elsewhere.
  if (!owner || enclosingFunction(variable.identifiers[0]!) !== owner || runsOnce(context, owner)) return 'unknown';
  if (variable.defs.some(({ parent }) => parent?.type === 'VariableDeclaration' && /using/.test(parent.kind)))
    return 'always';
  const writes = variable.references.filter((reference) => reference.isWrite());
  if (writes.length > 2) return 'unknown';
  const reads = readsOf(variable);
  // Until another one is put there, what is given back is this one.
  const next = writes.find(({ identifier }) => identifier.range[0] > call.range[1])?.identifier.range[0] ?? Infinity;
  const own = reads.filter(({ range }) => range[0] > call.range[1] && range[0] < next);
  const ends = own.some((read) => useOf(read, role) === 'release');
  return releaseAmong(call, variable, role, owner, ends ? own : reads);
}

function releaseAmong(
  call: CallExpression | NewExpression,
  variable: Variable,
  role: CheckoutRole,
  owner: FunctionNode,
  reads: readonly Node[],
): Released {
  const releases: Node[] = [];
  let passed = false;
  let caught: Node | undefined;
  for (const read of reads) {
    const use = useOf(read, role);
    if (use === 'escape' || !handedOnlyToCalls(read, owner)) return 'unknown';
    if (use === 'use') continue;
    const guarded = onFailure(read, owner);
    if (guarded === 'catch' && use === 'release' && role.what === 'connection') {
      caught ??= read;
      continue;
    }
    if (guarded && (use === 'release' || use === 'passed')) {
      if (use === 'release' && failsInFinally(read, variable)) return 'late';
      return use === 'release' && failsBeforeTry(call, read, owner) ? 'on-success' : 'always';
    }
    if (use === 'passed') passed = true;
    else if (enclosingFunction(read) !== owner) return 'unknown';
    else releases.push(read);
  }
  if (caught) {
    if (releases.length === 0) return passed ? 'unknown' : 'on-failure';
    return failsBeforeTry(call, caught, owner) ? 'on-success' : 'always';
  }
  if (releases.length === 0) return passed ? 'unknown' : 'never';
  return failureKeeps(call, owner, releases) || leavesEarly(call, variable, owner, releases) ? 'on-success' : 'always';
}

/** `const client = await pool.connect(); await client.query('BEGIN'); try {`: what fails in between is past the `try`. */
function failsBeforeTry(call: Node, release: Node, owner: FunctionNode): boolean {
  const attempt = [...ancestors(release)].find((at) => at.type === 'TryStatement' && isInside(release, at));
  if (!attempt || isInside(call, attempt) || enclosingFunction(attempt) !== owner) return false;
  return someNode(
    owner.body,
    (node) =>
      node.type === 'AwaitExpression' &&
      node.range[0] > call.range[1] &&
      node.range[1] < attempt.range[0] &&
      !isCaught(node) &&
      !isOpening(node, release) &&
      !inOtherBranch(node, call) &&
      !isTried(node, owner),
    OWN_BODY,
  );
}

/** `finally { await client.query('commit'); client.release(); }`: what fails there is followed by no release. */
function failsInFinally(release: Node, variable: Variable): boolean {
  let child = release;
  for (const at of ancestors(release)) {
    if (isFunction(at)) return false;
    if (at.type === 'TryStatement' && at.finalizer === child)
      return readsOf(variable).some((read) => {
        if (!isInside(read, child) || read.range[0] >= release.range[0]) return false;
        const waited = outermostWrapper(methodOn(outermostWrapper(read))?.call ?? read).parent;
        return waited?.type === 'AwaitExpression' && !isCaught(waited) && !isTried(waited, child);
      });
    child = at;
  }
  return false;
}

/**
 * `await runner.connect()`, `await runner.startTransaction()`: what fails there has taken nothing yet, or is the driver's own
 * idiom, which no one rewrites.
 */
function isOpening({ argument }: Ast.AwaitExpression, connection: Node): boolean {
  const call = unwrap(argument);
  if (call.type !== 'CallExpression' || !/^(?:connect|(?:start|begin)Transaction)$/.test(calledName(call) ?? ''))
    return false;
  const callee = unwrap(call.callee);
  const on = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return on?.type === 'Identifier' && connection.type === 'Identifier' && on.name === connection.name;
}

/** `if (rows.length === 0) return null;` between taking and giving back. */
function leavesEarly(call: Node, variable: Variable, owner: FunctionNode, releases: readonly Node[]): boolean {
  const last = Math.max(...releases.map((release) => release.range[0]));
  return someNode(
    owner.body,
    (node) => {
      if (node.type !== 'ReturnStatement' || node.range[0] < call.range[1] || node.range[0] > last) return false;
      if (isAfterTest(node, variable)) return false;
      // Given back just before, in the same block or around it.
      return !releases.some((release) => release.range[0] < node.range[0] && sharesPath(release, node));
    },
    OWN_BODY,
  );
}

/** `if (!client) return`: there is nothing to give back. */
function isAfterTest(node: Node, variable: Variable): boolean {
  for (const at of ancestors(node)) {
    if (at.type === 'IfStatement') {
      const tested = variable.references.some(({ identifier }) => isInside(identifier, at.test));
      if (tested) return true;
    }
    if (isFunction(at)) return false;
  }
  return false;
}

/** What is done with the connection in one place. */
function useOf(read: Node, role: CheckoutRole): 'release' | 'use' | 'passed' | 'escape' {
  const outer = outermostWrapper(read);
  const { parent } = outer;
  const method = methodOn(outer);
  if (method) return role.release.includes(method.name) ? 'release' : 'use';
  if (parent?.type === 'MemberExpression' && parent.object === outer) {
    return role.release.includes(memberName(parent) ?? '') ? 'escape' : 'use';
  }
  // `pool.releaseConnection(connection)`
  if (parent?.type === 'CallExpression' && parent.callee !== outer) {
    return /release|rollback|close|cleanup|dispose|destroy/i.test(calledName(parent) ?? '') ? 'release' : 'passed';
  }
  if (role.queriedByCall && parent?.type === 'CallExpression') return 'use';
  if (parent?.type === 'Property' && parent.value === outer && inArgument(parent)) return 'passed';
  return parent && /^(?:If|While|Conditional|Unary|Logical|Binary)/.test(parent.type) && !isValue(parent, outer)
    ? 'use'
    : 'escape';
}

/** `cond ? connection : other` and `connection || other` give the connection on. */
function isValue(parent: Node, part: Node): boolean {
  if (parent.type === 'ConditionalExpression') return parent.test !== part;
  if (parent.type !== 'LogicalExpression') return false;
  return parent.operator !== '&&' || parent.right === part;
}

/** Functions between a read and the one that owns it run in place, as far as can be seen. */
function handedOnlyToCalls(read: Node, owner: FunctionNode): boolean {
  for (let at = enclosingFunction(read); at && at !== owner; at = enclosingFunction(at))
    if (!handedTo(at)) return false;
  return true;
}

/** In a `catch` or `finally` of the function, or in a callback that one of the promises gets for it. */
function onFailure(read: Node, owner: FunctionNode): 'catch' | 'always' | undefined {
  let child = read;
  for (const at of ancestors(read)) {
    if (at === owner) return undefined;
    if (at.type === 'CatchClause') return 'catch';
    if (at.type === 'TryStatement' && at.finalizer === child) return 'always';
    const handed = isFunction(at) ? calledName(handedTo(at)?.call ?? ({} as CallExpression)) : undefined;
    if (handed === 'catch' || handed === 'finally') return 'always';
    child = at;
  }
  return undefined;
}

/** Something may fail between taking and giving back, and the failure goes past every place that gives back. */
function failureKeeps(call: Node, owner: FunctionNode, releases: readonly Node[]): boolean {
  const last = Math.max(...releases.map((release) => release.range[0]));
  let keeps = false;
  walk(
    owner.body,
    (node) => {
      if (node.type !== 'AwaitExpression' || keeps) return true;
      if (node.range[0] <= call.range[1] || node.range[1] > last || isCaught(node)) return true;
      // `await client.release()` is the giving back.
      if (releases.some((release) => isInside(release, node) || isOpening(node, release))) return true;
      // Given back just before.
      if (releases.some((release) => release.range[1] < node.range[0] && sharesPath(release, node))) return true;
      keeps = skipsRelease(node, owner, releases);
      return true;
    },
    OWN_BODY,
  );
  return keeps;
}

/** A failure here is followed by no release: it leaves the function, or a `catch` goes on where none follows. */
function skipsRelease(node: Node, owner: FunctionNode, releases: readonly Node[]): boolean {
  let child: Node = node;
  for (const at of ancestors(node)) {
    if (at === owner) return true;
    if (at.type === 'TryStatement' && at.block === child && at.handler) {
      if (alwaysLeaves(at.handler.body) || endings(at.handler.body).has('throw')) return true;
      return !releases.some((release) => release.range[0] > at.range[1]);
    }
    child = at;
  }
  return true;
}
