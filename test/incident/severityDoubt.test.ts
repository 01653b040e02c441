import { expect, test } from 'vitest';
import { severityDoubt } from '../../src/incident/declaration.ts';

test.each(['SEV1', 'sev2', 'P1', 'critical', 'HIGH', 'Sev-3', 'Major', 'red', 'SEV1 (customer facing)'])(
  '%s is known without a word',
  (severity) => expect(severityDoubt(severity, [])).toBeUndefined(),
);

test.each(['SVE1', 'hgih', 'critcal', 'one', '1.5'])('%s may be mistyped, unless it was used before', (severity) => {
  expect(severityDoubt(severity, ['SEV1'])).toContain(`has had the severity ${severity} before`);
  expect(severityDoubt(severity, ['SEV1', severity])).toBeUndefined();
});

test('another spelling of one that was used is told', () => {
  expect(severityDoubt('sev1', ['SEV2', 'SEV1'])).toContain('was written SEV1 before');
  expect(severityDoubt('High', ['high', 'High'])).toBeUndefined();
});
