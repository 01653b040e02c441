import { expect, test } from 'vitest';
import { metricsOf } from '../../src/incident/metrics.ts';
import { metricsLine, metricsMarkdown, metricsTable } from '../../src/incident/metricsText.ts';
import { listRowOf, listTable } from '../../src/messages/incidentText.ts';
import { now, pageOf, zone } from '../dashboard/sample.ts';
import { incident } from '../incident/sample.ts';

const state = incident({
  incident: 'A',
  declared: '2026-04-02T10:00:00Z',
  started: '2026-04-02T10:00:00Z',
  phases: {
    acknowledged: '2026-04-02T10:00:09Z',
    mitigated: '2026-04-02T11:00:01Z',
    resolved: '2026-04-03T10:00:07Z',
  },
});

test('each table tells lengths of time to the second, also of an hour, of a day and of a month', () => {
  const metrics = metricsOf([state], { now, zone, slos: {} });
  for (const text of [metricsTable(metrics), metricsMarkdown(metrics), pageOf([state], [])]) {
    expect(text).toContain('9 s');
    expect(text).toContain('1 h 1 s');
    expect(text).toContain('1 d 7 s');
    // April has 720 hours, of which it was down for one and a second.
    expect(text).toContain('29 d 22 h 59 min 59 s');
    expect(text).not.toMatch(/\b1 d 0 h|\b1 d [/(]|\b1 h [/(]/);
  }
  // All in all it is seen until 1 May, 2:00 in Berlin.
  expect(metricsLine(metrics)).toContain('MTTR 1 d 7 s, MTBF 30 d 59 min 59 s');
  expect(listTable([listRowOf(state)], zone)).toContain('  1 d 7 s ');
});
