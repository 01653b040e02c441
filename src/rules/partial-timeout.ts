import { defineRule } from './defineRule.ts';
import { wholeTimeout } from '../changes/timeoutChanges.ts';
import { optionRange, timeoutDefects } from '../changes/timeoutDefects.ts';

export const partialTimeout = defineRule({
  id: 'partial-timeout',
  description: 'a timeout that covers only part of the call, such as the headers but not the body',
  severity: 'warning',
  preset: 'recommended',
  fixable: true,
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return timeoutDefects(facts, 'partial')
      .filter(({ subject }) => !(subject.kind === 'call' && subject.streaming))
      .map((found) => ({
        range: optionRange(file, found.defect.range),
        message: `This timeout is only partial: ${found.defect.why}.`,
        ...wholeTimeout(file, found),
      }));
  },
});
