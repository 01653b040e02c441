import type { CallExpression, Node, Variable } from '../ast/types.ts';
import { ancestors, isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { fieldFor, listensForError, readsOf, variableFor } from '../values/index.ts';
import { fieldIsHandedOn } from './emitters.ts';
import type { FileContext } from '../values/index.ts';

/** What becomes of a stream or another emitter in the file that makes it. */
export interface Hearing {
  /** Somebody listens for its failures, or waits for it in a way that hears of them. */
  readonly heard: boolean;
  /** Others get hold of it, and may listen. */
  readonly away: boolean;
  readonly pipedOn: boolean;
  readonly pipedInto: boolean;
  readonly events: ReadonlySet<string>;
  /** Calls of its methods. */
  readonly calls: readonly CallExpression[];
  readonly name?: string;
}

interface Draft {
  heard: boolean;
  away: boolean;
  pipedOn: boolean;
  pipedInto: boolean;
  events: Set<string>;
  calls: CallExpression[];
  name?: string;
}

/** Variables and parameters that one stream goes through. */
const MAX_FOLLOWED = 6;
const ofNode = /(?:^|\.)(?:EventEmitter|Readable|Writable|Duplex|Transform|PassThrough)$/;
const listening = /^(?:on|once|addListener|prependListener)$/;
/** Methods that give what they are called on. */
const same =
  /^(?:on|once|addListener|prependListener|pause|resume|setEncoding|setMaxListeners|unref|ref|file|directory|append|glob)$/;

/** A listener on the target of a `pipe()` hears nothing of its source. */
export function hearingOf(context: FileContext, made: Node): Hearing {
  const draft = blank();
  follow(context, made, draft, new Set());
  return draft;
}

function blank(): Draft {
  return { heard: false, away: false, pipedOn: false, pipedInto: false, events: new Set(), calls: [] };
}

function follow(context: FileContext, start: Node, draft: Draft, seen: Set<Variable>): void {
  let at = outermostWrapper(start);
  for (let step = methodOn(at); step; step = methodOn(at)) {
    draft.calls.push(step.call);
    if (step.name === 'pipe') draft.pipedOn = true;
    if (listening.test(step.name)) heardOn(context, step.call, draft);
    if (!same.test(step.name)) return;
    at = outermostWrapper(step.call);
  }
  const { parent } = at;
  const variable = variableFor(context, at);
  if (variable) followVariable(context, variable, draft, seen);
  else if (parent?.type === 'CallExpression' && parent.callee !== at && calledName(parent) === 'pipe') {
    draft.pipedInto = true;
    // `pipe()` gives its target.
    follow(context, parent, draft, seen);
  } else if (parent?.type === 'CallExpression' && parent.callee !== at) {
    followArgument(context, parent, parent.arguments.indexOf(at as never), draft, seen);
  } else {
    const field = keptUnheard(context, at);
    if (field !== undefined) followField(context, field, draft);
    else if (!isHarmless(at, parent)) draft.away = true;
  }
}

/** A base of the class, unless it is one of node's, may listen on the field. */
function mayBeInherited(context: FileContext, at: Node): boolean {
  for (const outer of ancestors(at)) {
    if (outer.type !== 'ClassDeclaration' && outer.type !== 'ClassExpression') continue;
    return outer.superClass !== null && !ofNode.test(context.text(outer.superClass));
  }
  return false;
}

/** The field of `this.child = child`, where nobody listens for failures on it, and nobody else gets it. */
function keptUnheard(context: FileContext, at: Node): string | undefined {
  const field = fieldFor(context, at);
  if (field === undefined || !/^this\.#?\w+$/.test(field) || mayBeInherited(context, at)) return undefined;
  return !listensForError(context, field) && !fieldIsHandedOn(context, field) ? field : undefined;
}

/** What is called on a field that holds it, in whatever method. */
function followField(context: FileContext, field: string, draft: Draft): void {
  for (const member of context.index.members) {
    const step = context.text(member) === field ? methodOn(outermostWrapper(member)) : undefined;
    if (!step) continue;
    draft.calls.push(step.call);
    if (listening.test(step.name)) heardOn(context, step.call, draft);
  }
}

/** Given to a function of the project: what that does with it counts as well. */
function followArgument(
  context: FileContext,
  call: CallExpression,
  index: number,
  draft: Draft,
  seen: Set<Variable>,
): void {
  const callee = unwrap(call.callee);
  const known = seen.size < MAX_FOLLOWED && /^(?:Identifier|MemberExpression)$/.test(callee.type);
  const value = known ? context.value(callee) : undefined;
  const parameter = value?.kind === 'function' ? value.node.params[index] : undefined;
  const variable = value?.kind === 'function' && isIdentifier(parameter) ? value.file.variable(parameter) : undefined;
  if (!variable || value?.kind !== 'function') draft.away = true;
  else followVariable(value.file, variable, draft, seen);
}

function heardOn(context: FileContext, call: CallExpression, draft: Draft): void {
  const event = context.constant(call.arguments[0] as Node | undefined);
  if (event === undefined) draft.away = true;
  else draft.events.add(String(event));
  if (event === 'error') draft.heard = true;
}

function followVariable(context: FileContext, variable: Variable, draft: Draft, seen: Set<Variable>): void {
  if (seen.has(variable)) return;
  seen.add(variable);
  draft.name ??= variable.name;
  if (isExportedVariable(variable)) draft.away = true;
  for (const read of readsOf(variable)) follow(context, read, draft, seen);
}

function isExportedVariable(variable: Variable): boolean {
  return variable.defs[0]?.node.parent?.parent?.type === 'ExportNamedDeclaration';
}

const conditions = /^(?:IfStatement|UnaryExpression|BinaryExpression|LogicalExpression|ConditionalExpression)$/;

/** A member that is read, a condition, or the end of a statement: nobody gets hold of it. */
function isHarmless(at: Node, parent: Node | undefined): boolean {
  if (!parent) return false;
  if (parent.type === 'ExpressionStatement' || parent.type === 'UnaryExpression') return true;
  if (parent.type === 'MemberExpression') return parent.object === at && memberName(parent) !== 'bind';
  if (isFunction(parent)) return parent.body === at && handsNothingBack(parent);
  if (parent.type === 'LogicalExpression' || parent.type === 'ConditionalExpression') return isTest(at, parent);
  return conditions.test(parent.type);
}

/** `() => stream.pipe(res)` of a listener. */
function handsNothingBack(owner: Node): boolean {
  const call = owner.parent;
  return call?.type === 'CallExpression' && call.callee !== owner && listening.test(calledName(call) ?? '');
}

/** `child && child.kill()`. */
function isTest(at: Node, parent: Node): boolean {
  if (parent.type === 'ConditionalExpression') return parent.test === at;
  return parent.type === 'LogicalExpression' && parent.left === at && parent.operator === '&&';
}
