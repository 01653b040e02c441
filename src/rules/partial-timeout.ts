import { defineRule } from './defineRule.ts';
import { optionRange, timeoutDefects } from './timeoutDefects.ts';

export const partialTimeout = defineRule({
  id: 'partial-timeout',
  description: 'a timeout that ends with the headers and leaves the body without a limit',
  severity: 'warning',
  preset: 'recommended',
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return timeoutDefects(facts, 'partial')
      .filter(({ subject }) => !(subject.kind === 'call' && subject.streaming))
      .map(({ defect }) => ({
        range: optionRange(file, defect.range),
        message: `This timeout does not cover the whole call: ${defect.why}.`,
      }));
  },
});
