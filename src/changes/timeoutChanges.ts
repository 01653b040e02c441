import type { Ast, CallExpression, Node, ParsedFile, Variable } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from './suggestion.ts';
import type { FoundDefect } from './timeoutDefects.ts';
import { mayAwait, nodeAt, pathTo, textOf } from '../ast/locate.ts';
import { isFunction, isIdentifier, memberName, rangeOf } from '../ast/nodes.ts';
import { findNode, OWN_BODY, someNode } from '../ast/walk.ts';
import { findProperty, propertyName, replace, setProperty, unwrapped } from './edits.ts';
import { endedByTimeout } from './nodeRequest.ts';
import { madeObject, methodCalledOn, variableOf } from '../ast/objectUses.ts';
import { runningOn } from './runningTimer.ts';
import { inBlock, linesAfter, listOf, styleOf, withoutStatement } from './layout.ts';

/** A change that chooses nothing is a fix; one that changes what is sent is a suggestion. */
export interface Change {
  readonly fix?: Suggestion;
  readonly suggestions?: readonly Suggestion[];
}

/** The effective form of a timeout that does nothing, with the same number. */
export function effectiveTimeout(file: ParsedFile, { defect, subject }: FoundDefect): Change {
  if (subject.kind === 'call' && subject.library?.name === 'node:http' && defect.why.includes("emits 'timeout'"))
    return { suggestions: endedByTimeout(file, subject) };
  const path = pathTo(file, defect.range);
  const property = path.findLast((node): node is Ast.ObjectExpressionProperty => node.type === 'Property');
  const object = path.findLast((node): node is Ast.ObjectExpression => node.type === 'ObjectExpression');
  if (!property || !object || property.value.range[0] !== defect.range.start) return {};
  if (propertyName(property) === 'requestTimeout' && defect.why.includes('throwOnRequestTimeout')) {
    const edits = setProperty(file, object, 'throwOnRequestTimeout', 'true');
    return edits ? { fix: { title: 'Add throwOnRequestTimeout: true', edits } } : {};
  }
  if (defect.why.includes('is the body')) return behindTheBody(object);
  if (propertyName(property) !== 'timeout' || !defect.why.includes('AbortSignal.timeout')) return {};
  // A limit for the whole would cut off what comes in parts.
  if (subject.kind === 'call' && subject.streaming) return {};
  const spread = object.properties.some(({ type }) => type === 'SpreadElement');
  if (spread || findProperty(object, 'signal')) return {};
  const newText = `signal: AbortSignal.timeout(${textOf(file, property.value)})`;
  return { fix: { title: 'Replace with signal: AbortSignal.timeout(…)', edits: [replace(property, newText)] } };
}

/** `axios.post(url, { timeout })`: the options move on, and nothing is sent as the body. */
function behindTheBody(object: Ast.ObjectExpression): Change {
  const { parent } = object;
  if (parent.type !== 'CallExpression' || parent.arguments[1] !== object) return {};
  const at = object.range[0];
  const edits = [{ range: { start: at, end: at }, newText: 'undefined, ' }];
  return { suggestions: [{ title: 'Send no body, and pass these as options', edits }] };
}

/** A timeout signal made where it is used, so that each attempt has one of its own. */
export function signalPerAttempt(file: ParsedFile, made: Range): Change {
  const node = nodeAt(file, made, 'CallExpression') as CallExpression | undefined;
  const kept = node && declarationOf(file, node);
  if (!kept) return {};
  const { declaration, init, variable } = kept;
  const reads = variable.references.filter((one) => one.isRead()).map(({ identifier }) => identifier);
  const edits = reads.map((read) => madeAt(read, textOf(file, init)));
  if (reads.length === 0 || !edits.every((edit) => edit !== undefined)) return {};
  const change = {
    title: 'Create the signal for each attempt',
    edits: [withoutStatement(file, declaration), ...edits],
  };
  // Several calls in one attempt had one limit together, and get one each.
  return reads.length === 1 ? { fix: change } : { suggestions: [change] };
}

/** The only declaration of a constant that a signal is, alone or among others. */
function declarationOf(
  file: ParsedFile,
  made: Node,
): { readonly declaration: Node; readonly init: Node; readonly variable: Variable } | undefined {
  let init = made;
  while (init.parent && /^(?:ArrayExpression|CallExpression)$/.test(init.parent.type)) init = init.parent;
  const { parent } = init;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== init || parent.id.type !== 'Identifier')
    return undefined;
  const declaration = parent.parent;
  if (declaration.kind !== 'const' || declaration.declarations.length > 1 || !listOf(declaration)) return undefined;
  const variable = variableOf(file, parent.id);
  return variable && isRepeatable(file, init) ? { declaration, init, variable } : undefined;
}

/** The names in it mean the same wherever it is written, and making it twice is like making it once. */
function isRepeatable(file: ParsedFile, node: Node): boolean {
  const names = file.scopes.scopes.flatMap(({ variables }) => variables.map(({ name }) => name));
  return !someNode(
    node,
    (one) =>
      (one.type === 'Identifier' && names.filter((name) => name === one.name).length > 1) ||
      (one.type === 'CallExpression' && !/^AbortSignal\.(?:timeout|any)$/.test(textOf(file, one.callee))) ||
      /^(?:Await|Yield|Assignment|Update|New|Function|ArrowFunction)Expression$/.test(one.type),
  );
}

/** The place of a read with the signal written there; undefined where something else is done with it. */
function madeAt(read: Node, text: string): TextEdit | undefined {
  const { parent } = read;
  if (parent?.type === 'Property' && parent.value === read) {
    return parent.shorthand ? replace(parent, `${(read as Ast.Identifier).name}: ${text}`) : replace(read, text);
  }
  const handed = parent?.type === 'CallExpression' && parent.callee !== read;
  return handed || parent?.type === 'ArrayExpression' ? replace(read, text) : undefined;
}

const readers = /^(?:json|text|arrayBuffer|blob|formData|bytes)$/;

/** The same limit for the whole call: the name of the option, or the place where the timer is cleared. */
export function wholeTimeout(file: ParsedFile, found: FoundDefect): Change {
  const { defect } = found;
  const path = pathTo(file, defect.range);
  const property = path.findLast((node): node is Ast.ObjectExpressionProperty => node.type === 'Property');
  if (property?.value.range[0] === defect.range.start) return renamed(file, property, path, found);
  const cleared = nodeAt(file, defect.range, 'CallExpression');
  if (!isIdentifier((cleared as CallExpression | undefined)?.callee, 'clearTimeout')) return {};
  const edits = clearedLater(file, cleared!) ?? awaitedBody(cleared!);
  if (edits) return { fix: { title: 'Clear the timer once the body is read', edits } };
  const running = runningOn(file, cleared!);
  return running ? { suggestions: [{ title: 'Let the timer run until the body is read', edits: running }] } : {};
}

/**
 * got's `timeout.response` becomes `timeout.request`, where it stands alone: beside other limits it is one part of a
 * whole, and its figure says nothing about the body. What others derive from a client may take longer.
 */
function renamed(
  file: ParsedFile,
  property: Ast.Property,
  path: readonly Node[],
  { defect, subject }: FoundDefect,
): Change {
  const object = path.findLast((node): node is Ast.ObjectExpression => node.type === 'ObjectExpression');
  const better = /set `timeout\.(\w+)`/.exec(defect.why)?.[1];
  if (!object || object.properties.length > 1 || better === undefined || property.shorthand) return {};
  if (subject.kind === 'client' && (subject.escapes || isDerivedFrom(file, subject.range))) return {};
  const edits = [replace(property, `${better}: ${textOf(file, property.value)}`)];
  // The same figure now has to be enough for the body too.
  return { suggestions: [{ title: `Set timeout.${better} instead`, edits }] };
}

/** Another client is made from this one: `client.extend(...)`. */
function isDerivedFrom(file: ParsedFile, made: Range): boolean {
  const { reads } = madeObject(file, made);
  return reads === undefined || reads.some((read) => /^(?:extend|create|defaults)$/.test(methodCalledOn(read) ?? ''));
}

/** `clearTimeout` between headers and body: behind the statement that reads the body, whatever that does. */
function clearedLater(file: ParsedFile, cleared: Node): TextEdit[] | undefined {
  const statement = cleared.parent;
  if (statement?.type !== 'ExpressionStatement') return undefined;
  const list = listOf(statement);
  const later = list?.slice(list.indexOf(statement) + 1) ?? [];
  const reading = later.filter((one) => someNode(one, readsBody, OWN_BODY));
  const last = reading.at(-1);
  if (!last) return undefined;
  const text = textOf(file, statement);
  if (last.type !== 'ReturnStatement' && !/^(?:VariableDeclaration|ExpressionStatement)$/.test(last.type))
    return undefined;
  if (last.type === 'ReturnStatement' && (reading.length > 1 || !mayAwait(file, rangeOf(last)))) return undefined;
  // Whoever leaves before the body is read would leave the timer running.
  const leaving = later.slice(0, later.indexOf(last)).some((one) => someNode(one, leaves, OWN_BODY));
  if (!leaving && last.type !== 'ReturnStatement')
    return [withoutStatement(file, statement), linesAfter(file, last, [text])];
  const body = unawaited(last);
  const [first, end] = leaving ? [later[0]!, later.at(-1)!] : [last, last];
  return [
    withoutStatement(file, statement),
    ...inBlock(file, first, end, 'try {', ['} finally {', `${styleOf(file).step}${text}`, '}']),
    ...(body ? [awaiting(body)] : []),
  ];
}

function leaves({ type }: Node): boolean {
  return /^(?:Return|Throw|Break|Continue)Statement$/.test(type);
}

function readsBody(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    readers.test(memberName(node.callee) ?? '')
  );
}

/** `try { return response.json() } finally { clearTimeout(timer) }`: an `await` makes `finally` wait for the body. */
function awaitedBody(cleared: Node): TextEdit[] | undefined {
  const attempt = cleared.parent?.parent?.parent;
  if (attempt?.type !== 'TryStatement' || !attempt.finalizer || cleared.parent?.parent !== attempt.finalizer)
    return undefined;
  const owner = ownerOf(attempt);
  if (!owner?.async) return undefined;
  const returned = findNode(
    attempt.block,
    (one) => one.type === 'ReturnStatement' && unawaited(one) !== undefined,
    OWN_BODY,
  );
  const body = returned && unawaited(returned);
  return body && [awaiting(body)];
}

function ownerOf(node: Node) {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

/** The body that a `return` hands on as a promise. */
function unawaited(node: Node): Node | undefined {
  const given = node.type === 'ReturnStatement' && node.argument ? unwrapped(node.argument) : undefined;
  return given && readsBody(given) ? given : undefined;
}

function awaiting({ range: [start] }: Node): TextEdit {
  return { range: { start, end: start }, newText: 'await ' };
}
