import { expect, it } from 'vitest';
import { didYouMean } from '../../src/text/nearest.ts';

it.each([
  ['strikt', ['recommended', 'strict', 'all'], 'Did you mean "strict"?'],
  ['axois', ['got', 'axios'], 'Did you mean "axios"?'],
  ['warn', ['off', 'warning'], 'Did you mean "warning"?'],
  ['timeoutMS', ['timeoutMs', 'retries'], 'Did you mean "timeoutMs"?'],
  ['files', ['rules', 'preset'], 'Use rules or preset.'],
  ['', ['off', 'on', 'all'], 'Use off, on or all.'],
  ['2', ['off', 'on'], 'Use off or on.'],
])('%s', (word, candidates, said) => {
  expect(didYouMean(word, candidates)).toBe(said);
});
