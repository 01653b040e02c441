import { defineRule } from './defineRule.ts';
import { wholeTimeout } from '../changes/timeoutChanges.ts';
import { optionRange, timeoutDefects } from '../changes/timeoutDefects.ts';
import type { FoundDefect } from '../changes/timeoutDefects.ts';
import type { ParsedFile } from '../ast/types.ts';
import { pathTo } from '../ast/locate.ts';

export const partialTimeout = defineRule({
  id: 'partial-timeout',
  description: 'a timeout that covers only part of the call, such as the headers but not the body',
  severity: 'warning',
  preset: 'recommended',
  fixable: true,
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  defaultOptions: { everyBody: false },
  presetOptions: { strict: { everyBody: true }, all: { everyBody: true } },
  options: {
    everyBody: {
      type: 'boolean',
      description:
        "Also where a library's own `timeout` leaves out a body that is short, such as JSON. On in the presets strict and all.",
    },
  },
  check({ file, facts, options }) {
    return timeoutDefects(facts, 'partial')
      .filter(({ subject }) => !(subject.kind === 'call' && subject.streaming))
      .filter((found) => options.everyBody || !isUsual(found) || takesLongBody(file, found))
      .map((found) => ({
        range: optionRange(file, found.defect.range),
        message: `This timeout is only partial: ${found.defect.why}.`,
        ...wholeTimeout(file, found),
      }));
  },
});

/** The one timeout that the library has, which everybody sets: what follows the headers mostly follows at once. */
function isUsual({ defect }: FoundDefect): boolean {
  return /\w+(?: \d+)?'s `timeout`/.test(defect.why);
}

/** `.arrayBuffer()` and the like at the call: a file, which may well stall half-way. */
function takesLongBody(file: ParsedFile, { subject }: FoundDefect): boolean {
  if (subject.kind !== 'call') return false;
  const statement = pathTo(file, subject.range).findLast(({ type }) => /Statement$|Declaration$/.test(type));
  const [, end] = statement?.range ?? [0, subject.range.end];
  return /^\s*\)*\s*\.(?:arrayBuffer|blob|bytes)\(/.test(file.text.slice(subject.range.end, end));
}
