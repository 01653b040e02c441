import { defineRule } from './defineRule.ts';
import { signalPerAttempt } from '../changes/timeoutChanges.ts';
import { timeoutDefects } from '../changes/timeoutDefects.ts';

export const spentSignal = defineRule({
  id: 'spent-signal',
  description: 'a timeout signal shared by several attempts or calls',
  severity: 'error',
  preset: 'recommended',
  fixable: true,
  hasSuggestions: true,
  check({ file, facts }) {
    return timeoutDefects(facts, 'spent-signal').map(({ defect }) => ({
      range: defect.range,
      message: `Create a new timeout signal per attempt: ${defect.why}.`,
      ...signalPerAttempt(file, defect.range),
    }));
  },
});
