import type { ChainEffect } from '../knowledge/schema.ts';
import { memberName, unwrap } from '../ast/nodes.ts';
import type { CallExpression } from '../ast/types.ts';
import type { TimeoutState } from '../facts/model.ts';
import { heldLinks } from '../outcomes/heldBuilders.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';

/** What limits are set by calls on a request that is built up, chained onto it or made where it is kept. */
export function chainedTimeouts(context: FileContext, found: FoundRequest): readonly (TimeoutState | 'off')[] {
  const held = heldLinks(context, found, (call) => timeoutBy(context, found, call) !== undefined);
  const states = [
    ...found.links.map((link) => timeoutBy(context, found, link)),
    ...held.map(({ call, always }) => (always ? timeoutBy(context, found, call) : ('unknown' as const))),
  ];
  return states.filter((state) => state !== undefined);
}

/** Attempts in all that a call on a request asks for: `superagent.get(url).retry(2)`. */
export function chainedAttempts(context: FileContext, found: FoundRequest): number | undefined {
  const kept = heldLinks(context, found, (call) => attemptsBy(found, call) !== undefined).map(({ call }) => call);
  return [...found.links, ...kept].map((call) => attemptsBy(found, call)).find((attempts) => attempts !== undefined);
}

function attemptsBy(found: FoundRequest, call: CallExpression): number | undefined {
  const effect = effectOf(found, call);
  return effect && 'retry' in effect ? (effect.retry.attempts ?? Infinity) : undefined;
}

function timeoutBy(context: FileContext, found: FoundRequest, call: CallExpression): TimeoutState | 'off' | undefined {
  const effect = effectOf(found, call);
  if (!effect || !('timeout' in effect)) return undefined;
  const value = context.constant(call.arguments[effect.argument ?? 0]);
  if (value !== undefined && effect.off?.includes(value)) return 'off';
  return effect.timeout === 'call' ? 'bounded' : undefined;
}

function effectOf({ request }: FoundRequest, call: CallExpression): ChainEffect | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  return name !== undefined && request.chain && request.chain !== true ? request.chain[name] : undefined;
}
