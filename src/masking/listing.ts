import { isEmptyValue, isWorkingFolder, strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { saidAbout } from '../secrets/places.ts';

/** A line of a listing, as `env` prints it. */
export const LISTED = /^(?:export |declare -x |set )?[A-Za-z_][\w.]{0,128}=/;
const FIRST = /^(?:export |declare -x |set )?([A-Za-z_][\w.]{0,128})=(?=[^\s"'`$])/;
const LONGEST = 4096;
/** What stands behind a value where a program is started with it. */
const STARTED =
  /^(?:\.{1,2}\/|~\/|\/(?:usr|bin|opt)\/)\S|^(?:sudo|psql|pg_\w+|mysql\w*|redis-cli|mongosh?|curl|ansible\S*|terraform|kubectl|helm|docker|aws|az|gcloud|npm|npx|yarn|node|python3?|make|bash|sh|ssh|scp|rsync|restic|borg|vault|git|etcdctl|ldapsearch)$/;

/**
 * A value of several words that would be one word if its line were a command, `PGPASSWORD=x psql`, and is all of them in
 * a listing: the next line tells.
 */
export function firstOfListing(line: string): (Span & { readonly alone: boolean }) | undefined {
  const first = FIRST.exec(line);
  if (first === null || strengthOf(first[1]!) !== 'strong') return undefined;
  // Where no line follows, only a variable's name tells it from a sentence.
  const alone = first[1] === first[1]!.toUpperCase();
  const span = { start: first[0].length, end: line.trimEnd().length };
  const value = line.slice(span.start, span.end);
  // `VAULT_PASS=True ./run.sh docker`: a program behind what is set for it.
  const [word = '', next = ''] = value.split(/\s+/);
  if (isEmptyValue(word) || isWorkingFolder(first[1]!, word) || STARTED.test(next)) return undefined;
  if (saidAbout(value, 16) !== undefined) return undefined;
  return / /.test(value) && value.length < LONGEST && !isEmptyValue(value) ? { ...span, alone } : undefined;
}
