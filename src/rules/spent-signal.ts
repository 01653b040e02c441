import { defineRule } from './defineRule.ts';
import { timeoutDefects } from './timeoutDefects.ts';

export const spentSignal = defineRule({
  id: 'spent-signal',
  description: 'a timeout signal that is made once and used for many attempts or calls',
  severity: 'error',
  preset: 'recommended',
  check({ facts }) {
    return timeoutDefects(facts, 'spent-signal').map(({ defect }) => ({
      range: defect.range,
      message: `This signal runs out once and for all: ${defect.why}.`,
    }));
  },
});
