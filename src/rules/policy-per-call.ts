import type { Policy } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { memberName, rangeOf } from '../ast/nodes.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { madeOnce } from '../repeats/hoistChange.ts';
import { madeObject, methodCalledOn, runsOnceIn } from '../ast/objectUses.ts';

const runs = /^(?:fire|call|execute|schedule|add)$/;
const setsUp = /^(?:on|once|fallback|onBreak|onReset|onHalfOpen|onStateChange|onSuccess|onFailure)$/;

export const policyPerCall = defineRule({
  id: 'policy-per-call',
  description: 'a breaker or limiter created per call, so it never takes effect',
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  check({ file, facts }) {
    return facts.policies
      .filter(
        (policy) => !policy.test && policy.createdIn === 'per-call' && forgetsState(policy) && forOneCall(file, policy),
      )
      .map((policy) => ({
        suggestions: hoisted(file, policy),
        range: calleeRange(file, policy.range),
        message:
          policy.role === 'breaker'
            ? `This ${policy.library} breaker is created per call, so it never opens. Create it once, outside the function.`
            : `This ${policy.library} ${policy.role} is created per call, so it limits nothing. Create it once, outside the function.`,
      }));
  },
});

function hoisted(file: ParsedFile, { range }: Policy): Suggestion[] {
  const change = madeOnce(file, range, setsUp);
  return change ? [change] : [];
}

/** Retries and timeouts have nothing to remember between calls. */
function forgetsState({ role }: Policy): boolean {
  return role === 'breaker' || role === 'limiter' || role === 'bulkhead';
}

/** All uses are in sight, and all that they do is run one thing: nobody keeps it for a second call. */
function forOneCall(file: ParsedFile, { range }: Policy): boolean {
  const { owner, reads } = madeObject(file, range);
  if (!owner || !reads) return false;
  let run = 0;
  for (const read of reads) {
    const wrapped = wrapAround(read);
    if (wrapped) {
      // `wrap(retry, breaker)` for one call: the breaker inside is as new as the wrapper.
      if (!runsOnceIn(read, owner) || !isRunOnce(file, wrapped)) return false;
      run++;
      continue;
    }
    const method = methodCalledOn(read);
    const called = read.parent?.type === 'CallExpression' && read.parent.callee === read;
    if (method !== undefined && setsUp.test(method)) continue;
    if (!called && !(method !== undefined && runs.test(method))) return false;
    if (!runsOnceIn(read, owner)) return false;
    run++;
  }
  return run === 1;
}

/** The `wrap(...)` that a policy is handed to. */
function wrapAround(read: Node): CallExpression | undefined {
  const { parent } = read;
  if (parent?.type !== 'CallExpression' || parent.callee === read) return undefined;
  const { callee } = parent;
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : '';
  return name === 'wrap' ? parent : undefined;
}

/** `wrap(a, b).execute(f)`, or kept in a variable that does nothing else. */
function isRunOnce(file: ParsedFile, made: CallExpression): boolean {
  const direct = methodCalledOn(made);
  if (direct !== undefined) return runs.test(direct);
  const { owner, reads } = madeObject(file, rangeOf(made));
  if (!owner || !reads) return false;
  const methods = reads.map((read) => methodCalledOn(read));
  return (
    methods.every((method) => method !== undefined && (setsUp.test(method) || runs.test(method))) &&
    methods.filter((method) => runs.test(method!)).length === 1
  );
}
