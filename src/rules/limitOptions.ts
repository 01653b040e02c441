import type { ParsedFile } from '../ast/types.ts';
import { timeoutSuggestions } from '../changes/bounding.ts';
import { withConstant } from '../changes/namedLimit.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import type { ClientInstance, RemoteCall } from '../facts/model.ts';

/** Which limit suggestions write. */
interface LimitOptions {
  readonly timeoutMs: number;
  readonly timeoutConstant?: string;
}

/** The longest that timers of JavaScript can wait. */
const MAX_MS = 2_147_483_647;

/** The option for the limit itself. */
export const timeoutMs = {
  type: 'integer',
  minimum: 1,
  maximum: MAX_MS,
  description: 'Timeout used in suggestions, in milliseconds.',
} as const;

/** The option that names a constant for the limit. */
export const timeoutConstant = {
  type: 'string',
  pattern: '^[A-Za-z_$][\\w$]*$',
  description:
    'Constant that suggestions write in place of the number: the one of the file with this name, else one that is declared behind the imports.',
} as const;

/** Ways to bound a call or a client, with the limit that the options name. */
export function limited(
  file: ParsedFile,
  subject: RemoteCall | ClientInstance,
  { timeoutMs: ms, timeoutConstant: name }: LimitOptions,
  calls?: readonly RemoteCall[],
): readonly Suggestion[] {
  return withConstant(file, timeoutSuggestions(file, subject, ms, calls), name, ms);
}
