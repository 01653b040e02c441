import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { Range } from '../text/range.ts';

export type { FileFacts } from '../facts/model.ts';

const timeouts = { none: 'none', bounded: 'yes', unknown: 'unknown' } as const;
const policies = {
  none: 'none',
  retry: 'retry',
  breaker: 'circuit breaker',
  both: 'retry and circuit breaker',
  unknown: 'unknown',
} as const;
const failures: Readonly<Record<RemoteCall['errors'], string>> = {
  handled: 'handled',
  swallowed: 'swallowed',
  propagated: 'passed to the caller',
  floating: 'unhandled: the call is never awaited',
  'no-listener': "no 'error' listener",
  unknown: 'unknown',
};

/** What is known of the innermost remote call around an offset, as Markdown; undefined where there is none. */
export function describeCallAt(
  facts: FileFacts,
  offset: number,
): { readonly range: Range; readonly text: string; readonly call: RemoteCall } | undefined {
  const around = facts.calls.filter(({ range }) => range.start <= offset && offset <= range.end);
  const [call] = around.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  return call && { range: call.range, text: describeCall(call), call };
}

function describeCall(call: RemoteCall): string {
  const { api, library, method, target, timeout, timeoutReason, policy, retriedBy, errors } = call;
  const name = library && `${library.name}${library.version === undefined ? '' : ` ${library.version}`}`;
  const what = [method, target].filter((part) => part !== undefined).join(' ');
  const title = `**Remote call** \`${api}\`${name === undefined || name === api ? '' : ` (${name})`}`;
  const attempts = retriedBy.map((one) => one.attempts).filter((count) => count !== undefined);
  const rows = [
    ...(what === '' ? [] : [`Request: \`${what}\``]),
    `Timeout: ${timeouts[timeout]}${timeoutReason === undefined ? '' : ` (${timeoutReason})`}`,
    `Protection: ${policies[policy]}${attempts.length === 0 ? '' : ` (${attempts.join(' x ')} attempts)`}`,
    `Failures: ${failures[errors]}`,
  ];
  return `${title}\n\n${rows.map((row) => `- ${row}`).join('\n')}`;
}
