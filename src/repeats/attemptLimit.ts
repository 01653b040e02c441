import type { Retry } from '../facts/model.ts';
import type { CallExpression, ParsedFile } from '../ast/types.ts';
import { pathTo } from '../ast/locate.ts';
import { isIdentifier } from '../ast/nodes.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { importedName, setOption } from '../changes/edits.ts';
import { loopLimit } from './loopBackoff.ts';

/** What a caller that waits may be asked to wait for. */
export const ATTEMPTS = 5;

/** A limit for a retry that never gives up, where its policy or loop is written in sight. */
export function attemptLimit(file: ParsedFile, retry: Retry): Suggestion[] {
  if (retry.form === 'loop') {
    const change = loopLimit(file, retry.range, ATTEMPTS);
    return change ? [change] : [];
  }
  return retry.form === 'library:cockatiel' ? cockatielLimit(file, retry) : [];
}

/** cockatiel neither ends nor waits by default: a limit alone would only hammer for a shorter time. */
function cockatielLimit(file: ParsedFile, { head, delay }: Retry): Suggestion[] {
  const call = pathTo(file, head).findLast((node): node is CallExpression => node.type === 'CallExpression');
  const made = call && policyOf(file, call);
  if (!made || made.arguments.length > 2) return [];
  const attempts = setOption(file, made, 1, 'maxAttempts', String(ATTEMPTS - 1));
  if (!attempts) return [];
  if (delay !== 'none') return [{ title: `Give up after ${ATTEMPTS} attempts`, edits: attempts }];
  const backoff = importedName(file, 'cockatiel', 'ExponentialBackoff');
  const [edit, ...others] = attempts;
  if (!backoff || others.length > 0) return [];
  const newText = edit!.newText.replace(
    `maxAttempts: ${ATTEMPTS - 1}`,
    `maxAttempts: ${ATTEMPTS - 1}, backoff: new ${backoff.local}()`,
  );
  return [
    {
      title: `Give up after ${ATTEMPTS} attempts, with exponential backoff`,
      edits: [...backoff.edits, { ...edit!, newText }],
    },
  ];
}

/** `retry(handleAll, ...)` itself, or what the policy's variable holds. */
function policyOf(file: ParsedFile, call: CallExpression): CallExpression | undefined {
  if (isIdentifier(call.callee, 'retry')) return call;
  const { callee } = call;
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  if (object.type === 'CallExpression') return policyOf(file, object);
  if (object.type !== 'Identifier') return undefined;
  for (const { variables } of file.scopes.scopes) {
    const definition = variables.find(({ name }) => name === object.name)?.defs[0]?.node;
    if (definition?.type !== 'VariableDeclarator' || definition.init?.type !== 'CallExpression') continue;
    return isIdentifier(definition.init.callee, 'retry') ? definition.init : undefined;
  }
  return undefined;
}
