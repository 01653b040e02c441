import { defineRule } from './defineRule.ts';
import { optionRange, timeoutDefects } from './timeoutDefects.ts';

export const partialTimeout = defineRule({
  id: 'partial-timeout',
  description: 'a timeout that covers only part of the call, such as the headers but not the body',
  severity: 'warning',
  preset: 'recommended',
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return timeoutDefects(facts, 'partial')
      .filter(({ subject }) => !(subject.kind === 'call' && subject.streaming))
      .map(({ defect }) => ({
        range: optionRange(file, defect.range),
        message: `This timeout is only partial: ${defect.why}.`,
      }));
  },
});
