import type { RemoteCall } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { freshName, indentAt } from '../changes/edits.ts';
import { errorLog } from '../changes/logger.ts';
import { bodyStart, linesAfter, linesBefore, listOf, styleOf } from '../changes/layout.ts';

/** `logs`: an error status is told of, and what follows goes on. */
type Checked = Pick<RemoteCall, 'method' | 'api'> & { readonly logs?: boolean };

/** A line that throws, or logs, for an answer with an error status, named with method, address and status. */
function unlessOk(file: ParsedFile, call: CallExpression, { method, api, logs }: Checked, response: string): string {
  const status = statusOf(call, api, response);
  const test = status === `${response}.status` && !mayBeUnchanged(file, call) ? `!${response}.ok` : `${status} >= 400`;
  if (logs !== true) return throwIf(file, test, status, method, response);
  return `if (${test}) ${errorLog(file, call, saying(status, method, response))}${styleOf(file).end}`;
}

const condition = /\bif-(?:none-match|modified-since)\b|\bredirect\s*:\s*['"]manual['"]/i;
/** `headers: request.headers`, `new Headers(req.headers)`, `headers: { ...req.headers }`. */
const headersOfOther = /\bheaders\s*:\s*\{?\s*(?:\.\.\.\s*)?\w+\.headers\b|\bnew\s+Headers\(\s*\w+\.headers\b/;

/** It asks only for what is new, or hands on what its own caller asks: 304 is the answer that is wanted, and not `ok`. */
function mayBeUnchanged(file: ParsedFile, call: CallExpression): boolean {
  const text = textOf(file, enclosingFunction(call) ?? call);
  return condition.test(text) || headersOfOther.test(text) || handsOnRequest(call);
}

/** `fetch(url, request)`, `fetch(request)`, `fetch(new Request(url, request))`. */
function handsOnRequest({ arguments: given }: CallExpression): boolean {
  return given.some((one) => {
    if (one.type === 'NewExpression' && isIdentifier(one.callee, 'Request'))
      return one.arguments.some((inner) => isIdentifier(inner, 'request') || isIdentifier(inner, 'req'));
    return isIdentifier(one, 'request') || isIdentifier(one, 'req');
  });
}

/** The same for what another attempt may change; other answers are given back as they were. */
export function throwIfTransient(
  file: ParsedFile,
  call: CallExpression,
  { method, api }: Checked,
  response: string,
): string {
  const status = statusOf(call, api, response);
  return throwIf(file, `${status} === 429 || ${status} >= 500`, status, method, response);
}

function throwIf(file: ParsedFile, test: string, status: string, method: string | undefined, response: string): string {
  return `if (${test}) throw new Error(${saying(status, method, response)})${styleOf(file).end}`;
}

function saying(status: string, method: string | undefined, response: string): string {
  // Behind the question mark may stand a key or a signature, which no log is to hold.
  const address = `\${${response}.url.split('?', 1)[0]}`;
  const what = status === `${response}.status` ? `${method ?? 'Request to'} ${address}` : `The ${method ?? ''} request`;
  return `\`${what.replace('  ', ' ')} was answered with \${${status}}\``;
}

function statusOf(call: CallExpression, api: string, response: string): string {
  return `${response}.${isUndiciRequest(call, api) ? 'statusCode' : 'status'}`;
}

/** undici's own `request` has no `ok`. */
function isUndiciRequest({ callee }: CallExpression, api: string): boolean {
  if (api !== 'undici') return false;
  return isIdentifier(callee, 'request') || (callee.type === 'MemberExpression' && memberName(callee) === 'request');
}

/** The names that changes of one file give to answers, by the function that they stand in. */
export type GivenNames = Map<Node | undefined, Set<string>>;

/**
 * A check of the status behind the request, where the answer has a name or can be given one.
 * @param given gets that name: changes of one function may be applied together
 * @param logs an error status is logged; otherwise it throws
 */
export function statusCheck(
  file: ParsedFile,
  { range, method, api }: RemoteCall,
  given: GivenNames = new Map(),
  logs = false,
): Suggestion | undefined {
  const node = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  const checked: Checked = { api, logs, ...(method === undefined ? {} : { method }) };
  const edits = node && (afterAwait(file, node, checked, given) ?? inThen(file, node, checked));
  return edits && { title: logs ? 'Log an error status' : 'Throw for an error status', edits };
}

function afterAwait(file: ParsedFile, node: CallExpression, call: Checked, given: GivenNames): TextEdit[] | undefined {
  const waits = node.parent;
  if (waits.type !== 'AwaitExpression') return undefined;
  const { parent } = waits;
  const holder =
    parent.type === 'VariableDeclarator' && parent.init === waits && parent.id.type === 'Identifier'
      ? { name: parent.id.name, statement: parent.parent }
      : parent.type === 'AssignmentExpression' &&
          parent.operator === '=' &&
          parent.right === waits &&
          parent.left.type === 'Identifier'
        ? { name: parent.left.name, statement: parent.parent }
        : undefined;
  if (!holder) return inline(file, node, waits, call, given);
  const { name, statement } = holder;
  if (!listOf(statement) || (statement.type === 'VariableDeclaration' && statement.declarations.length > 1))
    return undefined;
  const check = unlessOk(file, node, call, name);
  const first = triedNext(statement, name);
  return [first ? linesBefore(file, first, [check]) : linesAfter(file, statement, [check])];
}

/** The body is read in a `try` of its own: what cannot be read fails there, and an error status does so too. */
function triedNext(statement: Node, name: string): Node | undefined {
  const list = listOf(statement);
  const next = list?.[list.indexOf(statement) + 1];
  if (next?.type !== 'TryStatement' || !next.handler) return undefined;
  const reads = someNode(next.block, (one) => one.type === 'Identifier' && one.name === name, OWN_BODY);
  return reads ? next.block.body[0] : undefined;
}

/** `(await fetch(url)).json()`: the answer gets a name in a statement of its own. */
function inline(
  file: ParsedFile,
  node: CallExpression,
  waits: Node,
  call: Checked,
  given: GivenNames,
): TextEdit[] | undefined {
  if (waits.parent?.type !== 'MemberExpression' || waits.parent.object !== waits) return undefined;
  const statement = firstEvaluated(waits);
  if (!statement || !listOf(statement)) return checkedInThen(file, node, call);
  const before = /\(\s*$/.exec(file.text.slice(0, waits.range[0]));
  const after = /^\s*\)/.exec(file.text.slice(waits.range[1]));
  if (!before || !after) return undefined;
  const owner = enclosingFunction(node);
  const taken = given.get(owner) ?? new Set<string>();
  const name = freshName(file, 'response', taken);
  given.set(owner, taken.add(name));
  const { end } = styleOf(file);
  return [
    linesBefore(file, statement, [`const ${name} = ${textOf(file, waits)}${end}`, unlessOk(file, node, call, name)]),
    { range: { start: before.index, end: waits.range[1] + after[0].length }, newText: name },
  ];
}

/** Within a larger expression the answer passes through a check of its own, so that nothing is evaluated in another order. */
function checkedInThen(file: ParsedFile, node: CallExpression, call: Checked): TextEdit[] {
  const name = freshName(file, 'response');
  const { end, step } = styleOf(file);
  const at = node.range[1];
  const indent = indentAt(file.text, node.range[0]);
  const lines = [unlessOk(file, node, call, name), `return ${name}${end}`].map((line) => `${indent}${step}${line}\n`);
  return [{ range: { start: at, end: at }, newText: `.then((${name}) => {\n${lines.join('')}${indent}})` }];
}

/** The statement whose evaluation begins with an expression: nothing else runs before it. */
function firstEvaluated(node: Node): Node | undefined {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    switch (parent.type) {
      case 'AwaitExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        continue;
      case 'MemberExpression':
        if (parent.object !== at) return undefined;
        continue;
      case 'CallExpression':
        if (parent.callee !== at) return undefined;
        continue;
      case 'VariableDeclarator':
        return parent.parent.declarations.length === 1 ? parent.parent : undefined;
      case 'ReturnStatement':
      case 'ExpressionStatement':
        return parent;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** `fetch(url).then((response) => response.json())`. */
function inThen(file: ParsedFile, node: CallExpression, call: Checked): TextEdit[] | undefined {
  const member = node.parent;
  if (member.type !== 'MemberExpression' || member.object !== node || memberName(member) !== 'then') return undefined;
  const then = member.parent;
  const callback = then.type === 'CallExpression' ? then.arguments[0] : undefined;
  const [param] = isFunction(callback) ? callback.params : [];
  if (!callback || !isFunction(callback) || param?.type !== 'Identifier') return undefined;
  const check = unlessOk(file, node, call, param.name);
  if (callback.body.type === 'BlockStatement') {
    const [first] = callback.body.body;
    return first && [linesBefore(file, first, [check])];
  }
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, callback.range[0]);
  const start = bodyStart(file, callback);
  return [
    { range: { start, end: start }, newText: `{\n${indent}${step}${check}\n${indent}${step}return ` },
    { range: { start: callback.range[1], end: callback.range[1] }, newText: `${end}\n${indent}}` },
  ];
}
