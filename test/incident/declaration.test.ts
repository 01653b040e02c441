import { expect, test } from 'vitest';
import { declarationOf, labelOf, severityProblem } from '../../src/incident/declaration.ts';
import { momentOf } from '../../src/incident/moment.ts';
import { phaseConflict } from '../../src/incident/phaseOrder.ts';

const given = { incident: 'i', title: 'Down', commander: 'Ada' };
const runbook = (frontMatter: object) => ({ path: 'a.md', frontMatter: { other: {}, ...frontMatter } });

test('what the responder leaves out comes from the runbook', () => {
  const own = runbook({ services: ['api'], severity: 'SEV1', slo: '99.9%' });
  expect(declarationOf({ ...given, runbook: own })).toEqual({
    type: 'incident-declared',
    ...given,
    severity: 'SEV1',
    services: ['api'],
    slo: '99.9%',
    runbook: 'a.md',
    drill: false,
  });
  const said = declarationOf({ ...given, runbook: own, services: ['web'], severity: 'SEV4', slo: '90%' });
  expect([said.services, said.severity, said.slo]).toEqual([['web'], 'SEV4', '90%']);
});

test('without a runbook the severity is the usual one and nothing is made up', () => {
  expect(declarationOf({ ...given, impact: '' })).toEqual({
    type: 'incident-declared',
    ...given,
    severity: 'SEV3',
    services: [],
    drill: false,
  });
});

test('what of a runbook does not fit into the record is left out', () => {
  const said = declarationOf({
    ...given,
    runbook: runbook({ services: ['', 'x'.repeat(501), 'a\n b'], severity: ' ', slo: '' }),
  });
  expect([said.services, said.severity, said.slo]).toEqual([['a b'], 'SEV3', undefined]);
});

test('a label is one line of a bounded length', () => {
  expect(labelOf(' two\n words ')).toEqual({ label: 'two words' });
  expect(labelOf(' \t')).toEqual({ problem: 'is empty' });
  expect(labelOf('x'.repeat(501))).toEqual({ problem: 'is longer than 500 characters' });
});

const now = new Date('2026-04-02T10:00:00Z');

test.each([
  ['10 min ago', '2026-04-02T09:50:00.000Z'],
  ['2026-04-02T11:00+02:00', '2026-04-02T09:00:00.000Z'],
  [' 2026-04-01 ', '2026-04-01T00:00:00.000Z'],
  // Clocks may differ; what is in the future is not written down.
  ['2026-04-02T10:00:30Z', '2026-04-02T10:00:00.000Z'],
])('%s is a moment', (text, time) => {
  expect(momentOf(text, now)).toEqual({ time });
});

test.each(['soon', 'ago', '10 ago', '2026-02-30', '2026-04-02T10:00', ''])('%s is none', (text) => {
  expect(momentOf(text, now)).toHaveProperty('problem', expect.stringContaining('use a time with an offset'));
});

test('a moment in the future is refused', () => {
  expect(momentOf('2026-04-02T10:02Z', now)).toEqual({ problem: 'it is in the future' });
});

test('a phase before an earlier one, or after a later one, is a conflict; at the same time it is none', () => {
  const times = { detected: '2026-04-02T10:00:00.000Z', resolved: '2026-04-02T11:00:00.000Z' };
  expect(phaseConflict({ times }, 'mitigated', '2026-04-02T09:00:00.000Z')).toBe(
    'mitigated (2026-04-02T09:00:00.000Z) is before detected (2026-04-02T10:00:00.000Z)',
  );
  expect(phaseConflict({ times }, 'mitigated', '2026-04-02T12:00:00.000Z')).toContain('is after resolved');
  expect(phaseConflict({ times }, 'mitigated', times.detected)).toBeUndefined();
  // Its own former time is no other phase.
  expect(phaseConflict({ times }, 'resolved', '2026-04-02T12:00:00.000Z')).toBeUndefined();
});

test.each(['SEV9x', 'sev1a', 'P1st'])('%s is a severity mistyped', (severity) => {
  expect(severityProblem(severity)).toMatch(/^isn't a severity: use SEV1, /);
});

test.each(['SEV1', 'sev-2', 'P1', 'SEV10', 'critical', 'Page', 'Severe', 'SEV2 (customers)'])(
  '%s is none',
  (severity) => {
    expect(severityProblem(severity)).toBeUndefined();
  },
);
