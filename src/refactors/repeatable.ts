import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { calleeName, isInCallOf, promiseMethod } from './target.ts';
import type { Target } from './model.ts';

const timers = /^(?:sleep|delay|wait|pause|setTimeout|setInterval|setImmediate|nextTick|tick|import|expect)$/;
/** What reads a body has used it up, also where that failed. */
const bodies = /^(?:json|text|blob|bytes|arrayBuffer|formData|getReader|pipe|pipeTo)$/;
/** What may have been done although its answer was lost. */
const writing =
  /^(?:create|insert|send|post|patch|publish|emit|enqueue|charge|pay|capture|refund|transfer|withdraw|add|append|push|incr|decr|submit|order|book|notify|mail|register|sign[uU]p|write|save|import|trigger|start|run|exec)(?![a-z])/;
/** The statements of one transaction fail and are repeated together. */
const transaction = /^(?:tx|trx|transaction|session|queryRunner|manager|entityManager)$/;
const local =
  /^(?:node:)?(?:fs|path|os|util|events|stream|buffer|crypto|zlib|child_process|worker_threads|readline|timers|perf_hooks|vm)(?:\/|$)/;

/** It waits for something that may fail and is not there to wait: no timer, no file, nothing of a test. */
export function isOperation(file: ParsedFile, facts: FileFacts, { call }: Target): boolean {
  if (facts.test || timers.test(calleeName(call) ?? '')) return false;
  const root = rootOf(call);
  if (!root || root.type !== 'Identifier') return true;
  if (/^(?:expect|vi|jest|t|assert)$/.test(root.name)) return false;
  return !local.test(sourceOf(file, root) ?? '');
}

/** Whether the same call may be made again when its failure leaves open what was done, and nothing repeats it yet. */
export function mayRepeat(file: ParsedFile, facts: FileFacts, target: Target): boolean {
  const { call, requests } = target;
  if (isInCallOf(target, /retry|retries|back_?off/i) || isRepeated(facts, call)) return false;
  const retried = requests.some(
    ({ retriedBy, policy }) => retriedBy.length > 0 || policy === 'retry' || policy === 'both',
  );
  return !retried && onlyReads(file, facts, target);
}

/** It asks for something and changes nothing, as far as its names, methods and texts tell; each time from the start. */
export function onlyReads(file: ParsedFile, facts: FileFacts, target: Target): boolean {
  const { call, requests } = target;
  const combined = promiseMethod(call) !== undefined;
  if (combined || bodies.test(calleeName(call) ?? '') || !isOperation(file, facts, target)) return false;
  if (requests.some((one) => one.streaming || !isSafe(one)) || (requests.length === 0 && writes(call))) return false;
  if (/\b(?:INSERT|MERGE|CALL|COMMIT|BEGIN)\b|\bset\s+\w+\s*=\s*\w+\s*[+-]/i.test(queries(file, call))) return false;
  return !/stream|Readable|FormData|\.stdin\b/i.test(textOf(file, call)) && !inTransaction(file, target);
}

/** A retry of this file repeats it already. */
function isRepeated({ retries }: FileFacts, { range }: CallExpression): boolean {
  return retries.some((one) => one.range.start <= range[0] && range[1] <= one.range.end);
}

function isSafe({ method, idempotencyKey, api }: RemoteCall): boolean {
  if (idempotencyKey === 'stable') return true;
  if (api === 'mail' || api === 'queue') return false;
  return method === undefined || !(/^(?:POST|PATCH|CONNECT)$/.test(method) || writing.test(method));
}

function writes(call: CallExpression): boolean {
  const names: string[] = [];
  for (let at: Node = call; at.type === 'CallExpression';) {
    names.push(calleeName(at) ?? '');
    const callee = unwrap(at.callee);
    at = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  }
  return names.some((name) => writing.test(name));
}

function queries(file: ParsedFile, call: CallExpression): string {
  const texts: string[] = [];
  walk(call, (node) => {
    if (node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string'))
      texts.push(textOf(file, node));
  });
  return texts.join('\n');
}

function inTransaction(file: ParsedFile, { call }: Target): boolean {
  const root = rootOf(call);
  if (root?.type === 'Identifier' && transaction.test(root.name)) return true;
  return pathTo(file, { start: call.range[0], end: call.range[1] }).some(
    (node) =>
      node.type === 'CallExpression' &&
      node !== call &&
      isInside(call, node) &&
      /transaction|\$?tx$/i.test(calleeName(node) ?? ''),
  );
}

/** `axios` of `axios.get(...).then(...)`. */
function rootOf(call: CallExpression): Node | undefined {
  let at: Node = call;
  for (;;) {
    if (at.type === 'CallExpression') at = unwrap(at.callee);
    else if (at.type === 'MemberExpression') at = unwrap(at.object);
    else return at;
  }
}

/** The package that a name is imported from. */
function sourceOf(file: ParsedFile, name: Node): string | undefined {
  const variable = file.scopes.scopes
    .flatMap(({ references }) => references)
    .find(({ identifier }) => identifier === name)?.resolved;
  const definition = variable?.defs[0];
  if (definition?.type === 'ImportBinding')
    return definition.parent?.type === 'ImportDeclaration' ? definition.parent.source.value : undefined;
  const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : undefined;
  if (init?.type !== 'CallExpression' || calleeName(init) !== 'require') return undefined;
  const [source] = init.arguments;
  return source?.type === 'Literal' ? String(source.value) : undefined;
}
