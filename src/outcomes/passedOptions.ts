import type { Ast, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { isDeclaredForExport } from '../ast/functions.ts';
import { walk } from '../ast/walk.ts';
import { PASSED_LIMITS, handsOnOnly, moduleName } from '../knowledge/passedLimits.ts';
import type { PassedLimit } from '../knowledge/passedLimits.ts';
import { versionFits } from '../knowledge/versions.ts';
import type { FileContext, FoundRequest, OptionsView } from '../values/index.ts';

type Client = FoundRequest['client'];

/** Clients whose options are one object that wrappers hand on: `fetch(url, init)`. */
const clients = /^(?:fetch|node-fetch|undici|axios|got|ky|ofetch)$/;

/**
 * Options as they come to be: what callers may add is left out where the function around is the program's own, and none
 * of its files passes a limit to it.
 */
export function optionsPassed(context: FileContext, { client }: FoundRequest, view: OptionsView): OptionsView {
  if (
    view.source !== 'forwarded' ||
    offersSignal(context) ||
    !clients.test(client.library.api) ||
    mayBePassed(context, client)
  )
    return view;
  return {
    ...view,
    get: (path) => {
      const value = view.get(path);
      return value.state === 'maybe' && value.forwarded ? { state: 'absent' } : value;
    },
  };
}

/**
 * The limit of `fetch(url, { signal: options.signal })`, of `got(url, { timeout: options.timeout || undefined })`, or of
 * `fetch(url, options)` beside one, where no caller in the program passes it.
 */
export function unpassedLimit(context: FileContext, { client }: FoundRequest, view: OptionsView): string | undefined {
  if (!clients.test(client.library.api)) return undefined;
  const limit = limitsOf(client).find((name) => {
    const value = view.get(name);
    return value.state === 'present' && value.file === context
      ? isHandedOn(context, value.node, name)
      : name === 'signal' && value.state === 'maybe' && value.forwarded && offersSignal(context);
  });
  return limit !== undefined && !mayBePassed(context, client) ? limit : undefined;
}

/** The limit that `fetch(url, { agent, ...options })` has where some callers pass one, and others in sight do not. */
export function limitOfSome(context: FileContext, { client }: FoundRequest, view: OptionsView): string | undefined {
  if (view.source !== 'forwarded' || offersSignal(context) || !clients.test(client.library.api)) return undefined;
  if (mayBePassed(context, client) !== 'some') return undefined;
  return limitsOf(client).findLast((name) => view.get(name).state === 'maybe');
}

/** Without a version, what some version of the library takes may well be what this one takes. */
function limitsOf({ library, version }: Client): readonly PassedLimit[] {
  if (!/fetch|undici/.test(library.api)) return PASSED_LIMITS;
  const takesTime = library.timeouts?.some(
    ({ option, bounds, versions }) =>
      option === 'timeout' &&
      bounds === 'call' &&
      (versions === undefined || version === undefined || versionFits(version, versions)),
  );
  return takesTime ? PASSED_LIMITS : ['signal'];
}

/** Callers may pass one by what the file says: ours must not take its place. */
function offersSignal({ file }: FileContext): boolean {
  return /\bsignal\b/.test(file.text);
}

/** A parameter, or a member of one, that may be left out: a type that demands it is held by the compiler. */
function isHandedOn(context: FileContext, node: Node, limit: PassedLimit): boolean {
  const given = unwrap(node);
  const plain =
    given.type === 'LogicalExpression' && isIdentifier(given.right, 'undefined') ? unwrap(given.left) : given;
  const of = plain.type === 'ChainExpression' ? unwrap(plain.expression) : plain;
  const name = of.type === 'MemberExpression' ? memberName(of) : of.type === 'Identifier' ? of.name : undefined;
  const root = of.type === 'MemberExpression' ? unwrap(of.object) : of;
  if (name !== limit || root.type !== 'Identifier') return false;
  const parameter = context.variable(root)?.defs[0];
  if (parameter?.type !== 'Parameter' || isCallback(parameter.name as Node)) return false;
  return !/\bsignal\s*:\s*AbortSignal\b|\btimeout\s*:\s*number\b/.test(context.file.text);
}

/** What a library calls gets what the library gives: `policy.execute(({ signal }) => fetch(url, { signal }))`. */
function isCallback(parameter: Node): boolean {
  const parent = enclosingFunction(parameter)?.parent;
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
}

const passed = new WeakMap<FileContext, Map<number, boolean | 'some'>>();

/** Whether somebody may pass a limit to a function of this file, also where that cannot be told; 'some': others surely do not. */
function mayBePassed(context: FileContext, client: Client): boolean | 'some' {
  const limits = limitsOf(client);
  const byCount = passed.get(context) ?? new Map<number, boolean | 'some'>();
  passed.set(context, byCount);
  const known = byCount.get(limits.length);
  if (known !== undefined) return known;
  const { port, file } = context;
  const answer =
    port.mayPassLimit === undefined ||
    port.isPublished?.(file.path) !== false ||
    !handsOnOnly(file.text) ||
    port.mayPassLimit(namesOf(context), limits, file.path);
  byCount.set(limits.length, answer);
  return answer;
}

/** Names by which other files call what stands in this one. */
function namesOf(context: FileContext): readonly string[] {
  const names = new Set<string>();
  const add = (name: string | undefined): unknown => name !== undefined && name !== 'constructor' && names.add(name);
  walk(context.file.ast, (node) => {
    if (!isFunction(node)) return;
    const holder = node.parent;
    if (node.type === 'FunctionDeclaration') add(node.id?.name);
    else if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') add(holder.id.name);
    else if (holder && 'key' in holder)
      add(keyName(holder.key as Node, (holder as { computed?: boolean }).computed ?? false));
    else if (holder?.type === 'AssignmentExpression' && holder.left.type === 'MemberExpression')
      add(isModuleExports(holder.left) ? moduleName(context.file.path) : memberName(holder.left));
    // What a default export is called is up to those who import it.
    if (isDeclaredForExport(node) && node.parent?.type === 'ExportDefaultDeclaration')
      add(moduleName(context.file.path));
  });
  return [...names];
}

function isModuleExports({ object, property }: Ast.MemberExpression): boolean {
  return isIdentifier(object, 'module') && isIdentifier(property, 'exports');
}
