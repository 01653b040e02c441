import type { RemoteCall } from '../facts/model.ts';

/** What is known of how a call is protected. */
export type ProtectedCall = Pick<RemoteCall, 'timeout' | 'errors' | 'status' | 'policy' | 'fanout'>;

export const protections = ['timeout', 'errors', 'status', 'policy'] as const;
export type Protection = (typeof protections)[number];

/** True: protected; false: not; undefined: not known, or of no meaning for this call. */
export function isProtected(call: ProtectedCall, protection: Protection): boolean | undefined {
  switch (protection) {
    case 'timeout':
      return call.timeout === 'unknown' ? undefined : call.timeout === 'bounded';
    case 'errors':
      // A rejection that reaches the caller is not lost.
      return call.errors === 'unknown' ? undefined : call.errors === 'handled' || call.errors === 'propagated';
    case 'status':
      return call.status === 'na' || call.status === 'unknown' ? undefined : call.status === 'checked';
    case 'policy':
      return call.policy === 'unknown' ? undefined : call.policy !== 'none';
  }
}

const said: Readonly<Record<Protection, readonly [yes: string, no: string]>> = {
  timeout: ['bounded', 'no timeout'],
  errors: ['errors handled', 'errors lost'],
  status: ['status checked', 'status unchecked'],
  policy: ['retry or breaker', 'no policy'],
};

/** What protects a call and what does not, in words; what is not known or has no meaning is left out. */
export function verdictsOn(
  call: ProtectedCall,
): { readonly text: string; readonly good: boolean; readonly matters: boolean }[] {
  const verdicts = protections.flatMap((protection) => {
    const state = isProtected(call, protection);
    if (state === undefined) return [];
    const text =
      protection === 'policy' && state
        ? policyWord(call)
        : protection === 'errors'
          ? errorWord(call)
          : said[protection][state ? 0 : 1];
    // Most calls need no policy of their own; its absence is told by the coverage.
    return protection === 'policy' && !state ? [] : [{ text, good: state, matters: protection !== 'policy' }];
  });
  if (call.fanout === 'unbounded') verdicts.push({ text: 'unbounded fan-out', good: false, matters: true });
  return verdicts;
}

function policyWord({ policy }: ProtectedCall): string {
  return policy === 'both' ? 'retry and breaker' : policy;
}

function errorWord({ errors }: ProtectedCall): string {
  return errors === 'handled' ? 'errors handled' : errors === 'propagated' ? 'errors to caller' : `errors ${errors}`;
}
