import type { FileFacts, Retry } from '../facts/model.ts';
import { callsOf } from '../facts/retries.ts';
import { knowledge } from '../libraries/index.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { nodeAt } from '../ast/locate.ts';
import { someNode } from '../ast/walk.ts';
import { isStatusThrow, leavesForStatus, transientOnly } from '../repeats/transientOnly.ts';
import { isPlainHttp } from './retryFacts.ts';

export const retryEverything = defineRule({
  id: 'retry-everything',
  description: 'a retry that also retries client errors such as 400 and 404',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return facts.retries.flatMap((retry) => {
      const why = proof(file, facts, retry);
      if (why === undefined) return [];
      const message = `Retries 400, 401 and 404 too, which never succeed on a second try. Retry only timeouts, 429 and 5xx (${why}).`;
      const change = transientOnly(file, facts, retry);
      return [{ range: retry.head, message, suggestions: change ? [change] : [] }];
    });
  },
});

/** Why client errors get to the retry at all. */
function proof(file: ParsedFile, facts: FileFacts, retry: Retry): string | undefined {
  if (retry.test || retry.errors !== 'all' || retry.network !== true) return undefined;
  if (retry.form !== 'loop' && !retry.form.startsWith('library:')) return undefined;
  const calls = callsOf(facts, retry);
  // Set up here for requests of other files: its own filter lets client errors pass, unless it is told otherwise.
  if (calls.length === 0) return retry.form === 'library:axios-retry' ? 'axios rejects on all of these' : undefined;
  if (!calls.every(isPlainHttp)) return undefined;
  const [first] = calls;
  const rejects = calls.every(
    ({ library, status }) => status === 'na' && library && knowledge.byName(library.name)?.rejectsOnStatus === true,
  );
  if (rejects) return `${first!.library!.name} rejects on all of these`;
  return throwsWhenNotOk(file, retry) && !leavesForStatus(file, retry) ? 'any status but 2xx throws' : undefined;
}

/** `if (!response.ok) throw new Error(...)`, without a look at which status it is. */
function throwsWhenNotOk(file: ParsedFile, { range }: Retry): boolean {
  return someNode(nodeAt(file, range), (one) => isStatusThrow(file, one));
}
