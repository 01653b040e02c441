import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { nodeAt } from '../ast/locate.ts';
import { isIdentifier, memberName } from '../ast/nodes.ts';
import { replace } from '../changes/edits.ts';
import { listOf, styleOf } from '../changes/layout.ts';
import { readsOfName } from '../ast/objectUses.ts';
import { waitOf } from '../changes/patience.ts';
import { importNames, isEsModule } from './imports.ts';
import type { Manifest, Refactor, Target } from './model.ts';
import { resilientModule } from './resilientModule.ts';

const NAME = 'resilientFetch';

/**
 * One module that stands for `fetch`, with a timeout, retries, a breaker and a check of the status; the calls of the
 * file that take no part in any of that go through it. Others, such as those that ask for the status themselves, stay.
 */
export function extractRefactor(
  file: ParsedFile,
  facts: FileFacts,
  target: Target,
  manifest: Manifest,
): Refactor | undefined {
  const esm = isEsModule(file, manifest);
  const typed = /\.[cm]?tsx?$/.test(file.path);
  // What TypeScript requires has no type.
  if (facts.test || facts.environment === 'browser' || (typed && !esm)) return undefined;
  const calls = facts.calls.flatMap((one) => sitesOf(file, facts, one));
  if (!calls.some(({ range }) => range[0] >= target.call.range[0] && range[1] <= target.call.range[1]))
    return undefined;
  const ending = /\.([cm]?)[jt]sx?$/.exec(file.path)?.[1] ?? '';
  const name = `${NAME}.${ending}${typed ? 'ts' : 'js'}`;
  const from = `./${NAME}${endingOf(file, esm && (manifest.module || ending !== ''), ending)}`;
  const { locals, edits: imports } = importNames(file, manifest, from, [NAME]);
  const rewritten: TextEdit[] = calls.map(({ callee }) => replace(callee, locals[NAME]!));
  const many = calls.length === 1 ? '' : ` (${calls.length} calls)`;
  return {
    title: `Extract a resilient client to ${name}${many}`,
    edits: [...imports, ...rewritten],
    creates: { name, text: resilientModule({ typed, esm, style: styleOf(file) }) },
  };
}

/** How the file ends the names of its own modules, else how its package wants them. */
function endingOf({ text }: ParsedFile, strict: boolean, ending: string): string {
  const known = /(?:\bfrom|\bimport|\brequire\()\s*['"]\.{1,2}\/[^'"]*?(\.[cm]?[jt]s)?['"]/.exec(text);
  if (known) return known[1] ?? '';
  return strict ? `.${ending}js` : '';
}

/** A plain call of the platform's `fetch` that nothing limits, repeats or checks as the module would do it. */
function sitesOf(file: ParsedFile, facts: FileFacts, call: RemoteCall): CallExpression[] {
  if (call.test || call.client !== 'global' || call.streaming || call.timeout !== 'none') return [];
  if (call.policy !== 'none' || call.retriedBy.length > 0 || waitOf(file, call) !== 'short') return [];
  const node = nodeAt(file, call.range, 'CallExpression');
  if (node?.type !== 'CallExpression' || !isIdentifier(node.callee, 'fetch')) return [];
  const inRetry = facts.retries.some(({ range }) => range.start <= call.range.start && call.range.end <= range.end);
  return inRetry || node.parent?.type !== 'AwaitExpression' || !throwsForStatus(file, node.parent) ? [] : [node];
}

/** Whoever has the answer does not ask for its status, or only to throw at once: what the module does as well. */
function throwsForStatus(file: ParsedFile, awaited: Node): boolean {
  const holder = awaited.parent;
  if (holder?.type !== 'VariableDeclarator' || holder.init !== awaited) return !mayAsk(holder);
  if (holder.id.type !== 'Identifier') return false;
  const list = listOf(holder.parent);
  const next = list?.[list.indexOf(holder.parent) + 1];
  const { name } = holder.id;
  return readsOfName(file, holder.id).every((read) => {
    const member = read.parent;
    const asked = member?.type === 'MemberExpression' ? memberName(member) : undefined;
    if (asked === undefined) return false;
    if (!/^(?:ok|status|statusText)$/.test(asked)) return true;
    return next !== undefined && isThrow(next, name) && read.range[0] > next.range[0] && read.range[1] < next.range[1];
  });
}

/** `return await fetch(url)`, `send(await fetch(url))`, `(await fetch(url)).status`: somebody may ask for the status. */
function mayAsk(holder: Node | undefined): boolean {
  if (holder?.type === 'MemberExpression') return /^(?:ok|status|statusText)$/.test(memberName(holder) ?? 'ok');
  return holder?.type !== 'ExpressionStatement';
}

/** `if (!response.ok) throw ...`. */
function isThrow(statement: Node, name: string): boolean {
  if (statement.type !== 'IfStatement' || statement.alternate) return false;
  const { test, consequent } = statement;
  const thrown = consequent.type === 'BlockStatement' ? consequent.body[0] : consequent;
  return (
    test.type === 'UnaryExpression' &&
    test.operator === '!' &&
    test.argument.type === 'MemberExpression' &&
    isIdentifier(test.argument.object, name) &&
    memberName(test.argument) === 'ok' &&
    thrown?.type === 'ThrowStatement'
  );
}
