import type { FileFacts, Retry } from '../facts/model.ts';
import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { callsOf } from '../facts/retries.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { alwaysLeaves } from '../ast/flow.ts';
import { isIdentifier } from '../ast/nodes.ts';
import { someNode, walk } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshName, importedName } from '../changes/edits.ts';
import { linesBefore, statementOf, styleOf } from '../changes/layout.ts';
import { labelledStatement } from './loopBackoff.ts';
import { catchOf, leaving, thrownBy } from './loopExit.ts';

const title = 'Retry only timeouts, 429 and 5xx';

/** Client errors leave the retry at once, with the error that they had. */
export function transientOnly(file: ParsedFile, facts: FileFacts, retry: Retry): Suggestion | undefined {
  if (retry.form === 'loop') return axiosInLoop(file, facts, retry) ?? flaggedInLoop(file, retry);
  return retry.form === 'library:p-retry' ? abortedInPRetry(file, retry) : undefined;
}

/** `if (!response.ok) throw new Error(...)`, without a look at which status it is. */
export function isStatusThrow(file: ParsedFile, node: Node): node is Ast.IfStatement {
  return (
    node.type === 'IfStatement' &&
    /^!\s*\w+\.ok$/.test(textOf(file, node.test)) &&
    thrownBy(node.consequent) !== undefined &&
    !/abort|bail/i.test(textOf(file, node.consequent))
  );
}

/** `if (isFinal) throw error` in the catch, or another way out of the loop, for a variable that is set by what the status says. */
export function leavesForStatus(file: ParsedFile, { range }: Retry): boolean {
  const loop = nodeAt(file, range);
  return someNode(loop, (node) => {
    if (node.type !== 'IfStatement' || !alwaysLeaves(node.consequent)) return false;
    const test = node.test.type === 'LogicalExpression' ? node.test.left : node.test;
    if (test.type !== 'Identifier') return false;
    const { name } = test;
    return someNode(
      loop,
      (one) =>
        one.type === 'AssignmentExpression' &&
        isIdentifier(one.left, name) &&
        /\.status\b/.test(textOf(file, one.right)),
    );
  });
}

/** The only such check of a retry, and the name of the response. */
function checkIn(file: ParsedFile, { range }: Retry): { check: Ast.IfStatement; response: string } | undefined {
  const found: Ast.IfStatement[] = [];
  walk(nodeAt(file, range), (node) => {
    if (isStatusThrow(file, node)) found.push(node);
  });
  const [check, ...others] = found;
  if (!check || others.length > 0 || statementOf(check) !== check) return undefined;
  return { check, response: /\w+/.exec(textOf(file, check.test))![0] };
}

const clientError = (status: string): string => `${status} < 500 && ${status} !== 408 && ${status} !== 429`;

/** p-retry gives up at once for an `AbortError`, and rejects with the error inside it. */
function abortedInPRetry(file: ParsedFile, retry: Retry): Suggestion | undefined {
  const found = checkIn(file, retry);
  const thrown = found && thrownBy(found.check.consequent)?.argument;
  if (!found || thrown?.type !== 'NewExpression') return undefined;
  const abort = importedName(file, 'p-retry', 'AbortError');
  if (!abort) return undefined;
  const status = `${found.response}.status`;
  const { end } = styleOf(file);
  return {
    title,
    edits: [
      ...abort.edits,
      linesBefore(file, found.check, [
        `if (${status} >= 400 && ${clientError(status)}) throw new ${abort.local}(${textOf(file, thrown)})${end}`,
      ]),
    ],
  };
}

/** In a loop around fetch: what the status said is kept for the `catch` through which the loop goes on. */
function flaggedInLoop(file: ParsedFile, retry: Retry): Suggestion | undefined {
  const found = checkIn(file, retry);
  const at = catchOf(file, retry);
  const name = freshName(file, 'isFinal');
  const leave = at && leaving(file, at, name);
  if (!found || !leave) return undefined;
  const { end } = styleOf(file);
  const status = `${found.response}.status`;
  return {
    title,
    edits: [
      linesBefore(file, labelledStatement(file, at.loop), [`let ${name} = false${end}`]),
      linesBefore(file, found.check, [`${name} = ${status} >= 400 && ${clientError(status)}${end}`]),
      leave,
    ],
  };
}

/** In a loop around axios: the error has the status. */
function axiosInLoop(file: ParsedFile, facts: FileFacts, retry: Retry): Suggestion | undefined {
  const calls = callsOf(facts, retry);
  const axios = importedDefault(file, 'axios');
  const at = catchOf(file, retry);
  if (!axios || !at || !calls.every(({ library }) => library?.name === 'axios')) return undefined;
  const { end } = styleOf(file);
  const status = freshName(file, 'status');
  const leave = leaving(file, at, `${status} !== undefined && ${clientError(status)}`);
  if (!leave) return undefined;
  const asked = `const ${status} = ${axios}.isAxiosError(${at.error}) ? ${at.error}.response?.status : undefined${end}`;
  return { title, edits: [linesBefore(file, at.first, [asked]), leave] };
}

function importedDefault(file: ParsedFile, source: string): string | undefined {
  for (const statement of file.ast.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== source) continue;
    const known = statement.specifiers.find(({ type }) => type === 'ImportDefaultSpecifier');
    if (known) return known.local.name;
  }
  return undefined;
}
