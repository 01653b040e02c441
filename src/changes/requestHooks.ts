import type { ClientInstance } from '../facts/model.ts';
import type { CallExpression, NewExpression, ParsedFile } from '../ast/types.ts';
import { versionFits } from '../knowledge/versions.ts';
import { setOption } from './edits.ts';
import { duration, milliseconds } from './figures.ts';
import type { Suggestion } from './suggestion.ts';

/**
 * graphql-request has no option for a limit, and a signal among its options would be that of all requests together: a
 * function that it calls for each of them makes one. A request with a signal of its own keeps that.
 */
export function limitByHook(
  file: ParsedFile,
  { library }: ClientInstance,
  call: CallExpression | NewExpression,
  ms: number,
): Suggestion[] {
  if (library?.name !== 'graphql-request' || library.version === undefined || call.arguments.length === 0) return [];
  const signal = (from: string): string => `signal: ${from}.signal ?? AbortSignal.timeout(${milliseconds(ms)})`;
  const types = /\.[cm]?tsx?$/.test(file.path);
  const [option, value] = versionFits(library.version, '>=6')
    ? ['requestMiddleware', `(request) => ({ ...request, ${signal('request')} })`]
    : [
        'fetch',
        // Their types tell nothing of the parameters, or take other signals than Node's.
        `(${types ? 'url: string, init?: RequestInit' : 'url, init'}) => fetch(url, { ...init, ${signal('init?')} })`,
      ];
  const edits = setOption(file, call, 1, option!, value!);
  return edits ? [{ title: `Abort each request after ${duration(ms)}`, edits }] : [];
}
