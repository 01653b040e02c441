import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { effectiveTimeout } from '../changes/timeoutChanges.ts';
import { optionRange, timeoutDefects } from '../changes/timeoutDefects.ts';
import type { FoundDefect } from '../changes/timeoutDefects.ts';

export const ineffectiveTimeout = defineRule({
  id: 'ineffective-timeout',
  description: 'a timeout that has no effect',
  severity: 'error',
  preset: 'recommended',
  fixable: true,
  hasSuggestions: true,
  check({ file, facts }) {
    return timeoutDefects(facts, 'ineffective')
      .filter((found) => found.subject.timeout !== 'bounded' && !mayListen(file, found))
      .map((found) => ({
        range: optionRange(file, found.defect.range),
        message: `This timeout has no effect: ${found.defect.why}.`,
        ...effectiveTimeout(file, found),
      }));
  },
});

/** A `timeout` of node's http does something where somebody listens, or may listen, for the event. */
function mayListen(file: ParsedFile, { defect }: FoundDefect): boolean {
  return defect.why.includes("'timeout'") && /['"`]timeout['"`]\s*,|\.setTimeout\s*\(/.test(file.text);
}
